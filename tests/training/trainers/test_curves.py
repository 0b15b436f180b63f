"""Curves that stay bounded: what is kept of them, against lists that keep everything."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from playground.training.trainers.curves import EXACT, MOST, NEWEST, Curves, kept

NAMES = ("loss", "accuracy")


def filled(epochs: int, bounded: bool = True, columns: int = 2) -> Curves:
    curves = Curves(NAMES, columns, "f", bounded)
    grow(curves, epochs)
    return curves


def grow(curves: Curves, epochs: int) -> None:
    for epoch in range(len(curves), len(curves) + epochs):
        curves.append_rows({name: np.array([epoch, -epoch]) / (k + 1) for k, name in enumerate(NAMES)})


def assert_true(curves: Curves) -> None:
    """Check that each value stands at its own epoch."""
    epochs = curves.epochs_since(0)
    assert (np.diff(epochs) > 0).all()
    for k, name in enumerate(NAMES):
        np.testing.assert_array_equal(
            curves.rows_since(0, name), (np.stack([epochs, -epochs], axis=1) / (k + 1)).astype("f")
        )


def test_everything_is_exact_up_to_ten_thousand_epochs() -> None:
    assert EXACT == 10_000
    curves = filled(EXACT + 1)
    np.testing.assert_array_equal(curves.epochs_since(0), np.arange(EXACT + 1))
    assert_true(curves)


def test_long_curves_stay_bounded_and_true_with_all_of_the_newest_values() -> None:
    curves = filled(NEWEST)
    most = 0
    for _ in range(130):
        grow(curves, 500)
        epochs = curves.epochs_since(0)
        most = max(most, len(epochs))
        newest = len(curves) - 1
        assert epochs[0] == 0
        np.testing.assert_array_equal(epochs[-NEWEST:], np.arange(newest - NEWEST, newest) + 1)
        assert np.diff(epochs).max() <= 2 * max(1, newest // EXACT)
        np.testing.assert_array_equal(curves.last_row("loss"), np.array([newest, -newest], dtype="f"))
    assert len(curves) == 66_000
    assert EXACT < most <= MOST
    assert_true(curves)


def test_curves_that_are_not_bounded_keep_every_value() -> None:
    curves = filled(MOST + 100, bounded=False)
    np.testing.assert_array_equal(curves.epochs_since(0), np.arange(MOST + 100))


@pytest.mark.parametrize("length", [30_001, 20_017, 9_000, 1, 0])
def test_after_going_back_it_goes_on_from_that_epoch(length: int) -> None:
    curves = filled(30_001)
    before = curves.epochs_since(0)
    curves.truncate(length)
    assert len(curves) == length
    np.testing.assert_array_equal(curves.epochs_since(0), before[before < length])
    grow(curves, 3)
    assert len(curves) == length + 3
    np.testing.assert_array_equal(curves.epochs_since(0)[-3:], np.arange(length, length + 3))
    assert_true(curves)


@pytest.mark.parametrize("epoch", [0, 1, 7_003, 29_990, 30_000, 30_001, 2**53])
def test_of_what_comes_from_an_epoch_on_nothing_is_left_out(epoch: int) -> None:
    curves = filled(30_001)
    all_epochs = curves.epochs_since(0)
    expected = all_epochs[all_epochs >= epoch]
    np.testing.assert_array_equal(curves.epochs_since(epoch), expected)
    np.testing.assert_array_equal(curves.rows_since(epoch, "loss")[:, 0], expected.astype("f"))


@given(newest=some.integers(0, 5_000_000))
def test_what_is_kept_is_bounded_and_what_was_left_out_once_is_never_missed(newest: int) -> None:
    epochs = np.arange(newest + 1)
    keeps = kept(epochs, newest)
    assert keeps.sum() <= EXACT + NEWEST + 1
    assert keeps.all() == (newest <= EXACT)
    later = kept(epochs, 2 * newest)
    old = epochs <= newest - NEWEST
    assert not (later & ~keeps & old).any()
