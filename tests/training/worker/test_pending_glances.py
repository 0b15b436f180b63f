"""Glances at runs: who asks, who answers, and what is left if nobody does."""

from __future__ import annotations

import os
import queue
import signal

import pytest

from playground.training.probes.frame import Frame
from playground.training.trainers.trainer import Trainer
from playground.training.worker.commands import Goal
from playground.training.worker.pending_glances import MOST, PendingGlances
from playground.training.worker.runs import Notice, Run, Runs
from tests.training.watching import NEVER, PATIENCE, Spectator, described, experiment, number, process_of


def glance(run: Run, shown: str = "", *goals: Goal) -> Frame:
    given: queue.Queue[bytes] = queue.Queue()
    assert run.glance(given.put, shown, goals)
    return Frame.unpack(given.get(timeout=PATIENCE))


def test_a_run_that_nobody_watches_starts_no_worker_for_it(runs: Runs) -> None:
    run = runs.create(described(), playing=True)
    given: queue.Queue[bytes] = queue.Queue()
    assert not run.glance(given.put)
    assert (run.process_id, len(run._glances)) == (None, 0)


def test_it_is_answered_beside_those_who_watch(runs: Runs) -> None:
    run = runs.create(described(), playing=True)
    viewer = Spectator(run)
    viewer.frame_when(lambda frame: number(frame, "epoch") >= 2)
    frame = glance(run, "", Goal("test_loss", 1e9, is_most=True))
    assert number(frame, "epoch") >= 2
    assert '"epoch": 1' in frame.metadata["goals"]
    assert viewer.given.empty()
    assert len(run._glances) == 0
    run.detach(viewer.number)
    assert not run.is_watched
    assert number(glance(run), "generation") == 1  # the worker lives on, unwatched
    assert not run.is_watched


def test_it_tells_of_the_settings_that_were_the_runs_when_it_asked(runs: Runs) -> None:
    run = runs.create(described())
    Spectator(run).frame()
    given: queue.Queue[bytes] = queue.Queue()
    told = []
    for units in range(5, 15):  # each begins another network, and the answers come when they come
        run.configure(described(experiment(units=units)))
        told.append(run.glance(given.put))
        run.configure(described(experiment(units=units, seed=9)))
        first = Frame.unpack(given.get(timeout=PATIENCE))
        settings = told[-1]
        assert settings is not None
        assert float(first.metadata["test_loss"]) == Trainer(settings.network).measured["test_loss"]
    assert [settings.network.model.layers[0].units for settings in told if settings] == list(range(5, 15))


def test_another_network_has_another_generation(runs: Runs) -> None:
    run = runs.create(described())
    Spectator(run).frame()
    first = glance(run)
    run.configure(described(experiment(units=6)))
    second = glance(run, first.metadata["glance"])
    assert number(second, "generation") == number(first, "generation") + 1


def test_a_worker_that_dies_leaves_nobody_waiting(runs: Runs) -> None:
    run = runs.create(described())
    viewer = Spectator(run)
    viewer.frame()
    given: queue.Queue[bytes] = queue.Queue()
    os.kill(process_of(run), signal.SIGSTOP)
    assert run.glance(given.put)
    assert len(run._glances) == 1
    os.kill(process_of(run), signal.SIGKILL)
    assert viewer.given.get(timeout=PATIENCE) is Notice.GONE
    assert len(run._glances) == 0
    with pytest.raises(queue.Empty):
        given.get(timeout=NEVER)
    assert not run.glance(given.put)


def test_a_worker_that_does_not_answer_is_not_asked_for_ever(runs: Runs) -> None:
    run = runs.create(described())
    Spectator(run).frame()
    given: queue.Queue[bytes] = queue.Queue()
    os.kill(process_of(run), signal.SIGSTOP)
    assert [run.glance(given.put) is not None for _ in range(MOST + 2)] == [True] * MOST + [False] * 2
    os.kill(process_of(run), signal.SIGCONT)
    for _ in range(MOST):
        Frame.unpack(given.get(timeout=PATIENCE))
    assert given.empty()
    assert run.glance(given.put)


def test_each_answer_is_taken_once() -> None:
    pending, heard = PendingGlances(), []
    assert pending.ask(3, heard.append, "1:2", ()) is not None
    deliver = pending.take(3)
    assert deliver is not None
    deliver(b"frame")
    assert (pending.take(3), pending.take(4), heard) == (None, None, [b"frame"])
