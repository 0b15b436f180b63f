"""How much of a gradient is left after 60 steps, against PyTorch and the figures in REFERENCES.md."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest
import torch

from playground.concepts.gradient_in_time import GradientInTime, gradient_in_time, loss_by_last_state
from playground.concepts.recurrence import Cell

SEEDS = range(20)


def all_left(cell: Cell, length: int = 60, **start: Any) -> list[float]:
    """Return what remains at the first step, with each of some seeds."""
    return [float(gradient_in_time(cell, length, seed=seed, **start).remaining[0]) for seed in SEEDS]


def left(cell: Cell, **start: Any) -> float:
    """Return what remains at the first step with the seed in the middle."""
    return float(np.median(all_left(cell, **start)))


@pytest.mark.parametrize(
    ("cell", "start", "reference"),
    [
        ("rnn", {}, 7e-16),
        ("lstm", {"forget_bias": 1.0}, 8e-5),
        ("lstm", {"forget_bias": 5.0}, 3.6),
    ],
)
def test_the_reference_is_among_what_seeds_leave_after_60_steps(
    cell: Cell, start: dict[str, Any], reference: float
) -> None:
    remaining = all_left(cell, **start)
    assert min(remaining) < reference < max(remaining)
    assert abs(np.log10(np.median(remaining) / reference)) < (2 if cell == "rnn" else 0.5)


def test_the_page_opens_with_a_typical_seed() -> None:
    for cell, start in (("rnn", {}), ("rnn", {"radius": 2.0}), ("lstm", {"forget_bias": 1.0}), ("gru", {})):
        typical = gradient_in_time(cell, 60, **start).remaining[0]
        assert abs(np.log10(typical / left(cell, **start))) < 1


def test_an_orthogonal_start_and_a_gru_that_keeps_its_state_carry_it_too() -> None:
    assert left("rnn", start="orthogonal") > 1e-4
    assert left("gru", forget_bias=5.0) > 0.3


def test_it_vanishes_below_a_radius_and_explodes_above() -> None:
    vanishing, exploding = left("rnn", radius=0.5), left("rnn", radius=2.0)
    assert vanishing < 1e-15 < 10 < exploding


@pytest.mark.parametrize("length", [1, 5, 200])
@pytest.mark.parametrize("cell", get_args(Cell))
def test_there_is_a_norm_for_every_step(cell: Cell, length: int) -> None:
    gradient = gradient_in_time(cell, length)
    assert gradient.h.shape == (length,)
    assert gradient.c.shape == ((length,) if cell == "lstm" else (0,))
    assert gradient.remaining[-1] == gradient.remaining_in_state[-1] == 1
    assert np.isfinite(gradient.remaining).all()


def test_squares_of_the_smallest_are_not_lost() -> None:
    gradient = gradient_in_time("rnn", 200, radius=0.05)
    assert 0 < gradient.h[0] < 1e-200


def test_the_same_seed_gives_the_same_numbers_and_another_others() -> None:
    first, again, other = (gradient_in_time("gru", 20, seed=seed).h for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


def test_an_lstms_gradient_is_that_of_its_memory() -> None:
    gradient = GradientInTime(h=np.array([1.0, 4.0]), c=np.array([1.0, 2.0]), radius=1.0, kept=0.5)
    assert (gradient.remaining.tolist(), gradient.remaining_in_state.tolist()) == ([0.5, 1.0], [0.25, 1.0])


def test_what_a_step_back_multiplies_by() -> None:
    plain, lstm, raised = (
        gradient_in_time("rnn", 60, radius=0.7),
        gradient_in_time("lstm", 60),
        gradient_in_time("lstm", 60, forget_bias=5.0),
    )
    assert plain.radius == pytest.approx(0.7)
    assert 0.5 < plain.kept < 1
    assert lstm.kept == pytest.approx(0.5, abs=0.05)
    assert raised.kept == pytest.approx(1 / (1 + np.exp(-5)), abs=0.005)


def test_the_loss_is_the_mean_cross_entropy() -> None:
    random = np.random.default_rng(0)
    last, matrix, bias = random.normal(size=(5, 7)), random.normal(size=(4, 7)), random.normal(size=4)
    targets = np.array([0, 3, 3, 1, 2])
    states = torch.tensor(last, requires_grad=True)
    logits = torch.nn.functional.linear(states, torch.from_numpy(matrix), torch.from_numpy(bias))
    torch.nn.functional.cross_entropy(logits, torch.from_numpy(targets)).backward()
    assert states.grad is not None
    np.testing.assert_allclose(loss_by_last_state(last, targets, matrix, bias), states.grad.numpy(), atol=1e-14)
