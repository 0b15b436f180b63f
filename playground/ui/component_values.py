"""Numbers that a component holds: the session and the address keep them, and both are checked by a model."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st
from pydantic import BaseModel, ConfigDict, ValidationError

from playground.ui.address import note, seed

LONGEST_TEXT = 1000


class Held(BaseModel):
    """Numbers that a component holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")


M = TypeVar("M", bound=Held)


def held(prefix: str, usual: M) -> M:
    """Return the numbers that the session holds under a prefix, at first those of the address, and note them there.

    Parameters
    ----------
    usual
        The numbers where neither says anything.
    """
    values = {}
    for name, default in usual:
        key = prefix + name
        parse, allowed = _parser(default), _allowed(usual, name)
        values[name] = seed(key, default, parse, allowed)
        if not allowed(values[name]):
            values[name] = st.session_state[key] = default
        note(key, written(values[name]), written(default))
    return type(usual)(**values)


def keep(prefix: str, numbers: Held) -> None:
    """Keep numbers in the session."""
    for name, value in numbers:
        st.session_state[prefix + name] = value


def read_numbers(kind: type[M], event: Mapping[str, Any]) -> M | None:
    """Return the numbers that a component sent, or nothing where they are not what they should be."""
    try:
        return kind.model_validate(event["numbers"])
    except (ValidationError, KeyError, TypeError):
        return None


def written(value: object) -> str:
    """Return a value as an address has it: numbers with as few digits as they need, ten after the point at most."""
    if isinstance(value, tuple):
        return ",".join(map(written, value))
    return f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _parser(default: Any) -> Callable[[str], Any]:
    """Return what reads a value like the default from an address."""
    return _read_tuple if isinstance(default, tuple) else type(default)


def _read_tuple(text: str) -> tuple[float, ...]:
    if len(text) > LONGEST_TEXT or not re.fullmatch(r"[-+.,0-9]+", text):
        raise ValueError("numbers, with commas between them")
    return tuple(map(float, text.split(",")))


def _allowed(usual: Held, name: str) -> Callable[[Any], bool]:
    def allowed(value: Any) -> bool:
        try:
            type(usual).model_validate(usual.model_dump() | {name: value})
        except ValidationError:
            return False
        return True

    return allowed
