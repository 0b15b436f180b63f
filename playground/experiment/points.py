"""Points that somebody drew on the plane."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from playground.experiment.features import Features
from playground.experiment.spec import Shape, Spec, Task
from playground.experiment.split import TrainFraction, training_part

MOST_CLASSES = 5
FEWEST_POINTS, MOST_POINTS = 4, 5_000

Coordinate = Annotated[float, Field(ge=-6, le=6)]
PointClass = Annotated[int, Field(ge=0, le=MOST_CLASSES - 1)]
Point = Annotated[tuple[Coordinate, Coordinate, PointClass], Field(strict=False)]


class PointsData(Spec):
    """Points of the plane [-6, 6]² as somebody drew them, each of a class.

    Parameters
    ----------
    points
        x1, x2 and class of each.
    train_fraction
        Share of the points that the network learns from; which ones, the seed decides.
    features
        What the network sees of a point, as for :class:`playground.experiment.data.PlaneData`.
    """

    name: Literal["points"] = "points"
    points: Annotated[tuple[Point, ...], Field(min_length=FEWEST_POINTS, max_length=MOST_POINTS, strict=False)]
    train_fraction: TrainFraction = 0.5
    features: Features = ("x1", "x2")

    @property
    def task(self) -> Task:
        """As many classes as the largest class number asks for, two at least."""
        return Task(classes=max(2, 1 + max(label for _, _, label in self.points)))

    @property
    def samples(self) -> int:
        """Number of points, training and test together."""
        return len(self.points)

    @property
    def input_shape(self) -> Shape:
        """Shape of one input, without the batch axis."""
        return (len(self.features),)

    @property
    def train_samples(self) -> int:
        """Number of training points, between 1 and ``samples - 1``."""
        return training_part(self.samples, self.train_fraction)

    @property
    def is_own(self) -> bool:
        """Whether these are a person's own data, which no link may carry."""
        return True
