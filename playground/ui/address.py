"""The address of a page says what is on its screen: every control's value is in it unless it is the default.

Streamlit's own ``bind="query-params"`` is not used: in 1.67 it writes the *displayed* option into the address, so that
a link made in French would not open in English, and values set by a preset do not reach the address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playground.i18n import language
from playground.ui.plain_text import plain
from playground.ui.unread import Unread, number_text, sentences, unread

T = TypeVar("T")

_SHOWN, _KNOWN, _PLACE, _PRESET = "_address", "_address_keys", "_address_page", "_address_preset"
_WORDS = "_address_words"
"""Key of where the page says what was not taken of its link."""
_VALUES = "_address_values"
"""Key of all controls' values as an address has them, those too that it leaves out."""
_LINK, _BECAME, _UNREAD = "_address_link", "_address_became", "_address_unread"
"""Keys of the link with which somebody came, until the page has been drawn once; of what became of its parts that are
no controls; and of what was not taken of it, with the values of the controls then."""


def keep_controls(page: str, *more: str) -> None:
    """Let controls keep their values where somebody goes to another page that has them too, or to another language.

    Streamlit 1.67 gives a widget another identity on another page, and in the first run there its default, in spite
    of its key and ``persist_state``; the browser then keeps that. And it knows the stops of a slider by their labels,
    which another language writes in another way. What is set in the session counts more.

    Parameters
    ----------
    page
        The path and the language of the page that is about to be drawn.
    more
        Keys of controls of which the address does not speak.
    """
    before = st.session_state.get(_PLACE, page)
    if before != page:
        st.session_state[_LINK] = st.session_state[_UNREAD] = None
        for key in {*st.session_state.get(_KNOWN, ()), *more} & set(st.session_state):
            st.session_state[key] = st.session_state[key]
    st.session_state[_PLACE] = page  # last: a script that is cut short begins anew


def arrive() -> None:
    """Remember the link with which somebody came, before anything is taken out of it. Once for a session."""
    if _LINK not in st.session_state:
        st.session_state[_LINK] = st.query_params.to_dict()


def begin_address() -> None:
    """Start to collect what the address of this page will say; what was not taken of it is said here, at first.

    It is said until somebody changes a control.
    """
    arrive()
    st.session_state[_SHOWN], st.session_state[_PRESET], st.session_state[_VALUES] = {}, {}, {}
    st.session_state[_WORDS] = st.empty()
    _say()


def became(key: str, value: str) -> None:
    """Say what became of a part of the link that is no control: it is this value now."""
    st.session_state[_BECAME] = {**st.session_state.get(_BECAME, {}), key: value}


def name_preset(values: Mapping[str, object]) -> None:
    """Take into account that the address names a preset, which fills controls with these values where it is opened.

    A control that was put back to its default must then be in the address too. Call before the controls are drawn.
    """
    st.session_state[_PRESET] = {key: _written(value) for key, value in values.items()}


def seed(key: str, default: T, parse: Callable[[str], T], allowed: Callable[[T], bool] = lambda value: True) -> T:
    """Return a control's present value, at its first appearance that of the address.

    Parameters
    ----------
    key
        The control's key in the session and its name in the address.
    default
        Its value where the address says nothing, or nothing that is allowed.
    parse
        Reads a value from text; a ``ValueError`` counts as not allowed, unless it is a number with a decimal comma.
    """
    if key not in st.session_state:
        st.session_state[key] = _of_address(st.query_params.get(key, ""), default, parse, allowed)
    present: T = st.session_state[key]
    return present


def _of_address(text: str, default: T, parse: Callable[[str], T], allowed: Callable[[T], bool]) -> T:
    for writing in dict.fromkeys([text, number_text(text)]):
        with suppress(ValueError):  # a link is outside input: what cannot be read is not taken, and said to be so
            value = parse(writing)
            return value if allowed(value) else default
    return default


def note(key: str, value: object, default: object) -> None:
    """Say in the address that a control has this value, unless it is the default."""
    text = _written(value)
    left_out = text == _written(default) == st.session_state[_PRESET].get(key, text)
    st.session_state[_SHOWN][key] = None if left_out else text
    st.session_state[_VALUES][key] = text
    st.session_state.setdefault(_KNOWN, set()).add(key)


def _written(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def write_address(whole: bool = True) -> None:
    """Put what was noted into the browser's address, in one go and only if it changed; say what was not taken of it.

    Parameters
    ----------
    whole
        Whether all of the page was drawn.
    """
    _find_unread(whole)
    shown = st.session_state[_SHOWN]
    present = st.query_params.to_dict()
    known = st.session_state.get(_KNOWN, set())
    written = {key: text for key, text in present.items() if key not in known}
    written |= {key: text for key, text in shown.items() if text is not None}
    if written != present:
        st.query_params.from_dict(written)


def _find_unread(whole: bool) -> None:
    """Look, once the page has been drawn with a link, what was not taken of it; forget it after the next change."""
    link, values = st.session_state[_LINK], st.session_state[_VALUES]
    before: tuple[list[Unread], dict[str, str]] | None = st.session_state.get(_UNREAD)
    if link is not None:
        became = {"lang": language(), **st.session_state.get(_BECAME, {})}
        st.session_state[_UNREAD] = (unread(link, values | became, whole), values)
        st.session_state[_LINK] = None  # last: a script may be cut short anywhere
    elif before is not None and before[1] != values:
        st.session_state[_UNREAD] = None
    _say()


def _say() -> None:
    """Say what was not taken of the link, each in a line; nothing where all was."""
    place: DeltaGenerator = st.session_state[_WORDS]
    parts: list[Unread] = (st.session_state.get(_UNREAD) or ([],))[0]
    if parts:
        place.info("  \n".join(map(plain, sentences(parts))), icon=":material/link_off:")
    else:
        place.empty()
