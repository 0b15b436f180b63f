"""What a network may see of a point of the plane."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from playground.experiment.data import Feature

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
    """

    formula: str
    function: Callable[[Points], Points]


FEATURES: Mapping[Feature, FeatureEntry] = MappingProxyType(
    {
        "x1": FeatureEntry("x_1", lambda points: points[:, 0]),
        "x2": FeatureEntry("x_2", lambda points: points[:, 1]),
        "x1^2": FeatureEntry("x_1^2", lambda points: points[:, 0] ** 2),
        "x2^2": FeatureEntry("x_2^2", lambda points: points[:, 1] ** 2),
        "x1*x2": FeatureEntry("x_1x_2", lambda points: points[:, 0] * points[:, 1]),
        "sin(x1)": FeatureEntry(r"\sin x_1", lambda points: np.sin(points[:, 0])),
        "sin(x2)": FeatureEntry(r"\sin x_2", lambda points: np.sin(points[:, 1])),
    }
)
