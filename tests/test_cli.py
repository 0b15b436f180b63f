"""The command line: what each command prints, and that whatever is wrong is said in one line with exit status 2."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from playground.experiment import Column, Experiment, OwnTable, PlaneData
from playground.experiment.gan import GanExperiment
from playground.experiment.read import any_schema
from playground.presets import PRESETS
from playground.presets.gan import GAN_PRESETS
from playground.training.trainers.device import DEVICES
from tests.commands import SMALL, run, run_process, strict_json

REGRESSION = Experiment(data=PlaneData(name="plane", samples=60))
TIMES = ("seconds", "samples_per_second")


def printed(*arguments: str, given: str | None = None) -> Any:
    result = run(*arguments, "--json", given=given)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("\n") == 1
    return strict_json(result.stdout)


class TestTrain:
    def test_json_of_a_classification(self, file: Path) -> None:
        result = printed("train", str(file), "--epochs", "4")
        assert list(result) == [
            *("epochs", "history", "parameters", "device", "seconds", "samples_per_second", "status", "metrics")
        ]
        assert result["epochs"] == 4
        curves = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
        assert {name: len(curve) for name, curve in result["history"].items()} == dict.fromkeys(curves, 4)
        assert result["parameters"] == SMALL.parameters
        assert result["device"] == "cpu"
        assert result["status"] == "finished"
        assert result["metrics"]["test_accuracy"] == result["history"]["test_accuracy"][-1]
        assert result["seconds"] > 0
        assert result["samples_per_second"] > 0

    def test_a_number_has_no_accuracy(self) -> None:
        result = printed("train", "-", "--epochs", "2", given=REGRESSION.to_json())
        assert set(result["history"]) == {"train_loss", "test_loss"}

    @pytest.mark.parametrize(("name", "least"), [("iris", 0.9), ("wine", 0.9), ("breast_cancer", 0.9)])
    def test_tables_are_learned(self, name: str, least: float) -> None:
        layers = [{"type": "dense", "units": 8, "activation": "tanh"}]
        experiment = json.dumps({"data": {"name": name}, "model": {"layers": layers}})
        result = strict_json(run("train", "-", "--json", "--epochs", "100", given=experiment).stdout)
        assert result["metrics"]["test_accuracy"] > least

    def test_own_data_are_learned(self) -> None:
        points = [[x, y, int(x > y)] for x in range(-6, 7) for y in range(-6, 7)]
        experiment = json.dumps({"data": {"name": "points", "points": points}})
        result = strict_json(run("train", "-", "--json", "--epochs", "50", given=experiment).stdout)
        assert result["metrics"]["test_accuracy"] > 0.9

    def test_a_column_of_numbers_is_learned(self) -> None:
        rows = np.random.default_rng(0).normal(size=(200, 3))
        data = OwnTable(
            columns=tuple(
                Column(name=name, values=tuple(numbers)) for name, numbers in zip("abc", rows.T.tolist(), strict=True)
            ),
            target="t",
            targets=tuple((1000 + 40 * rows[:, 0] - 10 * rows[:, 2]).tolist()),
        )
        result = strict_json(run("train", "-", "--json", given=Experiment(data=data).to_json()).stdout)
        assert result["metrics"]["test_loss"] < 0.01

    def test_a_hundred_epochs_unless_told(self) -> None:
        tiny = Experiment(data=PlaneData(samples=10))
        assert printed("train", "-", given=tiny.to_json())["epochs"] == 100

    def test_diverged_is_a_result(self) -> None:
        result = printed("train", "--preset", "too-fast", "--epochs", "50")
        assert result["status"] == "diverged"
        assert result["history"]["train_loss"][-1] is None

    def test_table(self, file: Path) -> None:
        result = run("train", str(file), "--epochs", "2")
        assert result.exit_code == 0
        assert "finished" in result.stdout
        assert "Test accuracy" in result.stdout
        assert "2/2" in result.stderr  # the bar
        assert "2/2" not in result.stdout

    def test_table_of_a_diverged_run(self) -> None:
        result = run("train", "--preset", "too-fast", "--epochs", "50")
        assert result.exit_code == 0
        assert "diverged" in result.stdout
        assert "nan" not in result.stdout

    def test_same_file_twice_in_two_processes(self, file: Path) -> None:
        runs = [run_process("train", str(file), "--epochs", "5", "--json") for _ in range(2)]
        first, second = (strict_json(each.stdout) for each in runs)
        assert all(each.returncode == 0 and each.stderr == "" for each in runs)
        for name in TIMES:
            del first[name], second[name]
        assert json.dumps(first) == json.dumps(second)

    def test_standard_input_with_a_byte_order_mark(self) -> None:
        assert run("describe", "-", given="\N{BOM}".encode() + SMALL.to_json().encode()).exit_code == 0

    def test_devices_are_those_of_the_library(self) -> None:
        from playground.cli import DEVICES as OFFERED

        assert OFFERED == DEVICES


class TestDescribe:
    def test_json(self) -> None:
        assert printed("describe", "--preset", "dropout") == {
            "layers": [
                {
                    "name": "1_dense",
                    "type": "dense",
                    "activation": "relu",
                    "output_shape": [64],
                    "parameters": 192,
                    "multiplications": 128,
                },
                {
                    "name": "2_dropout",
                    "type": "dropout",
                    "activation": "",
                    "output_shape": [64],
                    "parameters": 0,
                    "multiplications": 0,
                },
                {
                    "name": "3_dense",
                    "type": "dense",
                    "activation": "relu",
                    "output_shape": [64],
                    "parameters": 4160,
                    "multiplications": 4096,
                },
                {
                    "name": "4_dropout",
                    "type": "dropout",
                    "activation": "",
                    "output_shape": [64],
                    "parameters": 0,
                    "multiplications": 0,
                },
                {
                    "name": "output",
                    "type": "dense",
                    "activation": "sigmoid",
                    "output_shape": [1],
                    "parameters": 65,
                    "multiplications": 64,
                },
            ],
            "input_shape": [2],
            "parameters": 4417,
        }

    @pytest.mark.parametrize(
        ("preset", "parameters"),
        [("lecture-cnn", 1_212_513), ("lenet5", 61_706), ("tiny", 52_138), ("alexnet", 60_965_224)],
    )
    def test_known_architectures_have_the_parameters_that_their_authors_counted(
        self, preset: str, parameters: int
    ) -> None:
        assert printed("describe", "--preset", preset)["parameters"] == parameters

    def test_alexnets_convolutions_and_dense_layers(self) -> None:
        layers = printed("describe", "--preset", "alexnet")["layers"]
        learned = [layer["parameters"] for layer in layers if layer["parameters"]]
        assert learned == [34_944, 307_456, 885_120, 663_936, 442_624, 37_752_832, 16_781_312, 4_097_000]
        assert layers[0]["output_shape"] == [96, 55, 55]

    def test_a_layer_that_does_not_fit_says_which_and_why(self) -> None:
        result = run("describe", "--preset", "lenet5", "--input", "1x8x8")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "layer 3: conv2d 5×5 does not fit an input of 4×4" in result.stderr

    def test_another_input(self) -> None:
        described = printed("describe", "--preset", "spiral", "--input", "7")
        assert described["input_shape"] == [7]
        assert described["parameters"] == 8 * (7 + 1) + 8 * (8 + 1) + (8 + 1)

    def test_table(self) -> None:
        result = run("describe", "--preset", "dropout")
        assert result.exit_code == 0
        for shown in ("1_dense", "4_dropout", "sigmoid", "4,160", "4,417"):
            assert shown in result.stdout

    @pytest.mark.parametrize("name", PRESETS)
    def test_every_preset(self, name: str) -> None:
        assert printed("describe", "--preset", name)["parameters"] == PRESETS[name].experiment.parameters

    def test_a_terminal_without_box_characters(self) -> None:
        shown = subprocess.run(
            [sys.executable, "-m", "playground", "describe", "--preset", "spiral"],
            env=os.environ | {"PYTHONIOENCODING": "ascii"},
            capture_output=True,
            timeout=60,
            check=True,
        )
        assert b"1_dense" in shown.stdout


class TestNumbers:
    """What people read has the marks of their language; what programs read has points."""

    def test_a_french_table(self, file: Path) -> None:
        result = run("train", str(file), "--epochs", "1", locale="fr_FR.UTF-8")
        values = [line.split("│")[2].strip() for line in result.stdout.splitlines() if "│" in line]
        losses = [value for value in values if re.fullmatch(r"\d,\d+", value)]
        assert len(losses) == 3, result.stdout  # of training and test, and the seconds
        assert len([value for value in values if re.fullmatch(r"\d+,\d\u202f%", value)]) == 2
        assert not [value for value in values if "." in value]

    def test_json_has_points(self, file: Path) -> None:
        shown = strict_json(run("train", str(file), "--epochs", "1", "--json", locale="fr_FR.UTF-8").stdout)
        assert isinstance(shown["history"]["test_loss"][-1], float)


class TestSchema:
    def test_is_the_models_own(self) -> None:
        result = run("schema")
        assert result.exit_code == 0
        assert strict_json(result.stdout) == json.loads(json.dumps(any_schema()))


class TestGan:
    def test_training_reports_the_game(self) -> None:
        result = printed("train", "--preset", "gan-ring8", "--epochs", "2")
        assert set(result["metrics"]) == {"modes_covered", "share_within_3_sigma", "value", "on_real", "on_generated"}
        assert result["metrics"] == {name: curve[-1] for name, curve in result["history"].items()}
        assert [len(curve) for curve in result["history"].values()] == [2] * 5
        assert (result["epochs"], result["parameters"], result["status"]) == (2, 8899, "finished")

    def test_the_same_seed_gives_the_same_numbers(self) -> None:
        text = GanExperiment(seed=5).to_json()
        one, other = (printed("train", "-", "--epochs", "2", given=text)["history"] for _ in range(2))
        assert one == other

    def test_a_table_names_what_is_measured(self) -> None:
        result = run("train", "--preset", "gan-collapse", "--epochs", "1")
        assert result.exit_code == 0
        assert "Modes covered" in result.stdout

    def test_both_networks_are_described(self) -> None:
        described = printed("describe", "--preset", "gan-ring8")
        assert [layer["output_shape"] for layer in described["generator"]["layers"]] == [[64], [64], [2]]
        assert [layer["activation"] for layer in described["discriminator"]["layers"]] == ["relu", "relu", "sigmoid"]
        assert described["parameters"] == 8899
        table = run("describe", "--preset", "gan-ring8").stdout
        assert table.index("Generator") < table.index("Discriminator")
        refused = run("describe", "--preset", "gan-ring8", "--input", "7")
        assert refused.exit_code == 2
        assert "inputs of their own" in refused.stderr

    def test_its_code_is_written(self) -> None:
        assert run("export", "--preset", "gan-ring8", "--to", "pytorch").stdout.startswith('"""Ring of 8: a GAN')

    def test_a_link_opens_its_page(self) -> None:
        link = run("open", "--preset", "gan-ring8", "--print").stdout
        assert "/gan?experiment=" in link
        assert GanExperiment.from_query(link.split("?", 1)[1].strip()) == GAN_PRESETS["gan-ring8"].experiment
