"""Tables as JSON."""

from __future__ import annotations

import json

import pytest

from playground.datasets.raw_table import read_table
from playground.datasets.spreadsheet import read_sheet
from playground.datasets.text_file import TableError
from tests.datasets.sheets.malformed_sheets import malformed_sheets

RECORDS = [{"a": n, "b": n / 4, "kind": "xy"[n % 2], "ok": n > 5} for n in range(12)]
ROWS = (("a", "b", "kind", "ok"), ("0", "0.0", "x", "false"))


@pytest.mark.parametrize(
    "value",
    [
        RECORDS,
        {"data": RECORDS, "count": 12, "next": None},
        {"columns": list(RECORDS[0]), "data": [list(record.values()) for record in RECORDS]},
        {name: [record[name] for record in RECORDS] for name in RECORDS[0]},
        {name: {f"{n}": record[name] for n, record in enumerate(RECORDS)} for name in RECORDS[0]},
        {f"{n}": record for n, record in enumerate(RECORDS)},
        [list(RECORDS[0]), *(list(record.values()) for record in RECORDS)],
    ],
    ids=["records", "records beside others", "split", "columns", "columns by row", "rows by place", "rows"],
)
def test_every_way_to_write_a_table(value: object) -> None:
    sheet = read_sheet(json.dumps(value, indent=1).encode())
    assert sheet.rows[:2] == ROWS
    assert (len(sheet.rows), sheet.kind, sheet.decimal) == (13, "json", ".")


def test_records_line_by_line() -> None:
    text = "\n\n".join(json.dumps(record) for record in RECORDS)
    assert read_sheet(text.encode("utf-16")).rows[:2] == ROWS


def test_what_a_record_lacks_is_missing() -> None:
    records = [*RECORDS, {"kind": "x", "new": None}]
    table = read_table(json.dumps(records).encode())
    assert table.column("a").missing == 1
    assert table.column("new").missing == 13


def test_names_may_be_numbers() -> None:
    table = read_table(json.dumps([{"2019": n, "2020": n * n, "2021": n / 2} for n in range(12)]).encode())
    assert ([column.name for column in table.columns], table.rows) == (["2019", "2020", "2021"], 12)


def test_a_text_that_begins_with_a_bracket() -> None:
    assert read_sheet(b"[kg],[m],c\n" + b"1,2,x\n" * 12).rows[0] == ("[kg]", "[m]", "c")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"a": 1', "Line 1 of the JSON file is not valid at character 8"),
        (b'[{"a": 1},\n {"a": }]', "Line 2 of the JSON file is not valid at character 8"),
        (b'{"a": 1}\n{"a" 2}\n', "Line 2 of the JSON file is not valid at character 6"),
        (b'[{"a": 1}, {"a": [2]}]', "Record 2 of the JSON file has a list or an object"),
        (b'{"a": [1, 2], "b": [3]}', 'Column "b" has 1 values, column "a" 2'),
        (b"[[1, 2], [3]]", "Row 2 of the JSON file has 1 values, the first 2"),
        (b"[1, 2, 3]", "holds no table"),
        (b'{"a": 5}', "holds no table"),
        (b"[" * 50_000, "holds no table|not valid"),
    ],
)
def test_what_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(TableError, match=reason):
        read_sheet(raw)


def test_many_names_of_few_records_each_are_refused_before_the_table_is_made() -> None:
    raw = next(raw for name, raw in malformed_sheets() if name == "json: many names")
    with pytest.raises(TableError, match="The table has 900 columns; at most 500"):
        read_sheet(raw)
