"""A machine dies: its runs say so, go on elsewhere from where they were, and nobody else notices."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from benchmarks.serving import ROOT
from playground.training.worker.cluster.pool import ClusterPool
from playground.training.worker.commands import Pause
from playground.training.worker.runs import Notice, Run, Runs
from tests.training.watching import PATIENCE, Spectator, described, gone, number, process_of, status
from tests.training.worker.cluster.conftest import epoch_of, node_of, wait_until_kept
from tests.training.worker.cluster.ray_nodes import Cluster, Node

SOON = 5.0
"""Seconds within which a lost run is to say so."""


@pytest.fixture
def doomed(cluster: Cluster, pool: ClusterPool) -> Iterator[Node]:
    """A third node, which can fork, and may be killed."""
    before = pool.usual_limit()
    node = cluster.add_node()
    end = time.monotonic() + PATIENCE
    while pool.usual_limit() <= before:
        assert time.monotonic() < end, "Ray does not know the new node"
        time.sleep(0.1)
    yield node
    node.kill()
    cluster.nodes.remove(node)
    while pool.usual_limit() > before:
        assert time.monotonic() < end, "Ray does not miss the node"
        time.sleep(0.1)


def on(node: Node, runs: Runs, playing: bool) -> Spectator:
    """Return a viewer of a run that trains on a node."""
    for _ in range(50):
        viewer = Spectator(runs.create(described(), playing))
        if process_of(viewer.run) in {process.pid for process in node.processes}:
            viewer.frame()
            return viewer
        viewer.run.close()
    raise AssertionError("Ray places nothing there")


def kill_all(node: Node) -> None:
    node.kill()


def kill_raylet(node: Node) -> None:
    """End what stands for the machine in Ray, and leave the rest alive: it must not train on by itself."""
    (raylet,) = [process for process in node.named("raylet/raylet") if process.name() == "raylet"]
    raylet.kill()


@pytest.mark.parametrize("kill", [kill_all, kill_raylet])
def test_a_run_goes_on_elsewhere_when_its_node_dies(
    runs: Runs, doomed: Node, cluster: Cluster, kill: Callable[[Node], None]
) -> None:
    viewer, paused = on(doomed, runs, playing=True), on(doomed, runs, playing=False)
    neighbours = [Spectator(runs.create(described(), playing=True)) for _ in range(2)]
    elsewhere = [each for each in neighbours if node_of(each.run) != node_of(viewer.run)]
    processes = {each.run: each.run.process_id for each in elsewhere}
    paused.run.command(Pause())
    reached = number(viewer.frame_when(lambda frame: number(frame, "epoch") >= 20), "epoch")
    wait_until_kept(viewer, playing=True, epoch=reached)
    wait_until_kept(paused, playing=False)
    kept, lost = epoch_of(viewer.run), process_of(viewer.run)

    start = time.monotonic()
    kill(doomed)
    assert viewer.given.get(timeout=PATIENCE) is Notice.GONE
    assert time.monotonic() - start < SOON
    assert viewer.given.get(timeout=PATIENCE) is Notice.STARTED, "nobody had to press anything"

    frame = viewer.frame()
    assert (number(frame, "epoch") >= kept, status(frame)) == (True, "running")
    assert number(frame, "newest") == number(frame, "epoch")
    assert frame.tensors["train_loss"].size > kept, "the curves came along"
    assert number(viewer.frame_when(lambda later: number(later, "epoch") > number(frame, "epoch")), "generation") == 2
    assert paused.given.get(timeout=PATIENCE) is Notice.GONE
    assert paused.given.get(timeout=PATIENCE) is Notice.STARTED
    assert status(paused.frame()) == "idle"
    assert gone(lost), "what is left of the node does not train on"
    for each in elsewhere:
        assert each.run.process_id == processes[each.run]
        assert status(each.frame()) == "running"
        assert each.given.empty()


def test_a_run_that_nobody_watches_waits_for_its_next_viewer(runs: Runs, doomed: Node) -> None:
    viewer = on(doomed, runs, playing=True)
    wait_until_kept(viewer, playing=True, epoch=1)
    kept = epoch_of(viewer.run)
    viewer.run.detach(viewer.number)
    doomed.kill()
    wait_until(lambda: viewer.run.process_id is None)
    assert number(Spectator(viewer.run).frame(), "epoch") >= kept


def test_changed_settings_make_what_was_kept_void(runs: Runs, doomed: Node) -> None:
    """Another network does not go on from the one before."""
    viewer = on(doomed, runs, playing=True)
    wait_until_kept(viewer, playing=True, epoch=1)
    doomed.kill()
    assert viewer.given.get(timeout=PATIENCE) is Notice.GONE
    assert viewer.given.get(timeout=PATIENCE) is Notice.STARTED
    viewer.run.restart()
    assert number(viewer.frame(), "epoch") == 0


def test_the_end_of_a_nodes_actor_is_like_that_of_the_node(runs: Runs, cluster: Cluster) -> None:
    """The kernel may end it for want of memory. Ray starts it anew, and the node is used again."""
    node = cluster.nodes[1]
    viewer = on(node, runs, playing=True)
    wait_until_kept(viewer, playing=True, epoch=1)
    kept = epoch_of(viewer.run)
    server = psutil.Process(process_of(viewer.run)).parent()
    assert server is not None
    actor = server.parent()
    assert actor is not None
    actor.kill()
    assert viewer.given.get(timeout=PATIENCE) is Notice.GONE
    assert viewer.given.get(timeout=PATIENCE) is Notice.STARTED
    assert number(viewer.frame(), "epoch") >= kept
    assert on(node, runs, playing=False).run.process_id is not None


def test_the_end_of_what_talks_to_ray_is_got_over(runs: Runs, pool: ClusterPool) -> None:
    """Ray ends its processes when a head node goes. The server stays, and asks again."""
    viewer = Spectator(runs.create(described(), playing=True))
    wait_until_kept(viewer, playing=True, epoch=1)
    kept = epoch_of(viewer.run)
    psutil.Process(pool._broker._process.pid).kill()
    assert viewer.given.get(timeout=PATIENCE) is Notice.GONE
    assert viewer.given.get(timeout=PATIENCE) is Notice.STARTED
    assert number(viewer.frame(), "epoch") >= kept


SERVER = """
import sys
from playground.training.worker.cluster.pool import ClusterPool
if __name__ == "__main__":
    pool = ClusterPool(sys.argv[1])
    workers = [pool.take() for _ in range(4)]
    print(pool._broker._process.pid, *(worker.process_id for worker in workers), flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("killed", [True, False])
def test_the_end_of_the_server_ends_all_that_it_had_there(cluster: Cluster, killed: bool) -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, cluster.address],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with server:
        assert server.stdout is not None
        processes = [int(word) for word in server.stdout.readline().split()]
        assert len(processes) == 5
        assert all(psutil.pid_exists(process) for process in processes)
        (server.kill if killed else server.terminate)()
    assert all(gone(process) for process in processes)


def wait_until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_run_that_was_closed_meanwhile_does_not_come_back(runs: Runs, doomed: Node) -> None:
    viewer = on(doomed, runs, playing=True)
    closed: list[Run] = []

    def close(_packed: bytes | Notice) -> None:
        viewer.run.close()
        closed.append(viewer.run)

    viewer.run.attach(close)
    doomed.kill()
    wait_until(lambda: bool(closed))
    assert viewer.given.get(timeout=PATIENCE) is Notice.GONE
    wait_until(lambda: viewer.run.process_id is None)
    assert viewer.given.empty()
