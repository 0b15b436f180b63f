"""The frame around every page: language, navigation, title."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from playground.i18n import LANGUAGES, _, language, preferred_language, set_language
from playground.paths import ICON, PAGES
from playground.ui.address import arrive, keep_controls
from playground.ui.challenge_panel import begin_challenge, follow_challenge
from playground.ui.class_link import begin_class, class_link_button
from playground.ui.groups import enter, hidden
from playground.ui.membership import note_place
from playground.ui.menu import ENTRIES, SCRIPTS, SECTIONS, START, Entry
from playground.ui.room_bar import CLASS, begin_room, show_bar
from playground.ui.sidebar import sidebar_held


def show() -> None:
    """Show the page that the address asks for, in the reader's language."""
    arrive()
    set_language(_chosen_language())
    st.set_page_config(page_icon=str(ICON), layout="wide")
    begin_class()
    pages = _pages()
    page = st.navigation(pages, position="top")
    name = START if page.url_path in ("", "start") else page.url_path
    entry = ENTRIES[name]
    st.set_page_config(page_title=" · ".join([_(entry.title), _("Neural network playground")]))
    enter(name)
    begin_room(_by_name(pages))
    keep_controls(f"{page.url_path} {language()}", "lang", "preset")
    with st.sidebar:
        _language_control()
    show_bar()
    _page_title(_(entry.heading))
    challenge = begin_challenge()
    note_place()
    with sidebar_held():
        page.run()
    note_place()
    follow_challenge(challenge)
    with st.sidebar:
        if name != CLASS:
            class_link_button()


def _pages() -> dict[str, list[StreamlitPage]]:
    """Return the pages by the heading of the menu that they are under."""
    pages: dict[str, list[StreamlitPage]] = {_heading(section): [] for section in SECTIONS}
    for name, entry in ENTRIES.items():
        pages[_heading(entry.section)] += _pages_of(name, entry)
    return pages


def _by_name(pages: dict[str, list[StreamlitPage]]) -> dict[str, StreamlitPage]:
    """Return the pages by their names; the start page by its own path, as its other one is only /."""
    return {page.url_path: page for group in pages.values() for page in group}


def _heading(section: str) -> str:
    """Return a section's heading in the reader's language: to gettext, no words are the catalogue's own description."""
    return _(SECTIONS[section]) if SECTIONS[section] else ""


def _pages_of(name: str, entry: Entry) -> Iterator[StreamlitPage]:
    page = partial(
        st.Page, PAGES / f"{SCRIPTS.get(name, name)}.py", title=_(entry.title), icon=f":material/{entry.icon}:"
    )
    if name == START:
        yield page(url_path="start", default=True)
        yield page(url_path=name, visibility="hidden")  # the start page's path is only /
    else:
        yield page(url_path=name)


_MEND_MENU = """
{
  const mend = () => {
    const parts = "[data-testid=stSidebarNavItems], [data-testid=stSidebarNavItems] li";
    for (const part of document.querySelectorAll(parts)) part.setAttribute("role", "none");
  };
  mend();
  const sidebar = document.querySelector("[data-testid=stSidebar]");
  new MutationObserver(mend).observe(sidebar, { childList: true, subtree: true });
}
"""
"""Streamlit 1.67 puts the sections of its menu on a telephone into a list that has no items of its own, and the pages
into items of none: screen readers are told of no list there."""


def _page_title(title: str) -> None:
    """Show what the page is, and tell the browser in which language: Streamlit says that every page is English."""
    with st.container(key="page-title", gap=None):
        st.title(title, anchor=False)
        script = f"<script>document.documentElement.lang = '{language()}';{_MEND_MENU}</script>"
        st.html(script, unsafe_allow_javascript=True)


def _language_control() -> None:
    if hidden("lang"):
        return
    st.segmented_control(
        _("Language"),
        list(LANGUAGES),
        default=language(),
        format_func=LANGUAGES.__getitem__,
        key="lang",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )


def _chosen_language() -> str:
    """Return the language chosen, at first that of the address, or else the one closest to the browser's."""
    if st.session_state.get("lang") not in LANGUAGES:
        code = st.query_params.get("lang")
        st.session_state["lang"] = code if code in LANGUAGES else preferred_language(st.context.locale)
    chosen: str = st.session_state["lang"]
    if chosen != st.query_params.get("lang", "en"):  # a link to a French page is French in every browser
        st.query_params["lang"] = chosen
    return chosen
