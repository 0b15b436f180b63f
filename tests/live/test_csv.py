"""CSV files that scripts write, read back by the app's own readers and by pandas."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from deno import find_deno_bin

from playground.datasets.raw_table import read_table
from playground.live.files import component_files

ASK = """
import { fileText, formOf, written } from "./csv.js";
const [lines, form] = JSON.parse(Deno.readTextFileSync("given.json"));
const cells = lines.map((line) => line.map((cell) => (typeof cell === "number" ? written(cell) : cell)));
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify([fileText(cells, form), formOf("en"), formOf("fr")])));
"""
FORMS = {"point": (".", ","), "comma": (",", ";")}
NUMBERS = np.random.default_rng(0).normal(size=(30, 3)) * 10.0 ** np.arange(-7, 8, 7)


@pytest.fixture(name="folder", scope="module")
def fixture_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scripts")
    (folder / "csv.js").write_bytes(component_files()["csv.js"].read_bytes())
    (folder / "ask.js").write_text(ASK, "utf-8")
    return folder


def file_of(folder: Path, lines: list[list[Any]], form: str) -> bytes:
    (folder / "given.json").write_text(json.dumps([lines, form]), "utf-8")
    command = [find_deno_bin(), "run", "--no-remote", "--allow-read=.", "ask.js"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=folder, timeout=60)
    text, english, french = json.loads(done.stdout)
    assert (english, french) == ("point", "comma")
    return str(text).encode()


def lines_of(heading: str) -> list[list[Any]]:
    rows = [[str(place), *row, ("yes", 'n,o;"')[place % 2]] for place, row in enumerate(NUMBERS.tolist())]
    return [["époque", heading, "b", "c", "class"], *rows]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("heading", ["a", "perte d'entraînement", 'a;b,"c"'])
def test_what_was_written_is_read_back(folder: Path, form: str, heading: str) -> None:
    raw = file_of(folder, lines_of(heading), form)
    mark, between = FORMS[form]
    expected = np.array([[float(f"{value:.9g}") for value in row] for row in NUMBERS])
    table = read_table(raw)
    assert (table.decimal_mark, table.delimiter, table.has_header) == (mark, between, True)
    read = np.array([column.numbers for column in table.columns[1:4]]).T
    np.testing.assert_array_equal(read, expected)
    assert table.columns[4].texts[:2] == ("yes", 'n,o;"')
    frame = pd.read_csv(io.BytesIO(raw), sep=between, decimal=mark)
    assert list(frame.columns) == ["époque", heading, "b", "c", "class"]
    np.testing.assert_allclose(frame.iloc[:, 1:4], expected, rtol=1e-15)


@pytest.mark.parametrize("form", FORMS)
def test_a_mark_stands_before_what_is_not_all_ascii(folder: Path, form: str) -> None:
    assert file_of(folder, [["été", 1]], form).startswith(b"\xef\xbb\xbf")
    assert file_of(folder, [["ete", 1]], form)[:3] == b"ete"


def test_texts_that_are_numbers_have_the_mark_too(folder: Path) -> None:
    raw = file_of(folder, [["0.1", "tanh", "v1.5", "-2e-7", "1.5.2", ""], ["x", 3, 0.25, 1e-9, 1, "a b"]], "comma")
    assert raw.decode().splitlines() == ["0,1;tanh;v1.5;-2e-7;1.5.2;", "x;3;0,25;1e-9;1;a b"]
