"""Where activations no longer learn."""

from __future__ import annotations

import numpy as np

from playground.activations import Activation

REACH, PER_UNIT = 20, 100
"""Zones are looked for from -20 to 20, to the hundredth; what reaches an end goes on beyond it for ever."""


def saturated_zones(activation: Activation) -> list[tuple[float, float]]:
    """Return the intervals where an activation is saturated (:meth:`Activation.saturated`), from left to right."""
    places = np.arange(-REACH * PER_UNIT, REACH * PER_UNIT + 1) / PER_UNIT
    saturated = np.concatenate([[False], activation.saturated(places), [False]])
    changes = np.flatnonzero(np.diff(saturated.astype(int)))
    pairs = changes.reshape(-1, 2) - [0, 1]
    return [(_end(float(places[first])), _end(float(places[last]))) for first, last in pairs]


def _end(place: float) -> float:
    return float(np.copysign(np.inf, place)) if abs(place) == REACH else place
