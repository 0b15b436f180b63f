"""The application as it is started, with a cluster in its environment."""

from __future__ import annotations

import json
import time
from typing import Any

import psutil
from websockets.sync.client import ClientConnection, connect

from benchmarks.ray_nodes import Cluster, Node
from benchmarks.serving import serve
from playground.environment import CLUSTER
from playground.training.probes.small_frames import FrameReader
from tests.session import session
from tests.training.watching import PATIENCE, gone
from tests.training.worker.cluster.conftest import workers_on


class Page:
    """What a browser says and hears over the WebSocket of a run."""

    def __init__(self, line: ClientConnection, token: str) -> None:
        self._line, self._reader = line, FrameReader()
        self._say("hello", token=token)

    def _say(self, kind: str, **more: Any) -> None:
        self._line.send(json.dumps({"type": kind, **more}))

    def press(self, button: str) -> None:
        self._say(button)

    def hear(self) -> dict[str, str]:
        """Return the next message that is no picture."""
        while isinstance(message := self._line.recv(timeout=PATIENCE), bytes):
            pass
        heard: dict[str, str] = json.loads(message)
        return heard

    def see(self) -> dict[str, str]:
        """Ask for a picture; return the facts of the next one."""
        self._say("ready", generation=0, since=0, shown=-1)
        message = self._line.recv(timeout=PATIENCE)
        assert isinstance(message, bytes), message
        return self._reader.read(message).metadata

    def see_epoch(self, epoch: int) -> dict[str, str]:
        end = time.monotonic() + PATIENCE
        while int((facts := self.see())["epoch"]) < epoch:
            assert time.monotonic() < end, facts
        return facts


def test_pages_train_on_the_cluster_and_go_on_when_a_node_dies(cluster: Cluster) -> None:
    with serve(**{CLUSTER: cluster.address}) as served:
        with session(served) as (_, token), connect(f"{served.socket}/live", max_size=None) as line:
            page = Page(line, token)
            page.press("play")
            page.see_epoch(3)
            (worker,) = workers_on(cluster)
            assert worker.pid not in {child.pid for child in served.children()}
            time.sleep(4)  # the server has something by now that a new worker can go on from
            reached = int(page.see()["epoch"])

            node = node_of(cluster, worker)
            node.kill()
            cluster.nodes.remove(node)
            assert page.hear() == {"status": "lost", "reason": "worker"}
            assert page.hear() == {"status": "started"}
            facts = page.see()
            assert facts["status"] == "running"
            assert int(facts["epoch"]) > 0
            page.see_epoch(reached)
            (after,) = workers_on(cluster)
        children = [child.pid for child in served.children()]
        assert children
        served.stop(PATIENCE)
    assert all(gone(process) for process in (*children, after.pid))
    cluster.add_node()  # in place of the one that is dead


def node_of(cluster: Cluster, worker: psutil.Process) -> Node:
    (node,) = [node for node in cluster.nodes if worker.pid in {process.pid for process in node.processes}]
    return node
