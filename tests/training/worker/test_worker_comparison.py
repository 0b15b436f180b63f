"""A worker, in a process of its own, that trains many networks side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from playground.experiment import Experiment
from playground.experiment.comparison import Comparison
from playground.training.population.population import Population
from playground.training.population.probes import EveryNetwork, LayerGradients, Planes, Spread, Standings, UnitStates
from playground.training.population.view import PopulationView
from playground.training.probes.focus import Focus
from playground.training.probes.frame import Tensors
from playground.training.worker.commands import (
    Adjust,
    Edit,
    Forget,
    Instruction,
    Look,
    Pause,
    Play,
    Scrub,
    Settings,
    Start,
    Step,
)
from playground.training.worker.trainee import make_trainee
from tests.training.watching import LiveLine, described, experiment, number, status
from tests.training.worker.test_worker_commands import COMMANDS

PROBES = (Spread(2), EveryNetwork(), Planes((0, 4), 20), LayerGradients(2), UnitStates(2), Standings(2))


def compared(
    learning_rate: float = 0.05,
    values: tuple[Any, ...] = ("tanh", "relu"),
    axis: Any = "activation",
    speed: float | None = None,
    probes: tuple[Any, ...] = PROBES,
    **training: Any,
) -> Settings:
    """Return settings of six networks of four units with three batches in an epoch."""
    comparison = Comparison(base=experiment(learning_rate=learning_rate, **training), axis=axis, values=values, seeds=3)
    return Settings(comparison.base, probes, "cpu", speed, comparison)


def population(settings: Settings, steps: int = 0) -> Population:
    trainee = make_trainee(settings, "cpu")
    assert isinstance(trainee, Population)
    for _ in range(steps):
        trainee.train_batch()
    return trainee


def assert_shows(tensors: Tensors, expected: Population) -> None:
    reference: Tensors = {}
    for probe in PROBES:
        reference |= probe.measure(PopulationView(expected))
    reference["epochs"] = np.arange(expected.epoch + 1, dtype=np.int32)
    assert tensors.keys() == reference.keys()
    for name, values in reference.items():
        np.testing.assert_array_equal(tensors[name], values, err_msg=name)


def started(worker: LiveLine, settings: Settings | None = None, epochs: int = 0, playing: bool = False) -> None:
    worker.tell(Forget(1))
    worker.tell(Start(settings or compared(), generation=1, playing=playing))
    for _ in range(epochs):
        worker.tell(Step(epoch=True))


def test_a_frame_says_what_it_shows(worker: LiveLine) -> None:
    started(worker)
    frame = worker.frame()
    assert_shows(frame.tensors, population(compared()))
    facts = frame.metadata
    assert (facts["networks"], facts["diverged"], facts["batches"], facts["checkpoints"]) == ("6", "0", "3", "")
    assert set(facts["curves"].split(",")) < set(frame.tensors)
    assert (status(frame), number(frame, "epoch"), number(frame, "newest"), facts["past"]) == ("idle", 0, 0, "")


def test_steps_are_batches_and_epochs_of_all_networks(worker: LiveLine) -> None:
    started(worker)
    for command, steps in ((Step(), 1), (Step(epoch=True), 3), (Step(epoch=True), 6), (Step(), 7)):
        worker.tell(command)
        frame = worker.frame()
        assert (number(frame, "step"), number(frame, "epoch"), status(frame)) == (steps, steps // 3, "paused")
        assert_shows(frame.tensors, population(compared(), steps))


def test_play_trains_and_pause_stops(worker: LiveLine) -> None:
    started(worker, playing=True)
    worker.frame_when(lambda frame: number(frame, "epoch") > 3)
    worker.tell(Pause())
    paused = worker.frame()
    assert status(paused) == "paused"
    assert worker.frame().metadata == paused.metadata
    assert_shows(paused.tensors, population(compared(), number(paused, "step")))
    worker.tell(Play())
    assert status(worker.frame_when(lambda frame: number(frame, "step") > number(paused, "step"))) == "running"


def test_the_speed_is_that_of_the_network_with_the_smallest_batches(worker: LiveLine) -> None:
    settings = compared(axis="batch_size", values=(5, 25), speed=0.01)
    started(worker, settings, playing=True)
    frame = worker.frame_when(lambda frame: number(frame, "step") == 1)
    assert number(frame, "batches") == 5
    worker.tell(Adjust(compared(axis="batch_size", values=(5, 25))))
    assert status(worker.frame_when(lambda frame: number(frame, "epoch") > 2)) == "running"


def test_the_learning_rate_changes_all_networks_without_a_reset(worker: LiveLine) -> None:
    started(worker, epochs=2)
    worker.tell(Adjust(compared(learning_rate=0.5, l2=0.1)))
    expected = population(compared(), 6)
    expected.adjust(population(compared(learning_rate=0.5, l2=0.1)).experiments)
    frame = worker.frame()
    assert (number(frame, "generation"), number(frame, "epoch")) == (1, 2)
    assert_shows(frame.tensors, expected)
    worker.tell(Step(epoch=True))
    expected.train_epoch()
    assert_shows(worker.frame().tensors, expected)


@pytest.mark.parametrize(("playing", "then"), [(None, "running"), (False, "idle")])
def test_other_values_are_other_networks(worker: LiveLine, playing: bool | None, then: str) -> None:
    started(worker, playing=True)
    worker.frame_when(lambda frame: number(frame, "epoch") > 2)
    other = compared(values=("sigmoid", "relu"), speed=0.01)
    worker.tell(Start(other, generation=2, playing=playing))
    frame = worker.frame()
    assert (number(frame, "generation"), status(frame)) == (2, then)
    assert_shows(frame.tensors, population(other, number(frame, "step")))


def test_from_one_network_to_many_and_back(worker: LiveLine) -> None:
    worker.tell(Start(described(), generation=1, playing=False))
    worker.tell(Step(epoch=True))
    assert worker.frame().metadata["checkpoints"] == "0,1"
    worker.tell(Start(compared(), generation=2))
    frame = worker.frame()
    assert (frame.metadata["networks"], frame.metadata["checkpoints"]) == ("6", "")
    worker.tell(Start(described(), generation=3))
    frame = worker.frame()
    assert (frame.metadata.get("networks"), frame.metadata["checkpoints"]) == (None, "0")


def test_only_the_new_part_of_the_curves_is_sent(worker: LiveLine) -> None:
    started(worker, epochs=4)
    whole = worker.frame(generation=1)
    rest = worker.frame(generation=1, since=3)
    for name in whole.metadata["curves"].split(","):
        assert len(whole.tensors[name]) == 5
        np.testing.assert_array_equal(rest.tensors[name], whole.tensors[name][3:])


def test_other_networks_are_shown_without_a_reset(worker: LiveLine) -> None:
    started(worker, epochs=2)
    worker.tell(Adjust(compared(probes=(*PROBES[:2], Planes((1, 2, 5), 16), *PROBES[3:]))))
    frame = worker.frame(generation=1, since=3)
    assert (number(frame, "generation"), number(frame, "epoch")) == (1, 2)
    expected = Planes((1, 2, 5), 16).measure(PopulationView(population(compared(), 6)))["planes"]
    np.testing.assert_array_equal(frame.tensors["planes"], expected)


@pytest.mark.parametrize("epochs", [0, 2])
def test_what_is_meant_for_one_network_does_no_harm(worker: LiveLine, epochs: int) -> None:
    started(worker, epochs=epochs)
    worker.frame()
    for command in (
        Edit(1, 0, 0, 5.0),
        Edit(0, 0, None, 5.0),
        Scrub(0),
        Scrub(3),
        Scrub(None),
        Look(Focus((1, 2), sample=4)),
    ):
        worker.tell(command)
        assert_shows(worker.frame().tensors, population(compared(), 3 * epochs))
    worker.tell(Step(epoch=True))
    frame = worker.frame()
    assert_shows(frame.tensors, population(compared(), 3 * epochs + 3))
    assert frame.metadata["past"] == ""


WILD = {"loss": "mse", "optimizer": {"name": "sgd", "learning_rate": 0.1}}
RELU = {"layers": [{"type": "dense", "units": 5, "activation": "relu"}] * 2}


def wild(*rates: float) -> Settings:
    parts = experiment().model_dump() | {"training": WILD, "model": RELU}
    base = Experiment.from_parts(parts)
    comparison = Comparison(base=base, axis="learning_rate", values=rates, seeds=3)
    return Settings(base, PROBES, "cpu", None, comparison)


def test_some_that_diverge_do_not_stop_the_others(worker: LiveLine) -> None:
    started(worker, wild(0.1, 60.0), epochs=4)
    worker.tell(Play())
    frame = worker.frame_when(lambda frame: number(frame, "epoch") > 8)
    assert (status(frame), number(frame, "diverged")) == ("running", 3)
    assert np.isfinite(frame.tensors["standings"][0]).all()
    assert np.isnan(frame.tensors["standings"][1, 0])


def test_all_that_diverge_end_the_run(worker: LiveLine) -> None:
    started(worker, wild(50.0, 60.0), playing=True)
    frame = worker.frame_when(lambda frame: status(frame) != "running")
    assert (status(frame), number(frame, "diverged")) == ("diverged", 6)
    for command in (Play(), Step(), Step(epoch=True), Pause(), Scrub(None)):
        worker.tell(command)
        again = worker.frame()
        assert (status(again), number(again, "step")) == ("diverged", number(frame, "step"))
    worker.tell(Start(compared(), generation=2))
    assert status(worker.frame()) == "idle"


@examples(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(COMMANDS, max_size=10))
def test_whatever_people_want_the_worker_goes_on(worker: LiveLine, commands: list[Instruction]) -> None:
    started(worker, epochs=1)
    for command in commands:
        worker.tell(command)
    worker.tell(Pause())
    frame = worker.frame()
    assert_shows(frame.tensors, population(compared(), number(frame, "step")))
    assert status(frame) == "paused"
