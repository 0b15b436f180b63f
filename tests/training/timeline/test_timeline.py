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
from tests.training.moments import DROPS, OPTIMIZERS, Told, described
from tests.training.trainers.test_trainer import TOO_FAST


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("drops", DROPS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda spec: "_".join(map(str, spec.values())))
def test_what_is_shown_and_what_follows_is_as_it_was_bit_for_bit(
    optimizer: dict[str, Any], drops: str, by_hand: bool
) -> None:
    told = Told(described(optimizer, drops), by_hand)
    assert isinstance(told.trainer._learner, HandLearner if by_hand else AutogradLearner)
    told.train(31)
    first_time, curves = list(told.moments), told.trainer.history.trained()
    assert told.past.checkpoints.epochs == list(range(11))

    for place in (7, 0, 10, 3):
        told.past.show(place)
        assert told.past.is_shown
        assert told.now == told.at_epoch(place)
        recorded = {name: curve[place - 1] for name, curve in curves.items()} if place else first_time[0].measured
        assert told.trainer.measured == recorded
        assert told.trainer.history.trained() == curves

    told.past.forget_later()
    assert not told.past.is_shown
    assert told.past.checkpoints.epochs == [0, 1, 2, 3]
    assert len(told.trainer.history) == 4
    assert told.train(22) == first_time[10:]
    assert told.trainer.history.trained() == curves
    assert told.past.checkpoints.epochs == list(range(11))


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("drops", DROPS)
@pytest.mark.parametrize("batches", [6, 7, 8])
def test_back_to_now_a_half_finished_epoch_goes_on_bit_for_bit(batches: int, drops: str, by_hand: bool) -> None:
    alone, told = (Told(described(drops=drops), by_hand) for _ in range(2))
    alone.train(20)
    told.train(batches)
    now = told.now
    for place in (1, 0, None, 2, None, None):
        told.past.show(place)
    back = told.now
    assert not told.past.is_shown
    assert (back.epoch, back.step, back.samples, back.weights) == (now.epoch, now.step, now.samples, now.weights)
    assert back.measured == now.measured  # at the start of the epoch, as the curves have it
    assert [moment.weights for moment in told.train(20 - batches)] == [
        moment.weights for moment in alone.moments[batches + 1 :]
    ]
    assert told.trainer.history.trained() == alone.trainer.history.trained()
    assert told.past.checkpoints.epochs == alone.past.checkpoints.epochs


@cache
def never_gone_back() -> Told:
    told = Told(described(drops="dropout"))
    told.train(100)
    return told


COMMANDS = st.one_of(
    st.tuples(st.just("train"), st.integers(1, 8)),
    st.tuples(st.just("show"), st.none() | st.integers(0, 30)),
    st.tuples(st.just("branch"), st.none()),
)


@settings(max_examples=40)
@given(commands=st.lists(COMMANDS, max_size=12))
def test_however_one_goes_to_and_fro_each_epoch_is_the_same(commands: list[tuple[str, int | None]]) -> None:
    steps = {moment.step: moment.weights for moment in never_gone_back().moments}
    told = Told(described(drops="dropout"))
    for command, number in commands:
        if command == "show":
            told.past.show(None if number is None else number % len(told.past.checkpoints))
        elif command == "train":
            assert number is not None
            if told.past.is_shown:
                told.past.forget_later()
            told.train(number)
        else:
            told.past.forget_later()
        moment = told.now
        assert moment.weights == steps[moment.step]
        if not told.past.is_shown:
            assert len(told.trainer.history) == moment.epoch + 1
        assert max(told.past.checkpoints.epochs) < len(told.trainer.history)
        for place, epoch in enumerate(told.past.checkpoints.epochs):
            kept = told.past.checkpoints[place].parameters.numpy().tobytes()
            assert kept == steps[3 * epoch]


def test_a_run_that_diverged_can_be_gone_back_from() -> None:
    told = Told(TOO_FAST)
    while told.trainer.is_healthy:
        told.train(1)
    diverged = told.now
    assert diverged.epoch not in told.past.checkpoints.epochs
    assert not math.isfinite(told.trainer.history.last()["train_loss"])

    last = len(told.past.checkpoints) - 1
    for place in (0, last):
        told.past.show(place)
        assert told.trainer.is_healthy
        assert told.now == told.at_epoch(told.past.checkpoints.epochs[place])
    told.past.show(None)
    assert told.trainer.progress is Progress.DIVERGED
    assert told.now.weights == diverged.weights
    step = told.trainer.step
    told.trainer.train_batch()
    assert told.trainer.step == step

    told.past.show(0)
    told.past.forget_later()
    slower = TOO_FAST.training.model_copy(
        update={"optimizer": TOO_FAST.training.optimizer.model_copy(update={"learning_rate": 0.01})}
    )
    told.trainer.adjust(TOO_FAST.model_copy(update={"training": slower}))
    told.train(200)
    assert told.trainer.is_healthy
    assert np.isfinite(told.trainer.history.since(0)["train_loss"]).all()
    assert told.trainer.history.last()["train_loss"] < told.moments[0].measured["train_loss"]


def test_an_epoch_that_ends_in_divergence_is_no_checkpoint() -> None:
    one_batch = TOO_FAST.training.model_copy(update={"batch_size": 1000})
    told = Told(TOO_FAST.model_copy(update={"training": one_batch}))
    while told.trainer.is_healthy:
        told.train(1)
    assert told.trainer.step == told.trainer.epoch
    assert told.past.checkpoints.epochs == list(range(told.trainer.epoch))


def test_a_network_that_diverges_after_going_back_keeps_the_weights_gone_back_to() -> None:
    told = Told(described())
    told.train(9)
    told.past.show(1)
    told.past.forget_later()
    told.trainer.inputs[:] = math.inf  # whatever the batch, its loss is no number
    told.train(1)
    assert told.trainer.progress is Progress.DIVERGED
    assert told.now.weights == told.at_epoch(1).weights


def test_a_learning_rate_changed_since_stays_changed() -> None:
    slow, fast = (described({"name": "sgd", "learning_rate": rate}) for rate in (0.01, 0.5))
    told = Told(slow)
    told.train(6)
    told.trainer.adjust(fast)
    told.past.show(1)
    told.past.forget_later()
    before = [parameter.detach().clone() for parameter in told.trainer.model.parameters()]
    told.train(1)
    for old, parameter in zip(before, told.trainer.model.parameters(), strict=True):
        assert parameter.grad is not None
        torch.testing.assert_close(parameter.detach(), old - 0.5 * parameter.grad)


@pytest.mark.parametrize("place", [0, 2, None])
@pytest.mark.parametrize("more", [61, 100])
def test_with_points_drawn_since_whole_epochs_of_the_new_ones_follow(place: int | None, more: int) -> None:
    def drawn(count: int) -> Experiment:
        points = [(x % 7 - 3.0, x % 5 - 2.0, x % 2) for x in range(count)]
        return Experiment.from_parts({"data": {"name": "points", "points": points}})

    told = Told(drawn(60))
    told.train(10)
    told.past.show(1)
    told.trainer.adjust(drawn(more))
    told.past.show(place)
    told.past.forget_later()
    epoch = told.trainer.epoch
    batches = -(-told.trainer.dataset.train_samples // 10)
    ends = [moment.epoch for moment in told.train(3 * batches)]
    assert ends == [epoch + number // batches for number in range(1, 3 * batches + 1)]
    assert told.past.checkpoints.epochs == list(range(epoch + 4))


def test_an_edit_of_the_past_is_not_one_of_the_checkpoint() -> None:
    told = Told(described())
    told.train(6)
    told.past.show(1)
    assert told.trainer.edit(1, 0, 0, 3.0)
    told.past.forget_later()
    told.past.show(1)
    assert told.now == told.at_epoch(1)
    told.past.show(None)
    assert next(told.trainer.model.parameters())[0, 0].item() == 3.0


@pytest.mark.parametrize("place", [4, 5, 2**53])
def test_there_is_no_other_checkpoint(place: int) -> None:
    told = Told(described())
    told.train(9)
    now = told.now
    with pytest.raises(IndexError):
        told.past.show(place)
    assert told.now == now
    assert not told.past.is_shown


def test_a_network_too_large_for_checkpoints_has_none() -> None:
    told = Told(described())
    told.past.checkpoints = Checkpoints(most_bytes=100)
    told.past.keep()
    told.train(9)
    assert len(told.past.checkpoints) == 0
    told.past.show(None)
    assert told.trainer.epoch == 3


@pytest.mark.parametrize("batches", [1, 2, 4, 5])
def test_only_ends_of_epochs_are_kept(batches: int) -> None:
    told = Told(described())
    told.train(batches)
    told.past.keep()
    assert told.past.checkpoints.epochs == list(range(batches // 3 + 1))
    assert Timeline(told.trainer).checkpoints.epochs == []  # a past that begins within an epoch
