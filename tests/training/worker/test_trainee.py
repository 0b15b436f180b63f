"""What a worker trains, made from its settings."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import numpy as np
import pytest
import torch

from playground.experiment import Experiment
from playground.experiment.axes import AXES
from playground.experiment.comparison import Comparison
from playground.experiment.gan import GanExperiment
from playground.training.population.gan_population import GanPopulation
from playground.training.population.gan_view import GanPopulationView
from playground.training.population.population import Population
from playground.training.probes.focus import NOTHING
from playground.training.probes.throttled import Throttle
from playground.training.timeline.timeline import NoTimeline, Timeline
from playground.training.trainers import device
from playground.training.trainers.device import Device
from playground.training.trainers.trainer import Trainer
from playground.training.worker import trainee as trainees
from playground.training.worker.commands import Edit, Settings, StepPlayer
from playground.training.worker.trainee import (
    adjust_trainee,
    make_trainee,
    make_view,
    place_for,
    place_of,
    timeline_of,
    view_type,
)
from tests.training.population.following import row_of, rows_of
from tests.training.watching import described, experiment

COMPARISON = Comparison(base=experiment(), axis="depth", values=(0, 2, 1), seeds=3)


def settings(comparison: Comparison | None) -> Settings:
    return Settings(comparison.base if comparison else experiment(), (), "cpu", None, comparison)


def test_an_experiment_alone_has_a_trainer_and_a_past() -> None:
    trainee = make_trainee(described(), "cpu")
    assert isinstance(trainee, Trainer)
    assert trainee.experiment == experiment()
    assert isinstance(timeline_of(trainee), Timeline)


def test_a_comparison_has_many_networks_value_by_value_and_no_past() -> None:
    trainee = make_trainee(settings(COMPARISON), "cpu")
    assert isinstance(trainee, Population)
    assert trainee.experiments == list(chain(*COMPARISON.experiments))
    assert trainee.facts() == {"networks": "9", "diverged": "0"}
    past = timeline_of(trainee)
    assert isinstance(past, NoTimeline)
    past.keep()
    for place in (None, 0, 5):
        past.show(place)
    past.forget_later()
    assert not past.is_shown
    assert list(past.checkpoints.epochs) == []


def test_there_is_no_single_weight_to_edit() -> None:
    trainee = make_trainee(settings(COMPARISON), "cpu")
    before = [row.clone() for row in rows_of(trainee)]
    assert trainee.edit(1, 0, 0, 5.0) is False
    assert all(torch.equal(*pair) for pair in zip(before, rows_of(trainee), strict=True))


@pytest.mark.parametrize("axis", ["activation", "optimizer", "learning_rate", "dropout", "batch_size", "penalty"])
def test_networks_start_from_the_same_weights_where_their_shapes_agree(axis: str) -> None:
    comparison = Comparison(base=experiment(), axis=axis, values=_two(axis), seeds=3)
    rows = rows_of(make_trainee(settings(comparison), "cpu"))
    for first, second in zip(rows[:3], rows[3:], strict=True):
        assert torch.equal(first, second), "seed by seed"
    assert not torch.equal(rows[0], rows[1]), "another seed, other weights"


def _two(axis: str) -> tuple[str | int | float, ...]:
    return AXES[axis].default[:2]


def test_networks_of_other_depths_share_the_layers_whose_shapes_agree() -> None:
    comparison = Comparison(base=experiment(units=4), axis="depth", values=(1, 3), seeds=3)
    shallow, deep = (row_of(Trainer(row[0]).model) for row in comparison.experiments)
    assert torch.equal(shallow[:12], deep[:12]), "the first layer: 4 x (2 + 1) numbers"
    rows = rows_of(make_trainee(settings(comparison), "cpu"))
    for place, experiments in ((0, comparison.experiments[0]), (3, comparison.experiments[1])):
        for k, one in enumerate(experiments):
            torch.testing.assert_close(rows[place + k], row_of(Trainer(one).model))


def test_networks_of_one_seed_see_the_same_data() -> None:
    trainee = make_trainee(settings(COMPARISON), "cpu")
    for places, cohort in trainee.cohorts:
        for place, data in zip(places, cohort.places, strict=True):
            own = Trainer(trainee.experiments[place]).dataset
            np.testing.assert_array_equal(cohort.datasets[data].inputs, own.inputs)
            np.testing.assert_array_equal(cohort.datasets[data].targets, own.targets)


@pytest.mark.parametrize("comparison", [None, COMPARISON])
def test_an_adjusted_subject_goes_on_as_if_it_had_always_been_so(comparison: Comparison | None) -> None:
    fast = experiment(learning_rate=0.5, l2=0.01)
    after = comparison.model_copy(update={"base": fast}) if comparison else None
    adjusted, own = (make_trainee(settings(comparison), "cpu") for _ in range(2))
    subject = settings(after) if after else described(fast)
    adjust_trainee(adjusted, subject)
    other = make_trainee(subject, "cpu")
    for trainee in (adjusted, own, other):
        trainee.train_epoch()
    assert _losses(adjusted) == _losses(other) != _losses(own)


def _losses(trainee: Trainer | Population) -> list[float]:
    if isinstance(trainee, Trainer):
        return [trainee.measured["train_loss"]]
    return trainee.records.last("train_loss").tolist()


def test_a_trainer_is_told_of_its_experiment_only() -> None:
    trainee = make_trainee(described(), "cpu")
    other = Experiment.from_json(experiment(learning_rate=0.9).to_json())
    adjust_trainee(trainee, described(other))
    assert trainee.experiment == other


@pytest.mark.parametrize("comparison", [None, COMPARISON])
def test_what_may_train_for_days_keeps_bounded_curves_and_what_is_printed_keeps_all(
    comparison: Comparison | None,
) -> None:
    trainee = make_trainee(settings(comparison), "cpu")
    curves = trainee.history if isinstance(trainee, Trainer) else trainee.records
    assert curves.bounded
    assert not Trainer(experiment()).history.bounded


def test_what_trains_is_said_in_words() -> None:
    cpu = Device("cpu", "CPU")
    layers = [{"type": "dense", "units": 4, "activation": "gelu"}]  # a curve that the hand-written step has not
    gelu = Experiment.from_parts({"model": {"layers": layers}})
    assert place_of(make_trainee(described(), "cpu"), cpu) == "CPU · NumPy"
    assert place_of(make_trainee(described(gelu), "cpu"), cpu) == "CPU"
    assert place_of(make_trainee(settings(COMPARISON), "cpu"), cpu) == "CPU"


def test_where_there_is_no_choice_none_is_told() -> None:
    place = place_for(replace(settings(None), device="auto"))
    assert (place.device, place.devices) == (Device("cpu", "CPU"), ("cpu",))
    assert place.facts(make_trainee(settings(None), "cpu")) == {"device": "CPU · NumPy"}


@pytest.mark.parametrize(
    ("asked", "told", "taken"),
    [("auto", "auto", "cpu"), ("cpu", "cpu", "cpu"), ("mps", "mps", "mps"), ("cuda", "auto", "cpu")],
)
def test_among_several_devices_is_told_what_was_asked_for_and_taken(
    monkeypatch: pytest.MonkeyPatch, asked: str, told: str, taken: str
) -> None:
    for module in (device, trainees):
        monkeypatch.setattr(module, "available_devices", lambda: ["cpu", "mps"])
    of = replace(settings(None), device=asked)
    place = place_for(of)
    assert place.device.name == taken
    facts = place.facts(make_trainee(of, "cpu"))
    assert facts.pop("device").startswith(taken.upper())
    assert facts == {"devices": "cpu,mps", "device_asked": told, "device_taken": taken}


def test_many_networks_at_once_are_worth_a_graphics_card(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (device, trainees):
        monkeypatch.setattr(module, "available_devices", lambda: ["cpu", "mps"])
    monkeypatch.setattr(device, "WORTH_IT", 2 * device.multiplications(COMPARISON.base))
    assert COMPARISON.networks > 2
    assert place_for(Settings(COMPARISON.base, ())).device.name == "cpu"
    assert place_for(replace(settings(COMPARISON), device="auto")).device.name == "mps"


def gans(**training: object) -> Settings:
    base = GanExperiment.from_parts({"training": {"batch_size": 16, **training}})
    return Settings(base, (), "cpu", None, Comparison(base=base, axis="gan_beta1", values=(0.0, 0.9), seeds=3))


def test_a_comparison_of_gans_has_many_of_them_and_no_past() -> None:
    given = gans()
    trainee = make_trainee(given, "cpu")
    assert isinstance(trainee, GanPopulation)
    assert given.comparison is not None
    assert trainee.experiments == list(chain(*given.comparison.experiments))
    assert isinstance(timeline_of(trainee), NoTimeline)
    assert view_type(trainee) is GanPopulationView
    view = make_view(trainee, 3, NOTHING, Throttle())
    assert isinstance(view, GanPopulationView)
    assert (view.population, view.since) == (trainee, 3)
    assert place_of(trainee, place_for(given).device) == "CPU"
    assert trainees.parts_of(trainee) == 1
    trainees.train_part(trainee)
    assert trainee.step == 1
    assert not trainees.edit(trainee, Edit(0, 0, None, 1.0))
    assert not trainees.step_player(trainee, StepPlayer("generator"))


def test_gans_take_up_rates_and_penalties() -> None:
    trainee = make_trainee(gans(), "cpu")
    adjust_trainee(trainee, gans(generator_rate=0.5, r1=3.0))
    assert isinstance(trainee, GanPopulation)
    assert {each.training.generator_rate for each in trainee.experiments} == {0.5}
    assert [each.training.beta1 for each in trainee.experiments] == [0.0] * 3 + [0.9] * 3
