"""A GAN in a worker: it plays, steps one network alone, goes back, and comes back from a game that is lost."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from playground.experiment.gan import STEPS_AN_EPOCH, GanExperiment
from playground.training.probes.gan import GanCurves, GanPicture
from playground.training.trainers.gan import GanTrainer
from playground.training.worker.commands import (
    Adjust,
    Edit,
    Pause,
    Play,
    Scrub,
    Settings,
    Start,
    Step,
    StepPlayer,
)
from tests.training.watching import LiveLine, described, number, status

SMALL = {"layers": [{"type": "dense", "units": 6, "activation": "tanh"}]}


def game(**parts: Any) -> GanExperiment:
    return GanExperiment.from_parts({"model": {"generator": SMALL, "discriminator": SMALL}, **parts})


def settings(experiment: GanExperiment) -> Settings:
    return Settings(experiment, (GanCurves(), GanPicture()), "cpu")


def trained(epochs: int) -> GanTrainer:
    trainer = GanTrainer(game())
    for _ in range(epochs):
        trainer.train_epoch()
    return trainer


def begin(worker: LiveLine, experiment: GanExperiment | None = None) -> None:
    worker.tell(Start(settings(experiment or game()), generation=1, playing=False))


def test_a_frame_shows_what_the_trainer_has(worker: LiveLine) -> None:
    begin(worker)
    for _ in range(3):
        worker.tell(Step(epoch=True))
    frame, trainer = worker.frame(), trained(3)
    assert (number(frame, "epoch"), number(frame, "step"), number(frame, "batches")) == (3, 60, STEPS_AN_EPOCH)
    assert frame.metadata["curves"].split(",") == list(trainer.curves)
    assert frame.metadata["modes"] == "8"
    for name, value in trainer.measured.items():
        assert float(frame.metadata[name]) == value
    np.testing.assert_array_equal(frame.tensors["epochs"], [0, 1, 2, 3])
    np.testing.assert_allclose(frame.tensors["value"][1:], trainer.history.trained()["value"], rtol=1e-6)
    np.testing.assert_allclose(frame.tensors["generated"], trainer.generated()[:500], rtol=1e-6)


def test_it_plays_and_pauses(worker: LiveLine) -> None:
    begin(worker)
    worker.tell(Play())
    worker.frame_when(lambda frame: number(frame, "epoch") >= 2)
    worker.tell(Pause())
    paused = worker.frame_when(lambda frame: status(frame) == "paused")
    assert worker.frame(shown=-1).metadata["step"] == paused.metadata["step"]


@pytest.mark.parametrize("player", ["generator", "discriminator"])
def test_either_network_takes_a_step_of_its_own(worker: LiveLine, player: str) -> None:
    begin(worker)
    before = worker.frame()
    worker.tell(StepPlayer(player))  # type: ignore[arg-type]
    after = worker.frame()
    moved = {name: not np.array_equal(before.tensors[name], after.tensors[name]) for name in before.tensors}
    assert moved["generated"] == (player == "generator")
    assert moved["discriminator"] == (player == "discriminator")
    assert (number(after, "step"), status(after)) == (0, "paused")
    trainer = GanTrainer(game())
    trainer.train_player(player)  # type: ignore[arg-type]
    np.testing.assert_allclose(after.tensors["generated"], trainer.generated()[:500], rtol=1e-6)


def test_of_other_networks_nothing_happens(worker: LiveLine) -> None:
    worker.tell(Start(described(), generation=1, playing=False))
    before = worker.frame()
    worker.tell(StepPlayer("generator"))
    after = worker.frame()
    assert number(after, "step") == 0
    assert all(np.array_equal(before.tensors[name], after.tensors[name]) for name in before.tensors)


def test_its_weights_are_not_edited(worker: LiveLine) -> None:
    begin(worker)
    before = worker.frame()
    worker.tell(Edit(1, 0, 0, 5.0))
    assert worker.frame().metadata["version"] == before.metadata["version"]


def test_it_goes_back_and_on_from_there_bit_for_bit(worker: LiveLine) -> None:
    begin(worker)
    for _ in range(4):
        worker.tell(Step(epoch=True))
    worker.frame_when(lambda frame: number(frame, "epoch") == 4)
    worker.tell(Scrub(2))
    past = worker.frame()
    assert (number(past, "epoch"), past.metadata["past"], number(past, "newest")) == (2, "1", 4)
    worker.tell(Step(epoch=True))
    on = worker.frame()
    assert (number(on, "epoch"), number(on, "newest")) == (3, 3)
    np.testing.assert_allclose(on.tensors["generated"], trained(3).generated()[:500], rtol=1e-6)


def test_a_game_that_is_lost_is_said_and_comes_back_from_a_checkpoint(worker: LiveLine) -> None:
    deep = {"layers": [{"type": "dense", "units": 32, "activation": "relu"}] * 5}
    model = {"generator": deep, "discriminator": deep}
    experiment = game(training={"loss": "least_squares", "r1": 0.0}, model=model)
    begin(worker, experiment)
    worker.tell(Step(epoch=True))
    worker.tell(Step(epoch=True))
    worker.frame_when(lambda frame: number(frame, "epoch") == 2)
    wild = experiment.training.model_copy(update={"generator_rate": 10.0, "discriminator_rate": 10.0})
    worker.tell(Adjust(settings(experiment.model_copy(update={"training": wild}))))
    worker.tell(Play())
    lost = worker.frame_when(lambda frame: status(frame) == "diverged")
    assert all(np.isfinite(lost.tensors[name]).all() for name in ("discriminator", "generated", "arrows", "noise_grid"))
    worker.tell(Adjust(settings(experiment)))
    worker.tell(Scrub(1))
    back = worker.frame()
    assert (status(back), number(back, "epoch")) == ("paused", 1)
    worker.tell(Step(epoch=True))
    on = worker.frame()
    assert (status(on), number(on, "epoch")) == ("paused", 2)
    trainer = GanTrainer(experiment)
    for _ in range(2):
        trainer.train_epoch()
    np.testing.assert_allclose(on.tensors["generated"], trainer.generated()[:500], rtol=1e-5)


def test_points_are_drawn_while_both_train(worker: LiveLine) -> None:
    first = game(data={"name": "drawn", "points": [[1, 1]]})
    begin(worker, first)
    worker.tell(Step(epoch=True))
    worker.tell(Adjust(settings(game(data={"name": "drawn", "points": [[1, 1], [-2, 0]]}))))
    frame = worker.frame_when(lambda frame: number(frame, "epoch") == 1)
    assert (frame.tensors["real"][:, 0] < -1).any()
    assert number(frame, "generation") == 1
