"""The command line with recurrent networks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playground.experiment.read import any_schema
from tests.commands import assert_refused, run, strict_json
from tests.training.sequencing import network_for, recurrent

NETWORK = recurrent(
    {"type": "embedding", "units": 3},
    {"type": "lstm", "units": 4, "return_sequences": True},
    {"type": "dropout", "rate": 0.2},
    name="lines",
    training={"clip_norm": 1.0, "truncation": 4},
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "experiment.json"
    path.write_text(NETWORK.to_json(), "utf-8")
    return path


def test_a_recurrent_network_is_trained(file: Path) -> None:
    results = [run("train", str(file), "--epochs", "2", "--json") for _ in range(2)]
    first, second = (strict_json(result.stdout) for result in results)
    kinds = ("loss", "accuracy", "bits_per_character")
    assert {name: len(curve) for name, curve in first["history"].items()} == {
        f"{part}_{kind}": 2 for kind in kinds for part in ("train", "test")
    }
    assert (first["status"], first["parameters"]) == ("finished", NETWORK.parameters)
    assert first["history"] == second["history"]
    assert first["history"]["train_loss"][1] < first["history"]["train_loss"][0]


@pytest.mark.parametrize("name", ["adding", "sine", "series", "surnames"])
def test_what_is_measured_is_printed(name: str) -> None:
    experiment = recurrent(*network_for(name), name=name, training={"batch_size": 200})
    result = strict_json(run("train", "-", "--epochs", "1", "--json", given=experiment.to_json()).stdout)
    more = {"adding": "test_accuracy", "surnames": "test_accuracy", "series": "test_mape"}.get(name)
    assert ("test_accuracy" in result["metrics"]) == (more == "test_accuracy")
    assert more is None or result["metrics"][more] is not None


def test_a_table_of_a_recurrent_network(file: Path) -> None:
    result = run("train", str(file), "--epochs", "1")
    assert (result.exit_code, "finished" in result.stdout) == (0, True), result.stderr


def test_layers_are_described(file: Path) -> None:
    rows = strict_json(run("describe", str(file), "--json").stdout)["layers"]
    symbols, steps = NETWORK.data.symbols, NETWORK.data.input_shape[0]
    assert [(row["name"], row["output_shape"], row["parameters"], row["multiplications"]) for row in rows] == [
        ("1_embedding", [steps, 3], 3 * symbols, 0),
        ("2_lstm", [steps, 4], 4 * 4 * (3 + 4 + 2), steps * 4 * 4 * (3 + 4)),
        ("3_dropout", [steps, 4], 0, 0),
        ("output", [steps, symbols], symbols * 5, steps * symbols * 4),
    ]
    assert rows[-1]["activation"] == "softmax"
    assert run("describe", str(file)).exit_code == 0


def test_the_schema_is_printed_with_recurrent_layers() -> None:
    printed = strict_json(run("schema").stdout)
    assert printed == any_schema()
    assert {"RNN", "LSTM", "GRU", "Embedding", "ProblemData", "OwnText", "OwnSeries"} <= set(printed["$defs"])


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"layers": [{"type": "gru", "units": 3}, {"type": "lstm", "units": 2}]},
            "layer 2: lstm needs a sequence,",
        ),
        (
            {"layers": [{"type": "gru", "units": 3, "steps": 2}]},
            "model.layers[0].steps: unknown field; allowed",
        ),
    ],
)
def test_refusals_are_one_line(parts: dict[str, object], message: str) -> None:
    given = json.dumps({"data": {"name": "adding"}, "model": parts})
    assert_refused(run("train", "-", given=given), message)
    assert_refused(run("describe", "-", given=given), message)
