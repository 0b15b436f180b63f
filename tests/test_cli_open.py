"""The command ``open``, the languages of all commands, and what they say in one line."""

from __future__ import annotations

import gettext
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.cli import one_line
from playground.experiment import Experiment
from playground.i18n import DOMAIN, LOCALE_DIRECTORY
from tests.commands import LARGE, SMALL, assert_refused, run, run_process


class TestOpen:
    def test_prints_a_link_that_says_the_experiment(self, file: Path) -> None:
        result = run("open", str(file), "--print", "--port", "9000")
        address = urlsplit(result.stdout.strip())
        assert (address.scheme, address.netloc, address.path) == ("http", "localhost:9000", "/perceptron")
        assert Experiment.from_query(address.query) == SMALL

    def test_own_data_get_no_link(self) -> None:
        points = [[0, 0, 0], [1, 1, 1], [2, 2, 0], [3, 3, 1]]
        experiment = json.dumps({"data": {"name": "points", "points": points}})
        assert_refused(run("open", "-", "--print", given=experiment), "own data do not go into a link")

    def test_opens_what_it_prints(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        opened: list[str] = []
        monkeypatch.setattr("webbrowser.open", opened.append)
        result = run("open", str(file), "--host", "::1")
        assert opened == [result.stdout.strip()]
        assert opened[0].startswith("http://[::1]:8501/perceptron?")

    def test_opens_nothing_when_told_to_print(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("webbrowser.open", pytest.fail)
        assert run("open", str(file), "--print").exit_code == 0


class TestLanguage:
    @pytest.mark.parametrize("locale", ["fr_FR.UTF-8", "fr_CA", "fr"])
    def test_is_the_environments(self, locale: str) -> None:
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


def test_unknown_address() -> None:
    assert_refused(run("--host", "999.1.1.1"), "cannot listen on http://999.1.1.1:8501")


@pytest.mark.parametrize("port", [[], ["--port", "8501"]])
@pytest.mark.parametrize("host", ["", pytest.param("é" * 70, id="too long")])
def test_what_cannot_be_an_address(host: str, port: list[str]) -> None:
    assert_refused(run("--host", host, *port), "is not an address")


@given(st.text())
def test_one_line_is_one_printable_line(text: str) -> None:
    assert one_line(text).isprintable()


def test_the_module_of_the_command_is_the_command_too() -> None:
    command = [sys.executable, "-m", "playground.cli", "--help"]
    printed = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=True, env=os.environ | {"LC_ALL": "C"}
    )
    assert printed.stdout == run_process("--help").stdout != ""
