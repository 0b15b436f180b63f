"""A glance at a worker: what it says, and that it is not watching."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from playground.training.probes.frame import Frame
from playground.training.probes.glance import PlaneGlance
from playground.training.probes.throttled import Throttle
from playground.training.probes.views import make_view
from playground.training.trainers.trainer import Trainer
from playground.training.worker.commands import (
    Adjust,
    Edit,
    Glance,
    Goal,
    Picture,
    Scrub,
    Settings,
    Start,
    Step,
    StepPlayer,
)
from playground.training.worker.glances import GlanceAnswers
from playground.training.worker.worker import SLICE, UNWATCHED_PAUSE
from tests.training.clockwork import BEGINNING, Clock, Wire
from tests.training.watching import PATIENCE, LiveLine, described, experiment, number, status
from tests.training.worker.test_worker_gan import game

ASKER = 77


def glance(worker: LiveLine, shown: str = "", *goals: Goal) -> Frame:
    """Ask, and return the frame, which is whole: no reader of small frames is needed."""
    worker.tell(Glance(ASKER, shown, goals))
    assert worker.pipe.poll(PATIENCE)
    packed = worker.pipe.recv_bytes()
    assert int.from_bytes(packed[:8], "little") == ASKER
    return Frame.unpack(packed[8:])


def begin(worker: LiveLine, settings: Settings | None = None, generation: int = 1) -> None:
    worker.tell(Start(settings or described(), generation=generation, playing=False))


def test_it_says_what_a_trainer_has(worker: LiveLine) -> None:
    begin(worker)
    for _ in range(5):
        worker.tell(Step(epoch=True))
    frame, trainer = glance(worker), Trainer(experiment())
    for _ in range(5):
        trainer.train_epoch()
    assert (number(frame, "generation"), number(frame, "epoch"), number(frame, "step")) == (1, 5, 15)
    assert (status(frame), frame.metadata["picture"], frame.metadata["watched"]) == ("paused", "plane", "1")
    assert {name: float(frame.metadata[name]) for name in trainer.measured} == trainer.measured
    assert frame.tensors.keys() == {"picture"}
    np.testing.assert_array_equal(frame.tensors["picture"], PlaneGlance().measure(make_view(trainer))["picture"])


def test_an_unchanged_network_is_not_pictured_twice(worker: LiveLine) -> None:
    begin(worker)
    first = glance(worker)
    again = glance(worker, first.metadata["glance"])
    assert again.tensors == {}
    assert again.metadata["epoch"] == "0"
    worker.tell(Step())
    assert glance(worker, first.metadata["glance"]).tensors.keys() == {"picture"}


def test_another_network_is_another_generation(worker: LiveLine) -> None:
    begin(worker)
    first = glance(worker)
    begin(worker, described(experiment(units=6)), generation=2)
    second = glance(worker, first.metadata["glance"])
    assert (number(second, "generation"), list(second.tensors)) == (2, ["picture"])


@pytest.mark.parametrize("epochs", [1, 40])
def test_goals_are_met_at_exact_epochs_however_many_passed_between_two_glances(worker: LiveLine, epochs: int) -> None:
    trainer = Trainer(experiment())
    for _ in range(40):
        trainer.train_epoch()
    curves = trainer.history.trained()
    least, most = float(np.median(curves["test_accuracy"])), float(np.median(curves["test_loss"]))
    goals = (Goal("test_accuracy", least), Goal("test_loss", most, is_most=True), Goal("test_accuracy", 2.0))
    begin(worker)
    frame = glance(worker, "", *goals)
    assert [each["epoch"] for each in json.loads(frame.metadata["goals"])] == [None] * 3
    for _ in range(0, 40, epochs):
        for _ in range(epochs):
            worker.tell(Step(epoch=True))
        frame = glance(worker, "", *goals)
    accuracy, loss, never = json.loads(frame.metadata["goals"])
    assert accuracy["epoch"] == 1 + next(k for k, value in enumerate(curves["test_accuracy"]) if value >= least)
    assert loss["epoch"] == 1 + next(k for k, value in enumerate(curves["test_loss"]) if value <= most)
    assert (loss["best"], never["epoch"]) == (min(curves["test_loss"]), None)


def test_what_training_from_the_past_took_back_is_not_met(worker: LiveLine) -> None:
    goal = Goal("test_loss", 1e9, is_most=True)
    begin(worker)
    for _ in range(3):
        worker.tell(Step(epoch=True))
    assert json.loads(glance(worker, "", goal).metadata["goals"])[0]["epoch"] == 1
    worker.tell(Scrub(0))
    worker.tell(Step())
    standing = json.loads(glance(worker, "", goal).metadata["goals"])[0]
    assert standing == {"epoch": None, "best": None, "best_epoch": None}


@pytest.mark.parametrize(
    "change",
    [
        Adjust(described(experiment(learning_rate=0.5))),
        Edit(1, 0, 0, 3.0),
    ],
)
def test_a_hand_in_a_network_that_has_trained_is_told_of(worker: LiveLine, change: Any) -> None:
    begin(worker)
    worker.tell(Step())
    assert glance(worker).metadata["changed"] == ""
    worker.tell(change)
    worker.tell(Step(epoch=True))
    assert glance(worker).metadata["changed"] == "1"
    begin(worker, generation=2)
    assert glance(worker).metadata["changed"] == ""


def test_one_that_has_not_trained_yet_or_goes_faster_is_what_its_experiment_makes(worker: LiveLine) -> None:
    begin(worker)
    worker.tell(Adjust(described(experiment(learning_rate=0.5))))
    worker.tell(Step(epoch=True))
    worker.tell(Adjust(described(experiment(learning_rate=0.5), batches_per_second=5.0)))
    frame, trainer = glance(worker), Trainer(experiment(learning_rate=0.5))
    trainer.train_epoch()
    assert (frame.metadata["changed"], float(frame.metadata["test_loss"])) == ("", trainer.measured["test_loss"])


def test_a_gan_is_asked_for_its_own_goals(worker: LiveLine) -> None:
    begin(worker, Settings(game(), (), "cpu"))
    worker.tell(Step(epoch=True))
    frame = glance(worker, "", Goal("modes_covered", 0.0))
    assert (frame.metadata["picture"], frame.tensors["picture"].shape) == ("gan", (2, 30, 30))
    assert json.loads(frame.metadata["goals"])[0]["epoch"] == 1
    worker.tell(StepPlayer("generator"))
    stepped = glance(worker, frame.metadata["glance"])
    assert (stepped.metadata["changed"], list(stepped.tensors)) == ("1", ["picture"])


def test_glances_keep_nobody_awake(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    clock.count_batches(monkeypatch)
    wire = Wire(clock)
    wire.at(0, Start(described(), generation=1, playing=True))
    wire.at(3, Picture(1, 0, 0, -1))
    for second in range(100):
        wire.at(second + 0.5, Glance(ASKER))
    wire.serve(seconds=101)

    end = 3 + UNWATCHED_PAUSE
    trained = [at - BEGINNING for at in clock.batches]
    assert end - 0.1 < max(trained) < end + 2 * SLICE + clock.batch
    glances = [(at, frame) for at, viewer, frame in wire.pictures if viewer == ASKER]
    assert len(glances) == 100
    assert {frame.metadata["watched"] for at, frame in glances if at > end + 1} == {""}
    assert len([at for at in wire.looks if end + 1 < at]) < 250  # it sleeps between them


def test_a_dear_picture_is_an_older_one_while_the_network_trains_and_new_once_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    clock.count_batches(monkeypatch)
    answers = GlanceAnswers(Trainer(experiment()))
    made: list[float] = []

    class Dear:
        kind, curves = "plane", ()

        def measure(self, view: Any) -> dict[str, Any]:
            made.append(clock.now)
            clock.work(0.2)
            return {"picture": np.zeros((30, 30), dtype=np.uint8)}

    answers._probe, throttle, shown = Dear(), Throttle(), ""
    for version in range(20):  # a second each, and another version each time
        packed = answers.answer(Glance(ASKER, shown), {"generation": "1", "version": str(version)}, throttle)
        shown = Frame.unpack(packed[8:]).metadata["glance"]
        clock.now += 1
    assert len(made) <= 5  # a twentieth of the time, not a fifth
    for _standing in range(2):
        packed = answers.answer(Glance(ASKER, shown), {"generation": "1", "version": "20"}, throttle)
        shown = Frame.unpack(packed[8:]).metadata["glance"]
    assert shown == "1:20"
