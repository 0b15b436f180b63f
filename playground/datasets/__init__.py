"""Data sets, made or read as NumPy arrays; the same seed gives the same points everywhere."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from playground.datasets.dataset import Axis, Dataset
from playground.datasets.drawn import plane_dataset, points_dataset
from playground.datasets.images import image_dataset
from playground.datasets.tables import table_dataset
from playground.experiment.data import Data, ImageData, OwnImages, PlaneData, PointsData

__all__ = ["Axis", "Dataset", "load"]


@lru_cache(maxsize=16)
def load(data: Data, seed: int) -> Dataset:
    """Return the data of an experiment, split into a training and a test part.

    The arrays are shared and read-only.
    """
    random = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0])
    if isinstance(data, PlaneData):
        return plane_dataset(data, random)
    if isinstance(data, PointsData):
        return points_dataset(data, random)
    if isinstance(data, ImageData | OwnImages):
        return image_dataset(data, random)
    return table_dataset(data, random)
