"""The data of an experiment: which, how much, how noisy, and what the network sees of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, get_args

from pydantic import Field, field_validator

from playground.experiment.spec import Shape, Spec, Task
from playground.i18n import _

PlaneName = Literal[
    "circle", "xor", "gaussian", "spiral", "plane", "multi_gaussian", "moons", "pinwheel3", "pinwheel5", "blobs"
]
Feature = Literal["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"]
FEATURES: tuple[Feature, ...] = get_args(Feature)

PLANE_TASKS: Mapping[PlaneName, Task] = MappingProxyType(
    {
        "circle": Task(classes=2),
        "xor": Task(classes=2),
        "gaussian": Task(classes=2),
        "spiral": Task(classes=2),
        "plane": Task(classes=None),
        "multi_gaussian": Task(classes=None),
        "moons": Task(classes=2),
        "pinwheel3": Task(classes=3),
        "pinwheel5": Task(classes=5),
        "blobs": Task(classes=4),
    }
)


class PlaneData(Spec):
    """Points of the plane [-6, 6]², drawn anew from the seed.

    Parameters
    ----------
    name
        Which figure the points draw.
    samples
        Number of points, training and test together.
    noise
        0 to 1, as TensorFlow Playground's percentage divided by 100.
    train_fraction
        Share of the points that the network learns from; it is judged on the others.
    features
        What the network sees of a point (x1, x2). Their order does not matter: it is always that of
        :data:`FEATURES`, as the page shows them.
    """

    name: PlaneName = "spiral"
    samples: Annotated[int, Field(ge=10, le=100_000)] = 500
    noise: Annotated[float, Field(ge=0, le=1)] = 0.0
    train_fraction: Annotated[float, Field(ge=0.1, le=0.9)] = 0.5
    features: Annotated[tuple[Feature, ...], Field(min_length=1, strict=False)] = ("x1", "x2")

    @field_validator("features")
    @classmethod
    def _features_differ(cls, features: tuple[Feature, ...]) -> tuple[Feature, ...]:
        for feature in features:
            if features.count(feature) > 1:
                said = _("{feature} is listed twice; each feature may be listed only once")
                raise ValueError(said.format(feature=feature))
        return tuple(feature for feature in FEATURES if feature in features)

    @property
    def task(self) -> Task:
        """What the network is asked for on these data."""
        return PLANE_TASKS[self.name]

    @property
    def input_shape(self) -> Shape:
        """Shape of one input, without the batch axis."""
        return (len(self.features),)

    @property
    def train_samples(self) -> int:
        """Number of training points, between 1 and ``samples - 1``."""
        return min(max(round(self.samples * self.train_fraction), 1), self.samples - 1)


Data = PlaneData
