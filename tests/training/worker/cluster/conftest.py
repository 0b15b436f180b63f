"""A cluster of two nodes that train, and of a head, for all tests of this folder, and a server's runs on it."""

from __future__ import annotations

import importlib.util
import io
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import active_children

import psutil
import pytest
import torch

from benchmarks.ray_nodes import Cluster
from playground.training.worker.cluster.pool import ClusterPool, ClusterWorker
from playground.training.worker.pools import NoWorkerError
from playground.training.worker.runs import Run, Runs
from tests.training.watching import PATIENCE, Spectator, gone


@pytest.fixture(scope="package")
def cluster() -> Iterator[Cluster]:
    if importlib.util.find_spec("ray") is None:
        pytest.skip("Ray is not installed: pip install 'neural-playground[cluster]'")
    cluster = Cluster()
    try:
        for _node in range(2):
            cluster.add_node()
        yield cluster
    finally:
        cluster.close()


@pytest.fixture(scope="package")
def pool(cluster: Cluster) -> Iterator[ClusterPool]:
    pool = ClusterPool(cluster.address)
    pool.warm_up()
    yield pool
    worker = pool.take()
    pool.close()
    pool.close()
    worker.end()
    worker.end()
    assert active_children() == []
    assert worker.process_id is not None
    assert gone(worker.process_id)
    with pytest.raises(NoWorkerError):
        pool.take()


@pytest.fixture
def runs(pool: ClusterPool, cluster: Cluster) -> Iterator[Runs]:
    """All runs of a server that lets the cluster say how many there may be; afterwards no worker lives."""
    runs = Runs(limit=1000)
    runs.pool = pool
    yield runs
    for run in list(runs._runs.values()):
        run.close()
    for thread in threading.enumerate():
        if thread.name == "run-listener":
            thread.join(PATIENCE / 3)  # less than a run looks for another machine: a closed one does not
            assert not thread.is_alive()
    end = time.monotonic() + PATIENCE
    while left := workers_on(cluster):
        assert time.monotonic() < end, left
        time.sleep(0.02)


def workers_on(cluster: Cluster) -> list[psutil.Process]:
    """Return the workers that live on all nodes: what their fork servers have forked."""
    servers = [process for node in cluster.nodes for process in node.named("forkserver")]
    parents = {process.pid for process in servers}
    found = []
    for process in servers:
        with suppress(psutil.NoSuchProcess):  # it has just ended
            if process.ppid() in parents:
                found.append(process)
    return found


def node_of(run: Run) -> str:
    """Return the name that Ray gives to the node where a run trains."""
    worker = run._worker
    assert isinstance(worker, ClusterWorker)
    return worker.started.node


def wait_until_kept(viewer: Spectator, playing: bool, epoch: int = 0) -> None:
    """Wait until the server has something of this epoch or a later one that the run could go on from."""
    end = time.monotonic() + PATIENCE
    while viewer.run._kept is None or viewer.run._kept.playing is not playing or epoch_of(viewer.run) < epoch:
        assert time.monotonic() < end
        time.sleep(0.02)


def epoch_of(run: Run) -> int:
    """Return from which epoch a run would go on."""
    assert run._kept is not None
    return int(torch.load(io.BytesIO(run._kept.state), weights_only=True)["moment"]["epoch"])
