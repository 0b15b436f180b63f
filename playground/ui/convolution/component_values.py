"""Numbers that a component holds: the session and the address keep them, and both are checked by a model."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

import streamlit as st
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from playground.concepts.convolution import GREY_WEIGHTS, Padding
from playground.concepts.kernels import SIZES
from playground.concepts.signals import LARGEST_KERNEL, LENGTH
from playground.ui.address import note, seed

LONGEST_TEXT = 1000
Cell = Annotated[float, Field(ge=-999, le=999, allow_inf_nan=False)]
Divisor = Annotated[float, Field(ge=-9999, le=9999, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, lt=1)]
Weight = Annotated[float, Field(ge=-9999, le=9999, allow_inf_nan=False)]


class Held(BaseModel):
    """Numbers that a component holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("divisor", check_fields=False)
    @classmethod
    def _not_zero(cls, divisor: float) -> float:
        if divisor == 0:
            raise ValueError("nothing is divided by zero")
        return divisor


class KernelNumbers(Held):
    """What a person sets of a convolution of pictures; ``at`` is the output pixel chosen, as shares of its sides."""

    cells: tuple[Cell, ...]
    divisor: Divisor = 1.0
    offset: float = Field(0.0, ge=-255, le=255)
    stride: int = Field(1, ge=1, le=4)
    dilation: int = Field(1, ge=1, le=4)
    padding: Padding = "none"
    weights: tuple[Weight, Weight, Weight] = GREY_WEIGHTS
    at: tuple[Share, Share] = (0.4, 0.4)

    @field_validator("cells")
    @classmethod
    def _is_square(cls, cells: tuple[float, ...]) -> tuple[float, ...]:
        if len(cells) not in [size * size for size in SIZES]:
            raise ValueError("a kernel is a square of 3, 5 or 7 cells along each side")
        return cells

    @property
    def size(self) -> int:
        """Cells along each side."""
        return math.isqrt(len(self.cells))


class SignalNumbers(Held):
    """What a person sets of a convolution in one dimension; ``at`` is the middle of the window."""

    cells: tuple[Cell, ...] = Field(min_length=1, max_length=LARGEST_KERNEL)
    divisor: Divisor = 1.0
    at: int = Field(30, ge=0, lt=LENGTH)

    @field_validator("cells")
    @classmethod
    def _has_a_middle(cls, cells: tuple[float, ...]) -> tuple[float, ...]:
        if len(cells) % 2 == 0:
            raise ValueError("a kernel has a middle")
        return cells


class PoolingNumbers(Held):
    """What a person sets of pooling."""

    window: int = Field(2, ge=2, le=8)
    stride: int = Field(2, ge=1, le=8)
    shift: int = Field(1, ge=0, le=4)


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
