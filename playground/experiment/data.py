"""The data of an experiment: which, how much, how noisy, and what the network sees of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from playground.experiment.built_in_sequences import SERIES
from playground.experiment.features import FEATURES, Feature, Features
from playground.experiment.forecasts import Forecast, OwnSeries, SeriesData
from playground.experiment.images import IMAGES, ImageData, OwnImages
from playground.experiment.points import PointsData
from playground.experiment.sequences import PROBLEM_TASKS, ProblemData, SequenceSpec, SurnameData
from playground.experiment.spec import Shape, Spec, Task
from playground.experiment.split import TrainFraction, training_part
from playground.experiment.tables import TABLES, Column, OwnTable, TableData
from playground.experiment.texts import CommunesData, OwnText, TextSpec
from playground.planes import PLANES

__all__ = [
    "DATA",
    "FEATURES",
    "PLANE_TASKS",
    "Column",
    "CommunesData",
    "Data",
    "Feature",
    "Forecast",
    "ImageData",
    "OwnImages",
    "OwnSeries",
    "OwnTable",
    "OwnText",
    "PlaneData",
    "PlaneName",
    "PointsData",
    "ProblemData",
    "SequenceSpec",
    "SeriesData",
    "SurnameData",
    "TableData",
    "TextSpec",
]

if TYPE_CHECKING:
    PlaneName = str
else:
    PlaneName = Literal[tuple(PLANES)]

PLANE_TASKS: Mapping[str, Task] = MappingProxyType(
    {name: Task(classes=plane.classes) for name, plane in PLANES.items()}
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
    train_fraction: TrainFraction = 0.5
    features: Features = ("x1", "x2")

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
        return training_part(self.samples, self.train_fraction)

    @property
    def is_own(self) -> bool:
        """Whether these are a person's own data, which no link may carry."""
        return False


DATA: Mapping[str, type[Spec]] = MappingProxyType(
    {
        **dict.fromkeys(PLANE_TASKS, PlaneData),
        "points": PointsData,
        **dict.fromkeys(TABLES, TableData),
        "table": OwnTable,
        **dict.fromkeys(IMAGES, ImageData),
        "images": OwnImages,
        **dict.fromkeys(PROBLEM_TASKS, ProblemData),
        "surnames": SurnameData,
        "communes": CommunesData,
        "text": OwnText,
        **dict.fromkeys(SERIES, SeriesData),
        "series": OwnSeries,
    }
)
"""Every name that data may have, with what describes them."""


def _named(value: Any) -> Any:
    """Return data with their name; those without are of the plane."""
    return {"name": "spiral", **value} if isinstance(value, dict) and "name" not in value else value


Data = Annotated[
    PlaneData
    | PointsData
    | TableData
    | OwnTable
    | ImageData
    | OwnImages
    | ProblemData
    | SurnameData
    | CommunesData
    | OwnText
    | SeriesData
    | OwnSeries,
    Field(discriminator="name"),
    BeforeValidator(_named),
]
