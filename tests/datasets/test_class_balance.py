"""What always guessing reaches, compared with scikit-learn's dummy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.dummy import DummyClassifier

from playground.datasets import load
from playground.datasets.class_balance import class_balance
from playground.experiment import ImageData, OwnImages, PlaneData, PointsData, TableData
from playground.experiment.data import Data
from playground.experiment.tables import TABLES
from tests.datasets.test_stratified import own
from tests.experiment.test_images import own_images

SEEDS = st.integers(0, 100)


def dummy_accuracy(data: Data, seed: int) -> float:
    dataset = load(data, seed)
    inputs = np.zeros((len(dataset.targets), 1))
    dummy = DummyClassifier(strategy="most_frequent").fit(inputs[dataset.train], dataset.targets[dataset.train])
    return float(dummy.score(inputs[dataset.test], dataset.targets[dataset.test]))


@given(st.sampled_from(list(TABLES)), SEEDS)
def test_tables(name: str, seed: int) -> None:
    data = TableData(name=name)  # type: ignore[arg-type]
    balance = class_balance(data, seed)
    assert balance is not None
    assert balance.guessed == pytest.approx(dummy_accuracy(data, seed))
    assert balance.is_uneven is (name != "iris")


@given(own_images(), SEEDS, st.booleans())
def test_own_images_are_counted_without_loading_them(data: OwnImages, seed: int, is_stratified: bool) -> None:
    data = data.model_copy(update={"stratified": is_stratified})
    balance, dataset = class_balance(data, seed), load(data, seed)
    assert balance is not None
    for counts, part in ((balance.train, dataset.train), (balance.test, dataset.test)):
        assert counts == tuple(np.bincount(dataset.targets[part], minlength=len(data.class_names)))
    assert balance.guessed == pytest.approx(dummy_accuracy(data, seed))


@pytest.mark.parametrize("data", [ImageData(name="digits"), ImageData(name="mnist", classes=("3", "8"))])
def test_built_in_images(data: ImageData) -> None:
    balance, dataset = class_balance(data, 0), load(data, 0)
    assert balance is not None
    assert balance.test == tuple(np.bincount(dataset.targets[dataset.test]))
    assert not balance.is_uneven


def test_one_row_of_a_class_is_learned_from() -> None:
    balance = class_balance(own([0] + [1] * 9, stratified=True), 4)
    assert balance is not None
    assert (balance.train[:2], balance.test[:2]) == ((1, 6), (0, 3))
    assert balance.guessed == 1.0
    assert balance.is_uneven


def test_there_are_no_classes_of_planes_and_of_numbers() -> None:
    numbers = own([0, 1] * 5).model_copy(update={"classes": None})
    points = PointsData(points=tuple((n / 4, 0.0, n % 2) for n in range(12)))
    for data in (PlaneData(), points, numbers):
        assert class_balance(data, 0) is None
