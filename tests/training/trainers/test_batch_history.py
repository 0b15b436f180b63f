"""What batches said, thinned and averaged, against NumPy."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some

from playground.training.trainers.batch_history import BatchHistory


def batch_history(losses: list[float]) -> BatchHistory:
    made = BatchHistory()
    for loss in losses:
        made.append(torch.tensor(loss), torch.tensor(loss / 2))
    return made


@given(some.lists(some.floats(0, 100, width=32), max_size=60), some.integers(1, 20))
def test_thinned_values_are_means_of_neighbours(losses: list[float], most: int) -> None:
    batches, loss, accuracy = batch_history(losses).thinned(most)
    assert len(batches) == len(loss) == len(accuracy) <= most
    each = -(-len(losses) // most) if losses else 1
    parts = [losses[start : start + each] for start in range(0, len(losses), each)]
    np.testing.assert_allclose(loss, [np.mean(part) for part in parts], rtol=1e-5)
    np.testing.assert_allclose(accuracy, loss / 2, rtol=1e-5)
    np.testing.assert_array_equal(batches, np.cumsum([len(part) for part in parts]))


def test_the_last_batches() -> None:
    made = batch_history([1.0, 2.0, 4.0])
    assert made.last(2) == pytest.approx((3.0, 1.5))
    assert np.isnan(made.last(0)).all()
    assert np.isnan(batch_history([]).last(3)).all()


def test_later_batches_can_be_forgotten() -> None:
    made = batch_history([1.0, 2.0, 4.0])
    made.truncate(1)
    assert len(made) == 1
    assert made.last(5)[0] == 1.0


def test_very_many_batches_stay_bounded_and_their_means_true() -> None:
    made = BatchHistory(exact=50)
    losses = np.random.default_rng(0).uniform(0, 1, 5_000).astype(np.float32)
    for place, loss in enumerate(losses.tolist(), 1):
        made.append(torch.tensor(loss), torch.tensor(1 - loss))
        assert made.entries <= 200
        if place % 50 == 0:
            assert made.last(50) == pytest.approx(
                (losses[place - 50 : place].mean(), 1 - losses[place - 50 : place].mean())
            )
    assert len(made) == 5_000
    for most in (1, 7, 1_000):
        batches, loss, accuracy = made.thinned(most)
        assert len(batches) <= most
        assert batches[-1] == 5_000
        sizes = np.diff(batches, prepend=0)
        means = np.add.reduceat(losses.astype(np.float64), (batches - sizes).astype(int)) / sizes
        np.testing.assert_allclose(loss, means, rtol=1e-4)
        np.testing.assert_allclose(accuracy, 1 - means, rtol=1e-4)


def test_going_back_among_batches_kept_as_means_leaves_none_that_came_later() -> None:
    made = batch_history([0.5] * 10)
    assert len(made) == 10
    long = BatchHistory(exact=10)
    for _ in range(500):
        long.append(torch.tensor(1.0), torch.tensor(0.0))
    long.truncate(300)
    assert len(long) == 300
    assert long.thinned(1_000)[0][-1] <= 300
    long.append(torch.tensor(9.0), torch.tensor(0.0))
    batches, loss, _accuracy = long.thinned(1_000)
    assert (batches[-1], loss[-1]) == (301, 9.0)
