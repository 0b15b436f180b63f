"""Comparisons whose networks are trained on several nodes of a real Ray cluster."""

from __future__ import annotations

import numpy as np
import psutil

from benchmarks.ray_nodes import Cluster
from playground.experiment.comparison import Comparison
from playground.training.population.population import Population
from playground.training.population.probes import Confusions, EveryNetwork
from playground.training.population.view import PopulationView
from playground.training.worker.cluster.pool import ClusterWorker
from playground.training.worker.commands import Settings, Step
from playground.training.worker.runs import Notice, Runs
from tests.training.population.test_single import few
from tests.training.watching import Spectator, described, gone, number, process_of, wait_until
from tests.training.worker.cluster.conftest import workers_on

COMPARED = Comparison(base=few(), axis="learning_rate", values=(0.01, 0.03, 0.1), seeds=3)
NETWORKS = [experiment for row in COMPARED.experiments for experiment in row]
SETTINGS = Settings(COMPARED.base, (EveryNetwork(), Confusions(tuple(range(9)))), "cpu", comparison=COMPARED)


def test_networks_for_images_are_trained_on_both_nodes_as_they_would_be_on_one(runs: Runs, cluster: Cluster) -> None:
    viewer = Spectator(runs.create(SETTINGS))
    viewer.frame()
    worker = viewer.run._worker
    assert isinstance(worker, ClusterWorker)
    assert len({worker.started.node, *worker.started.helpers}) == 2
    assert len(workers_on(cluster)) == 2
    (helper,) = {process.pid for process in workers_on(cluster)} - {process_of(viewer.run)}
    spent = psutil.Process(helper).cpu_times().user
    for reached in (1, 2, 3):
        viewer.run.command(Step(epoch=True))
        frame = viewer.frame_when(lambda frame, reached=reached: number(frame, "epoch") == reached)

    here = Population(NETWORKS)
    for _ in range(3):
        here.train_epoch()
    for name in here.records.names:
        np.testing.assert_array_equal(frame.tensors[f"{name}_networks"], here.records.since(0, name))
    np.testing.assert_array_equal(frame.tensors["confusion_counts"], PopulationView(here).confusions(tuple(range(9))))
    assert psutil.Process(helper).cpu_times().user > spent


def test_the_end_of_a_run_ends_who_helped_and_gives_all_room_back(runs: Runs, cluster: Cluster) -> None:
    for _ in range(3):
        viewer = Spectator(runs.create(SETTINGS))
        viewer.frame()
        living = [process.pid for process in workers_on(cluster)]
        assert len(living) == 2
        viewer.run.close()
        assert all(map(gone, living))
    wait_until(lambda: workers_on(cluster) == [])


def test_the_end_of_who_helps_is_said(runs: Runs, cluster: Cluster) -> None:
    viewer, other = Spectator(runs.create(SETTINGS, playing=True)), Spectator(runs.create(described()))
    viewer.frame()
    worker = viewer.run._worker
    assert isinstance(worker, ClusterWorker)
    mine = {process_of(viewer.run), process_of(other.run)}
    (helper,) = {process.pid for process in workers_on(cluster)} - mine
    psutil.Process(helper).kill()
    assert viewer.given.get(timeout=30) is Notice.GONE
    assert number(other.frame(), "epoch") == 0
    assert viewer.run.ensure_worker()
    assert viewer.given.get(timeout=30) is Notice.STARTED
    assert number(viewer.frame(), "epoch") == 0


def test_where_half_of_the_cluster_is_taken_nobody_helps(runs: Runs, cluster: Cluster) -> None:
    """The rest is for runs of other people."""
    others = [Spectator(runs.create(described())) for _ in range(18)]
    viewer = Spectator(runs.create(SETTINGS))
    viewer.frame()
    worker = viewer.run._worker
    assert isinstance(worker, ClusterWorker)
    assert worker.started.helpers == ()
    assert len(workers_on(cluster)) == len(others) + 1
    viewer.run.command(Step(epoch=True))
    viewer.frame_when(lambda frame: number(frame, "epoch") == 1)
