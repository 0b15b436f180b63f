"""What the convolution page's components hold."""

from __future__ import annotations

import math
from typing import Annotated

from pydantic import Field, field_validator

from playground.concepts.convolution import GREY_WEIGHTS, Padding
from playground.concepts.kernels import SIZES
from playground.concepts.signals import LARGEST_KERNEL, LENGTH
from playground.ui.component_values import Held

Cell = Annotated[float, Field(ge=-999, le=999, allow_inf_nan=False)]
Divisor = Annotated[float, Field(ge=-9999, le=9999, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, lt=1)]
Weight = Annotated[float, Field(ge=-9999, le=9999, allow_inf_nan=False)]


class _Divided(Held):
    """Numbers one of which others are divided by."""

    @field_validator("divisor", check_fields=False)
    @classmethod
    def _not_zero(cls, divisor: float) -> float:
        if divisor == 0:
            raise ValueError("nothing is divided by zero")
        return divisor


class KernelNumbers(_Divided):
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


class SignalNumbers(_Divided):
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
