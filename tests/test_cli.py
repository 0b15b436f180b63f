"""The command line: what each command prints, and that whatever is wrong is said in one line with exit status 2."""

from __future__ import annotations

import contextvars
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from playground.cli import main, one_line
from playground.experiment import Experiment, ExperimentError, PlaneData, json_schema
from playground.i18n import DOMAIN, LOCALE_DIRECTORY
from playground.presets import PRESETS
from playground.start import check_address, free_port, link
from playground.training.device import DEVICES, available_devices

SMALL = Experiment(data=PlaneData(name="blobs", samples=60))
REGRESSION = Experiment(data=PlaneData(name="plane", samples=60))
TIMES = ("seconds", "samples_per_second")


def run(*arguments: str, given: str | bytes | None = None, locale: str = "C") -> Result:
    """Run the command in this process; its choice of a language ends with it."""
    runner = CliRunner(env={"LC_ALL": locale})
    return contextvars.copy_context().run(runner.invoke, main, arguments, input=given)


def run_process(*arguments: str, given: str = "", locale: str = "C") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "playground", *arguments],
        input=given,
        env=os.environ | {"LC_ALL": locale},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def strict_json(text: str) -> Any:
    """Read one JSON object without NaN and Infinity, which JSON does not have."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


def printed(*arguments: str, given: str | None = None) -> Any:
    result = run(*arguments, "--json", given=given)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("\n") == 1
    return strict_json(result.stdout)


def assert_refused(result: Result | subprocess.CompletedProcess[str], said: str = "") -> None:
    status = result.exit_code if isinstance(result, Result) else result.returncode
    assert status == 2, result
    assert result.stdout == ""
    assert result.stderr.startswith("neural-playground: ")
    assert result.stderr.endswith("\n")
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert said in result.stderr


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "experiment.json"
    path.write_text(SMALL.to_json(), "utf-8")
    return path


class TestTrain:
    def test_json_of_a_classification(self, file: Path) -> None:
        result = printed("train", str(file), "--epochs", "4")
        assert list(result) == [
            *("epochs", "history", "parameters", "device", "seconds", "samples_per_second", "status", "metrics")
        ]
        assert result["epochs"] == 4
        assert {name: len(curve) for name, curve in result["history"].items()} == dict.fromkeys(
            ("train_loss", "test_loss", "train_accuracy", "test_accuracy"), 4
        )
        assert result["parameters"] == SMALL.parameters
        assert result["device"] == "cpu"
        assert result["status"] == "finished"
        assert result["metrics"]["test_accuracy"] == result["history"]["test_accuracy"][-1]
        assert result["seconds"] > 0
        assert result["samples_per_second"] > 0

    def test_a_number_has_no_accuracy(self) -> None:
        result = printed("train", "-", "--epochs", "2", given=REGRESSION.to_json())
        assert set(result["history"]) == {"train_loss", "test_loss"}

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
                {"name": "1_dense", "type": "dense", "activation": "relu", "output_shape": [64], "parameters": 192},
                {"name": "2_dropout", "type": "dropout", "activation": "", "output_shape": [64], "parameters": 0},
                {"name": "3_dense", "type": "dense", "activation": "relu", "output_shape": [64], "parameters": 4160},
                {"name": "4_dropout", "type": "dropout", "activation": "", "output_shape": [64], "parameters": 0},
                {"name": "output", "type": "dense", "activation": "sigmoid", "output_shape": [1], "parameters": 65},
            ],
            "input_shape": [2],
            "parameters": 4417,
        }

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


class TestSchema:
    def test_is_the_models_own(self) -> None:
        result = run("schema")
        assert result.exit_code == 0
        assert strict_json(result.stdout) == json.loads(json.dumps(json_schema()))


class TestOpen:
    def test_prints_a_link_that_says_the_experiment(self, file: Path) -> None:
        result = run("open", str(file), "--print", "--port", "9000")
        address = urlsplit(result.stdout.strip())
        assert (address.scheme, address.netloc, address.path) == ("http", "localhost:9000", "/perceptron")
        assert Experiment.from_query(address.query) == SMALL

    def test_opens_what_it_prints(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        opened: list[str] = []
        monkeypatch.setattr("webbrowser.open", opened.append)
        result = run("open", str(file), "--host", "::1")
        assert opened == [result.stdout.strip()]
        assert opened[0].startswith("http://[::1]:8501/perceptron?")

    def test_opens_nothing_when_told_to_print(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("webbrowser.open", pytest.fail)
        assert run("open", str(file), "--print").exit_code == 0


LARGE = json.dumps({"model": {"layers": [{"type": "dense", "units": 5000}]}})
BROKEN: dict[str, tuple[tuple[str, ...], bytes, str]] = {
    "no experiment": (("train",), b"", "give an experiment"),
    "file and preset": (("train", "-", "--preset", "spiral"), b"", "not both"),
    "missing file": (("train", "no/such.json"), b"", "no/such.json: no such file"),
    "folder": (("train", "."), b"", ".: is a folder"),
    "file of a zero byte": (("describe", "a\0b"), b"", "no such file"),
    "name with a line break": (("describe", "a\nb"), b"", "a b: no such file"),
    "encoding": (("train", "-"), b"\xff\xfe{\x00}\x00", "standard input: is not UTF-8 text"),
    "nothing": (("train", "-"), b"", "not valid JSON"),
    "no JSON": (("train", "-"), b"{]", "not valid JSON"),
    "half of a JSON": (("train", "-"), b'{"seed": 1', "not valid JSON"),
    "NaN": (("train", "-"), b'{"data": {"noise": NaN}}', "data.noise"),
    "a list": (("train", "-"), b"[]", "must be an object"),
    "too long": (("train", "-"), b" " * 2_000_000, "too long"),
    "deep": (("train", "-"), b"[" * 100_000, "not valid JSON"),
    "unknown field": (("train", "-"), b'{"sed": 1}', "sed: unknown field; allowed here: data, model, training, seed"),
    "field with a line break": (("train", "-"), rb'{"a\nb\u001b[31m": 1}', "unknown field"),
    "large layer": (("train", "-"), LARGE.encode(), "model.layers[0].units: 5000: must be at most 4096"),
    "preset": (("train", "--preset", "nope"), b"", '"nope" is not one of spiral'),
    "no epochs": (("train", "--preset", "spiral", "--epochs", "0"), b"", "--epochs"),
    "many epochs": (("train", "--preset", "spiral", "--epochs", "100001"), b"", "--epochs"),
    "half an epoch": (("train", "--preset", "spiral", "--epochs", "0.5"), b"", "--epochs"),
    "device": (("train", "--preset", "spiral", "--device", "tpu"), b"", "--device"),
    "two files": (("train", "a", "b"), b"", "b"),
    "input in words": (("describe", "--preset", "spiral", "--input", "large"), b"", "--input"),
    "input of nothing": (("describe", "--preset", "spiral", "--input", "3x0"), b"", "--input"),
    "input with digits of another script": (("describe", "--preset", "spiral", "--input", "٣"), b"", "--input"),
    "picture": (("describe", "--preset", "spiral", "--input", "3x15x20"), b"", "layer 1: dense needs a flat input"),
    "picture, no layers": (("describe", "--preset", "one-neuron-xor", "--input", "3X4"), b"", "output layer: dense"),
    "file to open": (("open", "no/such.json"), b"", "no such file"),
    "port to open": (("open", "-", "--port", "70000"), b"", "--port"),
    "subcommand": (("tarin",), b"", "tarin"),
    "option": (("--prot", "80"), b"", "--prot"),
    "address before a subcommand": (("--port", "80", "schema"), b"", "--host and --port"),
    "export of a later release": (("export", "-"), b"", "export"),
}


class TestBadInput:
    @pytest.mark.parametrize("case", BROKEN)
    def test_is_said_in_one_line(self, case: str) -> None:
        arguments, given_bytes, said = BROKEN[case]
        assert_refused(run(*arguments, given=given_bytes), said)

    def test_as_a_process(self) -> None:
        assert_refused(run_process("train", "-", given="{]"), "standard input: not valid JSON")

    def test_closed_standard_input(self) -> None:
        shell = f"exec {sys.executable} -m playground describe - <&-"
        result = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, timeout=60, check=False)
        assert_refused(result, "not valid JSON")

    @pytest.mark.parametrize("json_flag", [[], ["--json"]])
    def test_device_that_is_not_here(self, json_flag: list[str]) -> None:
        missing = next(device for device in ("mps", "cuda") if device not in available_devices())
        assert_refused(run("train", "--preset", "spiral", "--device", missing, *json_flag), f"device: {missing} is not")

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_unreadable_file(self, file: Path) -> None:
        file.chmod(0)
        assert_refused(run("train", str(file)), "cannot be read")

    @pytest.mark.parametrize("command", ["train", "describe", "open"])
    def test_every_command_that_takes_a_file(self, command: str) -> None:
        assert_refused(run(command, "no/such.json"), "no such file")

    @settings(max_examples=100)
    @given(st.binary(max_size=2000))
    @example(b"\xef\xbb\xbf")
    @example(b"null")
    @example(b'"\\ud800"')
    def test_random_bytes(self, random_file: Path, content: bytes) -> None:
        assume(not _is_experiment(content))
        random_file.write_bytes(content)
        assert_refused(run("train", str(random_file)), f"{random_file}: ")

    @settings(max_examples=100)
    @given(st.data())
    def test_damaged_experiment(self, random_file: Path, data: st.DataObject) -> None:
        whole = SMALL.to_json().encode()
        start = data.draw(st.integers(0, len(whole)))
        end = data.draw(st.integers(start, min(start + 20, len(whole))))
        random_file.write_bytes(whole[:start] + data.draw(st.binary(max_size=5)) + whole[end:])
        result = run("describe", str(random_file))
        if result.exit_code != 0:
            assert_refused(result)


@pytest.fixture(scope="session")
def random_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("random") / "file"


def _is_experiment(content: bytes) -> bool:
    try:
        Experiment.from_json(content.decode("utf-8-sig"))
    except (ExperimentError, UnicodeDecodeError):
        return False
    return True


class TestLanguage:
    @pytest.mark.parametrize("locale", ["fr_FR.UTF-8", "fr_CA", "fr"])
    def test_is_the_environments(self, locale: str) -> None:
        import gettext

        french = gettext.translation(DOMAIN, LOCALE_DIRECTORY, ["fr"]).gettext("must be at most {le}")
        assert french != "must be at most {le}"
        assert_refused(run("train", "-", given=LARGE, locale=locale), french.format(le=4096))

    @pytest.mark.parametrize("locale", ["C", "C.UTF-8", "de_DE.UTF-8", "POSIX", "?"])
    def test_is_english_otherwise(self, locale: str) -> None:
        assert_refused(run("train", "-", given=LARGE, locale=locale), "must be at most 4096")

    @pytest.mark.parametrize("command", [[], ["train"], ["describe"], ["schema"], ["open"]])
    def test_help_is_there_in_both(self, command: list[str]) -> None:
        for locale in ("C", "fr_FR.UTF-8"):
            result = run(*command, "--help", locale=locale)
            assert result.exit_code == 0
            assert "Usage: neural-playground" in result.stdout


class TestAddress:
    def test_link(self) -> None:
        assert link(None, 8501) == "http://localhost:8501"
        assert link("0.0.0.0", 80, "/perceptron") == "http://localhost:80/perceptron"
        assert link("::1", 80) == "http://[::1]:80"

    def test_unknown_address(self) -> None:
        assert_refused(run("--host", "999.1.1.1"), "cannot listen on http://999.1.1.1:8501")

    def test_free_port_can_be_listened_on(self) -> None:
        check_address("127.0.0.1", free_port("127.0.0.1"))


@given(st.text())
def test_one_line_is_one_printable_line(text: str) -> None:
    assert one_line(text).isprintable()
