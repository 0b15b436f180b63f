"""Activations as tables of numbers, for scripts in the browser: the formulas stay in one place, the registry."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.activations import Activation

REACH, PER_UNIT = 16, 50
"""The table goes from -16 to 16, in steps of 1/50. Beyond it every activation is a straight line to within 1e-5."""
DIGITS = 7


@dataclass(frozen=True)
class Sampled:
    """An activation and its derivative at the places ``-REACH, -REACH + 1/PER_UNIT, ..., REACH``.

    Parameters
    ----------
    values, slopes
        ``(n,)``, rounded to seven digits after the point.
    kinks, jumps
        Entries of the table, by their number, where the derivative, and where the function itself, is that of the
        left: right of such an entry it is at once that of the next.
    """

    values: list[float]
    slopes: list[float]
    kinks: list[int]
    jumps: list[int]
    reach: int = REACH
    per_unit: int = PER_UNIT


def sampled(activation: Activation) -> Sampled:
    """Return the table of an activation."""
    places = sample_places()
    values, slopes = activation.function(places), activation.derivative(places)
    kinks = {round((kink.at + REACH) * PER_UNIT): kink.jump for kink in activation.kinks}
    jumps = [entry for entry, jump in kinks.items() if jump]
    return Sampled(values.round(DIGITS).tolist(), slopes.round(DIGITS).tolist(), list(kinks), jumps)


def sample_places() -> npt.NDArray[np.float64]:
    """Return the places of a table, ``(n,)``; 0 is one of them, exactly."""
    return np.arange(-REACH * PER_UNIT, REACH * PER_UNIT + 1) / PER_UNIT
