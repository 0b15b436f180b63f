"""Tables in Parquet."""

from __future__ import annotations

import io
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from playground.datasets.raw_table import read_table
from playground.datasets.spreadsheet import read_sheet
from playground.datasets.text_file import TableError
from tests.datasets.sheets.malformed_sheets import parquet


def written(frame: pd.DataFrame, **options: object) -> bytes:
    buffer = io.BytesIO()
    frame.to_parquet(buffer, **options)  # type: ignore[call-overload]
    return buffer.getvalue()


def test_every_kind_of_column() -> None:
    frame = pd.DataFrame(
        {
            "single": np.array([0.1, np.nan], np.float32),
            "whole": [2**53 + 1, -5],
            "truth": [True, False],
            "day": [date(2024, 3, 1), None],
            "time": [datetime(2024, 3, 1), datetime(2024, 3, 1, 10, 30)],
            "kind": pd.Categorical(["b", "a"]),
            "gap": pd.array([1, None], "Int64"),
        }
    )
    assert read_sheet(written(frame)).rows == (
        ("single", "whole", "truth", "day", "time", "kind", "gap"),
        ("0.1", "9007199254740993", "true", "2024-03-01", "2024-03-01", "b", "1"),
        ("", "-5", "false", "", "2024-03-01 10:30:00", "a"),
    )


def test_the_index_of_pandas() -> None:
    frame = pd.DataFrame({"x": range(12), "y": np.arange(12) / 2}, index=[f"r{n}" for n in range(12)])
    table = read_table(written(frame))
    assert sorted(column.name for column in table.columns) == ["column 3", "x", "y"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (parquet()[:300], "damaged"),
        (written(pd.DataFrame({"a": [[1, 2]], "b": [3]})), 'Column "a" of the Parquet file holds lists'),
        (written(pd.DataFrame({"a": [b"x"], "b": [3]})), 'Column "a" of the Parquet file holds lists or bytes'),
        (written(pd.DataFrame({"a": [], "b": []})), "has no rows"),
        (written(pd.DataFrame({"a": range(30_000), "b": 1})), "The table has 30000 rows; at most 20000"),
        (written(pd.DataFrame({f"c{n}": [1] for n in range(600)})), "The table has 600 columns; at most 500"),
        (written(pd.DataFrame({"a": ["x" * 2_000] * 20_000, "b": 1})), 'Column "a" has a cell of more than 1000'),
    ],
    ids=["damaged", "lists", "bytes", "empty", "long", "wide", "large cells"],
)
def test_what_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(TableError, match=reason):
        read_sheet(raw)
