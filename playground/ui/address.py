"""The address of a page says what is on its screen: every control's value is in it unless it is the default.

Streamlit's own ``bind="query-params"`` is not used: in 1.67 it writes the *displayed* option into the address, so that
a link made in French would not open in English, and values set by a preset do not reach the address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar

import streamlit as st

T = TypeVar("T")

_SHOWN, _KNOWN, _PLACE, _PRESET = "_address", "_address_keys", "_address_page", "_address_preset"


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
        for key in {*st.session_state.get(_KNOWN, ()), *more} & set(st.session_state):
            st.session_state[key] = st.session_state[key]
    st.session_state[_PLACE] = page  # last: a script that is cut short begins anew


def begin_address() -> None:
    """Start to collect what the address of this page will say."""
    st.session_state[_SHOWN], st.session_state[_PRESET] = {}, {}


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
        Reads a value from text; a ``ValueError`` counts as not allowed.
    """
    if key not in st.session_state:
        value = default
        with suppress(ValueError):  # a link is outside input: what cannot be read is as if it were not there
            parsed = parse(st.query_params.get(key, ""))
            value = parsed if allowed(parsed) else default
        st.session_state[key] = value
    present: T = st.session_state[key]
    return present


def note(key: str, value: object, default: object) -> None:
    """Say in the address that a control has this value, unless it is the default."""
    text = _written(value)
    left_out = text == _written(default) == st.session_state[_PRESET].get(key, text)
    st.session_state[_SHOWN][key] = None if left_out else text
    st.session_state.setdefault(_KNOWN, set()).add(key)


def _written(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def write_address() -> None:
    """Put what was noted into the browser's address, in one go and only if it changed."""
    shown = st.session_state[_SHOWN]
    present = st.query_params.to_dict()
    known = st.session_state.get(_KNOWN, set())
    written = {key: text for key, text in present.items() if key not in known}
    written |= {key: text for key, text in shown.items() if text is not None}
    if written != present:
        st.query_params.from_dict(written)
