"""Streamlit's widgets, tied to the session and the address.

A control that the page's link hides (:mod:`playground.ui.groups`) is not drawn, and is otherwise like one that is.

Every control is told its present value as its default too. Now and then a page that is drawn anew loses what a browser
had put into a control; Streamlit then falls back to the control's default, which would be its first option.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeVar

import streamlit as st

from playground.i18n import _
from playground.ui.address import note, seed
from playground.ui.group_list import Section
from playground.ui.groups import hidden, section_title

T = TypeVar("T", int, float)
STOPS = "_stops"
"""Where the session keeps the stops of the sliders that a page has shown, by their keys."""


def steps(
    label: str,
    key: str,
    options: Sequence[T],
    default: T,
    *,
    show: Callable[[T], str] = str,
    help_text: str | None = None,
    bounds: tuple[T, T] | None = None,
    on_change: Callable[[], None] | None = None,
) -> T:
    """Show a slider that moves over given values and return the chosen one.

    Parameters
    ----------
    bounds
        Where given, any value between them that a link or a file brings becomes a stop of the slider.
    on_change
        Called, before the page reruns, when somebody has moved it.
    """
    kind = type(default)

    def allowed(value: T) -> bool:
        return value in options or (bounds is not None and bounds[0] <= value <= bounds[1])

    value: T = seed(key, default, kind, allowed)
    stops = _with_extra(key, options, value)
    st.session_state.setdefault(STOPS, {})[key] = () if hidden(key) else tuple(stops)
    if not hidden(key):
        value = st.select_slider(
            label,
            stops,
            value,
            key=key,
            format_func=show,
            help=help_text,
            persist_state="session",
            on_change=on_change,
        )
    note(key, value, default)
    return value


def stops_of(keys: Iterable[str]) -> dict[str, tuple[Any, ...]]:
    """Return the stops of each slider that the page has shown, by its key."""
    known = st.session_state.get(STOPS, {})
    return {key: known[key] for key in keys if known.get(key)}


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
    on_change: Callable[[], None] | None = None,
) -> str:
    """Show a choice among named options, as a list or as segments, and return the chosen name.

    Parameters
    ----------
    on_change
        Called, before the page reruns, when somebody has chosen another one.
    """
    names = list(options)
    value = seed(key, default, lambda text: text, lambda text: text in options)
    common: dict[str, Any] = {
        "key": key,
        "format_func": options.__getitem__,
        "help": help_text,
        "persist_state": "session",
        "label_visibility": "collapsed" if hide_label else "visible",
        "on_change": on_change,
    }
    if not hidden(key):
        place = names.index(value) if value in options else 0
        value = (
            st.selectbox(label, names, place, width=width, **common)
            if form == "list"
            else st.segmented_control(label, names, default=names[place], required=True, **common)
        )
    value = value if value in options else default
    note(key, value, default)
    return value


def several(
    label: str, key: str, options: Mapping[str, str], default: Sequence[str], help_text: str | None
) -> list[str]:
    """Show options of which any may be on; return those that are, in the options' order, at least one.

    Who turns the last one off finds it on again: what is shown is what is returned.
    """
    last = f"_kept_{key}"

    def keep_one() -> None:
        st.session_state[key] = st.session_state[key] or st.session_state[last]

    def parse(text: str) -> list[str]:
        return [name for name in text.split(",") if name in options]

    chosen = seed(key, list(default), parse, bool)
    if not hidden(key):
        chosen = st.pills(
            label,
            list(options),
            selection_mode="multi",
            default=[name for name in options if name in chosen],
            key=key,
            format_func=options.__getitem__,
            help=help_text,
            persist_state="session",
            on_change=keep_one,
        )
    value = [name for name in options if name in chosen] or list(default)
    st.session_state[last] = value
    note(key, value, default)
    return value


def two_or_more(
    label: str, key: str, options: Mapping[str, str], sentence: str, help_text: str | None = None
) -> list[str]:
    """Show options of which two or more are to be on; return those that are, in the options' order.

    Parameters
    ----------
    sentence
        Said as long as fewer than two are on: until then all of them are returned.
    """
    every = list(options)

    def parse(text: str) -> list[str]:
        names = text.split(",")
        return [name for name in every if name in names]

    chosen = seed(key, every, parse, lambda names: len(names) > 1)
    if not hidden(key):
        chosen = st.pills(
            label,
            every,
            selection_mode="multi",
            default=[name for name in every if name in chosen],
            key=key,
            format_func=options.__getitem__,
            help=help_text,
            persist_state="session",
        )
        if len(chosen) < 2:
            st.caption(sentence)
    names = [name for name in every if name in chosen]
    names = names if len(names) > 1 else every
    note(key, names, every)
    return names


def switch(label: str, key: str, default: bool = False, help_text: str | None = None) -> bool:
    """Show a switch and return whether it is on."""
    value = seed(key, default, _switched)
    if not hidden(key):
        value = st.toggle(label, value, key=key, help=help_text, persist_state="session")
    note(key, value, default)
    return value


def _switched(text: str) -> bool:
    """Read whether an address wants a switch on.

    Raises
    ------
    ValueError
        If it does not say.
    """
    if text not in ("True", "False"):
        raise ValueError(f"{text!r} is neither on nor off")
    return text == "True"


def whole_number(label: str, key: str, low: int, high: int, default: int, help_text: str | None = None) -> int:
    """Show a field for a whole number and return it."""
    value = int(seed(key, default, int, lambda number: low <= number <= high))
    if not hidden(key):
        value = int(st.number_input(label, low, high, value, key=key, step=1, help=help_text, persist_state="session"))
    note(key, value, default)
    return value


def section(name: Section) -> None:
    """Show the heading of a part of the sidebar, unless the link hides all that would be under it."""
    title = section_title(name)
    if title is not None:
        st.header(_(title), anchor=False)
