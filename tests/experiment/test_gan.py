"""The description of a GAN: what it takes, what it refuses, that it survives JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from playground.concepts.gan import TARGETS
from playground.experiment.gan import GanExperiment


def test_every_target_can_be_named() -> None:
    for name in TARGETS:
        assert GanExperiment.model_validate({"data": {"name": name}}).data.name == name


def test_it_is_written_as_the_command_line_reads_it() -> None:
    text = json.dumps(
        {
            "data": {"name": "ring8"},
            "model": {
                "generator": {"noise": 1, "layers": [{"type": "dense", "units": 8, "activation": "tanh"}]},
                "discriminator": {"layers": []},
            },
            "training": {"loss": "wasserstein", "discriminator_steps": 5},
            "seed": 3,
        }
    )
    experiment = GanExperiment.model_validate_json(text)
    assert experiment.model.generator.layers[0].units == 8
    assert experiment.model.discriminator.layers == ()
    assert GanExperiment.model_validate_json(experiment.model_dump_json()) == experiment


@pytest.mark.parametrize(
    "parts",
    [
        {"data": {"name": "spiral"}},
        {"training": {"loss": "hinge"}},
        {"training": {"beta1": 1.0}},
        {"training": {"discriminator_steps": 0}},
        {"training": {"r1": -1}},
        {"training": {"generator_rate": float("nan")}},
        {"model": {"generator": {"noise": 9}}},
        {"model": {"layers": []}},
        {"model": {"generator": {"layers": [{"type": "flatten"}]}}},
        {"model": {"discriminator": {"layers": [{"type": "dense", "units": 2}] * 6}}},
    ],
)
def test_what_it_cannot_be_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        GanExperiment.model_validate(parts)


def test_parameters_are_those_of_both_networks() -> None:
    layers = {"layers": [{"type": "dense", "units": 3}]}
    experiment = GanExperiment.model_validate({"model": {"generator": {**layers, "noise": 5}, "discriminator": layers}})
    assert experiment.parameters == (5 + 1) * 3 + (3 + 1) * 2 + (2 + 1) * 3 + (3 + 1) * 1


def test_drawn_points_are_a_distribution_of_their_own() -> None:
    experiment = GanExperiment.model_validate({"data": {"name": "drawn", "points": [[0, 1], [2, -1]]}})
    assert experiment.data.mixture.centres.tolist() == [[0, 1], [2, -1]]
    assert not experiment.data.is_own, "a link carries them"


@pytest.mark.parametrize(
    ("parts", "known"),
    [
        ({"model": {"generator": {"layers": []}}}, True),
        ({}, False),
        ({"model": {"generator": {"layers": [], "noise": 1}}}, False),
        ({"model": {"generator": {"layers": []}}, "training": {"loss": "least_squares"}}, False),
    ],
)
def test_the_best_discriminator_is_known_against_a_gaussian(parts: dict[str, Any], known: bool) -> None:
    assert GanExperiment.model_validate(parts).has_known_best is known
