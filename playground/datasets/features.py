"""What a network may see of a point of the plane."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from playground.experiment.features import Feature

Points = npt.NDArray[np.float64]


@dataclass(frozen=True)
class FeatureEntry:
    """One input feature.

    Parameters
    ----------
    formula
        LaTeX.
    function
        Points ``(n, 2)`` to values ``(n,)``.
    label
        Plain text.
    """

    formula: str
    function: Callable[[Points], Points]
    label: str


FEATURES: Mapping[Feature, FeatureEntry] = MappingProxyType(
    {
        "x1": FeatureEntry("x_1", lambda points: points[:, 0], "x₁"),
        "x2": FeatureEntry("x_2", lambda points: points[:, 1], "x₂"),
        "x1^2": FeatureEntry("x_1^2", lambda points: points[:, 0] ** 2, "x₁²"),
        "x2^2": FeatureEntry("x_2^2", lambda points: points[:, 1] ** 2, "x₂²"),
        "x1*x2": FeatureEntry("x_1x_2", lambda points: points[:, 0] * points[:, 1], "x₁x₂"),
        "sin(x1)": FeatureEntry(r"\sin x_1", lambda points: np.sin(points[:, 0]), "sin x₁"),
        "sin(x2)": FeatureEntry(r"\sin x_2", lambda points: np.sin(points[:, 1]), "sin x₂"),
    }
)


@dataclass(frozen=True)
class FeatureMap:
    """What the network sees of points of the plane: some of their features."""

    names: Sequence[Feature]

    def __call__(self, points: Points) -> npt.NDArray[np.float32]:
        """Return the features ``(n, features)`` of points ``(n, 2)``."""
        return np.stack([FEATURES[name].function(points) for name in self.names], axis=1).astype(np.float32)
