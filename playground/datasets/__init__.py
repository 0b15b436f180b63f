"""Data sets, made or read as NumPy arrays; the same seed gives the same points everywhere."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from playground.datasets.curves import curve_dataset, scatter_dataset
from playground.datasets.dataset import Axis, Dataset
from playground.datasets.drawn import plane_dataset, points_dataset
from playground.datasets.images import image_dataset
from playground.datasets.sequences import sequence_dataset
from playground.datasets.tables import table_dataset
from playground.experiment.data import (
    Data,
    ImageData,
    OwnImages,
    OwnTable,
    PlaneData,
    PointsData,
    SequenceSpec,
    TableData,
)
from playground.experiment.studies.curves import CurveData, ScatterData

__all__ = ["Axis", "Dataset", "load"]


@lru_cache(maxsize=2)
def _load_images(data: ImageData | OwnImages, seed: int) -> Dataset:
    """Keep few of these: 7,000 images of 28×28 take 22 MB."""
    return image_dataset(data, source(seed))


@lru_cache(maxsize=2)
def _load_sequences(data: SequenceSpec, seed: int) -> Dataset:
    """Keep few of these: the communes take 24 MB."""
    return sequence_dataset(data, source(seed))


def load(data: Data | CurveData | ScatterData, seed: int) -> Dataset:
    """Return the data of an experiment, split into a training and a test part.

    The arrays are shared and read-only.
    """
    if isinstance(data, SequenceSpec):
        return _load_sequences(data, seed)
    return _load_images(data, seed) if isinstance(data, ImageData | OwnImages) else _load(data, seed)


@lru_cache(maxsize=16)
def _load(data: PlaneData | PointsData | TableData | OwnTable | CurveData | ScatterData, seed: int) -> Dataset:
    if isinstance(data, CurveData):
        return curve_dataset(data)
    if isinstance(data, ScatterData):
        return scatter_dataset(data)
    if isinstance(data, PlaneData):
        return plane_dataset(data, source(seed))
    if isinstance(data, PointsData):
        return points_dataset(data, source(seed))
    return table_dataset(data, source(seed))


def source(seed: int) -> np.random.Generator:
    """Return the source of all that is drawn of data."""
    return np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0])
