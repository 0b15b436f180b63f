"""A person's own tables and images keep their classes in both parts; what was made before keeps its numbers."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.datasets import load
from playground.datasets.images import mixed
from playground.datasets.stratified import stratified
from playground.experiment import Column, Experiment, OwnImages, OwnTable
from playground.experiment.split import training_part
from tests.experiment.test_images import own_images

SEEDS = st.integers(0, 1000)
LABELS = st.lists(st.integers(0, 4), min_size=10, max_size=80).filter(lambda labels: len(set(labels)) > 1)


def own(labels: list[int], **more: object) -> OwnTable:
    numbers = tuple(map(float, range(len(labels))))
    columns = (Column(name="a", values=numbers), Column(name="b", values=numbers))
    return OwnTable(columns=columns, target="t", targets=tuple(map(float, labels)), classes=tuple("abcde"), **more)


def shuffled(data: OwnTable, seed: int) -> np.ndarray:
    """Return the order of the rows as it was before tables were stratified."""
    return np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0]).permutation(data.samples)


@given(LABELS, SEEDS, st.floats(0.1, 0.9))
def test_an_order_is_of_all_samples_and_keeps_chance_within_parts(labels: list[int], seed: int, share: float) -> None:
    classes, train = np.array(labels), training_part(len(labels), share)
    order = np.random.default_rng(seed).permutation(len(labels))
    divided = stratified(classes, order, train)
    assert sorted(divided) == list(range(len(labels)))
    place = np.argsort(order)
    for part in np.split(divided, [train]):
        assert (np.diff(place[part]) > 0).all()


@given(LABELS, SEEDS)
def test_a_table_has_every_class_in_both_parts(labels: list[int], seed: int) -> None:
    dataset = load(own(labels, stratified=True, train_fraction=0.5), seed)
    train, test = (np.bincount(dataset.targets[part], minlength=5) for part in (dataset.train, dataset.test))
    for label, count in enumerate(np.bincount(labels)):
        assert train[label] >= min(count, 1)
        assert count < 2 or test[label] >= 1
    rows = dataset.points[:, 0].astype(int)
    np.testing.assert_array_equal(dataset.targets, np.array(labels)[rows])


@given(LABELS, SEEDS)
def test_a_table_of_an_older_file_has_the_order_that_it_had(labels: list[int], seed: int) -> None:
    written = json.loads(own(labels).model_dump_json())
    del written["stratified"]
    data = OwnTable.model_validate_json(json.dumps(written))
    assert not data.stratified
    np.testing.assert_array_equal(load(data, seed).points[:, 0], shuffled(data, seed))


def test_a_number_to_predict_is_not_stratified() -> None:
    data = own([0, 1] * 5).model_copy(update={"classes": None, "stratified": True})
    np.testing.assert_array_equal(load(data, 3).points[:, 0], shuffled(data, 3))


@given(own_images(), SEEDS)
def test_images_of_an_older_file_have_the_order_that_they_had(data: OwnImages, seed: int) -> None:
    written = json.loads(data.model_dump_json())
    del written["stratified"]
    old = OwnImages.model_validate_json(json.dumps(written))
    order = mixed(np.array(data.labels), np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0]))
    np.testing.assert_array_equal(load(old, seed).targets, np.array(data.labels)[order])


@given(own_images(), SEEDS, st.floats(0.3, 0.7))
def test_images_have_every_class_in_both_parts(data: OwnImages, seed: int, share: float) -> None:
    dataset = load(data.model_copy(update={"stratified": True, "train_fraction": share}), seed)
    counts = np.bincount(data.labels)
    train, test = (np.bincount(dataset.targets[part], minlength=len(counts)) for part in (dataset.train, dataset.test))
    if len(counts) <= dataset.train_samples and (counts > 1).sum() <= len(dataset.targets) - dataset.train_samples:
        assert (train >= 1).all()
        assert (test[counts > 1] >= 1).all()


@pytest.mark.parametrize("is_stratified", [True, False])
def test_an_experiment_keeps_how_it_is_divided(is_stratified: bool) -> None:
    experiment = Experiment(data=own([0, 1, 2, 3, 4] * 4, stratified=is_stratified))
    assert Experiment.from_json(experiment.to_json()) == experiment
