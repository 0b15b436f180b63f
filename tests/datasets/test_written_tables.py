"""Tables that other programs have written come back equal, whatever kind of file they are in."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from playground.datasets.numerals import MISSING, DecimalMark
from playground.datasets.raw_table import Table, read_table
from tests.datasets.sheets.workbooks import ods, xlsx

LABELS = st.text(st.characters(codec="cp1252", categories=("L",)), min_size=2, max_size=8)
DYADIC = st.integers(-(10**6), 10**6).map(lambda n: n / 64)
DAYS = st.dates(date(1950, 1, 1), date(2050, 1, 1))
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")


@st.composite
def frames(draw: st.DrawFn, floats: st.SearchStrategy[float] = DYADIC) -> pd.DataFrame:
    """Draw a table of numbers, whole numbers, days and labels in any order of its columns."""
    rows = draw(st.integers(10, 16))

    def column(values: st.SearchStrategy[object]) -> list[object]:
        return draw(st.lists(values, min_size=rows, max_size=rows))

    whole = st.integers(-(10**9), 10**9)
    kinds = [("x", floats), ("y", floats), ("n", whole), ("label", LABELS), ("day", DAYS)]
    columns = {name: column(values) for name, values in draw(st.permutations(kinds))}
    return pd.DataFrame(columns)


def is_equal(read: Table, written: pd.DataFrame) -> None:
    """Compare what was read with what was written; a label that means a missing value is one."""
    assert [column.name for column in read.columns] == list(written.columns)
    assert read.rows == len(written)
    assert not read.left_out
    for column in read.columns:
        values = written[column.name].tolist()
        if column.name == "label":
            assert column.texts == tuple("" if text.casefold() in MISSING else text for text in values)
        elif column.name == "day":
            assert column.texts == tuple(day.isoformat() for day in values)
        else:
            assert column.numbers is not None, column.name
            assert column.numbers.tolist() == values


@given(
    frames(st.floats(-1e30, 1e30)),
    st.sampled_from(ENCODINGS),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([".", ","]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=400, deadline=None)
def test_texts(
    frame: pd.DataFrame, encoding: str, delimiter: str, mark: DecimalMark, quoting: int, ending: str
) -> None:
    text = frame.to_csv(index=False, sep=delimiter, decimal=mark, quoting=quoting, lineterminator=ending)  # type: ignore[call-overload]
    raw = text.encode(encoding)
    read = read_table(raw)
    assume(encoding != "cp1252" or read.encoding == "Windows-1252")  # a letter alone may be one of several encodings
    assert read.delimiter == delimiter
    if read.ambiguous_decimal:
        read = read_table(raw, decimal=mark)
    is_equal(read, frame)


@given(frames(), st.sampled_from(["aligned", "blanks", "tabs"]))
@settings(max_examples=100, deadline=None)
def test_texts_divided_by_blanks(frame: pd.DataFrame, way: str) -> None:
    if way == "aligned":
        text = frame.to_string(index=False)
    else:
        text = frame.to_csv(index=False, sep=" " if way == "blanks" else "\t").replace("\t", "\t\t")
    raw = text.encode()
    read = read_table(raw)
    if read.ambiguous_decimal:
        read = read_table(raw, decimal=".")
    expected = frame.round(6) if way == "aligned" else frame
    numbers = expected[["x", "y", "n"]]
    assert np.allclose([read.column(name).numbers for name in numbers], numbers.to_numpy().T, rtol=1e-5, atol=1e-5)
    assert read.column("day").texts == tuple(day.isoformat() for day in frame["day"])


@given(frames(), st.sampled_from(["records", "columns", "index", "split", "table", "lines", "lists", "rows"]))
@settings(max_examples=150, deadline=None)
def test_json(frame: pd.DataFrame, way: str) -> None:
    frame = frame.assign(day=[day.isoformat() for day in frame["day"]])
    records = frame.to_dict("records")
    if way == "lines":
        text = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    elif way == "lists":
        text = json.dumps(frame.to_dict("list"))
    elif way == "rows":
        text = json.dumps([list(frame.columns), *frame.to_numpy(dtype=object).tolist()])
    else:
        text = frame.to_json(orient=way, index=way not in ("records", "table"), double_precision=15)
    read = read_table(text.encode())
    assert read.kind == "json"
    days = frame.assign(day=[date.fromisoformat(day) for day in frame["day"]])
    if read.ambiguous_decimal:
        read = read_table(text.encode(), decimal=".")
    is_equal(read, days)


@given(frames(st.floats(-1e30, 1e30)), st.sampled_from(["snappy", "gzip", "zstd", "none"]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_parquet(frame: pd.DataFrame, compression: str, categories: bool) -> None:
    buffer = io.BytesIO()
    written = frame.assign(label=frame["label"].astype("category")) if categories else frame
    written.to_parquet(buffer, index=False, compression=None if compression == "none" else compression)  # type: ignore[call-overload]
    read = read_table(buffer.getvalue())
    assert (read.kind, read.ambiguous_decimal) == ("parquet", False)
    is_equal(read, frame)


@given(frames(), st.sampled_from([xlsx, ods]), st.booleans())
@settings(max_examples=200, deadline=None)
def test_workbooks(frame: pd.DataFrame, write: object, second: bool) -> None:
    rows = [list(frame.columns), *frame.to_numpy(dtype=object).tolist()]
    sheets = {"Notes": [["see the other sheet"]], "Mesures & co": rows} if second else {"Mesures & co": rows}
    read = read_table(write(sheets))  # type: ignore[operator]
    assert (read.sheets, read.sheet) == (tuple(sheets), "Mesures & co")
    is_equal(read, frame)


@pytest.mark.parametrize("write", [xlsx, ods])
def test_dates_and_times_in_workbooks(write: object) -> None:
    times = [datetime(2024, 3, 1 + n, n, 59 - n, 7) for n in range(12)]
    read = read_table(write({"One": [["t", "x", "y"], *([time, n, n / 2] for n, time in enumerate(times))]}))  # type: ignore[operator]
    expected = ("2024-03-01 00:59:07", "2024-03-02 01:58:07")
    assert read.column("t").texts[:2] == expected
