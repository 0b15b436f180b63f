"""How many of each class are for training."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.model_selection import StratifiedShuffleSplit

from playground.experiment.split import training_counts, training_part

COUNTS = st.lists(st.integers(1, 60), min_size=2, max_size=10)
SHARES = st.floats(0.1, 0.9)


@given(COUNTS, SHARES)
def test_they_are_as_many_as_there_should_be(counts: list[int], share: float) -> None:
    train = training_part(sum(counts), share)
    parts = training_counts(counts, train)
    assert sum(parts) == train
    assert all(0 <= part <= count for part, count in zip(parts, counts, strict=True))


@given(COUNTS, SHARES)
def test_each_class_is_in_both_parts_where_it_can_be(counts: list[int], share: float) -> None:
    train = training_part(sum(counts), share)
    parts = training_counts(counts, train)
    others = len(counts) - counts.count(1)
    if train >= len(counts) and sum(counts) - train >= others:
        for part, count in zip(parts, counts, strict=True):
            assert part == 1 if count == 1 else 1 <= part < count


@given(st.lists(st.integers(20, 60), min_size=2, max_size=6), st.floats(0.3, 0.7))
def test_they_are_within_one_of_scikit_learns(counts: list[int], share: float) -> None:
    labels = np.repeat(np.arange(len(counts)), counts)
    train = training_part(len(labels), share)
    split = StratifiedShuffleSplit(1, train_size=train, test_size=len(labels) - train, random_state=0)
    chosen, _rest = next(split.split(labels, labels))
    assert np.abs(np.bincount(labels[chosen]) - training_counts(counts, train)).max() <= 1


@pytest.mark.parametrize(
    ("counts", "train", "parts"),
    [
        ([1, 9], 7, (1, 6)),
        ([9, 1], 1, (1, 0)),
        ([2, 98], 90, (1, 89)),
        ([0, 10], 7, (0, 7)),
    ],
)
def test_small_classes(counts: list[int], train: int, parts: tuple[int, ...]) -> None:
    assert training_counts(counts, train) == parts


def test_more_classes_than_places() -> None:
    assert sorted(training_counts([1] * 10, 7)) == [0] * 3 + [1] * 7
