"""People's own series: any file becomes finite numbers, or is refused in one line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.datasets.own_series import OwnSeriesFile, read_series
from playground.datasets.series import FOLDER, RHYTHMS, series
from playground.datasets.text_file import TableError
from playground.experiment.built_in_sequences import SeriesName
from playground.experiment.forecasts import OwnSeries
from tests.datasets.malformed import malformed_files

VALUES = np.round(20 + 5 * np.sin(np.arange(80) / 3), 2)
DATES = np.datetime64("2024-01-30") + np.arange(80)


def table(*columns: Sequence[object], header: str = "", delimiter: str = ",") -> bytes:
    rows = [delimiter.join(map(str, row)) for row in zip(*columns, strict=True)]
    return "\n".join([header, *rows] if header else rows).encode()


def decimal_commas(values: Sequence[float]) -> list[str]:
    return [f"{value:.2f}".replace(".", ",") for value in values]


def refusal(raw: bytes) -> str:
    with pytest.raises(TableError) as refused:
        read_series(raw)
    assert str(refused.value).isprintable()
    return str(refused.value)


@pytest.mark.parametrize(
    "raw",
    [
        table(VALUES),
        table(VALUES, header="level"),
        table(VALUES, header="\n\nlevel") + b"\n\n\n",
        table([f'"{value}"' for value in VALUES], header='"level"'),
        table(decimal_commas(VALUES)),
        table(decimal_commas(VALUES), header="level"),
        table([f"{value};" for value in VALUES], header="level;"),
        table(VALUES).replace(b"\n", b"\r\n"),
        table(VALUES, header="level").decode().encode("utf-16"),
    ],
)
def test_one_number_a_line_is_a_series(raw: bytes) -> None:
    read = read_series(raw)
    assert [column.name for column in read.columns] == ["level" if b"l" in raw else "column 1"]
    np.testing.assert_array_equal(read.columns[0].values, VALUES)
    assert (read.times_name, read.times, read.refused, read.newest_first) == (None, (), (), False)
    assert not read.columns[0].values.flags.writeable


@pytest.mark.parametrize(
    ("times", "known"),
    [
        (DATES, True),
        (np.arange(1900, 1980), True),
        ([f"{1990 + n // 12 + n % 12 / 12:.3f}" for n in range(80)], True),
        ([f"{n % 12 + 1}/{1990 + n // 12}" for n in range(80)], True),
        ([f"{date} {n % 24}:00" for n, date in enumerate(DATES)], True),
        (["summer", "winter"] * 40, False),
        (VALUES[::-1], False),
    ],
)
def test_times_are_told_from_values(times: Sequence[object], known: bool) -> None:
    read = read_series(table(times, VALUES, header="when;level".replace(";", ",")))
    assert read.columns[-1].name == "level"
    np.testing.assert_array_equal(read.columns[-1].values, VALUES)
    assert (read.times_name, read.times) == (("when", tuple(map(str, times))) if known else (None, ()))


def test_semicolons_and_decimal_commas_are_read() -> None:
    read = read_series(table(DATES, decimal_commas(VALUES), decimal_commas(VALUES * 2), header="t;a;b", delimiter=";"))
    assert [column.name for column in read.columns] == ["a", "b"]
    np.testing.assert_allclose(read.columns[1].values, VALUES * 2)


def test_whole_numbers_beside_counted_lines_are_two_columns() -> None:
    read = read_series(table(range(1, 81), np.arange(80) ** 2 % 37))
    assert (read.times_name, [column.name for column in read.columns]) == ("column 1", ["column 2"])
    np.testing.assert_array_equal(read.columns[0].values, np.arange(80) ** 2 % 37)


@pytest.mark.parametrize("times", [DATES, np.arange(1900, 1980)])
def test_a_file_that_begins_with_the_newest_is_turned_round(times: np.ndarray) -> None:
    read = read_series(table(times[::-1], VALUES[::-1], header="when,level"))
    assert read.newest_first
    assert read.times == tuple(map(str, times))
    np.testing.assert_array_equal(read.columns[0].values, VALUES)


@pytest.mark.parametrize("name", RHYTHMS)
def test_the_built_in_files_could_be_a_persons_own(name: SeriesName) -> None:
    read = read_series((FOLDER / f"{name}.csv").read_bytes())
    np.testing.assert_allclose(read.columns[0].values, series(name).values, rtol=1e-12)
    assert len(read.columns[0].filled_lines) == series(name).filled.sum()
    assert read.times == tuple(map(str, series(name).times))


def test_columns_that_cannot_be_forecast_are_left_out_with_the_reason() -> None:
    gap, word, huge = ([*VALUES[:30], cell, *VALUES[31:]] for cell in ("", "broken", "2e15"))
    read = read_series(table(DATES, gap, VALUES, word, [7] * 80, huge, header="when,gap,level,word,flat,huge"))
    assert [column.name for column in read.columns] == ["gap", "level"]
    assert read.columns[0].filled_lines == (32,)
    assert read.columns[0].values[30] == pytest.approx((VALUES[29] + VALUES[31]) / 2)
    assert read.refused == (
        'Column "word" does not hold numbers: in line 32 it has "broken"; dates and formulas are texts.',
        'All values of "flat" are the same: there is nothing to forecast.',
        'Column "huge" has 2e+15 in line 32; at most 1e+12 in size is allowed.',
    )


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "The file is empty. Give a series of 60 to 20000 values, one a line."),
        (b"\n \n", "The file is empty"),
        (table(VALUES[:59]), "The series has 59 values; 60 to 20000 are allowed."),
        (table(np.arange(20_001) % 7), "The series has 20001 values; 60 to 20000 are allowed."),
        (table(range(20_002), range(20_002)), "at most 20000 rows are allowed"),
        (table([3] * 80), 'All values of "column 1" are the same'),
        (table([*VALUES[:9], *[""] * 5, *VALUES[14:]]), 'Column "column 1" has no number in line 10'),
        (table([*VALUES[:9], *["n/a"] * 5, *VALUES[14:]], header="a"), 'Column "a" has no number in line 11'),
        (table([*VALUES[:9], "x y", *VALUES[10:]]), 'in line 10 it has "x y"'),
        (table(DATES, ["high", "low"] * 40, header="when,level"), 'Column "level" does not hold numbers: in line 2'),
        (table(DATES, [*VALUES[:79], "x"], header="when,level"), 'in line 81 it has "x"'),
        (table(DATES, header="when"), 'Column "when" does not hold numbers: in line 2 it has "2024-01-30"'),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "This is a picture"),
    ],
)
def test_what_is_no_series_is_refused(raw: bytes, words: str) -> None:
    assert words in refusal(raw)


BROKEN = [*VALUES[:29], "12.5 (?)", *VALUES[30:]]
TOWNS = ["Brest", "Lyon"] * 40


@pytest.mark.parametrize(
    ("columns", "header", "words"),
    [
        ((BROKEN, TOWNS), "level,town", 'Column "level" does not hold numbers: in line 31 it has "12.5 (?)"'),
        ((DATES, TOWNS, BROKEN, TOWNS), "when,town,level,again", 'Column "level" does not hold numbers: in line 31'),
        (([7] * 80, BROKEN), "flat,level", 'All values of "flat" are the same: there is nothing to forecast. Column "'),
        (([7] * 80, BROKEN), "flat,level", 'Column "level" does not hold numbers: in line 31'),
        (
            (DATES, [*VALUES[:29], *[""] * 9, *VALUES[38:]], TOWNS),
            "when,level,town",
            'Column "level" has no number in line 31',
        ),
    ],
)
def test_a_refusal_is_of_the_column_of_numbers_that_is_broken(
    columns: tuple[Sequence[object], ...], header: str, words: str
) -> None:
    refused = refusal(table(*columns, header=header))
    assert words in refused
    assert "town" not in refused


def test_broken_numbers_are_no_times() -> None:
    read = read_series(table(BROKEN, VALUES, header="broken,level"))
    assert (read.times_name, [column.name for column in read.columns]) == (None, ["level"])
    assert read.refused == (
        'Column "broken" does not hold numbers: in line 31 it has "12.5 (?)"; dates and formulas are texts.',
    )


@pytest.mark.parametrize("cell", ["broken", "12,x"])
def test_a_broken_cell_among_decimal_commas_is_told_by_its_line(cell: str) -> None:
    cells = [*decimal_commas(VALUES[:29]), cell, *decimal_commas(VALUES[30:])]
    assert f'Column "level" does not hold numbers: in line 31 it has "{cell}"' in refusal(table(cells, header="level"))


def is_fine(read: OwnSeriesFile) -> None:
    """Hold a read file to the experiment that is made of it."""
    assert read.columns
    for column in read.columns:
        assert np.isfinite(column.values).all()
        assert np.ptp(column.values) > 0
        OwnSeries(title=column.name, values=tuple(column.values.tolist()), past=1, inputs="values")
    assert len(read.times) == (len(read.columns[0].values) if read.times_name else 0)
    assert len({column.name for column in read.columns}) == len(read.columns)
    assert all(reason.isprintable() for reason in read.refused)


def outcome(raw: bytes) -> str | None:
    """Return the refusal of a file, held to be one line; nothing if it is read, and then hold it to its promises."""
    try:
        read = read_series(raw)
    except TableError as error:
        refused = str(error)
    else:
        is_fine(read)
        return None
    assert refused.isprintable()
    return refused


CELLS = st.sampled_from(["1", "2.5", "-3", "4,5", "1e9", "1e40", "", "nan", "x", "2024-01-02", '"', "1 000", "10%"])
LINES = st.lists(st.lists(CELLS, min_size=1, max_size=3), max_size=6)


@given(st.binary(max_size=400), st.integers(1, 80))
@settings(max_examples=200)
def test_any_bytes_are_read_or_refused_in_one_line(raw: bytes, times: int) -> None:
    outcome(raw * times)


@given(LINES, st.sampled_from([",", ";", "\t"]), st.integers(1, 70), st.lists(st.floats(), max_size=70))
@settings(max_examples=300)
def test_any_cells_are_read_or_refused_in_one_line(
    lines: list[list[str]], delimiter: str, times: int, numbers: list[float]
) -> None:
    rows = [delimiter.join(line) for line in lines] * times
    outcome("\n".join([*rows, *map(str, numbers)]).encode())


@given(st.lists(st.floats(-1e12, 1e12), min_size=60, max_size=90), st.sampled_from([".", ","]))
def test_any_finite_numbers_come_back(numbers: list[float], mark: str) -> None:
    raw = "\n".join(["level", *(repr(value).replace(".", mark) for value in numbers)]).encode()
    refused = outcome(raw)
    if refused is None:
        np.testing.assert_array_equal(read_series(raw).columns[0].values, numbers)
    else:
        assert np.ptp(numbers) <= 1e-9 * np.abs(numbers).max()


def test_malformed_files_are_read_or_refused_in_one_line() -> None:
    outcomes = [outcome(raw) for _name, raw in malformed_files()]
    assert sum(refused is not None for refused in outcomes) > 100
