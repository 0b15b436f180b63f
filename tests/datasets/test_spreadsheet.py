from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.datasets.numerals import decimal_mark, number
from playground.datasets.spreadsheet import MAX_COLUMNS, delimiter_of, one_line, read_sheet
from playground.datasets.text_file import MAX_BYTES, TableError, decode

FRENCH = "Espèce;Température (°C);Été\r\nœillet;l’hiver;25 €\r\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
        ("mac-roman", "Mac Roman"),
    ],
)
def test_accents_in_every_encoding_that_spreadsheets_write(codec: str, name: str) -> None:
    assert decode(FRENCH.encode(codec)) == (FRENCH, name)


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"], ids=["little", "big"])
def test_utf16_by_its_byte_order_mark(mark: bytes) -> None:
    codec = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert decode(mark + FRENCH.encode(codec)) == (FRENCH, "UTF-16")


@pytest.mark.parametrize(
    "word", ["élève", "à Noël", "cœur", "l’été", "100 €", "25 °C", "m²", "µm", "Œuvre", "naïve – oui"]
)
def test_windows_1252_is_not_taken_for_mac_roman(word: str) -> None:
    assert decode(word.encode("cp1252")) == (word, "Windows-1252")


@pytest.mark.parametrize("word", ["élève", "à Noël", "forêt", "français", "où", "hôtel"])
def test_mac_roman_where_windows_1252_would_have_symbols_inside_words(word: str) -> None:
    assert decode(word.encode("mac-roman")) == (word, "Mac Roman")


def test_latin_1_is_read_as_windows_1252() -> None:
    assert decode("déjà vu".encode("latin-1")) == ("déjà vu", "Windows-1252")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "The file is empty"),
        (b" \r\n\t\n", "The file is empty"),
        (b"PK\x03\x04...", "This is a zip archive. A text file is needed here."),
        (b"\x89PNG\r\n\x1a\n", "This is a picture. A text file is needed here."),
        (b"a,b\n1,\x00\n", "Line 2 holds the control character U+0000"),
        (b"a" * (MAX_BYTES + 1), "at most 5 MB"),
        (b"\xef\xbb\xbfa\nb\n\xff", "Line 3 is not valid UTF-8"),
        ("éééé\nà\n".encode() + b"\xff", "Line 3 is not valid UTF-8"),
        (b"\xff\xfea", "Line 1 is not valid UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(TableError, match=reason.replace("+", r"\+")):
        decode(raw)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1;2\n", ";"),
        ("a\tb\n1\t2\n", "\t"),
        ("1,5;2,5;3,5\n2,5;3,5;4,5\n", ";"),  # commas divide these lines as evenly
        ("1,5\t2,5\n2,5\t3,5\n", "\t"),
        ('"1,5","2,5"\n"3,5","4,5"\n', ","),
        ('name,said\nEve,"a;b;c"\nBob,"d;e;f"\n', ","),
        ("name;said\nEve;one, two\nBob;no\n", ";"),
    ],
)
def test_the_delimiter(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


def test_excel_declares_its_delimiter() -> None:
    sheet = read_sheet(b"sep=;\r\na;b\r\n1;2,5\r\n")
    assert (sheet.rows, sheet.lines, sheet.delimiter) == ((("a", "b"), ("1", "2,5")), (2, 3), ";")


def test_line_numbers_count_blank_lines_and_breaks_inside_cells() -> None:
    sheet = read_sheet(b'a,b\n\n"1\n2",3\n,,\n4,5\n')
    assert sheet.rows == (("a", "b"), ("1\n2", "3"), ("4", "5"))
    assert sheet.lines == (1, 3, 6)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_every_line_ending(ending: bytes) -> None:
    assert read_sheet(ending.join([b"a,b", b"1,2", b"3,4"])).rows == (("a", "b"), ("1", "2"), ("3", "4"))


def test_delimiters_at_the_end_of_lines_are_no_columns() -> None:
    sheet = read_sheet(b"a,b,,\n1,2,,\n3,4,,\n")
    assert (sheet.width, sheet.short_lines) == (2, 0)


def test_names_may_be_missing_at_the_end_of_the_heading() -> None:
    sheet = read_sheet(b"a,b,,\n1,2,3,\n4,5,6,7\n")
    assert (sheet.width, sheet.rows[0]) == (4, ("a", "b", "", ""))


def test_a_short_line_lacks_empty_cells() -> None:
    sheet = read_sheet(b"a,b,c\n1,2,3\n4,5\n6,7,\n")
    assert sheet.rows[2:] == (("4", "5"), ("6", "7"))
    assert sheet.short_lines == 1


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"a,b\n1,2\n1,2,3\n", "Line 3 has 3 cells, and line 1 only 2"),
        (b"a\n1\n2\n", "one column only"),
        (b"a,b\n1,2\n" + b"3,4\n" * 20_000, "at most 20000 rows"),
        (b"1,2\n" * 1_000_000, "1000000 lines; at most 20000 rows"),
        (b'a,b\n1,"2\n3,4\n', "Line 2: a quotation mark is not closed"),
        (b'a,b\n1,2\n3,"4"5\n', "Line 3: a quotation mark is not closed, or text follows"),
        (b"a,b\n1," + b"x" * 1_001 + b"\n", "Line 2 has a cell of more than 1000 characters"),
        (b"a,b\n1," + b"x" * 200_000 + b"\n", "Line 2 has a cell of more than 1000 characters"),
        (b",".join([b"a"] * (MAX_COLUMNS + 1)), "Line 1 has 501 cells; at most 500"),
        (b",".join([b"a"] * 500) + b"\n1,2" * 19_000, "19001 rows of 500 cells; at most 1000000"),
    ],
)
def test_what_is_no_table_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(TableError, match=reason):
        read_sheet(raw)


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1.5", ".", 1.5),
        ("1,5", ",", 1.5),
        ("-0,25", ",", -0.25),
        ("−3", ".", -3.0),
        ("+3", ".", 3.0),
        (".5", ".", 0.5),
        ("5.", ".", 5.0),
        ("1e-3", ".", 0.001),
        ("1,5E+03", ",", 1500.0),
        ("1 234,5", ",", 1234.5),
        ("1\u00a0234\u00a0567", ",", 1234567.0),
        ("1\u202f234,5", ",", 1234.5),
        ("1.234.567,5", ",", 1234567.5),
        ("1,234,567.5", ".", 1234567.5),
        ("1'234.5", ".", 1234.5),
        ("12 %", ".", 0.12),
        ("12,5%", ",", 0.125),
        ("007", ".", 7.0),
    ],
)
def test_numbers_as_spreadsheets_write_them(text: str, mark: str, value: float) -> None:
    assert number(text, mark) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NA",
        "N/A",
        "NaN",
        "nan",
        "null",
        "NULL",
        "?",
        "-",
        "#N/A",
        "#DIV/0!",
        "None",
        "inf",
        "-inf",
        "1e400",
        "2e30",
    ],
)
def test_missing_values(text: str) -> None:
    value = number(text, ".")
    assert value is not None
    assert math.isnan(value)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-01",
        "01/02/2024",
        "12:30",
        "=A1+B2",
        "1_000",
        "0x10",
        "1 2",
        "12 34",
        "1,23,4",
        "--1",
        "1e",
        "١٢",
        "½",
        "a1",
    ],
)
def test_texts(text: str) -> None:
    assert number(text, ".") is None


@pytest.mark.parametrize(
    ("cells", "delimiter", "mark"),
    [
        (["1.5", "2"], ",", "."),
        (["1,5", "2"], ",", ","),
        (["1,234", "5,678"], ",", "."),  # quoted, so grouped thousands
        (["1,234", "5,678"], ";", ","),
        (["1.234", "5.678"], ";", "."),
        (["1.234", "5,6"], ";", ","),
        (["1,234", "5.6"], ";", "."),
        (["1 234,5", "12.03.2024"], ";", ","),
    ],
)
def test_the_decimal_mark(cells: list[str], delimiter: str, mark: str) -> None:
    assert decimal_mark(cells, delimiter) == mark


@given(st.floats(-1e30, 1e30))
def test_every_float_is_read_back(value: float) -> None:
    assert number(repr(value), ".") == value
    assert number(repr(value).replace(".", ","), ",") == value


@given(st.integers(-(10**15), 10**15), st.sampled_from(" \u00a0\u202f"))
def test_grouped_thousands(value: int, space: str) -> None:
    assert number(f"{value:,}".replace(",", space), ",") == float(value)


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert one_line(text).isprintable()
    assert one_line(one_line(text)) == one_line(text)
