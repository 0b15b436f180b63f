from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.experiment import Dense, Experiment, ExperimentError, Model, PlaneData
from playground.experiment.axes import AXES, NETWORK_AXES
from playground.experiment.axis import Value
from playground.experiment.comparison import (
    MOST_NUMBERS,
    MOST_PARAMETERS,
    MOST_SEEDS,
    MOST_VALUES,
    Comparison,
)
from playground.experiment.data import FEATURES
from tests.ui.shown import shown_experiments

LAYERS = Model(layers=(Dense(units=8),) * 8)


def refusal(**parts: Any) -> str:
    with pytest.raises(ExperimentError) as caught:
        Comparison.from_parts(parts)
    return str(caught.value)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Draw any comparison of values that the page offers, of networks that are not too large together."""
    axis = draw(st.sampled_from(NETWORK_AXES))
    stops = st.sampled_from(AXES[axis].stops)
    values = draw(st.lists(stops, min_size=2, max_size=MOST_VALUES, unique=True))
    base = draw(shown_experiments(samples=1000, units=16))
    return Comparison(base=base, axis=axis, values=tuple(values), seeds=draw(st.integers(3, MOST_SEEDS)))


def test_the_usual_comparison_is_eight_activations_from_five_seeds() -> None:
    usual = Comparison()
    assert (usual.base, usual.axis, len(usual.values), usual.seeds) == (Experiment(), "activation", 8, 5)
    assert usual.networks == 40


@given(comparisons())
def test_there_is_a_row_for_each_value_and_in_it_a_network_for_each_seed(comparison: Comparison) -> None:
    each = 1 if comparison.axis == "seed" else comparison.seeds
    rows = comparison.experiments
    assert comparison.networks_each == each
    assert [len(row) for row in rows] == [each] * len(comparison.values)
    assert comparison.networks == sum(map(len, rows))
    for value, row in zip(comparison.values, rows, strict=True):
        for place, experiment in enumerate(row):
            seeded = comparison.base.model_copy(update={"seed": (comparison.base.seed + place) % 2**31})
            assert experiment == AXES[comparison.axis].vary(seeded, value)


@given(comparisons())
def test_networks_of_one_seed_share_their_data(comparison: Comparison) -> None:
    assert {experiment.data for row in comparison.experiments for experiment in row} == {comparison.base.data}
    seeds = [[experiment.seed for experiment in row] for row in comparison.experiments]
    assert seeds == ([[value] for value in comparison.values] if comparison.axis == "seed" else [seeds[0]] * len(seeds))


@given(comparisons())
def test_json_gives_the_same_comparison_back(comparison: Comparison) -> None:
    again = Comparison.model_validate_json(comparison.model_dump_json())
    assert again == comparison
    assert hash(again) == hash(comparison)
    assert again.experiments == comparison.experiments


def test_seeds_go_round_at_the_last_one() -> None:
    row = Comparison(base=Experiment(seed=2**31 - 2), seeds=3).experiments[0]
    assert [experiment.seed for experiment in row] == [2**31 - 2, 2**31 - 1, 0]


def test_numbers_may_be_whole() -> None:
    comparison = Comparison.model_validate_json('{"axis": "learning_rate", "values": [1, 0.5]}')
    assert [row[0].training.optimizer.learning_rate for row in comparison.experiments] == [1, 0.5]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"axis": "colour"}, "axis: \"colour\": must be one of 'activation', 'optimizer', 'learning_rate', 'depth'"),
        ({"axis": "depth", "values": (1,)}, "values: [1]: needs at least 2 entries"),
        ({"axis": "depth", "values": tuple(range(9))}, "may have at most 8 entries"),
        ({"axis": "depth", "values": (1, 9)}, "values: 9 is no value of the axis depth"),
        ({"axis": "depth", "values": (1, 2.0)}, "values: 2.0 is no value of the axis depth"),
        ({"axis": "width", "values": (4, "8")}, 'values: "8" is no value of the axis width'),
        ({"axis": "learning_rate", "values": ("0.1", "1")}, 'values: "0.1" is no value of the axis learning_rate'),
        ({"axis": "learning_rate", "values": (0.1, 0.0)}, "values: 0.0 is no value of the axis learning_rate"),
        ({"axis": "seed", "values": (1, 2**31)}, "values: 2147483648 is no value of the axis seed"),
        ({"axis": "penalty", "values": ("none", "l1")}, 'values: "l1" is no value of the axis penalty'),
        ({"values": ("relu", "rel\nu")}, r'values: "rel\nu" is no value of the axis activation'),
        ({"values": ("relu", "tanh", "relu")}, "values: each may be there once"),
        ({"axis": "learning_rate", "values": (1, 1.0)}, "values: each may be there once"),
        ({"values": "relu"}, 'values: "relu": must be a list'),
        ({"seeds": 2}, "seeds: 2: must be at least 3"),
        ({"seeds": 11}, "seeds: 11: must be at most 10"),
        ({"seeds": 3.5}, "seeds: 3.5: must be a whole number"),
        ({"base": {"seed": -1}}, "base.seed: -1: must be at least 0"),
        ({"base": {"data": {"nmae": 1}}}, "base.data.nmae: unknown field; allowed here: name, samples"),
        ({"network": 1}, "network: unknown field; allowed here: base, axis, values, seeds"),
    ],
)
def test_refusals(parts: dict[str, Any], message: str) -> None:
    reason = refusal(**parts)
    assert message in reason
    assert len(reason.splitlines()) == 1


@pytest.mark.parametrize("seeds", [3, 10])
def test_the_fewest_and_the_most_seeds(seeds: int) -> None:
    assert Comparison(seeds=seeds).networks == 8 * seeds


def test_too_many_parameters_are_refused() -> None:
    wide = (2 * 128 + 128) + 7 * (128 * 128 + 128) + 129
    assert Comparison(base=Experiment(model=LAYERS), axis="width", values=(1, 128), seeds=10).networks == 20
    values: tuple[Value, ...] = (128, 127, 126)
    reason = refusal(base=Experiment(model=LAYERS), axis="width", values=values, seeds=10)
    assert f"parameters of all networks together: must be at most {MOST_PARAMETERS:,}; fewer values" in reason
    assert wide > MOST_PARAMETERS / 30, "three such widths of ten seeds are too many"
    assert int(reason.split()[0].replace(",", "")) > MOST_PARAMETERS


def test_too_many_numbers_of_data_are_refused() -> None:
    base = Experiment(data=PlaneData(samples=100_000, features=FEATURES))
    reason = refusal(base=base)
    assert reason == (
        f"28,000,000 numbers of input data of all networks together: must be at most {MOST_NUMBERS:,}; "
        "fewer seeds help, or fewer samples"
    )
    assert Comparison(base=base, values=("relu", "tanh"), seeds=10).networks == 20, "14 million are allowed"


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
ANYTHING = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


@given(st.sampled_from(list(AXES)), st.lists(PLAIN, max_size=9) | ANYTHING, st.integers(-3, 20) | ANYTHING)
def test_whatever_comes_from_outside_is_taken_or_refused_in_one_line(axis: str, values: Any, seeds: Any) -> None:
    parts = {"axis": axis, "values": tuple(values) if isinstance(values, list) else values, "seeds": seeds}
    try:
        comparison = Comparison.from_parts(parts)
    except ExperimentError as refused:
        reason = str(refused)
        assert reason.isprintable()
        assert len(reason) < 400
    else:
        for row in comparison.experiments:
            for experiment in row:
                assert Experiment.from_json(experiment.to_json()) == experiment


@given(st.lists(st.text(max_size=20) | st.floats() | st.integers(), min_size=2, max_size=8))
def test_values_from_a_file_are_taken_as_those_of_a_form(values: list[Any]) -> None:
    text = json.dumps({"axis": "learning_rate", "values": values})
    try:
        form = Comparison.from_parts({"axis": "learning_rate", "values": values})
    except ExperimentError:
        with pytest.raises(ValueError, match=r".+"):
            Comparison.model_validate_json(text)
    else:
        assert Comparison.model_validate_json(text) == form
