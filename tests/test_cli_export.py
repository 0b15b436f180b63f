"""The command ``export``: writes a script to standard output or to a file, and refuses in one line."""

from __future__ import annotations

import contextlib
import io
import json
import runpy
from pathlib import Path

import pytest

from playground.experiment import Experiment
from playground.export import EXPORTERS
from playground.export.pytorch import pytorch_code
from playground.presets import PRESETS
from tests.commands import LARGE, SMALL, assert_refused, run, run_process


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "experiment.json"
    path.write_text(SMALL.to_json(), "utf-8")
    return path


def test_prints_the_script(file: Path) -> None:
    result = run("export", str(file), "--to", "pytorch")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == pytorch_code(SMALL)
    assert result.stderr == ""


@pytest.mark.parametrize("given", [("-",), ("-", "-o", "-")], ids=["to nowhere", "to -"])
def test_reads_standard_input(given: tuple[str, ...]) -> None:
    result = run_process("export", *given, "--to", "pytorch", given=SMALL.to_json())
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == pytorch_code(SMALL)


def test_writes_a_file_that_trains_as_the_command_line_does(file: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    result = run("export", str(file), "--to", "pytorch", "-o", str(script), "--epochs", "4")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    with contextlib.redirect_stdout(io.StringIO()):
        history = runpy.run_path(str(script))["history"]
    trained = json.loads(run("train", str(file), "--epochs", "4", "--json").stdout)["history"]
    for name, curve in trained.items():
        assert [measured[name] for measured in history] == pytest.approx(curve, rel=1e-6, abs=1e-6)


def test_a_preset() -> None:
    name = next(iter(PRESETS))
    assert run("export", "--preset", name, "--to", "pytorch").stdout == pytorch_code(PRESETS[name].experiment)


def test_says_what_things_are_in_the_readers_language(file: Path) -> None:
    french = run("export", str(file), "--to", "pytorch", locale="fr")
    assert french.exit_code == 0
    compile(french.stdout, "script.py", "exec")


class TestRefusals:
    def test_another_library(self, file: Path) -> None:
        names = ", ".join(repr(name) for name in EXPORTERS)
        assert_refused(run("export", str(file), "--to", "caffe"), names)

    def test_no_library(self, file: Path) -> None:
        assert_refused(run("export", str(file)), "--to")

    def test_no_experiment(self) -> None:
        assert_refused(run("export", "--to", "pytorch"), "give an experiment")

    def test_a_wrong_experiment_leaves_the_file_as_it_was(self, tmp_path: Path) -> None:
        output = tmp_path / "script.py"
        output.write_text("mine", "utf-8")
        assert_refused(run("export", "-", "--to", "pytorch", "-o", str(output), given=LARGE), "at most 4096")
        assert output.read_text("utf-8") == "mine"

    @pytest.mark.parametrize("name", ["nowhere/script.py", ".", "\0", ""])
    def test_a_place_that_cannot_be_written(self, name: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(file.parent)
        assert_refused(run("export", str(file), "--to", "pytorch", "-o", name), "cannot be written")

    def test_an_experiment_that_has_no_such_form(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from playground.export import Exporter, ExportError

        def refuse(experiment: Experiment, epochs: int) -> bytes:
            raise ExportError("not in this form")

        refusing = Exporter("Other", "other", "text/plain", refuse, lambda experiment: True)
        monkeypatch.setattr("playground.export.EXPORTERS", {**EXPORTERS, "other": refusing})
        assert_refused(run("export", str(file), "--to", "other"), "not in this form")

    @pytest.mark.parametrize("epochs", ["0", "-1", "1e3", "100001"])
    def test_epochs(self, epochs: str, file: Path) -> None:
        assert_refused(run("export", str(file), "--to", "pytorch", "--epochs", epochs), "--epochs")
