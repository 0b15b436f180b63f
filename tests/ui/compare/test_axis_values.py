from __future__ import annotations

from typing import Any

import pytest

from playground.activations import ACTIVATIONS
from playground.controls.form import from_form, to_form
from playground.experiment.axes import AXES, NETWORK_AXES, OPTIMIZER_CHOICES, AxisName
from playground.experiment.axis import Value
from playground.i18n import set_language
from playground.initializers import INITIALIZERS
from playground.presets import PRESETS
from playground.ui.compare.axis_values import COVERED, OF_CELLS, OF_GANS, label
from playground.ui.group_list import GROUPS, Group


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("axis", AXES)
def test_every_value_has_a_name_of_its_own(axis: AxisName, language: str) -> None:
    set_language(language)
    try:
        names = [label(axis, stop) for stop in AXES[axis].stops]
    finally:
        set_language("en")
    assert len(set(names)) == len(names)
    assert all(name.strip() == name != "" for name in names)
    assert max(map(len, names)) <= 34


@pytest.mark.parametrize(
    ("axis", "value", "name"),
    [
        ("activation", "tanh", ACTIVATIONS["tanh"].label),
        ("initializer", "he", INITIALIZERS["he"].label),
        ("optimizer", "momentum", "SGD + momentum, γ = 0.03"),
        ("optimizer", "adam", "Adam, γ = 0.01"),
        ("learning_rate", 0.0003, "γ = 0.0003"),
        ("learning_rate", 1e-9, "γ = 1e−09"),
        ("depth", 0, "0 hidden layers"),
        ("depth", 1, "1 hidden layer"),
        ("width", 1, "1 neuron"),
        ("width", 128, "128 neurons"),
        ("dropout", 0.25, "p = 0.25"),
        ("batch_size", 50, "batches of 50"),
        ("penalty", "none", "none"),
        ("penalty", "l2=0.003", "L2 = 0.003"),
        ("gan_loss", "least_squares", "Least squares"),
        ("gan_beta1", 0.5, "β₁ = 0.5"),
        ("gan_rates", "0.002/0.0001", "0.002/0.0001"),
        ("gan_r1", 0.0, "no R1"),
        ("gan_r1", 0.3, "R1 = 0.3"),
        ("seed", 7, "seed 7"),
    ],
)
def test_names(axis: AxisName, value: Value, name: str) -> None:
    assert label(axis, value) == name


def test_an_optimizers_name_tells_its_learning_rate() -> None:
    for value, spec in OPTIMIZER_CHOICES.items():
        assert f"γ = {spec.learning_rate:g}" in label("optimizer", value)


OTHERS: dict[str, Any] = {
    "data": "xor",
    "features": ["x1"],
    "noise": 0.1,
    "samples": 300,
    "train": 0.7,
    "layers": 1,
    "drop": "none",
    **{f"{part}{k}": other for k in (1, 2) for part, other in (("units", 3), ("activation", "elu"), ("rate", 0.7))},
    "optimizer": "adamw",
    "learning_rate": 0.3,
    **{f"adam_{part}": 0.5 for part in ("beta1", "beta2", "epsilon")},
    "batch": 7,
    "loss": "mse",
    "l1": 0.5,
    "l2": 0.5,
    "init": "he",
    "shuffle": False,
    "seed": 77,
}
"""For each control of the page a value that the experiment below does not have."""


def test_every_axis_covers_controls_of_the_page() -> None:
    assert set(COVERED) == set(AXES)
    known = [group for group in GROUPS.values() if "compare" in group.pages]
    for axis, keys in COVERED.items():
        assert bool(keys) == (axis not in (*OF_CELLS, *OF_GANS))
        assert all(any(key.rstrip("*") + "1" * key.endswith("*") in group for group in known) for key in keys)


@pytest.mark.parametrize("key", OTHERS)
@pytest.mark.parametrize("axis", NETWORK_AXES)
def test_an_axis_covers_just_the_controls_that_change_no_network(axis: AxisName, key: str) -> None:
    base = PRESETS["dropout"].experiment
    form = to_form(base) | {f"adamw_{part}": 0.5 for part in ("beta1", "beta2", "epsilon", "weight_decay")}
    assert OTHERS.keys() - {"rate2"} <= form.keys()
    assert form[key] != OTHERS[key]
    other = from_form(form | {key: OTHERS[key]})
    vary, values = AXES[axis].vary, AXES[axis].default
    same = all(vary(other, value) == vary(base, value) for value in values)
    assert same == (key in Group("", "page", COVERED[axis]))
