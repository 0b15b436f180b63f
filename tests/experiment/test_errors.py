import json
from functools import reduce
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from playground.experiment import Experiment, ExperimentError
from tests.experiment.wrong import Wrong, wrong_experiments


def refusal(parts: Any) -> ExperimentError:
    with pytest.raises(ExperimentError) as caught:
        Experiment.from_json(json.dumps(parts))
    return caught.value


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(wrong_experiments())
def test_a_refusal_is_one_line_that_names_field_value_and_what_is_allowed(wrong: Wrong) -> None:
    error = refusal(wrong.parts)
    message = str(error)
    assert len(message.splitlines()) == 1
    assert message.isprintable()
    assert len(message) < 400
    assert error.problems == (message,)
    assert message.startswith(wrong.path)
    if wrong.shown[:36].isprintable() and '"' not in wrong.shown[1:-1]:
        assert wrong.shown[:36] in message
    for words in wrong.allowed:
        assert words in message


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(wrong_experiments())
def test_a_form_and_a_file_are_refused_in_the_same_words(wrong: Wrong) -> None:
    with pytest.raises(ExperimentError) as caught:
        Experiment.from_parts(wrong.parts)
    assert str(caught.value) == str(refusal(wrong.parts))


def layers(*listed: Any) -> dict[str, Any]:
    return {"model": {"layers": list(listed)}}


def optimizer(**fields: Any) -> dict[str, Any]:
    return {"training": {"optimizer": fields}}


DENSE_FIELDS = "allowed here: type, units, activation"
DATA_FIELDS = "allowed here: name, samples, noise, train_fraction, features"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"dat": 1}, "dat: unknown field; allowed here: data, model, training, seed"),
        ({"data": {"nme": "spiral"}}, f"data.nme: unknown field; {DATA_FIELDS}"),
        ({"data": {"data": 1}}, f"data.data: unknown field; {DATA_FIELDS}"),
        ({"model": {"model": 1}}, "model.model: unknown field; allowed here: layers, initializer"),
        (layers({"type": "dense", "units": 3, "unit": 3}), f"model.layers[0].unit: unknown field; {DENSE_FIELDS}"),
        (layers({"type": "dense", "units": 3, "dense": 3}), f"model.layers[0].dense: unknown field; {DENSE_FIELDS}"),
        (layers({"type": "dropout", "units": 3}), "model.layers[0].units: unknown field; allowed here: type, rate"),
        (
            optimizer(name="adagrad", lr=1),
            "training.optimizer.lr: unknown field; allowed here: name, learning_rate, epsilon",
        ),
        ({"a\nb": 1}, '"a\\nb": unknown field; allowed here: data, model, training, seed'),
        ({"a.b": 1}, '"a.b": unknown field; allowed here: data, model, training, seed'),
        ({"": 1}, '"": unknown field; allowed here: data, model, training, seed'),
        (
            layers({"type": "dense", "units": 3}, {"type": "dens"}),
            "model.layers[1].type: \"dens\": must be one of 'dense', 'dropout', 'dropconnect'",
        ),
        (layers({"units": 3}), "model.layers[0].type: is missing; must be one of dense, dropout, dropconnect"),
        (layers({"type": None}), "model.layers[0].type: null: must be one of 'dense', 'dropout', 'dropconnect'"),
        (layers({"type": "dense"}), "model.layers[0].units: is missing"),
        (layers({"type": "dense", "units": "3"}), 'model.layers[0].units: "3": must be a whole number'),
        (layers({"type": "dense", "units": 3.5}), "model.layers[0].units: 3.5: must be a whole number"),
        (layers({"type": "dense", "units": True}), "model.layers[0].units: true: must be a whole number"),
        (layers({"type": "dense", "units": 10**30}), f"model.layers[0].units: {10**30}: must be at most 4096"),
        (layers(3), "model.layers[0]: 3: must be an object with named fields"),
        (layers(*[{"type": "dense", "units": 1}] * 65), "may have at most 64 entries"),
        (layers(*[{"type": "dense", "units": 4096}] * 3), "model.layers: 33579009 parameters in all: must be at most"),
        (
            layers({"type": "dropconnect"}, {"type": "dropout"}, {"type": "dropconnect"}),
            "model: layer 3: two dropconnect layers act on the same weights",
        ),
        ({"data": {"noise": float("nan")}}, "data.noise: NaN: must be a finite number"),
        ({"data": {"samples": 100_001}}, "data.samples: 100001: must be at most 100000"),
        ({"data": {"features": []}}, "data.features: []: needs at least 1 entry"),
        ({"data": {"features": ["x1", "x2", "x1"]}}, "data.features: x1 is listed twice"),
        ({"data": "spiral"}, 'data: "spiral": must be an object with named fields'),
        (optimizer(name="sgd", nesterov=True), "training.optimizer: nesterov needs a momentum above 0"),
        (optimizer(learning_rate=1), "training.optimizer.name: is missing; must be one of sgd, adagrad, rmsprop, adam"),
        (optimizer(name="adm"), "training.optimizer.name: \"adm\": must be one of 'sgd', 'adagrad', 'rmsprop'"),
        (
            {"data": {"name": "plane"}, "training": {"loss": "cross_entropy"}},
            "training.loss: cross_entropy needs classes, and plane asks for a number; allowed: auto, mse",
        ),
        ([], "experiment: []: must be an object with named fields"),
    ],
)
def test_a_refusal_says(parts: Any, message: str) -> None:
    assert message in str(refusal(parts))
    assert len(str(refusal(parts)).splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not valid JSON: EOF"),
        ("hello", "not valid JSON: expected value at line 1 column 1"),
        ('{"seed": 1,\n"x"', "not valid JSON: EOF while parsing an object at line 2"),
        ('{"seed": 1} {}', "not valid JSON: trailing characters"),
        ("3", "experiment: 3: must be an object with named fields"),
        ('"{}"', "must be an object with named fields"),
        ("null", "experiment: null: must be an object with named fields"),
        ("[" * 90_000, "not valid JSON: recursion limit exceeded"),
        ('{"data":' * 20_000 + "1" + "}" * 20_000, "not valid JSON: recursion limit exceeded"),
        ('{"data":' + "[" * 150 + "]" * 150 + "}", "data: [[[[[[["),
        ('{"seed":' + "9" * 4000 + "}", "...: must be at most 2147483647"),
        ('{"seed":' + "9" * 100_000 + "}", "not valid JSON: number out of range"),
        (" " * 200_001, "the text is too long: at most 200000 characters"),
        (b"\xff\xfe", "not valid JSON"),
        ('{"' + "a" * 100_000 + '": 1}', "...: unknown field; allowed here: data, model, training, seed"),
        ("\ud800", "not valid JSON"),
    ],
    ids=lambda value: ascii(value[:20]),
)
def test_a_text_that_is_no_experiment_is_refused_in_one_short_line(text: str | bytes, message: str) -> None:
    with pytest.raises(ExperimentError) as caught:
        Experiment.from_json(text)
    assert message in str(caught.value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("query", ["", "?", "lang=fr", "experiment="])
def test_a_link_without_an_experiment_is_refused(query: str) -> None:
    with pytest.raises(ExperimentError, match=r"^the link carries no experiment$"):
        Experiment.from_query(query)


@pytest.mark.parametrize("value", [b"\n", {1: 2}, object()], ids=["bytes", "numbered field", "object"])
def test_values_that_json_cannot_hold_are_refused_like_others(value: Any) -> None:
    for parts in (value, {"seed": value}, {"data": value}, {"data": {"features": [value]}}, layers({"type": value})):
        with pytest.raises(ExperimentError) as caught:
            Experiment.from_parts(parts)
        assert str(caught.value).isprintable()


@pytest.mark.parametrize("parts", [{"seed": 10**5000}, {"data": reduce(lambda inner, _: [inner], range(5000), 1)}])
def test_values_that_cannot_be_written_are_refused_by_their_type(parts: Any) -> None:
    with pytest.raises(ExperimentError, match=r"^seed: int: must be at most|^data: list: must be an object"):
        Experiment.from_parts(parts)


def test_a_refusal_with_several_problems_counts_them_and_keeps_all() -> None:
    error = refusal({"seed": -1, "data": {"noise": 2, "samples": 1}})
    assert error.problems == (
        "data.samples: 1: must be at least 10",
        "data.noise: 2: must be at most 1.0",
        "seed: -1: must be at least 0",
    )
    assert str(error) == "data.samples: 1: must be at least 10 (and 2 more problems)"
    assert str(refusal({"seed": -1, "data": {"noise": 2}})).endswith(" (and 1 more problem)")
    assert isinstance(error, ValueError)
