"""Workers on a real Ray cluster of two nodes."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter

import psutil
import pytest

from benchmarks.ray_nodes import Cluster, unused_address
from playground.training.worker.cluster.broker import SHARE
from playground.training.worker.cluster.joining import NoClusterError
from playground.training.worker.cluster.pool import ClusterPool
from playground.training.worker.commands import Pause, Step
from playground.training.worker.places import RunLimitError
from playground.training.worker.runs import Notice, Runs
from tests.training.watching import PATIENCE, Spectator, described, gone, number, process_of, status
from tests.training.worker.cluster.conftest import node_of, wait_until_kept, workers_on

ROOM = round(2 / SHARE)
"""Workers that two nodes of one core have room for."""


def test_twenty_runs_are_spread_over_both_nodes_and_all_train(runs: Runs, cluster: Cluster) -> None:
    viewers = [Spectator(runs.create(described(), playing=True)) for _ in range(20)]
    for viewer in viewers:
        viewer.frame_when(lambda frame: number(frame, "epoch") > 2)
    counts = Counter(node_of(viewer.run) for viewer in viewers)
    assert len(counts) == 2
    assert min(counts.values()) >= 7, counts
    processes = {process_of(viewer.run) for viewer in viewers}
    assert processes == {process.pid for process in workers_on(cluster)}
    assert len(processes) == 20


def test_who_trains_there_gives_way_to_who_has_yet_to_come(runs: Runs) -> None:
    viewer = Spectator(runs.create(described()))
    viewer.frame()  # so its worker has come
    worker = psutil.Process(process_of(viewer.run))
    forked_by = worker.parent()
    assert forked_by is not None
    assert forked_by.nice() < worker.nice() == 19


def test_the_server_loads_neither_ray_nor_pytorch_for_it(pool: ClusterPool) -> None:
    assert pool.usual_limit() == ROOM
    assert "ray" not in sys.modules


def test_a_run_does_there_what_it_does_here(runs: Runs) -> None:
    viewer = Spectator(runs.create(described()))
    assert status(viewer.frame()) == "idle"
    viewer.run.command(Step(epoch=True))
    assert number(viewer.frame(), "epoch") == 1
    viewer.run.restart()
    frame = viewer.frame()
    assert (number(frame, "epoch"), number(frame, "generation")) == (0, 2)


def test_processes_of_other_machines_are_left_alone(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their numbers mean somebody else here."""
    touched: list[int] = []
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(os, "setpriority", lambda kind, process, value: touched.append(process))
    viewers = [Spectator(runs.create(described())) for _ in range(3)]
    assert all(viewer.run.process_id is not None for viewer in viewers)
    assert [viewer.run.local_process_id for viewer in viewers] == [None] * 3
    assert touched == []


def test_workers_there_import_nothing_of_rays(runs: Runs) -> None:
    viewer = Spectator(runs.create(described()))
    viewer.frame()
    process = psutil.Process(process_of(viewer.run))
    assert not [each.path for each in process.memory_maps() if "/ray/" in each.path]


def test_where_ray_has_no_room_it_is_said_and_room_comes_back(runs: Runs, pool: ClusterPool) -> None:
    viewers = [Spectator(runs.create(described())) for _ in range(ROOM)]
    refused = runs.create(described())
    with pytest.raises(RunLimitError):
        refused.attach(lambda _: None)
    process = process_of(viewers[0].run)
    viewers[0].run.close()
    assert gone(process)
    assert status(Spectator(refused).frame()) == "idle"


def test_the_end_of_a_run_ends_its_worker(runs: Runs) -> None:
    run = runs.create(described(), playing=True)
    viewer = Spectator(run)
    viewer.frame()
    process = process_of(run)
    run.put_to_sleep()
    assert viewer.given.get(timeout=PATIENCE) is Notice.GONE
    assert gone(process)


def test_a_worker_that_hangs_is_killed(runs: Runs) -> None:
    run = runs.create(described())
    Spectator(run).frame()
    process = psutil.Process(process_of(run))
    process.suspend()
    run.close()
    assert gone(process.pid)


def test_a_worker_that_dies_comes_back_when_asked_for_with_what_it_had_learned(runs: Runs) -> None:
    viewer = Spectator(runs.create(described(), playing=True))
    other = Spectator(runs.create(described()))
    viewer.frame_when(lambda frame: number(frame, "epoch") > 5)
    viewer.run.command(Pause())
    before = viewer.frame_when(lambda frame: status(frame) == "paused")
    wait_until_kept(viewer, playing=False)
    os.kill(process_of(viewer.run), signal.SIGKILL)

    assert viewer.given.get(timeout=PATIENCE) is Notice.GONE
    assert viewer.run.ensure_worker()
    assert viewer.given.get(timeout=PATIENCE) is Notice.STARTED
    after = viewer.frame()
    assert (number(after, "epoch"), status(after)) == (number(before, "epoch"), "idle")
    assert number(after, "generation") == number(before, "generation") + 1
    assert after.tensors["train_loss"].tolist()[-1] == before.tensors["train_loss"].tolist()[-1]
    assert status(other.frame()) == "idle"
    assert other.given.empty()


def test_an_address_with_nobody_there_is_an_error() -> None:
    with pytest.raises(NoClusterError, match="refused"):
        ClusterPool(unused_address())
