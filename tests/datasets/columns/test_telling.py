"""Mutual information, compared with scikit-learn's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import mutual_info_score

from playground.datasets.columns.telling import bins, information_beyond_chance, mutual_information

FEW = st.integers(0, 4)


@given(st.lists(st.tuples(FEW, FEW), min_size=1, max_size=200))
def test_it_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    one, other = np.array(pairs).T
    assert mutual_information(one, other) == pytest.approx(mutual_info_score(one, other), abs=1e-12)
    assert mutual_information(one, other) == pytest.approx(mutual_information(other, one), abs=1e-12)


@given(st.integers(0, 1000), st.integers(20, 400))
def test_of_bins_too(seed: int, rows: int) -> None:
    random = np.random.default_rng(seed)
    numbers = random.normal(size=rows)
    codes, target = bins(numbers), random.integers(3, size=rows)
    assert mutual_information(codes, target) == pytest.approx(mutual_info_score(codes, target), abs=1e-12)


@given(st.lists(st.floats(-1e30, 1e30) | st.just(np.nan), min_size=1, max_size=300))
def test_bins_keep_the_order_and_missing_ones_apart(values: list[float]) -> None:
    numbers = np.array(values)
    known = ~np.isnan(numbers)
    if not known.any():
        return
    codes = bins(numbers)
    order = np.argsort(numbers[known], kind="stable")
    assert (np.diff(codes[known][order]) >= 0).all()
    assert len(set(codes[known])) <= 10
    assert not set(codes[known]) & set(codes[~known])


def test_bins_have_about_as_many_numbers_each() -> None:
    counts = np.bincount(bins(np.random.default_rng(0).normal(size=1000)))
    assert counts.tolist() == [100] * 10


def test_chance_is_worth_nothing_however_many_bins() -> None:
    random = np.random.default_rng(3)
    noise = [information_beyond_chance(bins(random.normal(size=300)), random.integers(2, size=300)) for _ in range(200)]
    assert abs(np.mean(noise)) < 0.002
