from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.activations import ACTIVATIONS
from playground.controls import data as data_controls
from playground.controls import perceptron as controls
from playground.controls import preset_menu
from playground.controls.form import to_form
from playground.controls.training import BATCHES, DECAYS, EPSILONS, LEARNING_RATES, PENALTIES
from playground.experiment import Dense, Experiment
from playground.experiment.data import FEATURES
from playground.experiment.training import OPTIMIZERS
from playground.initializers import INITIALIZERS
from playground.presets import PRESETS
from tests.pages.opened import DOZEN, START, Opened
from tests.ui.shown import experiments_at_stops, shown_experiments


def dropped(experiment: Experiment) -> str:
    kinds = {layer.kind for layer in experiment.model.layers} - {"dense"}
    return kinds.pop() if kinds else "none"


# Every control

ENDS: dict[str, Sequence[float]] = {
    "samples": data_controls.SAMPLES,
    "noise": data_controls.NOISES,
    "train": data_controls.SHARES,
    "layers": range(9),
    "units1": controls.UNITS,
    "rate1": controls.RATES,
    "learning_rate": LEARNING_RATES,
    "batch": BATCHES,
    "l1": PENALTIES,
    "l2": PENALTIES,
}
WHERE: dict[str, Callable[[Experiment], object]] = {
    "samples": lambda experiment: experiment.data.samples,
    "noise": lambda experiment: experiment.data.noise,
    "train": lambda experiment: experiment.data.train_fraction,
    "layers": lambda experiment: sum(isinstance(layer, Dense) for layer in experiment.model.layers),
    "units1": lambda experiment: experiment.model.layers[0].units,
    "rate1": lambda experiment: getattr(experiment.model.layers[1], "rate", 0.0),
    "learning_rate": lambda experiment: experiment.training.optimizer.learning_rate,
    "batch": lambda experiment: experiment.training.batch_size,
    "l1": lambda experiment: experiment.training.l1,
    "l2": lambda experiment: experiment.training.l2,
}


@pytest.mark.parametrize("key", ENDS)
def test_each_slider_at_both_its_ends(opened: Opened, key: str) -> None:
    opened.visit(drop="dropout")
    slider = opened.app.select_slider(key=key)
    for end in (ENDS[key][0], ENDS[key][-1]):
        assert slider.format_func(end) in (slider.options[0], slider.options[-1])
        opened.hold({key: end})
        assert WHERE[key](opened.experiment) == end
        assert opened.again().app.select_slider(key=key).value == end


CHOICES: dict[str, tuple[Mapping[str, Any], Callable[[Experiment], object]]] = {
    "activation1": (ACTIVATIONS, lambda experiment: experiment.model.layers[0].activation),
    "init": (INITIALIZERS, lambda experiment: experiment.model.initializer),
    "optimizer": (OPTIMIZERS, lambda experiment: experiment.training.optimizer.name),
    "loss": (dict.fromkeys(["auto", "mse", "cross_entropy"]), lambda experiment: experiment.training.loss),
    "drop": (dict.fromkeys(["none", "dropout", "dropconnect"]), lambda experiment: dropped(experiment)),
}


@pytest.mark.parametrize("key", CHOICES)
def test_each_choice_of_each_control(opened: Opened, key: str) -> None:
    choices, where = CHOICES[key]
    opened.visit()
    assert len(opened.app.get_by_key(key).options) == len(choices)
    for name in choices:
        opened.hold({key: name})
        assert where(opened.experiment) == name


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_details_of_each_optimizer_at_both_their_ends(opened: Opened, optimizer: str) -> None:
    opened.visit(optimizer=optimizer)
    opened.app.session_state["optimizer_details"] = True
    opened.again()
    assert len(opened.app.get("latex")) == 1
    own = [name for name in OPTIMIZERS[optimizer].model_fields if name not in ("name", "learning_rate", "nesterov")]
    for name in own:
        key = f"{optimizer}_{name}"
        stops = {"epsilon": EPSILONS, "weight_decay": PENALTIES}.get(name, DECAYS)
        for end in (stops[-1], stops[0]):
            assert opened.offers(key, end)
            opened.hold({key: end})
            assert getattr(opened.experiment.training.optimizer, name) == end


def test_nesterov_is_offered_only_with_momentum(opened: Opened) -> None:
    opened.visit(optimizer="sgd")
    assert not opened.shows("sgd_nesterov")
    opened.hold({"sgd_momentum": 0.9}).hold({"sgd_nesterov": True})
    assert opened.experiment.training.optimizer.model_dump() == {
        "name": "sgd",
        "learning_rate": 0.01,
        "momentum": 0.9,
        "nesterov": True,
    }
    opened.hold({"sgd_momentum": 0.0})
    assert opened.experiment.training.optimizer.model_dump()["nesterov"] is False


@pytest.mark.parametrize("seed", [0, 2**31 - 1])
def test_the_seed_at_both_its_ends(opened: Opened, seed: int) -> None:
    assert opened.visit().hold({"seed": seed}).experiment.seed == seed


@pytest.mark.parametrize("features", [[feature] for feature in FEATURES] + [list(FEATURES)])
def test_the_inputs(opened: Opened, features: list[str]) -> None:
    opened.visit().hold({"features": features})
    assert opened.experiment.data.features == tuple(features)


def test_without_an_input_it_is_as_at_first(opened: Opened) -> None:
    assert opened.visit().hold({"features": []}).experiment.data.features == ("x1", "x2")


@pytest.mark.parametrize(
    ("key", "label"), [("log", "Log axis"), ("test_points", "Test points"), ("mistakes", "Mark wrong points")]
)
def test_what_is_drawn_changes_nothing_in_the_network(opened: Opened, key: str, label: str) -> None:
    opened.visit()
    switch = opened.app.toggle(key=key)
    assert switch.label == label
    opened.hold({key: not switch.value})
    assert opened.experiment == START


@pytest.mark.parametrize(("key", "number"), [("learning_rate", 0.09999999), ("l1", 0.29999999), ("l2", 0.00999999999)])
def test_a_number_close_to_a_stop_is_not_taken_for_it(opened: Opened, key: str, number: float) -> None:
    opened.visit(**{key: str(number)}).hold({"layers": 1})
    assert WHERE[key](opened.experiment) == number
    assert opened.visit(**opened.address).experiment == opened.experiment


def test_hidden_layers_come_back_as_they_were(opened: Opened) -> None:
    opened.visit().hold({"layers": 3}).hold({"units3": 5, "activation3": "relu"}).hold({"layers": 1}).hold(
        {"layers": 3}
    )
    assert opened.experiment.model.layers[2] == Dense(units=5, activation="relu")


# Any setting at all


@DOZEN
@given(experiment=experiments_at_stops(), drawing=st.sets(st.sampled_from(["test_points", "mistakes", "log"])))
def test_any_setting_of_the_controls_is_the_experiment_that_runs(
    opened: Opened, experiment: Experiment, drawing: set[str]
) -> None:
    if not opened.runs.made:
        opened.visit()
    drawn = {key: key in drawing for key in ("test_points", "mistakes", "log")}
    opened.hold({**to_form(experiment), **drawn})
    assert not opened.app.error
    assert opened.experiment == experiment


@DOZEN
@given(experiment=shown_experiments())
def test_any_experiment_as_a_preset_of_an_open_page(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, experiment: Experiment
) -> None:
    presets = {**PRESETS, "any": replace(PRESETS["spiral"], experiment=experiment)}
    monkeypatch.setattr(preset_menu, "PRESETS", presets)
    if not opened.runs.made:
        opened.visit()
    opened.hold({"preset": "zeros"}).hold({"preset": "any"})
    assert opened.experiment == experiment
    assert opened.again().experiment == experiment
