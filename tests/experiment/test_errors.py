import json
from functools import reduce
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from playground.experiment import MAX_LINK, Experiment, ExperimentError
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
    assert len(message) < 500
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
POINT_FIELDS = "allowed here: name, points, train_fraction, features"
TABLE_FIELDS = "allowed here: name, columns, view, train_fraction, standardize"
OWN_FIELDS = "allowed here: name, columns, target, targets, classes, view, train_fraction, standardize"
IRIS_COLUMNS = "allowed: sepal length (cm), sepal width (cm), petal length (cm), petal width (cm)"


def data(name: str, **fields: Any) -> dict[str, Any]:
    return {"data": {"name": name, **fields}}


def column(name: str = "a", rows: int = 10, **fields: Any) -> dict[str, Any]:
    return {"name": name, "values": [1.5] * rows, **fields}


def own(*columns: Any, **fields: Any) -> dict[str, Any]:
    listed = list(columns or (column("a"), column("b")))
    return data("table", **{"columns": listed, "target": "t", "targets": [1.0] * 10, **fields})


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
            "training.loss: cross_entropy needs classes, and plane asks for a number; allowed: auto, mse, mae",
        ),
        ([], "experiment: []: must be an object with named fields"),
        (data("cube"), "data.name: \"cube\": must be one of 'circle', 'xor', 'gaussian'"),
        (data("points", points=[[0, 0, 0]] * 4, noise=0), f"data.noise: unknown field; {POINT_FIELDS}"),
        (data("points"), "data.points: is missing"),
        (data("points", points=[[0, 0, 0]] * 3), "data.points: [[0, 0, 0], [0, 0, 0], [0, 0, 0]]: needs at least 4"),
        (data("points", points=[[0, 0, 0]] * 5001), "may have at most 5000 entries"),
        (data("points", points=[[0, 6.1, 0]] * 4), "data.points[0][1]: 6.1: must be at most 6"),
        (data("points", points=[[0, 0, 5]] * 4), "data.points[0][2]: 5: must be at most 4"),
        (data("points", points=[[0, 0, "1"]] * 4), 'data.points[0][2]: "1": must be a whole number'),
        (data("points", points=[[0, 0]] * 4), "data.points[0][2]: is missing"),
        (data("iris", samples=9), f"data.samples: unknown field; {TABLE_FIELDS}"),
        (data("iris", columns=["petal", "x"]), f'data.columns: "petal" is no column of the inputs; {IRIS_COLUMNS}'),
        (data("wine", columns=["ash"]), "data.columns: needs two columns or more, or none for all of them"),
        (data("wine", columns=["ash", "hue", "ash"]), 'data.columns: "ash" is listed twice'),
        (
            data("wine", columns=["ash", "hue"], view=["ash", "alcohol"]),
            'data.view: "alcohol" is no column of the inputs; allowed: ash, hue',
        ),
        (data("wine", view=["ash", "ash"]), 'data.view: "ash" is listed twice'),
        (data("wine", view=["ash"]), "data.view[1]: is missing"),
        (
            data("breast_cancer", columns=["a\nb"]),
            'data.columns: "a\\nb" is no column of the inputs; allowed: mean radius',
        ),
        (own(rows=1), f"data.rows: unknown field; {OWN_FIELDS}"),
        (own(column(), column("b", unit="cm")), "data.columns[1].unit: unknown field; allowed here: name, values"),
        (own(column()), "needs at least 2 entries"),
        (own(*[column(str(k)) for k in range(31)]), "may have at most 30 entries"),
        (own(column(), column()), 'data.columns: "a" is listed twice'),
        (own(column(""), column()), 'data.columns[0].name: "": needs at least 1 character'),
        (own(column("a" * 61), column()), "may have at most 60 characters"),
        (
            own(column(), column("b", 11)),
            'data: columns: "b" has 11 values, and targets has 10; they must have as many',
        ),
        (own(column("a", 9), column("b")), "needs at least 10 entries"),
        (own(column(), column("b", values=[1e31] * 10)), "data.columns[1].values[0]: 1e+31: must be at most 1e+30"),
        (own(targets=[1.0] * 20_001), "may have at most 20000 entries"),
        (own(target="b"), 'data: target: "b" is one of the columns too'),
        (own(classes=["u", "v"], targets=[2.0] * 10), "data: targets[0]: 2.0: must be the number of a class, 0 to 1"),
        (own(classes=["u", "v"], targets=[0.5] * 10), "data: targets[0]: 0.5: must be the number of a class, 0 to 1"),
        (own(classes=["u", "u"]), 'data.classes: "u" is listed twice'),
        (own(classes=["u"]), 'data.classes: ["u"]: needs at least 2 entries'),
        (own(classes=[str(k) for k in range(11)]), "may have at most 10 entries"),
        (own(view=["a", "t"]), 'data.view: "t" is no column of the inputs; allowed: a, b'),
        ({**own(), "training": {"loss": "cross_entropy"}}, "cross_entropy needs classes, and table asks for a number"),
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
        (" " * 8_000_001, "the text is too long: at most 8000000 characters"),
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


def test_a_table_has_at_most_200_000_cells() -> None:
    wide = own(*[column(str(k), 10_001) for k in range(20)], targets=[1.0] * 10_001)
    assert "data.columns: 200020 cells in all: must be at most 200000" in str(refusal(wide))
    assert Experiment.from_parts(own(*[column(str(k), 10_000) for k in range(20)], targets=[1.0] * 10_000))


def test_a_long_list_of_columns_is_cut() -> None:
    message = str(refusal(data("breast_cancer", columns=["x", "y"])))
    assert message.endswith(", ...")
    assert len(message) < 500


def test_a_link_may_be_less_long_than_a_file() -> None:
    text = Experiment().to_json() + " " * 200_000
    assert Experiment.from_json(text) == Experiment()
    with pytest.raises(ExperimentError, match="the text is too long: at most 200000 characters"):
        Experiment.from_query(f"experiment={text}")
    with pytest.raises(ExperimentError, match="the text is too long: at most 200000 characters"):
        Experiment.from_json(text, MAX_LINK)


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
