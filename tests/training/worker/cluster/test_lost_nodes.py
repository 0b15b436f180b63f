"""A machine dies: its runs say so, go on elsewhere from where they were, and nobody else notices."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from benchmarks.ray_nodes import Cluster, Node
from benchmarks.serving import ROOT
from playground.training.worker.cluster.pool import ClusterPool
from playground.training.worker.commands import Pause
from playground.training.worker.runs import Notice, Run, Runs
from tests.training.watching import PATIENCE, Spectator, described, gone, number, process_of, status, wait_until
from tests.training.worker.cluster.conftest import epoch_of, node_of, wait_until_kept

SOON = 5.0
"""Seconds within which a lost run is to say so."""


@pytest.fixture
def doomed(cluster: Cluster, pool: ClusterPool) -> Iterator[Node]:
    """A third node, which can fork, and may be killed."""
    before = pool.usual_limit()
    node = cluster.add_node()
    wait_until(lambda: pool.usual_limit() > before)
    yield node
    node.kill()
    cluster.nodes.remove(node)
    wait_until(lambda: pool.usual_limit() <= before)


def on(node: Node, runs: Runs, playing: bool) -> Spectator:
    """Return a viewer of a run that trains on a node."""
    elsewhere: list[Run] = []  # until one is there: Ray takes the node where most is free
    try:
        for _ in range(20):
            viewer = Spectator(runs.create(described(), playing))
            if process_of(viewer.run) in {process.pid for process in node.processes}:
                viewer.frame()
                return viewer
            elsewhere.append(viewer.run)
    finally:
        for run in elsewhere:
            run.close()
    raise AssertionError("Ray places nothing there")


def kill_all(node: Node) -> None:
    node.kill()


def kill_raylet(node: Node) -> None:
    """End what stands for the machine in Ray, and leave the rest alive: it must not train on by itself."""
    (raylet,) = [process for process in node.named("raylet/raylet") if process.name() == "raylet"]
    raylet.kill()


@pytest.mark.parametrize("kill", [kill_all, kill_raylet])
def test_runs_go_on_elsewhere_when_their_node_dies(runs: Runs, doomed: Node, kill: Callable[[Node], None]) -> None:
    viewer, paused, left, closed = (on(doomed, runs, playing) for playing in (True, False, True, True))
    neighbours = [Spectator(runs.create(described(), playing=True)) for _ in range(3)]
    elsewhere = [each for each in neighbours if node_of(each.run) != node_of(viewer.run)]
    assert elsewhere
    processes = {each.run: each.run.process_id for each in elsewhere}
    paused.run.command(Pause())
    reached = number(viewer.frame_when(lambda frame: number(frame, "epoch") >= 20), "epoch")
    wait_until_kept(viewer, playing=True, epoch=reached)
    wait_until_kept(left, playing=True, epoch=1)
    wait_until_kept(paused, playing=False)
    left.run.detach(left.number)
    closed.run.attach(lambda _packed: closed.run.close())
    kept, kept_of_left, lost = epoch_of(viewer.run), epoch_of(left.run), process_of(viewer.run)

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
    assert left.run.process_id is None, "where nobody watches nothing starts"
    assert number(Spectator(left.run).frame(), "epoch") >= kept_of_left
    assert closed.given.get(timeout=PATIENCE) is Notice.GONE
    assert (closed.run.process_id, closed.given.empty()) == (None, True), "what is closed stays closed"
    viewer.run.restart()
    assert number(viewer.frame(), "epoch") == 0, "what was kept is for machines that are lost, not for Reset"


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


def test_the_end_of_the_server_however_it_comes_ends_all_that_it_had_there(cluster: Cluster) -> None:
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
        server.kill()
    assert all(gone(process) for process in processes)
