"""Data sets, made or read as NumPy arrays; the same seed gives the same points everywhere."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from playground.datasets.dataset import Dataset
from playground.datasets.features import FEATURES
from playground.datasets.planes import PLANES
from playground.experiment.data import PlaneData

__all__ = ["Dataset", "load"]


@lru_cache(maxsize=16)
def load(data: PlaneData, seed: int) -> Dataset:
    """Return the data of an experiment, split into a training and a test part.

    The arrays are shared and read-only.
    """
    random = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0])
    points, targets = PLANES[data.name].draw(random, data.samples, data.noise)
    order = random.permutation(data.samples)
    points, targets = points[order], targets[order]
    inputs = np.stack([FEATURES[name].function(points) for name in data.features], axis=1).astype(np.float32)
    for array in (points, targets, inputs):
        array.setflags(write=False)
    return Dataset(points=points, inputs=inputs, targets=targets, train_samples=data.train_samples, task=data.task)
