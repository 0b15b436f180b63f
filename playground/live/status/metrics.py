"""A census as Prometheus reads it."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from playground.live.status.census import Census


def metrics(census: Census) -> bytes:
    """Return a census in Prometheus' text format, from a registry that holds nothing else of the process."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Told(census))
    return generate_latest(registry)


class _Told(Collector):
    """What has been counted already, told to a registry."""

    def __init__(self, census: Census) -> None:
        self._census = census

    def collect(self) -> Iterator[Metric]:
        """Yield all metrics."""
        yield from _of_the_server(self._census)
        yield from _of_runs(self._census)
        yield from _of_rooms(self._census)


def _of_the_server(census: Census) -> Iterator[Metric]:
    yield GaugeMetricFamily("playground_uptime_seconds", "Seconds since the server started.", census.uptime)
    yield GaugeMetricFamily(
        "playground_server_processor_ratio",
        "Of one processor core, taken by the server itself.",
        census.server.processor,
    )
    yield GaugeMetricFamily(
        "playground_server_memory_bytes", "Memory that the server itself has alone.", census.server.memory
    )
    yield GaugeMetricFamily("playground_machine_processors", "Processor cores of the machine.", census.processors)
    yield GaugeMetricFamily("playground_machine_load", "Processes that want a processor, last minute.", census.load)
    yield GaugeMetricFamily("playground_machine_memory_bytes", "Memory of the machine.", census.memory)
    yield GaugeMetricFamily("playground_machine_memory_free_bytes", "Memory that is left.", census.memory_free)
    refusals = CounterMetricFamily("playground_refusals", "What the server has refused, by kind.", labels=["kind"])
    for kind, count in census.refusals.items():
        refusals.add_metric([kind], count)
    yield refusals


def _of_runs(census: Census) -> Iterator[Metric]:
    yield GaugeMetricFamily("playground_workers_limit", "How many workers may live at once.", census.limit)
    yield GaugeMetricFamily("playground_workers_taken", "Places for workers that are taken.", census.taken)
    yield GaugeMetricFamily("playground_runs_sleeping", "Runs without a worker.", census.sleeping)
    runs = GaugeMetricFamily("playground_runs", "Runs whose worker lives.", labels=["of_room", "watched"])
    for of_room in (False, True):
        for watched in (False, True):
            count = sum((run.of_room, run.watched) == (of_room, watched) for run in census.runs)
            runs.add_metric([_word(of_room), _word(watched)], count)
    yield runs
    networks = GaugeMetricFamily("playground_run_networks", "Networks of a run.", labels=["run"])
    parameters = GaugeMetricFamily("playground_run_parameters", "Weights and biases of a run.", labels=["run"])
    processor = GaugeMetricFamily("playground_run_processor_ratio", "Of one processor core.", labels=["run"])
    memory = GaugeMetricFamily("playground_run_memory_bytes", "Memory of a run's worker alone.", labels=["run"])
    for run in census.runs:
        networks.add_metric([str(run.number)], run.networks)
        parameters.add_metric([str(run.number)], run.parameters)
        if run.usage is not None:
            processor.add_metric([str(run.number)], run.usage.processor)
            memory.add_metric([str(run.number)], run.usage.memory)
    yield from (networks, parameters, processor, memory)


def _of_rooms(census: Census) -> Iterator[Metric]:
    students = sum(room.students for room in census.rooms)
    yield GaugeMetricFamily("playground_rooms", "Rooms that are open.", len(census.rooms))
    yield GaugeMetricFamily("playground_students", "Students in all rooms.", students)


def _word(flag: bool) -> str:
    return "yes" if flag else "no"
