import json
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from playground.experiment import (
    Adam,
    Dense,
    Dropout,
    Experiment,
    ExperimentError,
    Model,
    PlaneData,
    ShapeMismatchError,
    Training,
    json_schema,
)
from playground.experiment.data import DATA, PLANE_TASKS
from playground.experiment.tables import TABLES
from tests.strategies import any_data, experiments, own_data

EXAMPLE = """
{
  "data":     {"name": "spiral", "samples": 500, "noise": 0.0, "train_fraction": 0.5, "features": ["x1", "x2"]},
  "model":    {"layers": [{"type": "dense", "units": 8, "activation": "tanh"}, {"type": "dropout", "rate": 0.2}]},
  "training": {"optimizer": {"name": "adam", "learning_rate": 0.01}, "batch_size": 10, "loss": "auto",
               "l1": 0, "l2": 0},
  "seed": 0
}
"""


# Units of three hidden layers; with 2 inputs and 1 output they make 20,000,000 and 20,000,001 parameters.
MOST, ONE_TOO_MANY = (4092, 3117, 2318), (4093, 3117, 2317)


def dense(units: int) -> dict[str, Any]:
    return {"model": {"layers": [{"type": "dense", "units": units}]}}


def dropout(rate: float = 0.5, times: int = 1) -> dict[str, Any]:
    return {"model": {"layers": [{"type": "dropout", "rate": rate}] * times}}


def with_layers(*units: int) -> Experiment:
    return Experiment.from_parts({"model": {"layers": [{"type": "dense", "units": size} for size in units]}})


@given(experiments(data=any_data() | own_data()))
def test_json_gives_the_same_experiment_back(experiment: Experiment) -> None:
    for indent in (None, 2):
        back = Experiment.from_json(experiment.to_json(indent))
        assert back == experiment
        assert back.to_json() == experiment.to_json()


@given(experiments(data=any_data() | own_data()))
def test_json_bytes_and_parts_give_the_same_experiment_back(experiment: Experiment) -> None:
    assert Experiment.from_json(experiment.to_json().encode()) == experiment
    assert Experiment.from_parts(json.loads(experiment.to_json())) == experiment


@given(experiments(data=any_data()))
def test_a_link_gives_the_same_experiment_back(experiment: Experiment) -> None:
    query = experiment.to_query()
    assert Experiment.from_query(query) == experiment
    assert Experiment.from_query(f"?lang=fr&{query}&autoplay=1") == experiment


@given(experiments(data=own_data()))
def test_own_data_never_go_into_a_link(experiment: Experiment) -> None:
    assert experiment.data.is_own
    with pytest.raises(ExperimentError, match=f"^data: {experiment.data.name}: own data do not go into a link"):
        experiment.to_query()


@given(experiments(data=any_data()))
def test_a_link_needs_no_further_encoding(experiment: Experiment) -> None:
    query = experiment.to_query()
    assert query.isascii()
    assert not set(query) & set(' "{}[],:#&?<>\\^`|')


@given(experiments())
def test_every_number_of_the_text_is_that_of_the_experiment(experiment: Experiment) -> None:
    parts = json.loads(experiment.to_json())
    assert parts["data"]["noise"] == experiment.data.noise
    assert parts["training"]["optimizer"]["learning_rate"] == experiment.training.optimizer.learning_rate
    assert [layer["type"] for layer in parts["model"]["layers"]] == [layer.type for layer in experiment.model.layers]
    assert tuple(parts["data"]["features"]) == experiment.data.features


def test_the_documented_example_is_read_as_written() -> None:
    assert Experiment.from_json(EXAMPLE) == Experiment(
        data=PlaneData(name="spiral", samples=500, noise=0, train_fraction=0.5, features=("x1", "x2")),
        model=Model(layers=(Dense(units=8, activation="tanh"), Dropout(rate=0.2))),
        training=Training(optimizer=Adam(learning_rate=0.01), batch_size=10, loss="auto", l1=0, l2=0),
        seed=0,
    )


def test_the_default_learns_the_spiral_with_two_layers_of_eight() -> None:
    experiment = Experiment.from_json("{}")
    assert experiment == Experiment()
    assert (experiment.data.name, experiment.data.samples, experiment.data.train_samples) == ("spiral", 500, 250)
    assert experiment.data.features == ("x1", "x2")
    assert [(layer.units, layer.activation) for layer in experiment.model.layers] == [(8, "tanh"), (8, "tanh")]
    assert (experiment.training.optimizer.name, experiment.training.optimizer.learning_rate) == ("adam", 0.01)
    assert (experiment.training.batch_size, experiment.seed) == (10, 0)


def test_an_experiment_is_a_value() -> None:
    first, second = Experiment(seed=3), Experiment(seed=3)
    assert first == second
    assert hash(first) == hash(second)
    assert first != Experiment(seed=4)
    with pytest.raises(ValidationError, match="frozen"):
        first.seed = 4
    with pytest.raises(ValidationError, match="frozen"):
        first.data.noise = 0.5


@pytest.mark.parametrize("name", PLANE_TASKS)
def test_auto_is_cross_entropy_for_classes_and_squared_error_for_numbers(name: str) -> None:
    numbers = {"plane", "multi_gaussian"}
    experiment = Experiment.from_parts({"data": {"name": name}})
    assert experiment.training.loss == "auto"
    assert experiment.loss == ("mse" if name in numbers else "cross_entropy")


@pytest.mark.parametrize(
    ("name", "loss"), [("circle", "mse"), ("blobs", "mse"), ("circle", "cross_entropy"), ("plane", "mse")]
)
def test_a_named_loss_is_taken_as_named(name: str, loss: str) -> None:
    assert Experiment.from_parts({"data": {"name": name}, "training": {"loss": loss}}).loss == loss


@pytest.mark.parametrize(("name", "outputs"), [("circle", 1), ("plane", 1), ("pinwheel3", 3), ("blobs", 4)])
def test_the_task_implies_the_output_layer(name: str, outputs: int) -> None:
    last = Experiment.from_parts({"data": {"name": name}}).layers[-1]
    assert last.output_shape == (outputs,)
    assert (last.spec.kind, last.spec.activation) == ("dense", "linear")


def test_shapes_follow_from_layer_to_layer() -> None:
    placed = with_layers(5, 3).layers
    assert [(layer.input_shape, layer.output_shape) for layer in placed] == [((2,), (5,)), ((5,), (3,)), ((3,), (1,))]
    assert [layer.parameters for layer in placed] == [15, 18, 4]


def test_a_layer_that_does_not_fit_is_named_with_its_shape() -> None:
    experiment = with_layers(5, 3)
    with pytest.raises(
        ShapeMismatchError, match=r"^layer 1: dense needs a flat input, not 3×150×150; put a flatten layer"
    ):
        list(experiment.model.placed((3, 150, 150), experiment.data.task))
    with pytest.raises(ShapeMismatchError, match=r"^output layer: dense needs a flat input, not 3×8×8"):
        list(Model(layers=()).placed((3, 8, 8), experiment.data.task))


def test_twenty_million_parameters_are_allowed_and_one_more_is_not() -> None:
    assert with_layers(*MOST).parameters == 20_000_000
    with pytest.raises(ExperimentError, match="20000001 parameters in all: must be at most 20000000"):
        with_layers(*ONE_TOO_MANY)


@pytest.mark.parametrize(
    ("allowed", "refused"),
    [
        (dropout(times=64), dropout(times=65)),
        (dense(4096), dense(4097)),
        (dense(1), dense(0)),
        (dropout(0.95), dropout(0.96)),
        ({"data": {"samples": 100_000}}, {"data": {"samples": 100_001}}),
        ({"data": {"samples": 10}}, {"data": {"samples": 9}}),
        ({"data": {"noise": 1}}, {"data": {"noise": 1.01}}),
        ({"data": {"train_fraction": 0.9}}, {"data": {"train_fraction": 0.91}}),
        ({"training": {"batch_size": 100_000}}, {"training": {"batch_size": 100_001}}),
        ({"training": {"l1": 10, "l2": 10}}, {"training": {"l1": 10, "l2": 10.1}}),
        ({"seed": 2**31 - 1}, {"seed": 2**31}),
    ],
)
def test_the_largest_allowed_is_taken_and_the_next_is_refused(allowed: dict[str, Any], refused: dict[str, Any]) -> None:
    Experiment.from_parts(allowed)
    with pytest.raises(ExperimentError):
        Experiment.from_parts(refused)


@pytest.mark.parametrize(
    ("samples", "fraction", "train"),
    [(10, 0.1, 1), (10, 0.9, 9), (500, 0.5, 250), (11, 0.5, 6), (100_000, 0.9, 90_000)],
)
def test_the_training_part_is_the_fraction_rounded(samples: int, fraction: float, train: int) -> None:
    assert PlaneData(samples=samples, train_fraction=fraction).train_samples == train


@pytest.mark.parametrize(("batch_size", "batches"), [(10, 25), (11, 23), (250, 1), (100_000, 1), (1, 250)])
def test_batches_of_an_epoch_cover_the_training_part(batch_size: int, batches: int) -> None:
    assert Experiment(training=Training(batch_size=batch_size)).batches_per_epoch == batches


def test_the_schema_describes_every_field() -> None:
    schema = json_schema()
    assert set(schema["properties"]) == {"data", "model", "training", "seed"}
    assert schema["additionalProperties"] is False
    names = schema["$defs"]["PlaneData"]["properties"]["name"]["enum"]
    assert names == list(PLANE_TASKS)
    assert schema["$defs"]["TableData"]["properties"]["name"]["enum"] == list(TABLES)
    assert [schema["$defs"][kind]["properties"]["name"]["const"] for kind in ("PointsData", "OwnTable")] == [
        "points",
        "table",
    ]
    assert set(schema["properties"]["data"]["discriminator"]["mapping"]) == set(DATA)
    json.dumps(schema)
