"""Numbers that only their whole column explains, and the question what 12.345 means."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.datasets.numerals import DecimalMark, ambiguous_cell, number
from playground.datasets.raw_table import read_table
from playground.datasets.sheets.column_numbers import column_numbers


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("$2,021.97", ".", 2021.97),
        ("-$2,021.97", ".", -2021.97),
        ("$-5", ".", -5.0),
        ("−$5", ".", -5.0),
        ("US$ 1,000", ".", 1000.0),
        ("1 234,50 €", ",", 1234.5),
        ("1\u202f234,50\u00a0€", ",", 1234.5),
        ("€1.234,50", ",", 1234.5),
        ("£3.20", ".", 3.2),
        ("¥500", ".", 500.0),
        ("CHF 1'234.50", ".", 1234.5),
        ("1’234.50 CHF", ".", 1234.5),
        ("12 EUR", ",", 12.0),
        ("99 kr", ",", 99.0),
        ("12,5\u202f%", ",", 0.125),
    ],
)
def test_currencies_and_per_cent(text: str, mark: DecimalMark, value: float) -> None:
    assert number(text, mark) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("text", ["$", "€ -", "-$-5", "$5$", "A5", "5 krona", "EUROPE 5", "5€5", "C 5", "5 %€"])
def test_what_is_no_amount_is_a_text(text: str) -> None:
    assert number(text, ".") is None


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["2.2M", "850k", "1.5M"], [2_200_000, 850_000, 1_500_000]),
        (["€110.5M", "€565K", "€0"], [110_500_000, 565_000, 0]),
        (["1.2 Md", "3 Mrd", ""], [1.2e9, 3e9, math.nan]),
        (["1.5k", "950", "2k"], [1500, 950, 2000]),
        (["2.2M", "5", "6", "7"], [None, 5, 6, 7]),  # one cell alone says nothing of the column
        (["19M", "Varies with device", "2M"], [None, None, None]),
        (["5 m", "6 m"], [None, None]),  # metres
        (["(1,234)", "5,000", "(12)"], [-1234, 5000, -12]),
        (["($1,234)", "$5,000"], [-1234, 5000]),
        (["(1)", "(2)", "(3)"], [None, None, None]),  # notes, or a class
        (["(a)", "5", "6"], [None, 5, 6]),
        (["$5", "$6", "€7"], [5, 6, None]),
        (["12%", "15%", "0"], [0.12, 0.15, 0]),
        (["12%", "15%", "20"], [0.12, 0.15, None]),
        (["12", "15", "20%"], [12, 15, None]),
        (["$5", "6", "7"], [5, 6, 7]),
    ],
)
def test_the_column_says_what_a_cell_means(cells: list[str], values: list[float | None]) -> None:
    read = column_numbers(cells, ".")
    for cell, value in zip(cells, values, strict=True):
        assert read[cell] == value or (value is not None and math.isnan(value) and math.isnan(read[cell] or 0.0)), cell


@given(st.lists(st.integers(-(10**7), 10**7).map(lambda n: n / 100), min_size=2), st.sampled_from(["$", "€", "£"]))
def test_amounts_are_read_back(values: list[float], sign: str) -> None:
    written = [f"{'-' if value < 0 else ''}{sign}{abs(value):,.2f}" for value in values]
    assert [column_numbers(written, ".")[cell] for cell in written] == values
    accounting = [f"({sign}{abs(value):,.2f})" if value < 0 else f"{sign}{value:,.2f}" for value in [*values, 1.0]]
    read = column_numbers(accounting, ".")
    assert [read[cell] for cell in accounting] == [*values, 1.0]


@pytest.mark.parametrize(
    ("cells", "example"),
    [
        (["12.345", "1.000", "999"], "12.345"),
        (["$12,345", "5"], "$12,345"),
        (["12.345", "0.5"], None),
        (["12.345", "0.125"], None),  # nobody groups after a zero
        (["12.345", "1.234.567"], None),
        (["12.345", "5,5"], None),
        (["1.234,5", "12.345"], None),
        (["12", "13"], None),
        (["a.b", "01.03.2024", "12.345"], "12.345"),
    ],
)
def test_what_could_be_both_is_asked(cells: list[str], example: str | None) -> None:
    assert ambiguous_cell(cells) == example


def test_the_answer_decides() -> None:
    raw = "city;people;area;kind\n" + "".join(f"c{n};12.{300 + n};{n};x\n" for n in range(12))
    read = read_table(raw.encode())
    assert read.ambiguous_decimal
    assert read.ambiguous_cell == "12.300"
    as_decimals, as_thousands = (read_table(raw.encode(), decimal=mark).column("people").numbers for mark in (".", ","))  # type: ignore[arg-type]
    assert as_decimals is not None
    assert as_thousands is not None
    assert as_decimals[0] == 12.3
    assert as_thousands[0] == 12_300.0


def test_different_currencies_are_said_with_the_line() -> None:
    raw = "a,price,b\n" + "".join(f"{n},{'€' if n == 5 else '$'}{n},x\n" for n in range(12))
    column = read_table(raw.encode()).column("price")
    assert column.numbers is None
    assert column.obstacle == (7, "€5")
