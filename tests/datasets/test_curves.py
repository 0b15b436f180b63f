from __future__ import annotations

import numpy as np

from playground.datasets import load
from playground.datasets.curves import curve_places
from playground.experiment.studies.curves import BATCH, COMBS, TEST_PLACES, TRAIN_PLACES, CurveData


def test_each_batch_goes_from_one_end_to_the_other() -> None:
    places = curve_places()
    dataset = load(CurveData(values=tuple(np.sin(places).tolist())), 0)
    np.testing.assert_allclose(dataset.targets, np.sin(dataset.inputs[:, 0].astype(np.float64)), atol=1e-6)
    assert dataset.train == slice(0, TRAIN_PLACES)
    assert len(dataset.targets) == TRAIN_PLACES + TEST_PLACES
    for batch in dataset.inputs[:TRAIN_PLACES, 0].reshape(COMBS, BATCH):
        np.testing.assert_allclose(np.diff(batch), 2 / BATCH, atol=1e-6)
    assert (np.diff(dataset.inputs[dataset.test, 0]) > 0).all()


def test_places_are_the_middles_of_equal_parts() -> None:
    for part in np.split(curve_places(), [TRAIN_PLACES]):
        edges = np.concatenate([[-1 - (part[0] + 1)], part])
        np.testing.assert_allclose(np.diff(edges), 2 / len(part), atol=1e-12)
