"""Workbooks: which sheet, which row, and what is refused."""

from __future__ import annotations

import subprocess
import sys

import pytest

from playground.datasets.raw_table import read_table
from playground.datasets.sheets import workbook_process
from playground.datasets.sheets.workbook import MAX_BYTES, Sheets, sheets_of
from playground.datasets.sheets.workbook_process import cell_text
from playground.datasets.spreadsheet import read_sheet
from playground.datasets.text_file import TableError
from tests.datasets.sheets.malformed_sheets import malformed_sheets
from tests.datasets.sheets.workbooks import ods, xls, xlsx, xlsx_of

ROWS = [["a", "b", "kind"], *([n / 4, n * n % 7, f"k{n % 2}"] for n in range(12))]
OTHER = [["u", "v", "w"], *([n, n / 2, n % 3] for n in range(15))]


@pytest.mark.parametrize("write", [xlsx, ods])
def test_the_sheet_that_is_chosen(write: object) -> None:
    raw = write({"Été": ROWS, "b & c": OTHER})  # type: ignore[operator]
    assert sheets_of(raw) == Sheets(("Été", "b & c"), "Été")
    assert read_table(raw).columns[0].name == "a"
    chosen = read_sheet(raw, "b & c")
    assert (chosen.sheet, chosen.rows[0]) == ("b & c", ("u", "v", "w"))
    assert read_sheet(raw, "of another file").sheet == "Été"


def test_the_first_sheet_with_a_table() -> None:
    raw = xlsx({"Notes": [["read the other sheet"]], "Empty": [], "Data": ROWS})
    assert sheets_of(raw) == Sheets(("Notes", "Empty", "Data"), "Data")
    assert read_sheet(raw).sheet == "Data"


def test_other_files_have_no_sheets() -> None:
    assert sheets_of(b"a,b\n1,2\n") is None
    assert read_sheet(b"a,b\n1,2\n").sheets == ()


def test_the_workbook_of_old() -> None:
    table = read_table(xls(ROWS))
    assert (table.kind, table.rows, table.sheets) == ("old workbook", 12, ("One",))
    assert table.columns[0].numbers is not None
    assert table.columns[0].numbers.tolist() == [n / 4 for n in range(12)]


def test_rows_are_counted_as_the_program_does() -> None:
    sheet = read_sheet(xlsx({"One": ROWS}, first_row=5, first_column=3))
    assert sheet.lines == tuple(range(5, 18))
    assert sheet.width == 3


def test_formulas_errors_and_truths() -> None:
    cells = '<c r="A{n}"><f>1+{n}</f><v>{n}</v></c><c r="B{n}" t="e"><v>#N/A</v></c><c r="C{n}" t="b"><v>1</v></c>'
    rows = "".join(f'<row r="{n}">{cells.format(n=n)}</row>' for n in range(1, 12))
    assert set(read_sheet(xlsx_of({"One": rows})).rows) == {(f"{n}", "", "true") for n in range(1, 12)}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (1 / 3, repr(1 / 3)),
        (5.0, "5"),
        (-0.5, "-0.5"),
        (1e300, "1e+300"),
        ("a ", "a "),
        (True, "true"),
    ],
)
def test_numbers_have_the_digits_that_make_them(value: object, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a cell in the last corner", "damaged"),
        ("a million rows", "1048576 rows and 2 columns; at most 20000 rows"),
        ("an empty sheet", 'The sheet "One" is empty'),
        ("one column", 'The sheet "One" has one column only'),
        ("a bomb", "unpacks to 201 MB; at most 200 MB"),
        ("an old document", "damaged, or no workbook"),
    ],
)
def test_what_is_refused(name: str, reason: str) -> None:
    raw = next(raw for other, raw in malformed_sheets() if other == name)
    with pytest.raises(TableError, match=reason):
        read_sheet(raw)


def test_a_large_file_is_refused() -> None:
    with pytest.raises(TableError, match=r"The file has 20.0 MB; at most 20 MB"):
        read_sheet(xls(ROWS).ljust(MAX_BYTES + 1, b"\0"))


LAUNCHER = """
import resource, subprocess, sys
read = subprocess.run([sys.executable, "-P", *sys.argv[1:]], stdin=sys.stdin, stdout=subprocess.DEVNULL)
assert read.returncode == 0
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""A small process: what it starts is counted with all that the one which starts it has."""


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory in kilobytes")
def test_the_reader_stays_small() -> None:
    cells = "".join(f"<c><v>{n}.25</v></c>" for n in range(25))
    raw = xlsx_of({"One": "".join(f'<row r="{n}">{cells}</row>' for n in range(1, 20_001))})
    assert len(read_sheet(raw).rows) == 20_000
    command = [sys.executable, "-c", LAUNCHER, workbook_process.__file__, "", "30000", "500", "1000000", "2"]
    done = subprocess.run(command, input=raw, capture_output=True, check=True)
    assert 10e6 < int(done.stdout) * 1024 < 300e6
