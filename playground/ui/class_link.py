"""Links for a class: some controls hidden, a language, large type for projection.

A page opened with such a link has no class link of its own to make; in its place, at the end of the sidebar, it says
"Show all controls", so that whoever is curious is not locked in. ``?large=1`` enlarges page and figures.
"""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from playground.i18n import LANGUAGES, _, language, set_language
from playground.ui.group_list import SECTIONS, Section
from playground.ui.groups import HIDE, groups_here, hidden_names, keep_hidden, show_all, write_hidden

LARGE = "large"
LARGE_FONT = 23
"""Pixels of text on a projector, to be read from the back of a classroom; the figures' text of 14 grows with it."""
OWN_DATA = ("points", "table")
_LARGE = "_large"
_ENLARGED = f"""
<style>
html {{ font-size: {LARGE_FONT}px !important; }}
body :is(p, li, label, td, th, input, code, [role=option]) {{ font-size: 1rem !important; }}
[role=dialog] h2 p, [role=dialog] h1 p {{ font-size: inherit !important; }}
[data-testid=stSidebar][data-collapsed=false] {{ min-width: min(17rem, 100vw) !important; }}
.st-key-speed {{ flex-basis: 10rem !important; }}
.st-key-speed > * {{ width: 100% !important; }}
</style>
"""


def begin_class() -> None:
    """Take from the address what a class link says of the page, and enlarge it if asked. Call once in each run."""
    hidden_names()
    keep_hidden()
    if large_type():
        st.query_params[LARGE] = "1"
        st.html(_ENLARGED)


def large_type() -> bool:
    """Return whether this session's link asked for large type."""
    if _LARGE not in st.session_state:
        st.session_state[_LARGE] = st.query_params.get(LARGE) == "1"
    large: bool = st.session_state[_LARGE]
    return large


def class_link_button() -> None:
    """Show the button that makes a class link or, on a page that a class link has opened, the way out of it."""
    if hidden_names():
        st.button(
            _("Show all controls"), key="show-all", type="tertiary", icon=":material/visibility:", on_click=show_all
        )
        return
    if st.button(_("Class link"), key="class-link", icon=":material/co_present:", width="stretch"):
        _open_dialog()


def class_link(groups: set[str], code: str, large: bool) -> str:
    """Return the query of a link to this page as it is now, with only these groups on it.

    Parameters
    ----------
    kept
        Names of :func:`playground.ui.groups.groups_here`.
    code
        Language of the page, one of :data:`playground.i18n.LANGUAGES`.
    large
        Whether with large type.
    """
    own = (HIDE, LARGE, "lang", "autoplay", "room")
    query = {key: text for key, text in st.query_params.to_dict().items() if key not in own}
    query["lang"] = code
    if large:
        query[LARGE] = "1"
    hiding = write_hidden(groups_here().keys() - groups)
    if hiding:
        query[HIDE] = hiding
    return "?" + urlencode(query, safe=",")


def _open_dialog() -> None:
    """Open the dialog under a title in the reader's language."""
    st.dialog(_("Class link"), width="large", icon=":material/co_present:")(_dialog)()


def _dialog() -> None:
    set_language(st.session_state["lang"])  # the dialog runs again by itself, without the page around it
    st.markdown(_("The link opens this page as it is now, with the network as it is set. **What stays on the page:**"))
    groups = {name for section in SECTIONS for name in _section_boxes(section)}
    with st.container(horizontal=True, vertical_alignment="center", gap="large"):
        code = st.segmented_control(
            _("Language"),
            list(LANGUAGES),
            default=language(),
            format_func=LANGUAGES.__getitem__,
            key="link-lang",
            required=True,
            label_visibility="collapsed",
        )
        large = st.toggle(_("Large type, for projection"), key="link-large")
    st.code(_page_address() + class_link(groups, code or language(), large), language=None, wrap_lines=True)
    if any(f"//{name}" in _page_address() for name in ("localhost", "127.0.0.1")):
        st.caption(
            _(
                "This address works on this computer only. For others put the computer's name or network address in "
                "the place of localhost."
            )
        )
    if st.session_state.get("data") in OWN_DATA:
        st.caption(_("Your own data never enter a link: download the experiment and hand out the file."))


def _section_boxes(section: Section) -> set[str]:
    """Show a box for each group of a section and return the names of those that are ticked."""
    groups = {name: group for name, group in groups_here().items() if group.section == section}
    if not groups:
        return set()
    st.markdown(f"**{_(SECTIONS[section])}**")
    with st.container(horizontal=True, gap="medium"):
        return {name for name, group in groups.items() if st.checkbox(_(group.label), value=True, key=f"keep-{name}")}


def _page_address() -> str:
    """Return the page's address without its query; nothing where Streamlit does not know it."""
    address = (st.context.url or "").split("?")[0]
    return address + "/" if address.count("/") == 2 else address
