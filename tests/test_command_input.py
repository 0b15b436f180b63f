"""Whatever is wrong with what the command line was given is said in one line, with exit status 2."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from playground.experiment import Experiment, ExperimentError
from playground.training.trainers.device import available_devices
from tests.commands import LARGE, SMALL, assert_refused, run, run_process


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "experiment.json"
    path.write_text(SMALL.to_json(), "utf-8")
    return path


BROKEN: dict[str, tuple[tuple[str, ...], bytes, str]] = {
    "no experiment": (("train",), b"", "give an experiment"),
    "file and preset": (("train", "-", "--preset", "spiral"), b"", "not both"),
    "missing file": (("train", "no/such.json"), b"", "no/such.json: no such file"),
    "folder": (("train", "."), b"", ".: is a folder"),
    "file of a zero byte": (("describe", "a\0b"), b"", "no such file"),
    "name with a line break": (("describe", "a\nb"), b"", "a b: no such file"),
    "encoding": (("train", "-"), b"\xff\xfe{\x00}", "standard input: line 1 is not valid UTF-16"),
    "picture as experiment": (("train", "-"), b"\x89PNG\r\n\x1a\n", "standard input: This is a picture. An experiment"),
    "table as experiment": (
        ("train", "-"),
        b"a,b\n1,2\n",
        "standard input: This is a text. An experiment",
    ),
    "notebook": (("train", "-"), b'{"cells": [], "nbformat": 4}', "standard input: This is a notebook (Jupyter)."),
    "nothing": (("train", "-"), b"", "not valid JSON"),
    "no JSON": (("train", "-"), b"{]", "not valid JSON"),
    "half of a JSON": (("train", "-"), b'{"seed": 1', "not valid JSON"),
    "NaN": (("train", "-"), b'{"data": {"noise": NaN}}', "data.noise"),
    "a list": (("train", "-"), b"[]", "must be an object"),
    "too long": (("train", "-"), b" " * 9_000_000, "too long"),
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
    "picture, no layers": (
        ("describe", "--preset", "one-neuron-xor", "--input", "3X4"),
        b"",
        "output layer: one answer",
    ),
    "file to open": (("open", "no/such.json"), b"", "no such file"),
    "port to open": (("open", "-", "--port", "70000"), b"", "--port"),
    "subcommand": (("tarin",), b"", "tarin"),
    "option": (("--prot", "80"), b"", "--prot"),
    "address before a subcommand": (("--port", "80", "schema"), b"", "--host and --port"),
    "export of a later release": (("export", "-", "--to", "onnx"), b"", "onnx"),
}


class TestBadInput:
    @pytest.mark.parametrize("case", BROKEN)
    def test_is_said_in_one_line(self, case: str) -> None:
        arguments, given_bytes, message = BROKEN[case]
        assert_refused(run(*arguments, given=given_bytes), message)

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

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a file that root cannot read either")
    def test_unreadable_file(self) -> None:
        assert_refused(run("train", "/proc/self/mem"), "cannot be read")

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
