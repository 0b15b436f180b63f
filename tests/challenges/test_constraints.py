"""What a challenge allows, and what it says of the rest."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.challenges.constraints import (
    Constraint,
    HiddenLayers,
    HiddenNeurons,
    MostEpochs,
    MostParameters,
    OnlyActivations,
    OnlyInputs,
    OnlyOptimizers,
    SameData,
    SmallestBatch,
)
from playground.challenges.ready import READY
from playground.experiment import Experiment
from playground.experiment.data import FEATURES
from playground.experiment.gan import GanExperiment
from playground.i18n import set_language

XOR = {"name": "xor", "samples": 200, "noise": 0.1}


def network(*layers: dict[str, Any], data: dict[str, Any] = XOR, seed: int = 1, **training: Any) -> Experiment:
    return Experiment.from_parts({"data": data, "model": {"layers": list(layers)}, "training": training, "seed": seed})


def dense(units: int, activation: str = "tanh") -> dict[str, Any]:
    return {"type": "dense", "units": units, "activation": activation}


DIGITS = network({"type": "flatten"}, data={"name": "digits"})
MOVED = network({"type": "flatten"}, data={"name": "digits", "augmentation": {"shift": 1.0}})
CONV = network({"type": "conv2d", "filters": 3, "kernel_size": 3}, {"type": "flatten"}, data={"name": "digits"})
BOTH_WAYS = network({"type": "gru", "units": 3, "bidirectional": True}, data={"name": "first_symbol", "length": 10})


@pytest.mark.parametrize(
    ("constraint", "allowed", "refused", "words"),
    [
        (SameData(network()), network(dense(3)), network(seed=2), "seed"),
        (
            SameData(network()),
            network(data={**XOR, "features": ["x1*x2"]}),
            network(data={**XOR, "noise": 0.0}),
            "noise",
        ),
        (SameData(network()), network(batch_size=7), network(data={**XOR, "samples": 201}), "number of samples"),
        (SameData(network()), network(), network(data={**XOR, "train_fraction": 0.6}), "share for training"),
        (SameData(network()), network(), network(data={"name": "circle"}), "other data"),
        (SameData(network()), network(), GanExperiment(), "other data"),
        (SameData(DIGITS), MOVED, network({"type": "flatten"}, data={"name": "mnist"}), "other data"),
        (OnlyInputs(("x1", "x2")), network(), network(data={**XOR, "features": ["x1", "x1^2", "sin(x2)"]}), "x₁², sin"),
        (OnlyInputs(("x1", "x2")), network(), DIGITS, "other data"),
        (OnlyInputs(("x1", "x2")), network(), GanExperiment(), "other data"),
        (MostParameters(13), network(dense(3)), network(dense(4)), "17 parameters"),
        (HiddenLayers(most=0), network(), network(dense(1)), "1 hidden layer."),
        (HiddenLayers(most=0), DIGITS, CONV, "1 hidden layer."),
        (HiddenLayers(fewest=2), network(dense(1), dense(1)), network(dense(9)), "1 hidden layer."),
        (HiddenLayers(most=1), network(dense(2), {"type": "dropout", "rate": 0.5}), network(dense(1), dense(1)), "2"),
        (HiddenNeurons(most=5), network(dense(3), dense(2)), network(dense(3), dense(3)), "6 hidden neurons"),
        (HiddenNeurons(fewest=5), BOTH_WAYS, CONV, "3 hidden neurons"),
        (HiddenNeurons(2, 2), network(dense(2)), network(), "0 hidden neurons"),
        (OnlyActivations(("tanh",)), network(dense(2)), network(dense(2), dense(2, "relu")), "ReLU"),
        (OnlyActivations(("tanh",)), network(), GanExperiment(), "ReLU"),
        (OnlyOptimizers(("sgd",)), network(optimizer={"name": "sgd"}), network(), "Adam"),
        (OnlyOptimizers(("sgd",)), network(optimizer={"name": "sgd"}), GanExperiment(), "Adam"),
        (SmallestBatch(10), network(batch_size=10), network(batch_size=9), "9"),
    ],
)
def test_it_says_what_breaks_it_and_nothing_where_nothing_does(
    constraint: Constraint, allowed: Experiment, refused: Experiment, words: str
) -> None:
    assert constraint.broken_by(allowed, 1) is None
    broken = constraint.broken_by(refused, 1)
    assert broken is not None
    assert words in broken
    assert constraint.sentence


def test_epochs_are_counted_to_the_one_in_which_the_goal_was_met() -> None:
    assert MostEpochs(100).broken_by(network(), 100) is None
    assert "101" in (MostEpochs(100).broken_by(network(), 101) or "")


@given(st.sets(st.sampled_from(FEATURES), min_size=1), st.sets(st.sampled_from(FEATURES), min_size=1))
def test_inputs_are_allowed_if_they_are_some_of_those(allowed: set[str], used: set[str]) -> None:
    experiment = network(data={**XOR, "features": sorted(used)})
    broken = OnlyInputs(tuple(sorted(allowed))).broken_by(experiment, 1)
    assert (broken is None) == (used <= allowed)


@given(st.lists(st.integers(1, 6), max_size=4), st.none() | st.integers(0, 20), st.none() | st.integers(0, 20))
def test_neurons_and_layers_are_counted(units: list[int], fewest: int | None, most: int | None) -> None:
    experiment = network(*map(dense, units))

    def within(count: int) -> bool:
        return not (fewest is not None and count < fewest) and not (most is not None and count > most)

    assert (HiddenNeurons(most, fewest).broken_by(experiment, 1) is None) == within(sum(units))
    assert (HiddenLayers(most, fewest).broken_by(experiment, 1) is None) == within(len(units))


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_constraint_of_a_ready_challenge_has_a_sentence(code: str) -> None:
    set_language(code)
    try:
        for challenge in READY.values():
            sentences = [each.sentence for each in challenge.constraints]
            assert len(set(sentences)) == len(sentences)
            assert not any("{" in sentence for sentence in sentences)
    finally:
        set_language("en")
