"""Streamlit's widgets, tied to the session and the address."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeVar

import streamlit as st

from playground.ui.address import note, seed

T = TypeVar("T", int, float)


def steps(
    label: str,
    key: str,
    options: Sequence[T],
    default: T,
    *,
    show: Callable[[T], str] = str,
    help_text: str | None = None,
    bounds: tuple[T, T] | None = None,
) -> T:
    """Show a slider that moves over given values and return the chosen one.

    Parameters
    ----------
    bounds
        Where given, any value between them that a link or a file brings becomes a stop of the slider.
    """
    kind = type(default)

    def allowed(value: T) -> bool:
        return value in options or (bounds is not None and bounds[0] <= value <= bounds[1])

    stops = _with_extra(key, options, seed(key, default, kind, allowed))
    value: T = st.select_slider(
        label,
        stops,
        key=key,
        format_func=show,
        help=help_text,
        persist_state="session",
    )
    note(key, value, default)
    return value


def _with_extra(key: str, options: Sequence[Any], value: Any) -> list[Any]:
    """Return the options and every other value the slider has stood on; they stay, or Streamlit would reset it."""
    extras = st.session_state.setdefault(f"_extra_{key}", [])
    if value not in options and value not in extras:
        insort(extras, value)
    return sorted([*options, *extras]) if extras else list(options)


def pick(
    label: str,
    key: str,
    options: Mapping[str, str],
    default: str,
    *,
    form: Literal["list", "segments"] = "list",
    help_text: str | None = None,
    hide_label: bool = False,
    width: int | Literal["stretch"] = "stretch",
) -> str:
    """Show a choice among named options, as a list or as segments, and return the chosen name."""
    names = list(options)
    seed(key, default, lambda text: text, lambda text: text in options)
    common: dict[str, Any] = {
        "key": key,
        "format_func": options.__getitem__,
        "help": help_text,
        "persist_state": "session",
        "label_visibility": "collapsed" if hide_label else "visible",
    }
    value = (
        st.selectbox(label, names, width=width, **common)
        if form == "list"
        else st.segmented_control(label, names, required=True, **common)
    )
    value = value or default
    note(key, value, default)
    return value


def several(
    label: str, key: str, options: Mapping[str, str], default: Sequence[str], help_text: str | None
) -> list[str]:
    """Show options of which any may be on; return those that are, in the options' order, at least one."""

    def parse(text: str) -> list[str]:
        return [name for name in text.split(",") if name in options]

    seed(key, list(default), parse, bool)
    chosen = st.pills(
        label,
        list(options),
        selection_mode="multi",
        key=key,
        format_func=options.__getitem__,
        help=help_text,
        persist_state="session",
    )
    value = [name for name in options if name in chosen] or list(default)
    note(key, value, default)
    return value


def switch(label: str, key: str, default: bool = False, help_text: str | None = None) -> bool:
    """Show a switch and return whether it is on."""
    seed(key, default, lambda text: {"True": True, "False": False}.get(text, default))
    value = st.toggle(label, key=key, help=help_text, persist_state="session")
    note(key, value, default)
    return value


def whole_number(label: str, key: str, low: int, high: int, default: int, help_text: str | None = None) -> int:
    """Show a field for a whole number and return it."""
    seed(key, default, int, lambda value: low <= value <= high)
    value = int(st.number_input(label, low, high, key=key, step=1, help=help_text, persist_state="session"))
    note(key, value, default)
    return value
