"""Tables in ARFF, beside SciPy's reader."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.io import arff

from playground.datasets.spreadsheet import read_sheet
from playground.datasets.text_file import TableError

CASES = Path(__file__).parents[2] / "cases"
HEAD = "@relation r\n@attribute a numeric\n@attribute b real\n@attribute kind {x,y}\n@data\n"


def test_a_file_of_weka_as_scipy_reads_it() -> None:
    raw = (CASES / "plants.arff").read_bytes()
    values, described = arff.loadarff(io.StringIO(raw.decode()))
    sheet = read_sheet(raw)
    assert sheet.rows[0] == tuple(described.names())
    assert [(float(a), float(b), kind) for a, b, kind in sheet.rows[1:]] == [
        (a, b, kind.decode()) for a, b, kind in values.tolist()
    ]
    assert sheet.lines[:2] == (6, 7)


NUMBERS = st.integers(-(10**6), 10**6).map(lambda n: n / 64)


@given(st.lists(st.tuples(NUMBERS, NUMBERS, st.sampled_from("xy?")), min_size=10, max_size=20))
def test_numbers_and_labels_as_scipy_reads_them(rows: list[tuple[float, float, str]]) -> None:
    text = HEAD + "".join(f"{a!r}, {b!r},{kind}\n" for a, b, kind in rows)
    values, _described = arff.loadarff(io.StringIO(text))
    sheet = read_sheet(text.encode())
    assert [(float(a), float(b), kind.encode()) for a, b, kind in sheet.rows[1:]] == values.tolist()


def test_quotes_escapes_tabs_and_comments() -> None:
    text = "% c\n@RELATION 'a b'\n\n@ATTRIBUTE 'the a' NUMERIC\n@attribute \"it's\" string\n@attribute c {'a b', c}\n"
    text += "@DATA\n% c\n1,'it\\'s, or', 'a b'\n2\t\"say \\\"no\\\"\"\tc\n?,?,?\n"
    assert read_sheet(text.encode()).rows == (
        ("the a", "it's", "c"),
        ("1", "it's, or", "a b"),
        ("2", 'say "no"', "c"),
        ("?", "?", "?"),
    )


def test_an_empty_value_is_missing() -> None:
    assert read_sheet((HEAD + "1,,x\n,2,\n").encode()).rows[1:] == (("1", "", "x"), ("", "2"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD + "{0 1, 2 x}\n", "Line 6: rows of the sparse kind"),
        (HEAD + "1,2\n", "Line 6 has 2 values, and 3 attributes are declared"),
        (HEAD + "1,'2,x\n", "Line 6: a quotation mark is not closed"),
        (HEAD.replace("real", "relational") + "1,2,x\n", "Line 3: an attribute of a kind that is not known here"),
        (HEAD, "no rows below @data"),
        (HEAD.replace("@data", ""), "has no @data"),
        ("@relation r\n@data\n1,2\n", "declares no attributes"),
        ("@relation r\n1,2\n", "Line 2: @attribute or @data is missing"),
    ],
)
def test_what_is_refused(text: str, reason: str) -> None:
    with pytest.raises(TableError, match=reason):
        read_sheet(text.encode())
