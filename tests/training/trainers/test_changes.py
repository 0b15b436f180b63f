from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.experiment import Experiment
from playground.experiment.axes import AxisName
from playground.experiment.comparison import Comparison
from playground.experiment.gan import GanExperiment
from playground.training.trainers.changes import changes_data, is_adjustment, is_adjustment_of_all
from tests.strategies import experiments
from tests.training.imaging import digits

BASE: dict[str, Any] = {
    "data": {"name": "circle", "samples": 100, "noise": 0.1, "train_fraction": 0.5, "features": ["x1", "x2"]},
    "model": {"layers": [{"type": "dense", "units": 4}, {"type": "dropout", "rate": 0.2}], "initializer": "he"},
    "training": {"optimizer": {"name": "adamw"}, "batch_size": 10, "loss": "auto", "l1": 0, "l2": 0, "shuffle": True},
    "seed": 1,
}


def changed(part: str, **fields: Any) -> Experiment:
    return Experiment.from_parts({**BASE, part: {**BASE[part], **fields}})


def optimizer(**fields: Any) -> Experiment:
    return changed("training", optimizer={"name": "adamw", **fields})


@pytest.mark.parametrize(
    "after",
    [
        Experiment.from_parts(BASE),
        optimizer(learning_rate=0.5),
        changed("training", l1=0.1),
        changed("training", l2=0.1),
        changed("training", l1=0.1, l2=3, optimizer={"name": "adamw", "learning_rate": 5}),
    ],
)
def test_learning_rate_and_penalties_are_taken_up_in_place(after: Experiment) -> None:
    before = Experiment.from_parts(BASE)
    assert is_adjustment(before, after)
    assert is_adjustment(after, before)


@pytest.mark.parametrize(
    "after",
    [
        changed("data", name="xor"),
        changed("data", samples=101),
        changed("data", noise=0.2),
        changed("data", train_fraction=0.6),
        changed("data", features=["x1", "x1^2"]),
        changed("model", layers=[]),
        changed("model", layers=[{"type": "dense", "units": 5}, {"type": "dropout", "rate": 0.2}]),
        changed("model", layers=[{"type": "dense", "units": 4}, {"type": "dropout", "rate": 0.3}]),
        changed("model", initializer="xavier"),
        changed("training", batch_size=11),
        changed("training", loss="mse"),
        changed("training", shuffle=False),
        changed("training", optimizer={"name": "adam"}),
        optimizer(beta1=0.8),
        optimizer(beta2=0.8),
        optimizer(epsilon=0.1),
        optimizer(weight_decay=0.1),
        Experiment.from_parts({**BASE, "seed": 2}),
    ],
)
def test_anything_else_starts_a_new_network(after: Experiment) -> None:
    before = Experiment.from_parts(BASE)
    assert not is_adjustment(before, after)
    assert not is_adjustment(after, before)


@given(experiments(), st.floats(0.001, 100), st.floats(0, 10), st.floats(0, 10))
def test_any_experiment_can_be_adjusted(experiment: Experiment, rate: float, l1: float, l2: float) -> None:
    parts = experiment.model_dump()
    parts["training"]["optimizer"]["learning_rate"] = rate
    parts["training"] |= {"l1": l1, "l2": l2}
    assert is_adjustment(experiment, Experiment.from_parts(parts))


def test_augmentation_is_taken_up_in_place_and_is_no_other_data() -> None:
    before, after = digits(), digits(augmentation={"shift": 2, "rotation": 10, "noise": 0.2})
    assert is_adjustment(before, after)
    assert is_adjustment(after, before)
    assert not changes_data(before, after)
    assert not is_adjustment(before, digits(samples=300, augmentation={"shift": 2}))


def drawn(*classes: int, **more: Any) -> Experiment:
    """Return an experiment on points that somebody drew, one of each of these classes."""
    points = [(float(place), 1.0, label) for place, label in enumerate(classes)]
    return Experiment.from_parts({**BASE, "data": {"name": "points", "points": points, **more}})


@pytest.mark.parametrize("after", [drawn(0, 1, 0, 1, 1), drawn(1, 0, 0, 1), drawn(0, 0, 0, 0, 0)])
def test_drawn_points_are_taken_up_in_place_and_are_other_data(after: Experiment) -> None:
    before = drawn(0, 1, 0, 1)
    assert is_adjustment(before, after)
    assert is_adjustment(after, before)
    assert changes_data(before, after)


@pytest.mark.parametrize(
    "after", [drawn(0, 1, 0, 2), drawn(0, 1, 0, 1, train_fraction=0.6), Experiment.from_parts(BASE)]
)
def test_drawn_points_of_more_classes_are_another_question(after: Experiment) -> None:
    before = drawn(0, 1, 0, 1)
    assert not is_adjustment(before, after)
    assert not is_adjustment(after, before)


# Many networks side by side


def compared(axis: AxisName = "depth", values: tuple[Any, ...] = (1, 2), seeds: int = 3, **base: Any) -> Comparison:
    return Comparison(base=Experiment.from_parts({**BASE, **base}), axis=axis, values=values, seeds=seeds)


def trained_with(**fields: Any) -> dict[str, Any]:
    return {"training": BASE["training"] | fields}


@pytest.mark.parametrize(
    "after",
    [
        compared(),
        compared(**trained_with(l1=0.1)),
        compared(**trained_with(optimizer={"name": "adamw", "learning_rate": 0.3}, l2=1)),
    ],
)
def test_networks_side_by_side_take_up_learning_rate_and_penalties(after: Comparison) -> None:
    assert is_adjustment_of_all(compared(), after)
    assert is_adjustment_of_all(after, compared())


@pytest.mark.parametrize(
    "after",
    [
        compared(values=(2, 1)),
        compared(values=(1, 3)),
        compared(values=(1, 2, 3)),
        compared(seeds=4),
        compared("width", (1, 2)),
        compared(seed=5),
        compared(data=BASE["data"] | {"samples": 101}),
        compared(**trained_with(batch_size=11)),
        compared(**trained_with(optimizer={"name": "adam"})),
        compared(model={"layers": []}),
        None,
    ],
)
def test_any_other_comparison_starts_anew(after: Comparison | None) -> None:
    assert not is_adjustment_of_all(compared(), after)
    assert not is_adjustment_of_all(after, compared())


def test_no_comparison_stays_none() -> None:
    assert is_adjustment_of_all(None, None)


@pytest.mark.parametrize(
    ("axis", "values", "base"),
    [
        ("seed", (1, 2), {"seed": 99}),
        ("learning_rate", (0.1, 1.0), trained_with(optimizer={"name": "adamw", "learning_rate": 7.0})),
        ("optimizer", ("sgd", "adam"), trained_with(optimizer={"name": "sgd", "momentum": 0.5})),
        ("penalty", ("none", "l1=0.1"), trained_with(l1=0.4, l2=0.3)),
    ],
)
def test_what_the_axis_covers_changes_nothing(axis: AxisName, values: tuple[Any, ...], base: dict[str, Any]) -> None:
    before, after = compared(axis, values), compared(axis, values, **base)
    assert before != after
    assert before.experiments == after.experiments
    assert is_adjustment_of_all(before, after)


def test_points_that_somebody_draws_start_many_networks_anew() -> None:
    points = [(0.0, 1.0, 0), (1.0, 0.0, 1), (2.0, 2.0, 0), (3.0, 1.0, 1)]
    first, second = (compared(data={"name": "points", "points": points + more}) for more in ([], [(1.0, 1.0, 0)]))
    assert is_adjustment(first.base, second.base)
    assert not is_adjustment_of_all(first, second)


def game(**parts: Any) -> GanExperiment:
    return GanExperiment.from_parts(parts)


DRAWN = {"name": "drawn", "points": [[0, 1]]}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"training": {"generator_rate": 0.5, "discriminator_rate": 0.1, "beta1": 0.5, "beta2": 0.9}}),
        ({}, {"training": {"r1": 0.0, "gradient_penalty": 3, "discriminator_steps": 4, "frozen": "generator"}}),
        ({"data": DRAWN}, {"data": {"name": "drawn", "points": [[0, 1], [2, 2]]}}),
    ],
)
def test_a_gan_takes_up_rates_penalties_turns_and_drawn_points(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert is_adjustment(game(**before), game(**after))
    assert is_adjustment(game(**after), game(**before))


@pytest.mark.parametrize(
    "after",
    [
        {"data": {"name": "line"}},
        {"data": DRAWN},
        {"training": {"loss": "saturating"}},
        {"training": {"batch_size": 64}},
        {"model": {"generator": {"noise": 3}}},
        {"model": {"discriminator": {"layers": []}}},
        {"seed": 1},
    ],
)
def test_another_gan_starts_anew(after: dict[str, Any]) -> None:
    assert not is_adjustment(game(), game(**after))


def test_a_gan_and_a_network_are_no_adjustment_of_each_other() -> None:
    assert not is_adjustment(game(), Experiment.from_parts(BASE))
    assert not is_adjustment(Experiment.from_parts(BASE), game())


def test_other_points_of_a_gan_are_other_data() -> None:
    assert changes_data(game(data=DRAWN), game(data={"name": "drawn", "points": [[0, 2]]}))
    assert not changes_data(game(), game(training={"r1": 0.0}))
