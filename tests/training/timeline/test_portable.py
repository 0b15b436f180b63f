"""A network that goes on in another process is the same network, bit for bit."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.experiment.gan import GanExperiment
from playground.experiment.read import AnyExperiment
from playground.training.timeline.portable import StateError, portable, resume
from playground.training.trainers.batch_measured import BatchMeasuredTrainer
from playground.training.trainers.gan import GanTrainer
from playground.training.trainers.kinds import make_trainer
from playground.training.trainers.snapshot import Progress
from playground.training.trainers.trainer import Trainer
from tests.training.imaging import digits
from tests.training.moments import DROPS, OPTIMIZERS, PROBES, Moment, described
from tests.training.sequencing import recurrent
from tests.training.trainers.test_gan import made as gan
from tests.training.trainers.test_trainer import TOO_FAST

KINDS: dict[str, Callable[[], AnyExperiment]] = {
    "image": lambda: digits(seed=3),
    "sequence": lambda: recurrent({"type": "lstm", "units": 4}, name="adding"),
    "steps": lambda: recurrent({"type": "gru", "units": 4, "return_sequences": True}, name="parity"),
    "gan": lambda: gan({"loss": "non_saturating", "r1": 0.1}, small=True),
    "clipped": lambda: described().model_copy(update={"seed": 8}),
}


def elsewhere(trainer: Trainer | GanTrainer) -> Trainer | GanTrainer:
    """Return what another process makes of a trainer."""
    other = make_trainer(trainer.experiment, "cpu")
    resume(other, portable(trainer))
    return other


def curves(trainer: Trainer | GanTrainer) -> dict[str, list[float]]:
    return {name: values.tolist() for name, values in trainer.history.since(0).items()}


def weights(trainer: Trainer | GanTrainer) -> bytes:
    if isinstance(trainer, GanTrainer):
        networks = (trainer.generator, trainer.discriminator)
        return b"".join(each.detach().numpy().tobytes() for network in networks for each in network.parameters())
    return b"".join(values.tobytes() for values in trainer.weights().values())


@pytest.mark.parametrize("drops", DROPS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda spec: "_".join(map(str, spec.values())))
def test_it_is_seen_and_goes_on_as_it_was(optimizer: dict[str, Any], drops: str) -> None:
    trainer = Trainer(described(optimizer, drops))
    for _ in range(7):
        trainer.train_epoch()
    other = elsewhere(trainer)
    assert isinstance(other, Trainer)
    assert Moment.of(other, PROBES) == Moment.of(trainer, PROBES)
    for each in (trainer, other):
        for _ in range(5):
            each.train_batch()
        each.train_epoch()
    assert Moment.of(other, PROBES) == Moment.of(trainer, PROBES)
    assert curves(other) == curves(trainer)


@pytest.mark.parametrize("kind", KINDS)
def test_so_it_is_with_every_kind_of_trainer(kind: str) -> None:
    trainer = make_trainer(KINDS[kind](), "cpu")
    trainer.train_epoch()
    other = elsewhere(trainer)
    for each in (trainer, other):
        each.train_epoch()
    np.testing.assert_equal((other.epoch, other.step, other.measured), (2, trainer.step, trainer.measured))
    np.testing.assert_equal(curves(other), curves(trainer))
    assert weights(other) == weights(trainer)
    if isinstance(trainer, BatchMeasuredTrainer):
        assert isinstance(other, BatchMeasuredTrainer)
        np.testing.assert_equal(other.batch_history.thinned(100), trainer.batch_history.thinned(100))


@pytest.mark.parametrize("kind", ["plain", "image"])
def test_an_epoch_that_had_begun_begins_again_with_what_was_learned(kind: str) -> None:
    trainer = make_trainer(described() if kind == "plain" else digits(), "cpu")
    assert isinstance(trainer, Trainer)
    trainer.train_epoch()
    trainer.train_batch()
    other = elsewhere(trainer)
    assert (trainer.step, other.step) == (trainer.batches_per_epoch + 1, trainer.batches_per_epoch)
    assert (other.epoch, weights(other)) == (1, weights(trainer))
    other.train_epoch()
    assert (other.epoch, other.step, other.newest) == (2, 2 * other.batches_per_epoch, 2)
    if isinstance(other, BatchMeasuredTrainer):
        assert len(other.batch_history) == other.step


def test_long_curves_come_along_thinned_as_they_were() -> None:
    trainer = Trainer(described())
    trainer.history.bounded = True
    value = dict.fromkeys(trainer.history.names, 0.5)
    for _ in range(13_000):
        trainer.history.append(value)
    trainer.epoch, trainer.step = 13_000, 13_000 * trainer.batches_per_epoch
    other = elsewhere(trainer)
    assert isinstance(other, Trainer)
    assert len(other.history) == len(trainer.history) == 13_001
    assert other.epochs_since(0).tolist() == trainer.epochs_since(0).tolist()
    assert len(other.epochs_since(0)) < 12_100


def test_a_diverged_network_stays_so() -> None:
    trainer = Trainer(TOO_FAST)
    while trainer.is_healthy:
        trainer.train_epoch()
    other = elsewhere(trainer)
    assert other.progress is Progress.DIVERGED
    np.testing.assert_equal(curves(other), curves(trainer))


class Exploit:
    ran = False

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return _run, ()


def _run() -> None:
    Exploit.ran = True


def test_nothing_in_the_bytes_is_executed() -> None:
    stream = io.BytesIO()
    torch.save({"moment": Exploit()}, stream)
    for state in (stream.getvalue(), pickle.dumps(Exploit())):
        with pytest.raises(StateError):
            resume(Trainer(described()), state)
    assert not Exploit.ran


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=400), st.integers(0, 5000))
def test_damaged_bytes_are_refused(garbage: bytes, place: int) -> None:
    whole = portable(Trainer(described()))
    for state in (garbage, whole[: min(place, len(whole) - 200)]):
        with pytest.raises(StateError):
            resume(Trainer(described()), state)


def test_another_networks_bytes_are_refused() -> None:
    state = portable(Trainer(described()))
    with pytest.raises(StateError):
        resume(Trainer(described(name="spiral", drops="dropout")), state)
    with pytest.raises(StateError):
        resume(GanTrainer(GanExperiment()), state)
