"""What divides the cells of a text."""

from __future__ import annotations

import pytest

from playground.datasets.sheets.delimiters import delimiter_of, without_quotes
from playground.datasets.spreadsheet import read_sheet
from playground.datasets.text_file import TableError


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a|b\n1|2\n", "|"),
        ("a b c\n1 2 x\n3 4 y\n", " "),
        ("a   b  c\n1   2  x\n30  4  y\n", " "),
        ("long name   b  c\n1           2  x\n30          4  y\n", "  "),
        ("1,5 2,5\n2,5 3,5\n", " "),
        ("1 2 3\tone car\n4 5 6\ttwo cars\n", " "),
        ("1 234\t5 678\n2 345\t6 789\n", "\t"),
        ("1 234;5 678\n2 345;6 789\n", ";"),
        ("2024-01-01 10:00,5\n2024-01-01 11:00,6\n", ","),
        ("12 01 2022\t5\n13 01 2022\t6\n", "\t"),
        ("a\tb\tc\n1\t\t2\t3\n4\t5\t\t6\n", "\t\t"),
        ("a\tb\tc\n1\t\t3\n4\t5\t6\n", "\t"),  # a cell is empty
    ],
)
def test_the_delimiter(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


@pytest.mark.parametrize(
    "text", ["red apple\ngreen pear\n", "one\ntwo\n", "To be, or not\nto be that\nis the question\n"]
)
def test_words_are_no_table(text: str) -> None:
    with pytest.raises(TableError, match="one column only"):
        delimiter_of(text)


def test_blanks_stay_within_quotation_marks() -> None:
    sheet = read_sheet(b'1  2.5  "a b"\n3  4.5  "c ""d"" e"\n5 6 f\n')
    assert sheet.rows == (("1", "2.5", "a b"), ("3", "4.5", 'c "d" e'), ("5", "6", "f"))


def test_an_empty_cell_among_blanks_is_refused_with_its_line() -> None:
    with pytest.raises(TableError, match=r"Line 4 has 2 cells divided by blanks or tabs, the others 3"):
        read_sheet(b"a b c\n1 2 3\n4 5 6\n7   9\n1 2 3\n")


def test_names_of_rows_have_no_name() -> None:
    sheet = read_sheet(b"x y\n" + b"".join(b'"r%d" %d 2.5\n' % (n, n) for n in range(12)))
    assert sheet.rows[:2] == (("", "x", "y"), ("r0", "0", "2.5"))


@pytest.mark.parametrize("delimiter", ",;\t|")
def test_lines_in_quotation_marks(delimiter: str) -> None:
    lines = [delimiter.join(cells) for cells in (("a", "b"), ("1", '""x""'), ("2", "y"))]
    text = "".join(f'"{line}"\n' for line in lines)
    assert without_quotes(text) == "".join(line.replace('""', '"') + "\n" for line in lines)
    assert read_sheet(text.encode()).rows == (("a", "b"), ("1", "x"), ("2", "y"))


def test_quoted_cells_are_no_quoted_lines() -> None:
    text = '"a","b"\n"1","2"\n'
    assert without_quotes(text) == text


def test_a_line_of_names_tells_decimal_commas_from_commas_between_cells() -> None:
    assert delimiter_of("x;n;label;day;y\n" + "0,0;0;AA;2000-01-01;0,0\n" * 14) == ";"
