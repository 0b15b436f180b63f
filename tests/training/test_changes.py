from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.experiment import Experiment
from playground.training.changes import is_adjustment
from tests.strategies import experiments

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
