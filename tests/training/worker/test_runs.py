import os
import queue
import signal
import sys
import time

import psutil
import pytest

from playground.training.probes.plane import Accuracy
from playground.training.worker import priorities
from playground.training.worker.commands import Pause, Play, Step
from playground.training.worker.priorities import PATIENT, POLITE
from playground.training.worker.runs import Notice, Run, Runs
from tests.training.watching import (
    NEVER,
    PATIENCE,
    Spectator,
    described,
    experiment,
    gone,
    number,
    process_of,
    status,
    workers,
)


def kill(run: Run) -> None:
    os.kill(process_of(run), signal.SIGKILL)


def test_tokens_are_long_and_differ(runs: Runs) -> None:
    tokens = {runs.create(described()).token for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 32
    for token in tokens:
        run = runs.get(token)
        assert run is not None
        assert run.token == token
    assert runs.get("") is None
    assert runs.get(max(tokens) + "x") is None


def test_the_worker_starts_with_the_first_viewer(runs: Runs) -> None:
    run = runs.create(described())
    assert run.process_id is None
    assert not run.is_watched
    assert workers() == []

    first = Spectator(run)
    process_id = process_of(run)
    assert psutil.pid_exists(process_id)
    assert run.is_watched
    second = Spectator(run)
    assert run.process_id == process_id
    assert first.number != second.number


def test_frames_go_to_whoever_asked(runs: Runs) -> None:
    run = runs.create(described())
    first, second = Spectator(run), Spectator(run)

    assert (status(first.frame()), number(first.frame(), "epoch")) == ("idle", 0)
    assert second.given.empty()
    assert number(second.frame(), "epoch") == 0
    assert first.given.empty()


@pytest.mark.parametrize("playing", [False, True])
def test_a_run_plays_at_once_if_asked_to(runs: Runs, playing: bool) -> None:
    frame = Spectator(runs.create(described(), playing=playing)).frame()

    assert status(frame) == ("running" if playing else "idle")


def test_viewers_command_the_network(runs: Runs) -> None:
    run = runs.create(described())
    viewer = Spectator(run)
    run.command(Step(epoch=True))
    assert number(viewer.frame(), "epoch") == 1
    run.command(Play())
    assert number(viewer.frame_when(lambda frame: number(frame, "epoch") > 1), "generation") == 1
    run.command(Pause())
    assert status(viewer.frame()) == "paused"


def test_a_killed_worker_takes_only_its_own_run_along(runs: Runs) -> None:
    killed, other = runs.create(described()), runs.create(described())
    viewers, bystander = [Spectator(killed), Spectator(killed)], Spectator(other)
    assert status(bystander.frame()) == "idle"
    process_id, neighbour = process_of(killed), process_of(other)

    kill(killed)

    for viewer in viewers:
        assert viewer.given.get(timeout=PATIENCE) is Notice.GONE
    assert gone(process_id)
    assert killed.process_id is None
    killed.command(Play())  # nobody hears it
    assert other.process_id == neighbour
    assert status(bystander.frame()) == "idle"
    assert bystander.given.empty()


def test_a_killed_worker_is_replaced_when_somebody_asks(runs: Runs) -> None:
    run = runs.create(described(), playing=True)
    viewer = Spectator(run)
    before = viewer.frame()
    kill(run)
    assert viewer.given.get(timeout=PATIENCE) is Notice.GONE

    assert run.ensure_worker()
    assert not run.ensure_worker()
    assert viewer.given.get(timeout=PATIENCE) is Notice.STARTED
    assert viewer.given.empty()

    frame = viewer.frame(generation=number(before, "generation"), since=1)
    assert number(frame, "generation") > number(before, "generation")
    assert (status(frame), number(frame, "epoch"), number(frame, "since")) == ("idle", 0, 0)


def test_who_has_a_frame_of_a_dead_worker_gets_the_same_version_of_the_next(runs: Runs) -> None:
    viewer = Spectator(runs.create(described()))
    before = viewer.frame()
    kill(viewer.run)
    assert viewer.given.get(timeout=PATIENCE) is Notice.GONE
    assert viewer.run.ensure_worker()
    assert viewer.given.get(timeout=PATIENCE) is Notice.STARTED

    credit = {"generation": number(before, "generation"), "since": 1, "shown": number(before, "version")}
    after = viewer.frame(**credit)

    assert number(after, "version") == number(before, "version")  # each worker counts from the beginning
    assert number(after, "generation") == number(before, "generation") + 1
    viewer.ask(**credit | {"generation": number(after, "generation")})
    with pytest.raises(queue.Empty):
        viewer.given.get(timeout=NEVER)


def test_a_run_that_gives_way_while_somebody_comes_tells_them_once(runs: Runs) -> None:
    run = runs.create(described())
    viewer = Spectator(run)
    run.put_to_sleep()

    assert viewer.given.get(timeout=PATIENCE) is Notice.GONE
    with pytest.raises(queue.Empty):
        viewer.given.get(timeout=NEVER)


def test_a_learning_rate_is_adjusted_in_place(runs: Runs) -> None:
    run = runs.create(described(experiment(learning_rate=0.05)))
    viewer = Spectator(run)
    run.command(Step(epoch=True))

    run.configure(described(experiment(learning_rate=0.5, l2=0.1), batches_per_second=20))

    frame = viewer.frame()
    assert (number(frame, "generation"), number(frame, "epoch")) == (1, 1)
    assert run.settings.experiment.training.l2 == 0.1


def test_other_probes_are_taken_up_in_place(runs: Runs) -> None:
    viewer = Spectator(runs.create(described()))
    viewer.run.command(Step(epoch=True))
    viewer.run.configure(described(None, Accuracy()))
    frame = viewer.frame(generation=1, since=2)
    assert (number(frame, "generation"), number(frame, "epoch"), frame.tensors["test_accuracy"].shape) == (1, 1, (2,))


def test_the_same_settings_change_nothing(runs: Runs) -> None:
    run = runs.create(described())
    viewer = Spectator(run)
    shown = viewer.frame()

    run.configure(described())

    assert viewer.frame().metadata == shown.metadata


@pytest.mark.parametrize("other", [experiment(units=6), experiment(seed=4), experiment(batch_size=5)])
def test_another_network_starts_anew(runs: Runs, other: object) -> None:
    run = runs.create(described())
    viewer = Spectator(run)
    run.command(Step(epoch=True))

    run.configure(described(other))

    frame = viewer.frame()
    assert (number(frame, "generation"), number(frame, "epoch"), status(frame)) == (2, 0, "idle")


def test_settings_changed_before_the_worker_starts_are_its_own(runs: Runs) -> None:
    run = runs.create(described())
    run.configure(described(experiment(units=6)))

    assert (6, 2) in {tensor.shape for tensor in Spectator(run).frame().tensors.values()}


def test_restart_waits_to_be_played(runs: Runs) -> None:
    run = runs.create(described(), playing=True)
    viewer = Spectator(run)
    before = viewer.frame_when(lambda frame: number(frame, "epoch") > 0)

    run.restart()

    after = viewer.frame()
    assert number(after, "generation") == number(before, "generation") + 1
    assert (number(after, "step"), status(after)) == (0, "idle")


def test_frames_for_viewers_that_have_gone_are_dropped(runs: Runs) -> None:
    run = runs.create(described())
    leaver, stayer = Spectator(run), Spectator(run)
    shown = number(leaver.frame(), "version")
    leaver.ask(generation=1, shown=shown)

    run.detach(leaver.number)
    run.detach(leaver.number)
    run.detach(99)
    leaver.ask()  # its last credit, on its way while it left
    run.command(Step())

    assert number(stayer.frame(), "step") == 1
    assert number(stayer.frame(), "step") == 1
    assert leaver.given.empty()
    assert run.is_watched
    run.detach(stayer.number)
    assert not run.is_watched


def test_closing_ends_the_process_and_forgets_the_run(runs: Runs) -> None:
    run = runs.create(described())
    viewer = Spectator(run)
    viewer.frame()
    process_id = process_of(run)

    run.close()
    run.close()

    assert gone(process_id)
    assert runs.get(run.token) is None
    assert run.process_id is None
    assert not run.ensure_worker()
    run.command(Play())
    run.detach(viewer.number)


def test_closing_all_runs_leaves_no_process(runs: Runs) -> None:
    viewers = [Spectator(runs.create(described(), playing=True)) for _ in range(2)]
    for viewer in viewers:
        viewer.frame()
    assert len(workers()) == 2

    runs.close()
    runs.close()

    assert workers() == []
    assert [runs.get(viewer.run.token) for viewer in viewers] == [None, None]


def test_a_first_picture_counts_as_seen_once_the_next_is_asked_for(runs: Runs) -> None:
    run = runs.create(described())
    viewer = Spectator(run)
    viewer.frame()
    start = time.monotonic()
    run.wait_until_seen(0.05)
    assert time.monotonic() - start >= 0.05, "it may still be on its way"
    viewer.ask(generation=1, shown=1)
    run.wait_until_seen(PATIENCE)
    assert time.monotonic() - start < PATIENCE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no nice values")
def test_on_a_full_machine_workers_give_way(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    alone = runs.create(described())
    Spectator(alone).frame()
    assert os.getpriority(os.PRIO_PROCESS, process_of(alone)) < POLITE
    other = runs.create(described())
    Spectator(other).frame()
    for run in (alone, other):
        assert POLITE <= os.getpriority(os.PRIO_PROCESS, process_of(run)) < PATIENT


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no nice values")
def test_on_a_full_machine_who_has_trained_for_long_gives_way_to_who_comes(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(priorities, "MUCH", 0.5)
    busy, newcomer = Spectator(runs.create(described(), playing=True)), runs.create(described())
    end = time.monotonic() + PATIENCE
    while psutil.Process(process_of(busy.run)).cpu_times().user < 0.6:
        busy.ask()
        assert time.monotonic() < end
        time.sleep(0.05)
    Spectator(newcomer)
    assert os.getpriority(os.PRIO_PROCESS, process_of(busy.run)) >= PATIENT
    assert POLITE <= os.getpriority(os.PRIO_PROCESS, process_of(newcomer)) < PATIENT
