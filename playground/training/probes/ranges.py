"""Ranges of axes that grow and shrink in steps, so that a live picture's axes do not tremble."""

from __future__ import annotations

from math import floor, log10

STEPS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.5, 10.0)
"""What a range may reach, times a power of ten."""


def round_up(size: float) -> float:
    """Return the first step that is at least ``size``; 0 for 0.

    Raises
    ------
    ValueError
        If ``size`` is negative or not finite.
    """
    if not 0 <= size < float("inf"):
        raise ValueError(f"no step reaches {size}")
    if size == 0:
        return 0.0
    scale = 10.0 ** floor(log10(size))
    slack = 1 + 1e-6  # float32 values of 1 may be a little more
    return next((step * scale for step in STEPS if size <= step * scale * slack), 10 * scale)


def stepped_range(low: float, high: float) -> tuple[float, float]:
    """Return a range that holds ``low``, ``high`` and 0, each end at a step; 0 to 1 where both are 0."""
    first, last = -round_up(max(-low, 0.0)), round_up(max(high, 0.0))
    return (first, last) if first < last else (0.0, 1.0)
