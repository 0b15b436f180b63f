from __future__ import annotations

from contextlib import suppress
from itertools import chain
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.activations import ACTIVATIONS
from playground.experiment import SGD, Dense, Dropout, Experiment, Model
from playground.experiment.axes import AXES, NETWORK_AXES, OPTIMIZER_CHOICES, AxisName, read_penalty
from playground.experiment.axis import Value
from playground.experiment.comparison import FEWEST_VALUES, MOST_VALUES
from playground.initializers import INITIALIZERS
from playground.optimizers import OPTIMIZERS
from tests.strategies import experiments
from tests.ui.shown import shown_experiments

AXIS = st.sampled_from(NETWORK_AXES)
CHANGED: dict[str, tuple[str, ...]] = {
    "activation": ("model.layers[].activation",),
    "optimizer": ("training.optimizer",),
    "learning_rate": ("training.optimizer.learning_rate",),
    "depth": ("model.layers",),
    "width": ("model.layers[].units",),
    "dropout": ("model.layers",),
    "initializer": ("model.initializer",),
    "batch_size": ("training.batch_size",),
    "penalty": ("training.l1", "training.l2"),
    "clip": ("training.clip_norm",),
    "cell": (),
    "forget_bias": (),
    "recurrent_start": (),
    "seed": ("seed",),
}
"""The only fields of an experiment without recurrent layers that each axis may change."""
OF_CELLS = ("cell", "forget_bias", "recurrent_start")


def varied(axis: str, value: Value, experiment: Experiment | None = None) -> Experiment:
    return AXES[axis].vary(experiment or Experiment(), value)


def differences(before: Any, after: Any, path: str = "") -> set[str]:
    """Return the paths of what differs between two descriptions; a list of another length differs as a whole."""
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        parts = ((before[key], after[key], f"{path}.{key}".lstrip(".")) for key in before)
        return set(chain.from_iterable(differences(*part) for part in parts))
    if isinstance(before, (list, tuple)) and isinstance(after, (list, tuple)) and len(before) == len(after):
        return set(chain.from_iterable(differences(*pair, f"{path}[]") for pair in zip(before, after, strict=True)))
    return set() if before == after else {path}


def test_every_axis_of_the_page_is_there() -> None:
    assert tuple(AXES) == get_args(AxisName)
    assert set(CHANGED) == set(NETWORK_AXES)


@pytest.mark.parametrize("axis", AXES)
def test_what_an_axis_offers_are_its_own_values(axis: str) -> None:
    entry = AXES[axis]
    assert FEWEST_VALUES <= len(entry.default) <= MOST_VALUES
    assert entry.default == tuple(stop for stop in entry.stops if stop in entry.default), "in the order of the menu"
    assert len(set(entry.stops)) == len(entry.stops) >= len(entry.default)
    for stop in entry.stops:
        assert entry.parse(str(stop)) == stop
        assert type(entry.parse(str(stop))) is type(stop)


@pytest.mark.parametrize(
    ("axis", "names"), [("activation", ACTIVATIONS), ("initializer", INITIALIZERS), ("optimizer", OPTIMIZER_CHOICES)]
)
def test_everything_that_has_a_name_can_be_compared(axis: str, names: Any) -> None:
    assert set(AXES[axis].stops) == set(names)
    assert {spec.name for spec in OPTIMIZER_CHOICES.values()} == set(OPTIMIZERS)


@pytest.mark.parametrize("axis", NETWORK_AXES)
@settings(max_examples=30)
@given(st.data(), shown_experiments())
def test_an_axis_changes_its_own_and_nothing_else(axis: str, data: st.DataObject, base: Experiment) -> None:
    value = data.draw(st.sampled_from(AXES[axis].stops))
    after = varied(axis, value, base)
    changed = differences(base.model_dump(), after.model_dump())
    assert all(any(path.startswith(allowed) for allowed in CHANGED[axis]) for path in changed), changed
    assert varied(axis, value, after) == after, "the value replaces what was there"


@pytest.mark.parametrize("axis", NETWORK_AXES)
@settings(max_examples=30)
@given(st.data(), shown_experiments())
def test_what_an_axis_makes_is_an_experiment(axis: str, data: st.DataObject, base: Experiment) -> None:
    after = varied(axis, data.draw(st.sampled_from(AXES[axis].stops)), base)
    assert Experiment.from_json(after.to_json()) == after


@pytest.mark.parametrize("axis", [axis for axis in NETWORK_AXES if axis not in ("depth", *OF_CELLS)])
@given(st.data(), experiments())
def test_values_that_differ_make_networks_that_differ(axis: str, data: st.DataObject, base: Experiment) -> None:
    first, second = data.draw(st.lists(st.sampled_from(AXES[axis].stops), min_size=2, max_size=2, unique=True))
    bare = not any(isinstance(layer, Dense) for layer in base.model.layers)
    same = varied(axis, first, base) == varied(axis, second, base)
    assert same == (bare and axis in ("activation", "width", "dropout"))


# What each value means, in its own words


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_an_activation_is_that_of_every_hidden_layer(activation: str) -> None:
    base = Experiment(model=Model(layers=(Dense(units=3), Dropout(rate=0.2), Dense(units=5, activation="selu"))))
    layers = varied("activation", activation, base).model.layers
    assert layers == (
        Dense(units=3, activation=activation),
        Dropout(rate=0.2),
        Dense(units=5, activation=activation),
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("sgd", {"name": "sgd", "learning_rate": 0.03, "momentum": 0.0, "nesterov": False}),
        ("momentum", {"name": "sgd", "learning_rate": 0.03, "momentum": 0.9, "nesterov": False}),
        ("nesterov", {"name": "sgd", "learning_rate": 0.03, "momentum": 0.9, "nesterov": True}),
    ],
)
def test_the_kinds_of_gradient_descent(value: str, expected: dict[str, Any]) -> None:
    assert varied("optimizer", value).training.optimizer.model_dump() == expected


@pytest.mark.parametrize("value", OPTIMIZER_CHOICES)
def test_an_optimizer_comes_with_its_usual_settings(value: str) -> None:
    base = Experiment.from_parts({"training": {"optimizer": {"name": "sgd", "learning_rate": 7.0}}})
    optimizer = varied("optimizer", value, base).training.optimizer
    plain = type(optimizer)()
    assert optimizer.learning_rate == plain.learning_rate
    assert optimizer == plain or (isinstance(optimizer, SGD) and optimizer.momentum == 0.9)


def test_a_learning_rate_keeps_the_optimizers_other_settings() -> None:
    base = Experiment.from_parts({"training": {"optimizer": {"name": "sgd", "momentum": 0.8, "nesterov": True}}})
    optimizer = varied("learning_rate", 0.25, base).training.optimizer
    assert optimizer == SGD(learning_rate=0.25, momentum=0.8, nesterov=True)


WIDE, NARROW, THIRD = Dense(units=6, activation="elu"), Dense(units=3, activation="relu"), Dropout(rate=0.3)


@pytest.mark.parametrize(
    ("layers", "value", "expected"),
    [
        ((WIDE, NARROW), 0, ()),
        ((WIDE, NARROW), 1, (WIDE,)),
        ((WIDE, NARROW), 3, (WIDE,) * 3),
        ((WIDE, THIRD, NARROW), 2, (WIDE, THIRD) * 2),
        ((WIDE, THIRD), 3, (WIDE, THIRD) * 3),
        ((), 2, (Dense(units=8, activation="tanh"),) * 2),
        ((THIRD,), 1, (Dense(units=8, activation="tanh"),)),
    ],
)
def test_a_depth_repeats_the_first_hidden_layer(layers: tuple[Any, ...], value: int, expected: tuple[Any, ...]) -> None:
    assert varied("depth", value, Experiment(model=Model(layers=layers))).model.layers == expected


@pytest.mark.parametrize("value", [1, 5, 128])
def test_a_width_is_that_of_every_hidden_layer(value: int) -> None:
    base = Experiment(model=Model(layers=(WIDE, THIRD, NARROW)))
    after = varied("width", value, base)
    assert after.model.layers == (WIDE.model_copy(update={"units": value}), THIRD, Dense(units=value))
    assert after.parameters == 3 * value + value * (value + 1) + (value + 1)


@pytest.mark.parametrize("value", [0.0, 0.25, 0.95])
def test_a_dropout_follows_every_hidden_layer_in_the_place_of_what_was_there(value: float) -> None:
    rate = Dropout(rate=value)
    for layers in ((WIDE, NARROW), (WIDE, THIRD, NARROW), (THIRD, WIDE, THIRD, THIRD, NARROW)):
        after = varied("dropout", value, Experiment(model=Model(layers=layers)))
        assert after.model.layers == (WIDE, rate, NARROW, rate)


@pytest.mark.parametrize(
    ("value", "l1", "l2"), [("none", 0, 0), ("l1=0.003", 0.003, 0), ("l2=0.01", 0, 0.01), ("l2=10", 0, 10)]
)
def test_a_penalty_takes_the_place_of_the_others(value: str, l1: float, l2: float) -> None:
    base = Experiment.from_parts({"training": {"l1": 0.5, "l2": 0.5}})
    training = varied("penalty", value, base).training
    assert (training.l1, training.l2) == (l1, l2)
    assert read_penalty(value) == (("" if value == "none" else value[:2]), l1 or l2)


# Values from outside


@pytest.mark.parametrize(
    ("axis", "text"),
    [
        *(("activation", text) for text in ("", "Tanh", "tanh ", "dense")),
        *(("optimizer", text) for text in ("lion", "SGD")),
        *(("learning_rate", text) for text in ("0", "-1", "nan", "inf", "1e-10", "100.1", "fast", "", "0,1")),
        *(("depth", text) for text in ("-1", "9", "2.0", "two", "1e1")),
        *(("width", text) for text in ("0", "129", "8.5")),
        *(("dropout", text) for text in ("-0.1", "0.96", "nan", "1")),
        *(("initializer", text) for text in ("xaver", "")),
        *(("batch_size", text) for text in ("0", "100001", "ten")),
        *(("penalty", text) for text in ("", "l1", "l3=1", "l1=0", "l1=-1", "l1=nan", "l1=11", "None", "l2=0=1")),
        *(("seed", text) for text in ("-1", str(2**31), "1.0", "9" * 5000)),
    ],
)
def test_what_is_no_value_is_not_read(axis: str, text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        AXES[axis].parse(text)


@given(AXIS, st.text(max_size=20) | st.floats().map(str) | st.integers().map(str))
def test_whatever_is_read_is_a_value(axis: AxisName, text: str) -> None:
    with suppress(ValueError):  # nothing else is raised for text
        value = AXES[axis].parse(text)
        after = AXES[axis].vary(Experiment(), value)
        assert Experiment.from_json(after.to_json()) == after
