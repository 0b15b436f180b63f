"""The frame around every page: language, navigation, title."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

import streamlit as st

from playground.i18n import LANGUAGES, N_, _, language, preferred_language, set_language
from playground.paths import ICON, PAGES
from playground.ui.address import keep_controls
from playground.ui.class_link import begin_class, class_link_button
from playground.ui.groups import enter, hidden

HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "neuron": N_("The formal neuron"),
        "perceptron": N_("Multilayer perceptron"),
        "compare": N_("Networks compared"),
        "convolution": N_("Convolution and pooling"),
        "cnn": N_("Convolutional network"),
        "rnn": N_("Recurrent network"),
    }
)
"""What each page is, untranslated, by its name: the menu above has room for a word only."""


def show() -> None:
    """Show the page that the address asks for, in the reader's language."""
    set_language(_chosen_language())
    st.set_page_config(page_title=_("Neural network playground"), page_icon=str(ICON), layout="wide")
    begin_class()
    perceptron = partial(st.Page, PAGES / "perceptron.py", title=_("Perceptron"), icon=":material/scatter_plot:")
    page = st.navigation(
        [  # in the lecture's order; sections would hide pages behind menus while there are so few
            st.Page(PAGES / "neuron.py", title=_("Neuron"), icon=":material/hub:", url_path="neuron"),
            perceptron(url_path="start", default=True),
            perceptron(url_path="perceptron", visibility="hidden"),  # the start page's path is only /
            st.Page(PAGES / "compare.py", title=_("Compare"), icon=":material/compare:", url_path="compare"),
            st.Page(
                PAGES / "convolution.py", title=_("Convolution"), icon=":material/blur_on:", url_path="convolution"
            ),
            st.Page(PAGES / "cnn.py", title=_("CNN"), icon=":material/layers:", url_path="cnn"),
            st.Page(PAGES / "rnn.py", title=_("RNN"), icon=":material/replay:", url_path="rnn"),
        ],
        position="top",
    )
    name = "perceptron" if page.url_path in ("", "start") else page.url_path
    enter(name)
    keep_controls(f"{page.url_path} {language()}", "lang", "preset")
    with st.sidebar:
        _language_control()
    _page_title(_(HEADINGS[name]))
    page.run()
    with st.sidebar:
        class_link_button()


def _page_title(title: str) -> None:
    """Show what the page is, and tell the browser in which language: Streamlit says that every page is English."""
    with st.container(key="page-title", gap=None):
        st.title(title, anchor=False)
        said = f"<script>document.documentElement.lang = '{language()}'</script>"
        st.html(said, unsafe_allow_javascript=True)


def _language_control() -> None:
    if hidden("lang"):
        return
    st.segmented_control(
        _("Language"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="lang",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )


def _chosen_language() -> str:
    """Return the language chosen, at first that of the address, or else the one closest to the browser's."""
    if st.session_state.get("lang") not in LANGUAGES:
        asked = st.query_params.get("lang")
        st.session_state["lang"] = asked if asked in LANGUAGES else preferred_language(st.context.locale)
    chosen: str = st.session_state["lang"]
    if chosen != st.query_params.get("lang", "en"):  # a link to a French page is French in every browser
        st.query_params["lang"] = chosen
    return chosen
