"""The wheel holds the whole application, and it runs from there."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from benchmarks.serving import ROOT, free_port, wait_for
from playground.experiment import Experiment


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


@pytest.fixture(scope="module")
def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def files_below(folder: Path) -> set[str]:
    """Return every file below a folder of the checkout, as its path from the folder."""
    return {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def from_wheel(unpacked: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """Return a command, and its environment, that run the unpacked wheel in place of the checkout."""
    return [sys.executable, *arguments], os.environ | {"PYTHONPATH": str(unpacked), "LC_ALL": "C"}


@pytest.mark.parametrize("folder", ["pages", "assets", ".streamlit"])
def test_holds_what_lies_beside_the_package(contents: set[str], folder: str) -> None:
    files = files_below(ROOT / folder)
    assert files
    assert {f"playground/bundle/{folder}/{file}" for file in files} <= contents


def test_holds_the_app(contents: set[str]) -> None:
    assert "playground/bundle/app.py" in contents


def test_holds_the_whole_package(contents: set[str]) -> None:
    files = files_below(ROOT / "playground")
    assert {f"playground/{file}" for file in files} <= contents
    for needed in ("live/static/figure.js", "locale/fr/LC_MESSAGES/playground.mo"):
        assert needed in files


def test_holds_nothing_else(contents: set[str]) -> None:
    assert {name.split("/")[0] for name in contents} == {"playground", "neural_playground-0.1.0.dist-info"}
    assert not [name for name in contents if "__pycache__" in name or name.endswith(".pyc")]


def test_holds_the_command_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        entries = archive.read("neural_playground-0.1.0.dist-info/entry_points.txt").decode()
        assert "neural-playground = playground.cli:main" in entries
        assert b"Apache License" in archive.read("neural_playground-0.1.0.dist-info/licenses/LICENSE")


def test_torch_is_capped() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "torch>=2.6,<2.14" in project["dependencies"]


def test_finds_its_files_inside_the_package(unpacked: Path, tmp_path: Path) -> None:
    command, environment = from_wheel(unpacked, "-c", "from playground.paths import APP; print(APP)")
    shown = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert Path(shown.stdout.strip()) == unpacked / "playground" / "bundle" / "app.py"


def test_trains(unpacked: Path, tmp_path: Path) -> None:
    command, environment = from_wheel(unpacked, "-m", "playground", "train", "-", "--epochs", "1", "--json")
    shown = subprocess.run(
        command, cwd=tmp_path, env=environment, input=Experiment().to_json(), capture_output=True, text=True, check=True
    )
    assert '"epochs": 1' in shown.stdout


def test_serves_with_its_own_settings(unpacked: Path, tmp_path: Path) -> None:
    port = free_port()
    command, environment = from_wheel(unpacked, "-m", "playground", "--host", "127.0.0.1", "--port", str(port))
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/perceptron")
            theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
            assert theme["light"]["primaryColor"].encode() in _first_message(port)
        finally:
            process.terminate()
            process.wait(60)


def _first_message(port: int) -> bytes:
    """Return what the server says to a new browser: its theme, among other settings."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from websockets.sync.client import connect

    with connect(f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"]) as browser:  # type: ignore[list-item]
        hello = BackMsg()
        hello.rerun_script.query_string = ""
        browser.send(hello.SerializeToString())
        message = browser.recv(timeout=60)
        assert isinstance(message, bytes)
        return message
