"""Workers in processes of their own."""

import time

import numpy as np
import pytest

from playground.training.probes.frame import Frame
from playground.training.probes.plane import Boundary, Losses, Weights
from playground.training.probes.view import View
from playground.training.trainers.trainer import Trainer
from playground.training.worker.commands import Adjust, Forget, Pause, Play, Start, Step
from tests.training.watching import (
    LiveLine,
    described,
    experiment,
    number,
    status,
)


def same_tensors(frame: Frame, trainer: Trainer) -> bool:
    view = View(trainer)
    expected = {**Losses().measure(view), **Weights().measure(view), **Boundary(20).measure(view)}
    expected["epochs"] = np.arange(trainer.epoch + 1)
    assert frame.tensors.keys() == expected.keys()
    return all(np.array_equal(frame.tensors[name], expected[name]) for name in expected)


@pytest.mark.parametrize("playing", [False, True])
def test_a_credit_is_answered_with_one_frame(worker: LiveLine, playing: bool) -> None:
    worker.tell(Start(described(), generation=1, playing=playing))
    assert worker.is_silent

    worker.ask(viewer=7)
    viewer, frame = worker.answer()
    assert viewer == 7
    assert status(frame) == ("running" if playing else "idle")
    assert worker.is_silent

    worker.ask(viewer=7)
    assert worker.answer()[0] == 7
    assert worker.is_silent


def test_a_frame_says_what_it_shows(worker: LiveLine) -> None:
    worker.tell(Start(described(), generation=5, playing=False))

    frame = worker.frame()

    facts = {**frame.metadata}
    assert facts.pop("curves").split(",") == ["train_loss", "test_loss", "train_accuracy", "test_accuracy"]
    assert int(facts.pop("version")) > 0
    measured = {name: float(facts.pop(name)) for name in ("train_loss", "test_loss", "train_accuracy", "test_accuracy")}
    assert measured == Trainer(experiment()).history.last()
    assert facts == {
        "generation": "5",
        "since": "0",
        "epoch": "0",
        "step": "0",
        "batches": "3",
        "status": "idle",
        "device": "CPU · NumPy",
        "samples_per_second": "0",
        "newest": "0",
        "past": "",
        "checkpoints": "0",
    }


def test_an_unchanged_network_is_not_sent_again_to_who_shows_it(worker: LiveLine) -> None:
    worker.tell(Start(described(), generation=1, playing=False))
    version = number(worker.frame(), "version")

    worker.ask(viewer=1, generation=1, shown=version)
    assert worker.is_silent
    worker.ask(viewer=2)
    assert worker.answer()[0] == 2

    worker.tell(Step())
    viewer, frame = worker.answer()
    assert viewer == 1
    assert number(frame, "step") == 1


def test_the_credit_of_who_has_gone_is_void(worker: LiveLine) -> None:
    worker.tell(Start(described(), generation=1, playing=False))
    version = number(worker.frame(), "version")
    worker.ask(viewer=1, generation=1, shown=version)

    worker.tell(Forget(1))
    worker.tell(Step())

    assert worker.is_silent
    assert number(worker.frame(viewer=2), "step") == 1


def test_play_trains_and_pause_stops(worker: LiveLine) -> None:
    worker.tell(Start(described(), generation=1, playing=False))
    assert number(worker.frame(), "step") == 0

    worker.tell(Play())
    first = worker.frame_when(lambda frame: number(frame, "epoch") > 0)
    later = worker.frame_when(lambda frame: number(frame, "epoch") > number(first, "epoch") + 5)
    assert status(later) == "running"
    assert float(later.metadata["samples_per_second"]) >= 0

    worker.tell(Pause())
    paused = worker.frame()
    assert status(paused) == "paused"
    time.sleep(0.2)
    assert worker.frame().metadata == paused.metadata


def test_a_step_is_one_batch_or_the_rest_of_the_epoch(worker: LiveLine) -> None:
    worker.tell(Start(described(), generation=1, playing=False))
    reached = []
    for command in (Step(), Step(epoch=True), Step(epoch=True), Step()):
        worker.tell(command)
        frame = worker.frame()
        reached.append((number(frame, "step"), number(frame, "epoch")))
        assert status(frame) == "paused"

    assert reached == [(1, 0), (3, 1), (6, 2), (7, 2)]


def test_a_step_pauses_what_plays(worker: LiveLine) -> None:
    worker.tell(Start(described(), generation=1, playing=True))
    worker.frame_when(lambda frame: number(frame, "step") > 0)

    worker.tell(Step())

    frame = worker.frame()
    assert status(frame) == "paused"
    assert worker.frame().metadata == frame.metadata


def test_a_learning_rate_changes_without_a_reset(worker: LiveLine) -> None:
    before, after = experiment(learning_rate=0.05), experiment(learning_rate=0.5)
    trainer = Trainer(before)
    worker.tell(Start(described(before, Losses(), Weights(), Boundary(20)), generation=1, playing=False))
    for _ in range(2):
        worker.tell(Step(epoch=True))
        trainer.train_epoch()

    worker.tell(Adjust(described(after, Losses(), Weights(), Boundary(20))))
    trainer.adjust(after)
    frame = worker.frame()
    assert (number(frame, "generation"), number(frame, "epoch")) == (1, 2)
    assert same_tensors(frame, trainer)

    worker.tell(Step(epoch=True))
    trainer.train_epoch()
    assert same_tensors(worker.frame(), trainer)


def test_a_new_network_starts_anew(worker: LiveLine) -> None:
    worker.tell(Start(described(experiment(units=4)), generation=1, playing=False))
    worker.tell(Step(epoch=True))

    worker.tell(Start(described(experiment(units=6)), generation=2))

    frame = worker.frame()
    assert (number(frame, "generation"), number(frame, "epoch"), number(frame, "step")) == (2, 0, 0)
    assert status(frame) == "idle"
    assert frame.tensors["train_loss"].shape == (1,)
    assert {array.shape for name, array in frame.tensors.items() if name.endswith("weight")} == {(6, 2), (1, 6)}


@pytest.mark.parametrize("waiting", [False, True])
def test_a_new_network_is_pushed_once_to_each_who_has_been_shown_the_one_before(
    worker: LiveLine, waiting: bool
) -> None:
    worker.tell(Start(described(experiment(units=4)), generation=1, playing=False))
    shown = [number(worker.frame(viewer=viewer), "version") for viewer in (1, 2, 3)]
    worker.tell(Forget(3))  # has gone, and is sent nothing
    if waiting:
        worker.ask(viewer=1, generation=1, since=1, shown=shown[0])
    assert worker.is_silent

    worker.tell(Start(described(experiment(units=6)), generation=2))

    pushed = dict(worker.answer() for _ in range(2))  # nobody gave a credit for it
    assert worker.is_silent
    assert set(pushed) == {1, 2}
    for frame in pushed.values():
        assert (number(frame, "generation"), number(frame, "since")) == (2, 0)
        assert frame.tensors["train_loss"].shape == (1,)
        assert (6, 2) in {array.shape for array in frame.tensors.values()}


def test_a_network_is_told_from_another_of_the_same_version(worker: LiveLine) -> None:
    """As when its worker has died, and the versions of the new one begin again."""
    worker.tell(Start(described(), generation=2, playing=False))
    version = number(worker.frame(), "version")

    worker.ask(viewer=1, generation=2, shown=version)
    assert worker.is_silent
    worker.ask(viewer=2, generation=1, since=7, shown=version)
    viewer, frame = worker.answer()
    assert (viewer, number(frame, "generation"), number(frame, "version"), number(frame, "since")) == (2, 2, version, 0)
    assert worker.is_silent


@pytest.mark.parametrize(("playing", "then"), [(None, "running"), (False, "idle")])
def test_a_new_network_goes_on_playing_unless_told(worker: LiveLine, playing: bool | None, then: str) -> None:
    worker.tell(Start(described(), generation=1, playing=True))
    worker.frame_when(lambda frame: number(frame, "step") > 50)

    slow = described(experiment(units=6), batches_per_second=0.1)  # so that its beginning can be seen
    worker.tell(Start(slow, generation=2, playing=playing))

    frame = worker.frame()
    assert (number(frame, "generation"), status(frame)) == (2, then)
    assert number(frame, "step") <= 2


def test_only_the_new_part_of_the_curves_is_sent(worker: LiveLine) -> None:
    worker.tell(Start(described(), generation=1, playing=False))
    for _ in range(5):
        worker.tell(Step(epoch=True))

    whole = worker.frame(generation=1, since=0)
    assert whole.tensors["train_loss"].shape == (6,)
    rest = worker.frame(generation=1, since=4)
    assert number(rest, "since") == 4
    for name in ("train_loss", "test_loss"):
        np.testing.assert_array_equal(rest.tensors[name], whole.tensors[name][4:])
    assert worker.frame(generation=1, since=6).tensors["train_loss"].size == 0

    other = worker.frame(generation=0, since=4)
    assert number(other, "since") == 0
    np.testing.assert_array_equal(other.tensors["train_loss"], whole.tensors["train_loss"])


def test_a_picture_goes_in_steps_while_it_changes_and_exactly_once_it_rests(worker: LiveLine) -> None:
    worker.tell(Start(described(None, Boundary(), Losses()), generation=1, playing=True))
    first = worker.frame()
    moving = worker.frame(generation=1, shown=number(first, "version"))
    assert status(moving) == "running"
    assert len(np.unique(moving.tensors["boundary"])) <= 256

    worker.tell(Pause())
    worker.ask(generation=1, shown=number(moving, "version"))
    (_viewer, resting) = worker.answer()
    while status(resting) == "running":
        (_viewer, resting) = (1, worker.frame(generation=1, shown=number(resting, "version")))
    again = worker.frame()  # of a viewer that knows nothing yet: never in steps
    assert len(np.unique(again.tensors["boundary"])) > 1000
    np.testing.assert_array_equal(resting.tensors["boundary"], again.tensors["boundary"])
