"""The data of an experiment as NumPy code: ``inputs`` ``(n, features)`` float32 and ``labels`` ``(n,)``.

The training part comes first, as everywhere in the playground. Data that follow a formula are drawn anew; others are
written into the script, or read from the experiment's file if they are a person's own and many.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from playground.experiment import ImageData, OwnImages, OwnTable, PlaneData, PointsData, SequenceSpec
from playground.experiment.data import Data
from playground.experiment.features import Feature
from playground.export.drawing import drawing_code
from playground.export.exporter import ExportError
from playground.export.samples import MOST_ROWS, RANDOM, READ, shuffle
from playground.export.script import call, comment, printable, table
from playground.export.table_data import table_blocks
from playground.i18n import _
from playground.planes import PLANES

FEATURE_CODE: Mapping[Feature, str] = MappingProxyType(
    {
        "x1": "x1",
        "x2": "x2",
        "x1^2": "x1**2",
        "x2^2": "x2**2",
        "x1*x2": "x1 * x2",
        "sin(x1)": "np.sin(x1)",
        "sin(x2)": "np.sin(x2)",
    }
)
"""Each feature of a point, computed from its coordinates."""


def title(data: Data) -> str:
    """Return what the data are, in a few words of one line."""
    if isinstance(data, PlaneData):
        return _(PLANES[data.name].label)
    if isinstance(data, PointsData):
        return _("Own points")
    return printable(data.target) if isinstance(data, OwnTable) else data.name


def has_code(data: Data) -> bool:
    """Return whether :func:`data_blocks` can write such data."""
    return not isinstance(data, ImageData | OwnImages | SequenceSpec)


def data_blocks(data: Data, seed: int) -> list[str]:
    """Return the blocks of code that make or hold the data of an experiment; ``seeds`` is there before them."""
    if isinstance(data, PlaneData):
        return _plane_blocks(data)
    if isinstance(data, PointsData):
        return _points_blocks(data)
    if isinstance(data, ImageData | OwnImages):
        raise ExportError(_("data: {name}: images cannot be written as PyTorch code yet").format(name=data.name))
    if isinstance(data, SequenceSpec):
        raise ExportError(_("data: {name}: sequences cannot be written as PyTorch code yet").format(name=data.name))
    return table_blocks(data, seed)


def _plane_blocks(data: PlaneData) -> list[str]:
    constants, functions = drawing_code(data.name)
    sentence = comment(_("Data: points of the plane with coordinates x1 and x2, drawn anew from the seed."))
    drawn = f"points, labels = draw_{data.name}(random, samples={data.samples}, noise={data.noise!r})"
    return [
        "\n".join([sentence, *constants]),
        *functions,
        "\n".join([RANDOM, drawn, *shuffle("points")]),
        _features(data.features),
    ]


def _points_blocks(data: PointsData) -> list[str]:
    sentence = comment(_("Data: points of the plane that somebody drew, with coordinates x1 and x2, each of a class."))
    if data.samples > MOST_ROWS:
        read = [*READ, 'rows = np.array(data["points"])', "points, labels = rows[:, :2], rows[:, 2].astype(int)"]
        held = ["\n".join([sentence, *read])]
    else:
        points = np.array([place for *place, _label in data.points], dtype=np.float64)
        labels = np.array([label for *_place, label in data.points])
        held = [sentence, table("points", points), table("labels", labels)]
    return [*held, "\n".join([RANDOM, *shuffle("points")]), _features(data.features)]


def _features(features: tuple[Feature, ...]) -> str:
    """Return the code that computes the input features of ``points``."""
    columns = ", ".join(FEATURE_CODE[name] for name in features)
    sentence = comment(_("Input features: what the network sees of each point."))
    stacked = call("inputs = np.stack", [f"[{columns}]", "axis=1", "dtype=np.float32"])
    return "\n".join([sentence, "x1, x2 = points.T", stacked])
