"""Attempts at a challenge with real workers."""

from __future__ import annotations

import os
import signal

import pytest

from playground.challenges.attempts import Attempts
from playground.challenges.best import BEST
from playground.challenges.ready import READY
from playground.training.probes.plane import Losses
from playground.training.worker.commands import Edit, Settings, Step
from playground.training.worker.runs import Run, Runs
from tests.training.conftest import _fork_server, runs
from tests.training.watching import PATIENCE, Spectator, process_of

__all__ = ["_fork_server", "runs"]

MOONS = READY["moons-without-layers"]
SOLVED = Settings(BEST[MOONS.name].experiment, (Losses(),), "cpu")
AT_START = Settings(MOONS.start, (Losses(),), "cpu")


@pytest.fixture(name="attempts")
def fixture_attempts() -> Attempts:
    return Attempts(MOONS)


def opened(runs: Runs, settings: Settings) -> tuple[Run, Spectator]:
    run = runs.create(settings)
    viewer = Spectator(run)
    viewer.frame()
    return run, viewer


def train(run: Run, epochs: int) -> None:
    for _ in range(epochs):
        run.command(Step(epoch=True))


def test_a_run_that_meets_the_goal_is_seen_to(runs: Runs, attempts: Attempts) -> None:
    run, _viewer = opened(runs, SOLVED)
    assert not attempts.look(run, PATIENCE).met
    assert attempts.best is None
    train(run, 2)
    verdict = attempts.look(run, PATIENCE)
    assert (verdict.met, verdict.score, verdict.epoch) == (True, 3, 1)
    assert attempts.best == verdict
    assert verdict.experiment == SOLVED.experiment


def test_one_that_does_not_is_not(runs: Runs, attempts: Attempts) -> None:
    run, _viewer = opened(runs, AT_START)
    train(run, 20)
    verdict = attempts.look(run, PATIENCE)
    assert verdict.best is not None
    assert verdict.best < 0.95
    assert not verdict.met
    assert attempts.best is None


def test_what_was_met_is_kept_when_another_network_is_tried(runs: Runs, attempts: Attempts) -> None:
    run, _viewer = opened(runs, SOLVED)
    train(run, 1)
    attempts.look(run, PATIENCE)
    run.configure(AT_START)
    train(run, 1)
    assert not attempts.look(run, PATIENCE).met
    assert attempts.best is not None
    assert attempts.best.experiment == SOLVED.experiment


def test_weights_set_by_hand_do_not_count(runs: Runs, attempts: Attempts) -> None:
    run, _viewer = opened(runs, SOLVED)
    run.command(Edit(1, 0, 0, 0.5))
    train(run, 1)
    verdict = attempts.look(run, PATIENCE)
    assert (verdict.changed, verdict.met) == (True, False)
    run.restart()
    train(run, 1)
    assert attempts.look(run, PATIENCE).met


def test_another_ones_goal_is_not_credited_to_the_network_of_now(runs: Runs, attempts: Attempts) -> None:
    run, _viewer = opened(runs, SOLVED)
    train(run, 1)
    run.configure(AT_START)  # the worker has not begun with it, perhaps, when it is asked
    verdict = attempts.look(run, PATIENCE)
    assert (verdict.experiment, verdict.met) == (MOONS.start, False)


def test_without_a_worker_nothing_is_reached_and_none_is_started(runs: Runs, attempts: Attempts) -> None:
    run = runs.create(SOLVED)
    verdict = attempts.look(run, PATIENCE)
    assert (verdict.met, verdict.best, run.process_id) == (False, None, None)
    assert verdict.broken == (None,) * len(MOONS.constraints)


def test_a_worker_that_does_not_answer_in_time_changes_nothing(runs: Runs, attempts: Attempts) -> None:
    run, _viewer = opened(runs, SOLVED)
    train(run, 1)
    before = attempts.look(run, PATIENCE)
    os.kill(process_of(run), signal.SIGSTOP)
    try:
        assert attempts.look(run, 0.01) == before
        run.configure(AT_START)
        assert not attempts.look(run, 0.01).met
    finally:
        os.kill(process_of(run), signal.SIGCONT)
