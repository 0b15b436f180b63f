"""The formal neuron with two inputs (lecture, slides 11 and 12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.activations import Activation
from playground.arrays import Float64Array

FALSE, TRUE = -3.0, 3.0
"""Where a logical input of 0 and of 1 lies on an axis of the plane."""
CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
"""The inputs of a gate, in the order of truth tables."""


@dataclass(frozen=True)
class Neuron:
    """``h(x) = φ(⟨w, x⟩ + b)``.

    Parameters
    ----------
    w1, w2, bias
        Weights and bias.
    activation
        φ.
    """

    w1: float
    w2: float
    bias: float
    activation: Activation

    def pre_activations(self, points: Float64Array) -> Float64Array:
        """Return ``⟨w, x⟩ + b``, ``(n,)``, for points ``(n, 2)``."""
        return points[:, 0] * self.w1 + points[:, 1] * self.w2 + self.bias

    def outputs(self, points: Float64Array) -> Float64Array:
        """Return ``h(x)``, ``(n,)``, for points ``(n, 2)``."""
        return self.activation.function(self.pre_activations(points))

    def says_one(self, points: Float64Array) -> npt.NDArray[np.bool_]:
        """Return which points ``(n, 2)`` are in the half-plane ``⟨w, x⟩ + b > 0``."""
        return self.pre_activations(points) > 0


def corner_points() -> Float64Array:
    """Return where the inputs of a gate lie on the plane, ``(4, 2)``."""
    return np.where(np.array(CORNERS) == 1, TRUE, FALSE)


def right_corners(neuron: Neuron, targets: Sequence[int]) -> int:
    """Return for how many inputs of a gate the neuron is on the right side; ``targets`` are those of its table."""
    return int((neuron.says_one(corner_points()) == (np.array(targets) == 1)).sum())
