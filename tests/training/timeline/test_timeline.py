"""Going back in time, and on from there: every number as it was, bit for bit."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.experiment import Experiment
from playground.training.timeline.checkpoints import Checkpoints
from playground.training.timeline.timeline import Timeline
from playground.training.trainers.learners import AutogradLearner, HandLearner
from playground.training.trainers.snapshot import Progress
from tests.training.moments import DROPS, OPTIMIZERS, RecordedRun, described
from tests.training.trainers.test_trainer import TOO_FAST


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("drops", DROPS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda spec: "_".join(map(str, spec.values())))
def test_what_is_shown_and_what_follows_is_as_it_was_bit_for_bit(
    optimizer: dict[str, Any], drops: str, by_hand: bool
) -> None:
    run = RecordedRun(described(optimizer, drops), by_hand)
    assert isinstance(run.trainer._learner, HandLearner if by_hand else AutogradLearner)
    run.train(31)
    first_time, curves = list(run.moments), run.trainer.history.trained()
    assert run.past.checkpoints.epochs == list(range(11))

    for place in (7, 0, 10, 3):
        run.past.show(place)
        assert run.past.is_shown
        assert run.now == run.at_epoch(place)
        recorded = {name: curve[place - 1] for name, curve in curves.items()} if place else first_time[0].measured
        assert run.trainer.measured == recorded
        assert run.trainer.history.trained() == curves

    run.past.forget_later()
    assert not run.past.is_shown
    assert run.past.checkpoints.epochs == [0, 1, 2, 3]
    assert len(run.trainer.history) == 4
    assert run.train(22) == first_time[10:]
    assert run.trainer.history.trained() == curves
    assert run.past.checkpoints.epochs == list(range(11))


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("drops", DROPS)
@pytest.mark.parametrize("batches", [6, 7, 8])
def test_back_to_now_a_half_finished_epoch_goes_on_bit_for_bit(batches: int, drops: str, by_hand: bool) -> None:
    alone, run = (RecordedRun(described(drops=drops), by_hand) for _ in range(2))
    alone.train(20)
    run.train(batches)
    now = run.now
    for place in (1, 0, None, 2, None, None):
        run.past.show(place)
    back = run.now
    assert not run.past.is_shown
    assert (back.epoch, back.step, back.samples, back.weights) == (now.epoch, now.step, now.samples, now.weights)
    assert back.measured == now.measured  # at the start of the epoch, as the curves have it
    assert [moment.weights for moment in run.train(20 - batches)] == [
        moment.weights for moment in alone.moments[batches + 1 :]
    ]
    assert run.trainer.history.trained() == alone.trainer.history.trained()
    assert run.past.checkpoints.epochs == alone.past.checkpoints.epochs


@cache
def never_gone_back() -> RecordedRun:
    run = RecordedRun(described(drops="dropout"))
    run.train(100)
    return run


COMMANDS = st.one_of(
    st.tuples(st.just("train"), st.integers(1, 8)),
    st.tuples(st.just("show"), st.none() | st.integers(0, 30)),
    st.tuples(st.just("branch"), st.none()),
)


@settings(max_examples=40)
@given(commands=st.lists(COMMANDS, max_size=12))
def test_however_one_goes_to_and_fro_each_epoch_is_the_same(commands: list[tuple[str, int | None]]) -> None:
    steps = {moment.step: moment.weights for moment in never_gone_back().moments}
    run = RecordedRun(described(drops="dropout"))
    for command, number in commands:
        if command == "show":
            run.past.show(None if number is None else number % len(run.past.checkpoints))
        elif command == "train":
            assert number is not None
            if run.past.is_shown:
                run.past.forget_later()
            run.train(number)
        else:
            run.past.forget_later()
        moment = run.now
        assert moment.weights == steps[moment.step]
        if not run.past.is_shown:
            assert len(run.trainer.history) == moment.epoch + 1
        assert max(run.past.checkpoints.epochs) < len(run.trainer.history)
        for place, epoch in enumerate(run.past.checkpoints.epochs):
            weights = run.past.checkpoints[place].parameters.numpy().tobytes()
            assert weights == steps[3 * epoch]


def test_a_run_that_diverged_can_be_gone_back_from() -> None:
    run = RecordedRun(TOO_FAST)
    while run.trainer.is_healthy:
        run.train(1)
    diverged = run.now
    assert diverged.epoch not in run.past.checkpoints.epochs
    assert not math.isfinite(run.trainer.history.last()["train_loss"])

    last = len(run.past.checkpoints) - 1
    for place in (0, last):
        run.past.show(place)
        assert run.trainer.is_healthy
        assert run.now == run.at_epoch(run.past.checkpoints.epochs[place])
    run.past.show(None)
    assert run.trainer.progress is Progress.DIVERGED
    assert run.now.weights == diverged.weights
    step = run.trainer.step
    run.trainer.train_batch()
    assert run.trainer.step == step

    run.past.show(0)
    run.past.forget_later()
    slower = TOO_FAST.training.model_copy(
        update={"optimizer": TOO_FAST.training.optimizer.model_copy(update={"learning_rate": 0.01})}
    )
    run.trainer.adjust(TOO_FAST.model_copy(update={"training": slower}))
    run.train(200)
    assert run.trainer.is_healthy
    assert np.isfinite(run.trainer.history.since(0)["train_loss"]).all()
    assert run.trainer.history.last()["train_loss"] < run.moments[0].measured["train_loss"]


def test_an_epoch_that_ends_in_divergence_is_no_checkpoint() -> None:
    one_batch = TOO_FAST.training.model_copy(update={"batch_size": 1000})
    run = RecordedRun(TOO_FAST.model_copy(update={"training": one_batch}))
    while run.trainer.is_healthy:
        run.train(1)
    assert run.trainer.step == run.trainer.epoch
    assert run.past.checkpoints.epochs == list(range(run.trainer.epoch))


def test_a_network_that_diverges_after_going_back_keeps_the_weights_gone_back_to() -> None:
    run = RecordedRun(described())
    run.train(9)
    run.past.show(1)
    run.past.forget_later()
    run.trainer.inputs[:] = math.inf  # whatever the batch, its loss is no number
    run.train(1)
    assert run.trainer.progress is Progress.DIVERGED
    assert run.now.weights == run.at_epoch(1).weights


def test_a_learning_rate_changed_since_stays_changed() -> None:
    slow, fast = (described({"name": "sgd", "learning_rate": rate}) for rate in (0.01, 0.5))
    run = RecordedRun(slow)
    run.train(6)
    run.trainer.adjust(fast)
    run.past.show(1)
    run.past.forget_later()
    before = [parameter.detach().clone() for parameter in run.trainer.model.parameters()]
    run.train(1)
    for old, parameter in zip(before, run.trainer.model.parameters(), strict=True):
        assert parameter.grad is not None
        torch.testing.assert_close(parameter.detach(), old - 0.5 * parameter.grad)


@pytest.mark.parametrize("place", [0, 2, None])
@pytest.mark.parametrize("more", [61, 100])
def test_with_points_drawn_since_whole_epochs_of_the_new_ones_follow(place: int | None, more: int) -> None:
    def drawn(count: int) -> Experiment:
        points = [(x % 7 - 3.0, x % 5 - 2.0, x % 2) for x in range(count)]
        return Experiment.from_parts({"data": {"name": "points", "points": points}})

    run = RecordedRun(drawn(60))
    run.train(10)
    run.past.show(1)
    run.trainer.adjust(drawn(more))
    run.past.show(place)
    run.past.forget_later()
    epoch = run.trainer.epoch
    batches = -(-run.trainer.dataset.train_samples // 10)
    ends = [moment.epoch for moment in run.train(3 * batches)]
    assert ends == [epoch + number // batches for number in range(1, 3 * batches + 1)]
    assert run.past.checkpoints.epochs == list(range(epoch + 4))


def test_an_edit_of_the_past_is_not_one_of_the_checkpoint() -> None:
    run = RecordedRun(described())
    run.train(6)
    run.past.show(1)
    assert run.trainer.edit(1, 0, 0, 3.0)
    run.past.forget_later()
    run.past.show(1)
    assert run.now == run.at_epoch(1)
    run.past.show(None)
    assert next(run.trainer.model.parameters())[0, 0].item() == 3.0


@pytest.mark.parametrize("place", [4, 5, 2**53])
def test_there_is_no_other_checkpoint(place: int) -> None:
    run = RecordedRun(described())
    run.train(9)
    now = run.now
    with pytest.raises(IndexError):
        run.past.show(place)
    assert run.now == now
    assert not run.past.is_shown


def test_a_network_too_large_for_checkpoints_has_none() -> None:
    run = RecordedRun(described())
    run.past.checkpoints = Checkpoints(most_bytes=100)
    run.past.keep()
    run.train(9)
    assert len(run.past.checkpoints) == 0
    run.past.show(None)
    assert run.trainer.epoch == 3


@pytest.mark.parametrize("batches", [1, 2, 4, 5])
def test_only_ends_of_epochs_are_kept(batches: int) -> None:
    run = RecordedRun(described())
    run.train(batches)
    run.past.keep()
    assert run.past.checkpoints.epochs == list(range(batches // 3 + 1))
    assert Timeline(run.trainer).checkpoints.epochs == []  # a past that begins within an epoch
