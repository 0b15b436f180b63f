"""Data of the plane [-6, 6]²: drawn from a formula, or by a person."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin, sqrt

import numpy as np
import numpy.typing as npt

from playground.datasets.dataset import Axis, Dataset
from playground.datasets.features import FEATURES, FeatureMap
from playground.experiment.data import PlaneData, PointsData
from playground.planes import HALF_WIDTH, PLANES

AXES = (Axis("x₁", -HALF_WIDTH, HALF_WIDTH), Axis("x₂", -HALF_WIDTH, HALF_WIDTH))

STARTER_CENTRES = ((-2.5, 2.0), (2.5, 2.0), (0.0, -2.5))
STARTER_SIZE, STARTER_RADIUS = 12, 1.4


def plane_dataset(data: PlaneData, random: np.random.Generator) -> Dataset:
    """Return points drawn from a formula."""
    points, targets = PLANES[data.name].draw(random, data.samples, data.noise)
    return _dataset(data, points, targets, random.permutation(data.samples))


def points_dataset(data: PointsData, random: np.random.Generator) -> Dataset:
    """Return points that a person drew, in an order drawn by chance."""
    points = np.array([place for *place, _ in data.points], dtype=np.float64)
    targets = np.array([label for *_, label in data.points], dtype=np.int64)
    return _dataset(data, points, targets, random.permutation(data.samples))


def starter_points() -> tuple[tuple[float, float, int], ...]:
    """Return what somebody who wants to draw points begins with: three round clusters, always the same."""
    return tuple(point for label, centre in enumerate(STARTER_CENTRES) for point in _cluster(centre, label))


def _cluster(centre: tuple[float, float], label: int) -> Iterator[tuple[float, float, int]]:
    """Yield points spread evenly over a disc, as seeds in a sunflower."""
    turn = pi * (3 - sqrt(5))
    for k in range(STARTER_SIZE):
        radius = STARTER_RADIUS * sqrt((k + 0.5) / STARTER_SIZE)
        x1, x2 = centre[0] + radius * cos(k * turn), centre[1] + radius * sin(k * turn)
        yield round(x1, 2), round(x2, 2), label


def _dataset(
    data: PlaneData | PointsData,
    points: npt.NDArray[np.float64],
    targets: npt.NDArray[np.int64] | npt.NDArray[np.float64],
    order: npt.NDArray[np.int64],
) -> Dataset:
    points, targets, see = points[order], targets[order], FeatureMap(data.features)
    return Dataset(
        points=points,
        inputs=see(points),
        targets=targets,
        train_samples=data.train_samples,
        task=data.task,
        axes=AXES,
        input_names=tuple(FEATURES[name].label for name in data.features),
        see=see,
        class_names=tuple(map(str, range(data.task.classes or 0))),
    )
