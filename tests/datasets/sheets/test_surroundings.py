"""Lines around a table: left out where they are none of its rows, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.datasets.raw_table import read_table
from playground.datasets.spreadsheet import read_sheet
from tests.datasets.sheets.workbooks import xlsx

ROWS = [f"{n}.5;{n * n % 7};{'rose' if n % 3 else 'iris'}" for n in range(20)]
DATED = [f"{1 + n:02}/03/2024;{n + 0.5};{n * n % 7 + 1}" for n in range(20)]
NAMES = "width;height;kind"


def lines(*around: str, rows: list[str] = ROWS, names: str = NAMES, below: tuple[str, ...] = ()) -> bytes:
    return "\n".join([*around, names, *rows, *below]).encode()


def left_out(raw: bytes) -> list[tuple[int, str]]:
    return [(line.line, line.why) for line in read_sheet(raw).left_out]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (lines("Flowers of the garden"), [(1, "title")]),
        (lines("Flowers;;"), [(1, "title")]),
        (lines("Flowers;;", "", "Measured in 2024;;"), [(1, "title"), (3, "title")]),
        (lines("Source;garden;", "Year;2024;"), [(1, "title"), (2, "title")]),
        (lines("2023;2023;2024"), [(1, "title")]),
        (lines("# made up", "# twice; or more"), [(1, "comment"), (2, "comment")]),
        (lines('"# quoted by a spreadsheet"'), [(1, "comment")]),
        (lines("// as in C", "% as in TeX"), [(1, "comment"), (2, "comment")]),
        (lines(rows=["cm;mm;-", *ROWS]), [(2, "units")]),
        (lines(rows=["(cm);(mm);", *ROWS]), [(2, "units")]),
        (lines(rows=["[cm];[m/s^2];[1]", *ROWS]), [(2, "units")]),
        (lines(rows=["m;m;", *ROWS]), [(2, "units")]),
        (lines(rows=["mètres;secondes;-", *ROWS]), [(2, "units")]),
        (lines("Name;Nobody", "Site"), [(1, "title"), (2, "title")]),
        (lines("# c", "Title", rows=["cm;mm;-", *ROWS]), [(1, "comment"), (2, "title"), (4, "units")]),
        (lines(below=("Total;60;",)), [(22, "total")]),
        (lines(below=("TOTAL :;60;",)), [(22, "total")]),
        (lines(below=("Somme;60;", "Moyenne;3,0;")), [(22, "total"), (23, "total")]),
        (lines(below=("Mean;3.0;", "Std. dev.;2.1;")), [(22, "total"), (23, "total")]),
        (lines(below=("", "Source : INSEE;;")), [(23, "source")]),
        (lines(below=("Source: INSEE, 2024",)), [(22, "source")]),
        (lines(below=("Total;60;", "Note: without the last field", "(1) estimated")), [
            (22, "total"),
            (23, "source"),
            (24, "source"),
        ]),
        (lines(rows=[*ROWS[:9], NAMES, *ROWS[9:]]), [(11, "heading")]),
        (
            lines(rows=["cm;mm;-", *ROWS[:9], NAMES, "cm;mm;-", *ROWS[9:]]),
            [(2, "units"), (12, "heading"), (13, "units")],
        ),
        (lines(rows=[*ROWS[:9], "# the meter was broken", *ROWS[9:]]), [(11, "comment")]),
        (lines(rows=[*ROWS[:9], "# 1.5;2;rose", *ROWS[9:]]), [(11, "comment")]),
        (lines(rows=DATED, names="date;a;b", below=("Total;200;80",)), [(22, "total")]),
        (lines(rows=DATED, names="date;a;b", below=("Ensemble;200;80",)), [(22, "total")]),
        (lines(rows=DATED, names="date;a;b", below=(";200;61",)), [(22, "total")]),
    ],
)  # fmt: skip
def test_lines_that_are_no_rows_are_left_out(raw: bytes, expected: list[tuple[int, str]]) -> None:
    assert left_out(raw) == expected
    table = read_table(raw)
    assert table.rows == 20
    assert table.has_header
    assert [column.name for column in table.columns] in (["width", "height", "kind"], ["date", "a", "b"])
    assert all(column.numbers is not None for column in table.columns if column.name not in ("kind", "date"))


PARTS = [f"{('Total', 'Partial')[n % 2]};{n}.5;{n * n % 7}" for n in range(20)]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([*ROWS[:9], "4.5;2;Total", *ROWS[9:]], NAMES),  # a class in the middle
        ([*ROWS, "4.5;2;Total"], NAMES),  # and at the end, where classes stand
        ([*PARTS, "Total;4.5;2"], "part;a;b"),  # a class that others have too
        ([*PARTS, "Mean;4.5;2"], "part;a;b"),  # one class more, which is neither mean nor sum
        ([*PARTS[1::2], "Total;4.5;2"], "part;a;b"),  # the same beside one class
        ([*DATED, "21/03/2024;;"], "date;a;b"),  # a day without values
        ([*DATED, "21/03/2024;;4"], "date;a;b"),
        ([*DATED, ";4.5;4"], "date;a;b"),  # a day that is lacking, and no sum
        ([";;iris", *ROWS], NAMES),
        (["n.d.;?;iris", *ROWS], NAMES),  # values that are lacking, not units
        (["NA;NA;NA", *ROWS], NAMES),
        (["closed;closed;iris", *ROWS], NAMES),
        (["closed;open;iris", *ROWS], NAMES),
        ([*ROWS, "21.5;3"], NAMES),  # a line that lacks its end
        ([*ROWS, "closed;3;iris"], NAMES),
        ([f"#{n};{n}.5;{n % 7}" for n in range(20)], "number;a;b"),
        ([f"{'#ff0000' if n == 4 else 'red'};{n}.5;{n % 7}" for n in range(20)], "colour;a;b"),
        (["m;1.5;2", "s;2.5;3", *(f"{'ms'[n % 2]};{n}.5;{n % 7}" for n in range(20))], "sex;a;b"),  # labels like units
        ([f"Source {n};{n}.5;{n % 7}" for n in range(20)], "place;a;b"),
        ([f"Note {n};{n}.5;" for n in range(20)], "place;a;b"),
    ],
)
def test_rows_stay(rows: list[str], names: str) -> None:
    raw = lines(rows=rows, names=names)
    sheet = read_sheet(raw)
    assert sheet.left_out == ()
    assert len(sheet.rows) == len(rows) + 1
    assert sheet.rows[0] == tuple(names.split(";"))


def test_titles_above_names_that_are_years() -> None:
    titles = '"Source","World",\n\n"Updated","2024-07-01",\n\n"Country","Code","1990","1991","1992",\n'
    sheet = read_sheet((titles + "".join(f'"C{n}","X{n}","{n}","{n}.5","7",\n' for n in range(20))).encode())
    assert [(line.line, line.why) for line in sheet.left_out] == [(1, "title"), (3, "title")]
    assert sheet.rows[0] == ("Country", "Code", "1990", "1991", "1992")


def test_names_in_the_last_comment() -> None:
    sheet = read_sheet(b"# made up\n# x y z\n" + b"".join(b"%d %d.5 3\n" % (n, n) for n in range(20)))
    assert sheet.rows[0] == ("x", "y", "z")
    assert [(line.line, line.why) for line in sheet.left_out] == [(1, "comment")]


def test_a_column_may_be_called_as_a_comment_begins() -> None:
    raw = b"#;%;kind\n" + b"".join(b"%d;%d.5;a\n" % (n, n) for n in range(20))
    assert read_sheet(raw).rows[0] == ("#", "%", "kind")


def test_what_was_left_out_is_shown_on_one_short_line() -> None:
    (title,) = read_sheet(lines("Flowers " * 30)).left_out
    assert len(title.text) == 60
    assert title.text.endswith("…")


def test_lines_around_a_table_in_a_workbook() -> None:
    rows = [["width", "height", "kind"], *([n + 0.5, n % 7, "rose"] for n in range(20))]
    around = [["Flowers", None, None], [None, None, None], *rows, ["Total", 210, None], ["Source: garden", None, None]]
    sheet = read_sheet(xlsx({"One": around}, first_row=3, first_column=2))
    assert [(line.line, line.why) for line in sheet.left_out] == [(3, "title"), (26, "total"), (27, "source")]
    assert sheet.rows[0] == ("width", "height", "kind")
    assert sheet.lines == tuple(range(5, 26))


@given(
    st.lists(st.tuples(st.integers(-999, 999), st.integers(0, 99), st.sampled_from("ab")), min_size=10, max_size=30),
    st.lists(st.sampled_from(["A title", "# a comment", "% another one", ""]), max_size=4),
    st.booleans(),
    st.lists(st.sampled_from(["Total;{};", "Source: here", "", "Moyenne;{};"]), max_size=3),
)
def test_whatever_stands_around_it_the_table_is_the_same(
    values: list[tuple[int, int, str]], above: list[str], units: bool, below: list[str]
) -> None:
    rows = [f"{a / 8};{b};{kind}" for a, b, kind in values]
    total = sum(b for _a, b, _kind in values)
    written = lines(
        *above, rows=(["cm;mm;-"] if units else []) + rows, below=tuple(line.format(total) for line in below)
    )
    sheet = read_sheet(written)
    assert sheet.rows[1:] == tuple(tuple(row.split(";")) for row in rows)
    assert [line.line for line in sheet.left_out] == sorted({line.line for line in sheet.left_out})
    assert len(sheet.left_out) == sum(map(bool, above)) + units + sum(map(bool, below))
    assert [written.decode().split("\n")[line - 1] for line in sheet.lines] == [NAMES, *rows]
