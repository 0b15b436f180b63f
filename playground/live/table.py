"""The component that shows the numbers behind a live figure as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import streamlit as st

from playground.i18n import _, language
from playground.live.csv_files import csv_texts
from playground.live.figure import connection
from playground.live.files import source
from playground.training.worker.runs import Run

_TABLE = st.components.v2.component(
    "live_table",
    html=source("table.html"),
    css=source("table.css"),
    js=source("page_element.js", "live_element.js", "table.js"),
)


@dataclass(frozen=True)
class Columns:
    """A table whose columns are curves over epochs, or other tensors ``(n,)`` of one length.

    Parameters
    ----------
    title
        What the numbers are; also the name of the CSV file.
    columns
        Heading of each column and the curve or tensor in it, by its name in the frames.
    first
        Heading of the column that names the rows.
    rows
        Names of the rows; where there are none they are counted, from 0.
    curves
        Whether they are curves: then the newest epoch comes first.
    order
        Name of a tensor ``(n,)`` that says in which order the rows come; where there is none they come as they are.
    """

    title: str
    columns: Mapping[str, str]
    first: str
    rows: Sequence[str] = ()
    curves: bool = False
    order: str = ""


@dataclass(frozen=True)
class Matrix:
    """A table of one tensor ``(n, m)``.

    Parameters
    ----------
    title
        What the numbers are; also the name of the CSV file.
    tensor
        Its name in the frames.
    first
        What rows and columns are, for the corner.
    rows, columns
        Their names, or the numbers that they stand for; where there are none they are counted, from 0.
    """

    title: str
    tensor: str
    first: str
    rows: Sequence[str | float] = ()
    columns: Sequence[str | float] = ()


def live_table(tables: Sequence[Columns | Matrix], run: Run, *, key: str) -> None:
    """Show tables that follow a run, each with a button that downloads all of it as CSV from the browser's memory.

    The tables show the first 200 rows (of curves the last 200 epochs) and 30 columns; the files have everything.

    Parameters
    ----------
    key
        Names the element on the page.
    """
    data = connection(run) | {
        "tables": [_as_data(table) for table in tables],
        "language": language(),
        "texts": csv_texts()
        | {
            "csv": _("CSV"),
            "download": _("Download {title} as CSV"),
            "waiting": _("No numbers yet."),
            "part": _("{rows} of {all_rows} rows and {columns} of {all_columns} columns; the CSV file has all."),
        },
    }
    _TABLE(key=key, data=data)


def _as_data(table: Columns | Matrix) -> dict[str, Any]:
    kind: Literal["columns", "matrix"] = "columns" if isinstance(table, Columns) else "matrix"
    named = asdict(table)
    if isinstance(table, Columns):
        named["columns"] = [{"heading": heading, "name": name} for heading, name in table.columns.items()]
    return named | {"kind": kind}
