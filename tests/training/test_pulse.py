"""What batches said, thinned and averaged, against NumPy."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some

from playground.training.pulse import Pulse


def pulse(losses: list[float]) -> Pulse:
    made = Pulse()
    for loss in losses:
        made.append(torch.tensor(loss), torch.tensor(loss / 2))
    return made


@given(some.lists(some.floats(0, 100, width=32), max_size=60), some.integers(1, 20))
def test_thinned_values_are_means_of_neighbours(losses: list[float], most: int) -> None:
    batches, loss, accuracy = pulse(losses).thinned(most)
    assert len(batches) == len(loss) == len(accuracy) <= most
    each = -(-len(losses) // most) if losses else 1
    parts = [losses[start : start + each] for start in range(0, len(losses), each)]
    np.testing.assert_allclose(loss, [np.mean(part) for part in parts], rtol=1e-5)
    np.testing.assert_allclose(accuracy, loss / 2, rtol=1e-5)
    np.testing.assert_array_equal(batches, np.cumsum([len(part) for part in parts]))


def test_the_last_batches() -> None:
    made = pulse([1.0, 2.0, 4.0])
    assert made.last(2) == pytest.approx((3.0, 1.5))
    assert np.isnan(made.last(0)).all()
    assert np.isnan(pulse([]).last(3)).all()


def test_later_batches_can_be_forgotten() -> None:
    made = pulse([1.0, 2.0, 4.0])
    made.truncate(1)
    assert len(made) == 1
    assert made.last(5)[0] == 1.0
