"""A function of one number as a data set."""

from __future__ import annotations

import numpy as np

from playground.arrays import Float64Array
from playground.datasets.dataset import Axis, Dataset
from playground.experiment.studies.curves import BATCH, COMBS, TEST_PLACES, TRAIN_PLACES, CurveData, ScatterData


def curve_dataset(data: CurveData) -> Dataset:
    """Return the places in the order in which they are learned: each mini-batch goes from one end to the other."""
    combs = np.arange(TRAIN_PLACES).reshape(BATCH, COMBS).T.ravel()
    order = np.concatenate([combs, TRAIN_PLACES + np.arange(TEST_PLACES)])
    places, values = curve_places()[order], np.array(data.values, dtype=np.float64)[order]
    return Dataset(
        points=np.column_stack([places, values]),
        inputs=places[:, None].astype(np.float32),
        targets=values,
        train_samples=data.train_samples,
        task=data.task,
        axes=(Axis("x", -1.0, 1.0), Axis("f", -2.0, 2.0)),
        input_names=("x",),
        see=lambda points: points[:, :1].astype(np.float32),
    )


def scatter_dataset(data: ScatterData) -> Dataset:
    """Return the points, and the same ones again."""
    x, y = np.array(data.points, dtype=np.float64).T
    places, values = np.tile(x, 2), np.tile(y, 2)
    return Dataset(
        points=np.column_stack([places, values]),
        inputs=places[:, None].astype(np.float32),
        targets=values,
        train_samples=data.train_samples,
        task=data.task,
        axes=(Axis("x", -3.0, 3.0), Axis("y", -2.0, 2.0)),
        input_names=("x",),
        see=lambda points: points[:, :1].astype(np.float32),
    )


def curve_places() -> Float64Array:
    """Return where the values of curve data are, ``(640,)``, from left to right, first those to learn from."""
    parts = (TRAIN_PLACES, TEST_PLACES)
    return np.concatenate([-1 + (2 * np.arange(count) + 1) / count for count in parts])
