"""How fast a worker trains, when it stops, and that it trains what a trainer trains."""

import os
import signal
import time

import numpy as np
import pytest

from playground.training.probes.plane import Boundary, Losses, Weights
from playground.training.trainers.trainer import Trainer
from playground.training.worker.commands import Pause, Play, Start, Step
from tests.training.trainers.test_trainer import TOO_FAST
from tests.training.watching import (
    PATIENCE,
    LiveLine,
    described,
    experiment,
    number,
    status,
)
from tests.training.worker.test_worker import same_tensors


def test_the_speed_is_limited(worker: LiveLine) -> None:
    start = time.monotonic()
    worker.tell(Start(described(batches_per_second=50), generation=1, playing=True))
    first = worker.frame_when(lambda frame: number(frame, "step") > 0)
    time.sleep(1)
    last = worker.frame_when(lambda frame: number(frame, "step") > number(first, "step"))
    elapsed = time.monotonic() - start

    assert number(last, "step") <= 50 * elapsed * 1.3 + 5


def test_pictures_do_not_wait_for_a_slow_network(worker: LiveLine) -> None:
    worker.tell(Start(described(batches_per_second=0.01), generation=1, playing=True))
    first = worker.frame_when(lambda frame: number(frame, "step") == 1)

    worker.ask(viewer=2)  # the next batch is due in a hundred seconds
    worker.ask(viewer=1, generation=1, shown=number(first, "version"))

    viewer, frame = worker.answer()
    assert (viewer, number(frame, "step")) == (2, 1)
    assert worker.is_silent


def test_a_diverged_network_stops_and_stays_finite(worker: LiveLine) -> None:
    worker.tell(Start(described(TOO_FAST, Boundary(20), Weights()), generation=1, playing=True))

    frame = worker.frame_when(lambda frame: status(frame) != "running")
    assert status(frame) == "diverged"
    assert all(np.isfinite(array).all() for array in frame.tensors.values())

    for command in (Play(), Step(), Pause(), Step(epoch=True)):
        worker.tell(command)
        again = worker.frame()
        assert (status(again), number(again, "step")) == ("diverged", number(frame, "step"))

    worker.tell(Start(described(), generation=2))
    assert status(worker.frame()) == "idle"


def test_stepping_gives_what_a_trainer_gives_bit_for_bit(worker: LiveLine) -> None:
    what = experiment(units=8)
    trainer = Trainer(what)
    worker.tell(Start(described(what, Losses(), Weights(), Boundary(20)), generation=1, playing=False))
    assert same_tensors(worker.frame(), trainer)

    for _ in range(3):
        worker.tell(Step(epoch=True))
        trainer.train_epoch()
    worker.tell(Step())
    trainer.train_batch()

    assert same_tensors(worker.frame(), trainer)


def test_playing_gives_what_a_trainer_gives_bit_for_bit(worker: LiveLine) -> None:
    what = experiment(units=8)
    worker.tell(Start(described(what, Losses(), Weights(), Boundary(20)), generation=1, playing=True))
    worker.frame_when(lambda frame: number(frame, "step") > 20)
    worker.tell(Pause())
    frame = worker.frame()

    trainer = Trainer(what)
    for _ in range(number(frame, "step")):
        trainer.train_batch()

    assert same_tensors(frame, trainer)


@pytest.mark.parametrize("playing", [False, True])
def test_the_process_ends_when_the_server_has_gone(worker: LiveLine, playing: bool) -> None:
    worker.tell(Start(described(), generation=1, playing=playing))
    worker.frame()

    worker.pipe.close()

    worker.process.join(PATIENCE)
    assert worker.process.exitcode == 0


def test_the_process_ends_when_the_server_goes_before_it_starts(worker: LiveLine) -> None:
    worker.pipe.close()

    worker.process.join(PATIENCE)
    assert worker.process.exitcode == 0


def test_control_c_is_the_servers_to_handle(worker: LiveLine) -> None:
    worker.tell(Start(described(), generation=1, playing=False))
    worker.frame()

    os.kill(worker.process.pid, signal.SIGINT)

    assert worker.is_silent
    assert status(worker.frame()) == "idle"
