"""Experiments of any kind from text: whose a text is, and what the schema says of all."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.experiment import Experiment, ExperimentError, json_schema
from playground.experiment.gan import GAN_DATA, GanExperiment, is_gan
from playground.experiment.read import any_schema, experiment_from_json
from tests.experiment.adversaries import gans


@pytest.mark.parametrize(
    "parts",
    [
        {"model": {"generator": {"noise": 3}}},
        {"model": {"discriminator": {"layers": []}}},
        {"data": {"name": "ring8"}},
        {"data": {"name": "drawn", "points": [[0, 1]]}},
        {"data": {"name": "ring8"}, "model": {"generator": {}}, "training": {"loss": "wasserstein"}},
    ],
)
def test_a_gan_is_known_by_its_networks_or_by_its_data(parts: dict[str, Any]) -> None:
    experiment = experiment_from_json(json.dumps(parts))
    assert isinstance(experiment, GanExperiment)
    assert experiment_from_json("\ufeff" + experiment.to_json()) == experiment


@pytest.mark.parametrize("parts", [{}, {"data": {"name": "gaussian"}}, {"model": {"layers": []}}, {"seed": 4}])
def test_everything_else_is_of_one_network(parts: dict[str, Any]) -> None:
    assert experiment_from_json(json.dumps(parts)) == Experiment.from_parts(parts)


def test_no_data_of_a_gan_have_the_name_of_others() -> None:
    others = json_schema()["properties"]["data"]["discriminator"]["mapping"]
    assert not set(GAN_DATA) & set(others)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"model": {"generator": {"noise": 9}}}', "model.generator.noise: 9: must be at most 8"),
        ('{"model": {"generator": {}, "layers": []}}', "model.layers: unknown field"),
        ('{"data": {"name": "spiral"}, "model": {"generator": {}}}', "data.name"),
        ('{"data": {"name": "ring8"}, "model": {"layers": []}}', "data.name"),
        ('{"data": {"name": "drawn"}}', "drawn needs at least one point"),
        ('{"data": {"name": "ring8", "points": [[0, 0]]}}', "only drawn takes points"),
        ('{"model": {"generator": {"layers": [{"type": "dense", "units": 300}]}}}', "must be at most 256"),
        ('{"model": {"generator"', "not valid JSON"),
        ("[" * 100_000 + '"generator"', "not valid JSON"),
        ("null", "experiment: null"),
    ],
)
def test_what_is_refused_is_said_in_a_line(text: str, said: str) -> None:
    with pytest.raises(ExperimentError, match=said.replace("(", r"\(")) as refused:
        experiment_from_json(text)
    assert "\n" not in str(refused.value)


@given(st.text(max_size=80) | st.binary(max_size=80), st.booleans())
def test_any_text_is_read_or_refused(text: str | bytes, names_a_network: bool) -> None:
    if names_a_network:
        text = text + (b'"generator"' if isinstance(text, bytes) else '"generator"')
    with suppress(ExperimentError):
        assert isinstance(experiment_from_json(text), Experiment | GanExperiment)


@given(st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.dictionaries(st.text(), inner)))
def test_whether_it_is_a_gan_can_be_asked_of_anything(parts: Any) -> None:
    assert is_gan(parts) in (True, False)


@given(gans())
def test_a_gan_survives_json_and_links(experiment: GanExperiment) -> None:
    assert experiment_from_json(experiment.to_json()) == experiment
    assert GanExperiment.from_query(experiment.to_query()) == experiment


class TestSchema:
    def test_other_forms_stay_as_they_are(self) -> None:
        alone, together = json_schema(), any_schema()
        assert {name: together["$defs"][name] for name in alone["$defs"]} == alone["$defs"]
        assert together["anyOf"][0]["properties"] == {
            name: form for name, form in alone["properties"].items() if name != "seed"
        }
        assert set(together["properties"]) == {"data", "model", "training", "seed"}
        assert together["additionalProperties"] is False

    def test_a_gans_parts_are_there(self) -> None:
        schema = any_schema()
        gan = GanExperiment.model_json_schema()
        assert {name: schema["$defs"][name] for name in gan["$defs"]} == gan["$defs"]
        assert schema["properties"]["data"]["discriminator"]["mapping"]["ring8"] == "#/$defs/GanData"
        assert {"$ref": "#/$defs/GanModel"} in schema["properties"]["model"]["anyOf"]
        forms = schema["anyOf"][1]
        assert forms["properties"]["training"]["$ref"] == "#/$defs/GanTraining"
        assert forms["anyOf"] == [{"required": ["data"]}, {"required": ["model"]}]
