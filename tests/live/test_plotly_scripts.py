"""plotly.js for flat figures: it is of the locked version, and gives way to the whole where another is installed."""

from __future__ import annotations

import gzip
import re

import plotly
import pytest

from playground.live import plotly_scripts
from playground.live.plotly_scripts import CARTESIAN, FLAT, WHOLE, installed, version_of
from playground.paths import ROOT


def locked() -> str:
    found = re.search(r"^plotly==(\S+)", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_part_is_of_the_version_that_is_locked() -> None:
    if plotly.__version__ != locked():  # as `make newest` has it: the whole takes its place
        return
    assert version_of(gzip.decompress(CARTESIAN.read_bytes())) == version_of(installed()) != ""
    scripts = plotly_scripts.plotly_scripts()
    assert scripts[FLAT] == CARTESIAN.read_bytes()
    assert len(scripts[FLAT]) < 0.4 * len(scripts[WHOLE])


def test_the_whole_is_what_is_installed() -> None:
    assert gzip.decompress(plotly_scripts.plotly_scripts()[WHOLE]) == installed()


@pytest.mark.parametrize("beginning", [b"/**\n* plotly.js v9.8.7\n*/", b"var nothing = 1;"])
def test_another_version_is_served_as_a_whole(monkeypatch: pytest.MonkeyPatch, beginning: bytes) -> None:
    monkeypatch.setattr(plotly_scripts, "installed", lambda: beginning)
    scripts = plotly_scripts.plotly_scripts()
    assert gzip.decompress(scripts[FLAT]) == gzip.decompress(scripts[WHOLE]) == beginning


def test_without_the_file_the_whole_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plotly_scripts, "CARTESIAN", ROOT / "no-such-file")
    scripts = plotly_scripts.plotly_scripts()
    assert scripts[FLAT] == scripts[WHOLE]


@pytest.mark.parametrize(
    ("beginning", "version"),
    [
        (b"/**\n* plotly.js v4.1.1\n* Copyright", "4.1.1"),
        (b"/**\n* plotly.js (cartesian - minified) v4.1.1\n", "4.1.1"),
        (b"", ""),
        (b"x" * 600 + b"plotly.js v1.2.3", ""),
    ],
)
def test_a_script_says_its_version_at_its_beginning(beginning: bytes, version: str) -> None:
    assert version_of(beginning) == version
