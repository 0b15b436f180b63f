from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from playground.controls.form import MOST_LAYERS, MOST_UNITS, OWN_POINTS, OWN_TABLE, from_form, task_from_form, to_form
from playground.experiment import (
    SGD,
    Dense,
    DropConnect,
    Dropout,
    Experiment,
    ExperimentError,
    Model,
    OwnTable,
    PlaneData,
    PointsData,
    TableData,
    Task,
    Training,
)
from playground.experiment.layers import LayerSpec
from playground.experiment.tables import TABLES
from playground.presets import PRESETS
from tests.strategies import any_data, own_data, own_tables
from tests.ui.shown import shown_experiments

EXPERIMENT = Experiment(
    data=PlaneData(name="moons", samples=300, noise=0.25, train_fraction=0.7, features=("x1", "sin(x2)")),
    model=Model(
        layers=(Dense(units=3, activation="relu"), Dropout(rate=0.4), Dense(units=5, activation="elu")),
        initializer="he",
    ),
    training=Training(
        optimizer=SGD(learning_rate=0.5, momentum=0.9, nesterov=True),
        batch_size=7,
        loss="mse",
        l1=0.1,
        l1_step="subgradient",
        l2=0.2,
        shuffle=False,
        clip_norm=2.5,
    ),
    seed=11,
)
COLUMNS = {
    "columns": list(TABLES["iris"].columns),
    "view1": TABLES["iris"].columns[0],
    "view2": TABLES["iris"].columns[1],
    "standardize": True,
}
FORM = {
    "data": "moons",
    "samples": 300,
    "noise": 0.25,
    "train": 0.7,
    "features": ["x1", "sin(x2)"],
    "layers": 2,
    "units1": 3,
    "activation1": "relu",
    "units2": 5,
    "activation2": "elu",
    "drop": "dropout",
    "rate1": 0.4,
    "rate2": 0.0,
    "init": "he",
    "optimizer": "sgd",
    "learning_rate": 0.5,
    "sgd_momentum": 0.9,
    "sgd_nesterov": True,
    "batch": 7,
    "loss": "mse",
    "l1": 0.1,
    "l1_step": "subgradient",
    "l2": 0.2,
    "shuffle": False,
    "clip": 2.5,
    "seed": 11,
}


def with_layers(*layers: LayerSpec) -> Experiment:
    return Experiment(model=Model(layers=layers))


def form(**changes: Any) -> dict[str, Any]:
    return {**to_form(Experiment()), **changes}


def test_every_control_holds_its_part_of_the_experiment() -> None:
    assert to_form(EXPERIMENT) == FORM


def test_every_part_of_the_experiment_comes_from_its_control() -> None:
    assert from_form(FORM) == EXPERIMENT


@given(shown_experiments(data=any_data() | own_data()))
def test_what_the_controls_show_is_the_experiment(experiment: Experiment) -> None:
    assert from_form(to_form(experiment)) == experiment


@given(shown_experiments(data=any_data() | own_data()))
def test_the_task_is_known_from_the_controls_of_the_data(experiment: Experiment) -> None:
    assert task_from_form(to_form(experiment)) == experiment.data.task


def test_a_table_shows_its_columns_and_nothing_of_points() -> None:
    columns = TABLES["iris"].columns
    values = to_form(Experiment(data=TableData(name="iris", columns=columns[1:], view=(columns[3], columns[1]))))
    assert values["columns"] == list(columns[1:])
    assert (values["view1"], values["view2"], values["standardize"]) == (columns[3], columns[1], True)
    assert not {"samples", "noise", "features", OWN_POINTS, OWN_TABLE} & set(values)


def test_drawn_points_are_among_the_values() -> None:
    points = ((0.0, 0.0, 0), (1.0, 1.0, 1), (2.0, 2.0, 2), (3.0, 3.0, 0))
    values = to_form(Experiment(data=PointsData(points=points)))
    assert values[OWN_POINTS] == points
    assert not {"samples", "noise", "columns"} & set(values)
    assert task_from_form(values) == Task(classes=3)


@given(own_tables())
def test_a_table_of_fewer_inputs_keeps_everything_else(data: OwnTable) -> None:
    values = to_form(Experiment(data=data)) | {"columns": list(data.inputs[-2:]), "view1": data.inputs[-1]}
    fewer = from_form(values | {"view2": data.inputs[-2]}).data
    assert fewer.columns == data.columns[-2:]
    assert (fewer.target, fewer.targets, fewer.classes) == (data.target, data.targets, data.classes)
    assert fewer.plane == data.inputs[:-3:-1]


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_can_be_shown(name: str) -> None:
    assert from_form(to_form(PRESETS[name].experiment)) == PRESETS[name].experiment


def test_without_hidden_layers_there_is_nothing_about_layers() -> None:
    values = to_form(with_layers())
    assert values["layers"] == 0
    assert values["drop"] == "none"
    assert not [key for key in values if key.startswith(("units", "activation", "rate"))]


@pytest.mark.parametrize(("kind", "name"), [(Dropout, "dropout"), (DropConnect, "dropconnect")])
def test_layers_without_a_rate_of_their_own_show_zero(kind: type[Dropout | DropConnect], name: str) -> None:
    values = to_form(with_layers(Dense(units=2), Dense(units=3), kind(rate=0.3), Dense(units=4)))
    assert values["drop"] == name
    assert [values[f"rate{layer}"] for layer in (1, 2, 3)] == [0.0, 0.3, 0.0]


def test_no_dropout_leaves_the_rates_out() -> None:
    rates = form(rate1=0.5, rate2=0.5)
    assert from_form(rates) == Experiment()
    assert from_form({**rates, "drop": "dropout"}).model.layers[1] == Dropout(rate=0.5)


def test_a_rate_of_zero_is_no_layer() -> None:
    assert from_form(form(drop="dropconnect", rate1=0.0, rate2=0.25)).model.layers == (
        *Experiment().model.layers,
        DropConnect(rate=0.25),
    )


def test_only_the_parameters_of_the_chosen_optimizer_count() -> None:
    assert from_form(form(sgd_momentum=0.9, adamw_weight_decay=3.0)) == Experiment()
    chosen = from_form(form(optimizer="sgd", sgd_momentum=0.9)).training.optimizer
    assert chosen == SGD(learning_rate=0.01, momentum=0.9)


def test_nesterov_without_momentum_is_plain() -> None:
    chosen = from_form(form(optimizer="sgd", sgd_momentum=0.0, sgd_nesterov=True)).training.optimizer
    assert chosen == SGD(learning_rate=0.01, momentum=0.0, nesterov=False)


@pytest.mark.parametrize(
    ("layers", "kind"),
    [
        ([Dense(units=2)] * (MOST_LAYERS + 1), "dense"),
        ([Dense(units=MOST_UNITS + 1)], "dense"),
        ([Dropout(rate=0.1)], "dropout"),
        ([DropConnect(rate=0.1), Dense(units=2)], "dropconnect"),
        ([Dense(units=2), Dropout(rate=0.1), Dropout(rate=0.2)], "dropout"),
        ([Dense(units=2), Dropout(rate=0.1), Dense(units=2), DropConnect(rate=0.1)], "dropconnect"),
        ([Dense(units=2), DropConnect(rate=0.1), Dropout(rate=0.1)], "dropout"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(layers: list[LayerSpec], kind: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        to_form(with_layers(*layers))
    assert str(refused.value).startswith(
        f"model.layers: {kind}: this page shows up to 8 dense layers of up to 512 units"
    )
    assert "the command line" in str(refused.value)


def test_the_most_that_can_be_shown() -> None:
    experiment = with_layers(*[Dense(units=MOST_UNITS)] * MOST_LAYERS)
    assert from_form(to_form(experiment)) == experiment


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"data": "cube"}, "data.name: "),
        ({"data": "iris", **COLUMNS, "columns": ["x"]}, 'data.columns: "x" is no column of the inputs'),
        ({"data": "iris", **COLUMNS, "view1": "x"}, 'data.view: "x" is no column of the inputs'),
        ({"data": "points", OWN_POINTS: ((0.0, 0.0, 0),)}, "data.points: [[0.0, 0.0, 0]]: needs at least 4 entries"),
        ({"samples": 5}, "data.samples: 5: must be at least 10"),
        ({"features": []}, "data.features: "),
        ({"units1": 0}, "model.layers[0].units: 0: must be at least 1"),
        ({"drop": "dropout", "rate1": 1.0}, "model.layers[1].rate: 1.0: must be at most 0.95"),
        ({"optimizer": "newton"}, "training.optimizer.name: "),
        ({"learning_rate": 0.0}, "training.optimizer.learning_rate: 0.0: must be greater than 0"),
        ({"data": "plane", "loss": "cross_entropy"}, "training.loss: cross_entropy needs classes"),
        ({"seed": -1}, "seed: -1: must be at least 0"),
    ],
)
def test_a_form_that_describes_no_experiment_is_refused_with_the_field(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        from_form(form(**change))
    assert message in str(refused.value)
