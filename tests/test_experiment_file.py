"""Experiments from files as people have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.experiment import Experiment, ExperimentError
from playground.experiment_file import read_experiment_file
from tests.commands import SMALL, run
from tests.strategies import experiments

CASES = Path(__file__).parent / "cases"
CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
COMMENTED = """
// By hand
{
  # the seed first
  "seed": 3, /* then the data,
  in two lines */
  "data": {"name": "xor", "samples": 60,},
}
"""


def refusal(raw: bytes) -> str:
    with pytest.raises(ExperimentError) as refused:
        read_experiment_file(raw)
    assert str(refused.value).isprintable()
    return str(refused.value)


@pytest.mark.parametrize("codec", CODECS)
@given(experiment=experiments())
@settings(max_examples=20, deadline=None)
def test_any_experiment_comes_back_from_every_encoding(codec: str, experiment: Experiment) -> None:
    assert read_experiment_file(experiment.to_json(indent=2).encode(codec)) == experiment


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
def test_comments_and_last_commas_in_every_encoding(codec: str, mark: str) -> None:
    read = read_experiment_file((mark + COMMENTED.strip()).encode(codec))
    assert (read.seed, read.data.name, read.data.samples) == (3, "xor", 60)


def test_an_old_encoding_is_known_by_its_letters() -> None:
    text = SMALL.to_json().replace("{", "{ // réglé à la main, où l’on sait\n", 1)
    assert read_experiment_file(text.encode("cp1252")) == SMALL


def test_the_case_as_powershell_writes_it(tmp_path: Path) -> None:
    raw = (CASES / "utf16.json").read_bytes()
    assert read_experiment_file(raw) == Experiment.from_json(raw.decode("utf-16"))
    (tmp_path / "utf16.json").write_bytes(raw)
    assert run("describe", str(tmp_path / "utf16.json")).exit_code == 0


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ((CASES / "plain.jfif").read_bytes(), "This is a picture. An experiment is a JSON file"),
        ((CASES / "traintest.zip").read_bytes(), "This is a zip archive. An experiment"),
        ((CASES / "passengers.csv").read_bytes(), "This is a text. An experiment"),
        ((CASES / "plants.arff").read_bytes(), "This is a table in ARFF. An experiment"),
        (b'{"cells": [{"data": {}}], "metadata": {}, "nbformat": 4}', "This is a notebook (Jupyter). An experiment"),
        (b"\0\0\0 ftypisom" + bytes(80), "This is a film. An experiment"),
        (b"<!DOCTYPE html><html></html>", "This is a web page. An experiment"),
        ('{"séed": 1}'.encode() + b"\xff", "line 1 is not valid UTF-8"),
        (b'{"seed": 1,\n"data" 3}', "not valid JSON: expected `:` at line 2 column 8"),
        (b"", "not valid JSON: EOF while parsing a value at line 1 column 0"),
        (b"null", "experiment: null: must be an object"),
        (b" " * 40_000_000, "the text is too long: at most 8000000 characters"),
    ],
    ids=range(12),
)
def test_a_wrong_file_is_refused_in_one_line(raw: bytes, words: str) -> None:
    assert words in refusal(raw)


def test_where_a_commented_file_is_wrong_is_said_as_the_file_has_it() -> None:
    assert "at line 7 column" in refusal(COMMENTED.strip().replace("60,}", "60,}}").encode())


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_any_file_is_read_or_refused_in_one_line(raw: bytes) -> None:
    reason = ""
    try:
        read_experiment_file(raw)
    except ExperimentError as error:
        reason = str(error)
    assert not reason or reason.isprintable()
