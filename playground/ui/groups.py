"""Which groups of controls a page has, and which of them a class link has hidden.

A link hides with ``?hide=noise,samples,...``: names of groups, or keys of single controls. What is hidden keeps its
value, from the address or a preset, and the value still reaches the experiment and the address.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from playground.ui.group_list import GROUPS, SECTIONS, Group, Section
from playground.ui.menu import START

HIDE = "hide"
LONGEST_KEY = 30
_HIDDEN, _PAGE, _COVERED = "_hidden", "_page", "_covered"


def enter(page: str) -> None:
    """Say which page is being drawn, by its name; it covers no controls yet."""
    st.session_state[_PAGE], st.session_state[_COVERED] = page, ()


def page_name() -> str:
    """Return the name of the page being drawn."""
    name: str = st.session_state.get(_PAGE, START)
    return name


def groups_here() -> dict[str, Group]:
    """Return the groups that the page being drawn has; those of which it covers every control are none of them."""
    page, covered = page_name(), _covered()
    return {
        name: group
        for name, group in GROUPS.items()
        if page in group.pages and not all(key in covered for key in group.keys)
    }


def groups_of_others(page: str) -> tuple[str, ...]:
    """Return the keys of the controls of data, network and training that the page being drawn shares with others.

    Parameters
    ----------
    page
        Another page, whose controls are not among them.
    """
    shared = ("data", "network", "training")
    groups = [group for group in GROUPS.values() if group.section in shared and page not in group.pages]
    here = page_name()
    return tuple(key for group in groups if here in group.pages for key in group.keys)


def cover(keys: Iterable[str]) -> None:
    """Leave controls out of the page being drawn because it sets what they would set; ``*`` as in a group's keys."""
    st.session_state[_COVERED] = tuple(keys)


def hidden(key: str) -> bool:
    """Return whether the control with this key is not drawn: this page's link hides it, or the page covers it."""
    hiding = hidden_names()
    return key in hiding or key in _covered() or any(key in GROUPS[name] for name in hiding if name in GROUPS)


def _covered() -> Group:
    """Return what the page being drawn covers, as a group."""
    return Group("", "page", st.session_state.get(_COVERED, ()))


def hidden_names() -> frozenset[str]:
    """Return what this session hides, groups and single controls: at first what its address says."""
    if _HIDDEN not in st.session_state:
        st.session_state[_HIDDEN] = read_hidden(st.query_params.get(HIDE, ""))
    names: frozenset[str] = st.session_state[_HIDDEN]
    return names


def show_all() -> None:
    """Hide nothing any more in this session, and say so in the address."""
    st.session_state[_HIDDEN] = frozenset[str]()
    st.query_params.pop(HIDE, None)


def keep_hidden() -> None:
    """Put what is hidden into the address again, which Streamlit empties when somebody goes to another page."""
    text = write_hidden(hidden_names())
    if text and HIDE not in st.query_params:
        st.query_params[HIDE] = text


def read_hidden(text: str) -> frozenset[str]:
    """Return the names in a link's ``hide``; what names neither a group nor a control is left out."""
    return frozenset(name for name in text.split(",") if _is_name(name))


def write_hidden(names: Iterable[str]) -> str:
    """Return the ``hide`` of a link: groups first, in their order."""
    unknown = set(names)
    return ",".join([*(name for name in GROUPS if name in unknown), *sorted(unknown - set(GROUPS))])


def section_title(section: Section) -> str | None:
    """Return the untranslated heading of a part of the sidebar, or nothing if all its groups are hidden."""
    here = groups_here().values()
    keys = [key for group in here if group.section == section for key in group.keys if "*" not in key]
    return None if all(map(hidden, keys)) else SECTIONS[section]


def _is_name(text: str) -> bool:
    """Return whether a text is the name of a group, or could be the key of a control of one."""
    if text in GROUPS:
        return True
    plain = text.isascii() and text.replace("-", "_").isidentifier() and len(text) <= LONGEST_KEY
    return plain and any(text in group for group in GROUPS.values())
