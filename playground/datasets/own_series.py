"""A person's own series: columns of numbers of a file in the order of time, one of which is to be forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.datasets.raw_table import RawColumn
from playground.datasets.text_file import TableError
from playground.datasets.times import remarks
from playground.datasets.times.calendar import NOTHING
from playground.datasets.times.groups import columns_but
from playground.datasets.times.order import Order, Repeats, are_clocks_turned_back, first_rows, in_order
from playground.datasets.times.parts import Dated
from playground.datasets.times.reading import FORMS, Reading, Times, Unit
from playground.datasets.times.series_file import SeriesFile, load_series, refuse_count
from playground.datasets.times.steps import Steps, filled_times, steps_of
from playground.datasets.times.values import (
    MISSING_SHARES,
    Arrangement,
    Missing,
    SeriesColumn,
    missing_share,
    reason,
    series_column,
    what_is_wrong,
)
from playground.dates import written
from playground.experiment.forecasts import FEWEST_VALUES, MOST_VALUES
from playground.experiment.quoted import quoted
from playground.i18n import _, n_

Gaps = Literal["leave", "line"]


@dataclass(frozen=True)
class Choice:
    """What somebody chose where a file leaves a choice; ``None`` is what is usual.

    Parameters
    ----------
    form
        How dates are read: one of those offered.
    group
        Which of several series under each other.
    repeats
        What becomes of values of the same time.
    gaps
        Whether times that are missing stay so, or get values on a straight line.
    missing
        Of which columns missing values are filled.
    """

    form: str | None = None
    group: str | None = None
    repeats: Repeats | None = None
    gaps: Gaps = "leave"
    missing: Missing = "few"


@dataclass(frozen=True, eq=False)
class OwnSeriesFile:
    """A person's file of one series or more, in the order of time.

    Parameters
    ----------
    columns
        Those that can be forecast, one or more, in the order of the file.
    refused
        A line for every other column of numbers or texts, in the reader's language: why it cannot be.
    times_name, times
        The columns that say when each value was, and their cells ``n``, empty where a value was put in; ``None`` and
        none if there are no such columns.
    newest_first
        Whether the file began with the newest value; everything here begins with the oldest.
    dates, unit, steps
        ``(n,)``: when each value was, read; how exactly that is known; how far apart they are. ``None`` without dates.
    remarks
        What was done because of the times, in the reader's language.
    forms
        Ways to read the dates, with an example, where nothing in the file decides; else none.
    groups, group
        Names of the series under each other that are long enough, and the one that was taken.
    repeats
        What became of values of the same time; ``None`` if there are none.
    gaps_can_be_filled, lacks_values
        Whether there is something to choose for gaps in time, and for missing values.
    """

    columns: tuple[SeriesColumn, ...]
    refused: tuple[str, ...]
    times_name: str | None
    times: tuple[str, ...]
    newest_first: bool
    dates: Times | None
    unit: Unit
    steps: Steps | None
    remarks: tuple[str, ...]
    forms: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    group: str | None
    repeats: Repeats | None
    gaps_can_be_filled: bool
    lacks_values: bool

    @property
    def iso_dates(self) -> tuple[str, ...]:
        """When each value was, as ISO 8601; none without dates."""
        if self.dates is None:
            return ()
        return tuple(np.datetime_as_string(self.dates.astype(f"datetime64[{self.unit}]")).tolist())


def read_series(raw: bytes, choice: Choice | None = None) -> OwnSeriesFile:
    """Return the series of a text file: a table as :func:`.raw_table.read_table` reads it, or one number a line.

    Raises
    ------
    TableError
        If it holds no series, with one line that says why and what is allowed.
    """
    return arrange(load_series(raw), choice or Choice())


def arrange(file: SeriesFile, choice: Choice) -> OwnSeriesFile:
    """Return the series of a file in the order of time.

    Raises
    ------
    TableError
        If no column can be forecast, with one line that says why.
    """
    dated, counter = file.times.dated, file.times.counter
    groups, group = _grouped(file, choice)
    reading = _reading(dated, choice)
    unit: Unit = reading.unit if reading else "D"
    order = _ordered(_rows(file, group), dated, reading, counter)
    doubtful = reading is not None and not reading.universal and are_clocks_turned_back(order, unit)
    repeats = choice.repeats or ("leave" if doubtful else "mean")
    starts = first_rows(order, repeats)
    refuse_count(len(starts))
    dates = order.times[starts]
    different = np.unique(dates[~np.isnat(dates)])
    steps = steps_of(different, unit) if reading else None
    fillable = _fillable(steps, different, len(dates))
    grid = filled_times(dates, steps, unit) if steps and fillable and choice.gaps == "line" else None
    arrangement = Arrangement(file.lines, order, repeats, choice.missing, grid)
    columns, refusals = _columns(file, arrangement)
    texts = dated.texts if dated else counter.texts if counter else ()
    times = tuple(texts[row] for row in order.rows[starts]) if texts else ()
    return OwnSeriesFile(
        columns=columns,
        refused=refusals,
        times_name=dated.name if dated else counter.name if counter else None,
        times=times if grid is None else _spread(times, dates, grid),
        newest_first=order.turn == "turned",
        dates=(dates if grid is None else grid) if reading else None,
        unit=unit,
        steps=steps,
        remarks=(
            *_of_rows(file, reading, order, group),
            *remarks.of_repeats(order, repeats, doubtful, unit),
            *remarks.of_steps(steps, different, unit, grid is not None),
            *remarks.of_others(columns_but(file.times.others, _forecast(file, columns))),
        ),
        forms=_forms(dated) if dated and file.times.is_asked else (),
        groups=groups,
        group=group,
        repeats=repeats if order.repeated else None,
        gaps_can_be_filled=fillable,
        lacks_values=any(0 < missing_share(column, arrangement) <= MISSING_SHARES["all"] for column in _others(file)),
    )


def _grouped(file: SeriesFile, choice: Choice) -> tuple[tuple[str, ...], str | None]:
    """Return which of several series under each other are long enough, and the one that is taken."""
    if file.groups is None:
        return (), None
    sizes = file.groups.sizes()
    groups = tuple(label for label, size in sizes.items() if size >= FEWEST_VALUES)
    if not groups:
        sentence = _(
            "The file has {n} series under each other, told apart by {name}; the longest has {longest} values, and "
            "{fewest} to {most} are allowed."
        )
        parts = {"n": len(sizes), "name": quoted(file.groups.name), "longest": max(sizes.values())}
        raise TableError(sentence.format(**parts, fewest=FEWEST_VALUES, most=MOST_VALUES))
    return groups, choice.group if choice.group in groups else groups[0]


def _rows(file: SeriesFile, group: str | None) -> npt.NDArray[np.int64]:
    """Return the places of the rows of one of several series, or of all rows."""
    if file.groups is None:
        return np.arange(file.table.rows)
    return np.flatnonzero([label == group for label in file.groups.labels])


def _reading(dated: Dated | None, choice: Choice) -> Reading | None:
    if dated is None:
        return None
    return next((one for one in dated.readings if one.form == choice.form), dated.readings[0])


def _ordered(
    rows: npt.NDArray[np.int64], dated: Dated | None, reading: Reading | None, counter: RawColumn | None
) -> Order:
    """Return rows in the order of time; without dates as they are, or as a column counts them."""
    if dated is None or reading is None:
        falls = counter is not None and counter.numbers is not None and bool(counter.numbers[0] > counter.numbers[-1])
        undated = np.full(len(rows), NOTHING)
        return Order(rows[::-1] if falls else rows, undated, "turned" if falls else "kept", (), ())
    texts = dated.texts
    placeable = np.array([not texts[row] or any(letter.isdigit() for letter in texts[row]) for row in rows])
    return in_order(rows, reading.times[rows], placeable)


def _fillable(steps: Steps | None, different: Times, count: int) -> bool:
    """Return whether there are gaps that even steps would fill: at most as many values as there are."""
    if steps is None or not steps.even or len(different) != count:
        return False
    return 0 < steps.missing <= count and count + steps.missing <= MOST_VALUES


def _others(file: SeriesFile) -> list[RawColumn]:
    """Return the columns that say nothing of times, and tell no series apart."""
    times = file.times
    used = [*(times.dated.columns if times.dated else ()), *(file.groups.columns if file.groups else ()), *times.others]
    return columns_but(file.table.columns, used, [column for column in (times.counter, times.unread) if column])


def _columns(file: SeriesFile, arrangement: Arrangement) -> tuple[tuple[SeriesColumn, ...], tuple[str, ...]]:
    """Return the columns that can be forecast, and why others cannot.

    Numbers that go up by ones are forecast only where there is nothing else.

    Raises
    ------
    TableError
        If there are none.
    """
    others = _others(file)
    reasons = [reason(column, arrangement) for column in others]
    if all(reasons) and (counted := [column for column in file.times.others if _goes_by_ones(column)]):
        others, reasons = counted, [reason(column, arrangement) for column in counted]
    if all(reasons):
        raise TableError(what_is_wrong(others, reasons, file.table.decimal_mark))
    chosen = [column for column, why in zip(others, reasons, strict=True) if why is None]
    return tuple(series_column(column, arrangement) for column in chosen), tuple(why for why in reasons if why)


def _goes_by_ones(column: RawColumn) -> bool:
    return column.numbers is not None and bool((np.abs(np.diff(column.numbers)) == 1).all())


def _forecast(file: SeriesFile, columns: tuple[SeriesColumn, ...]) -> list[RawColumn]:
    """Return the file's columns that some series were made of."""
    names = {column.name for column in columns}
    return [column for column in file.table.columns if column.name in names]


def _of_rows(file: SeriesFile, reading: Reading | None, order: Order, group: str | None) -> list[str]:
    """Return what was done to the rows: which were taken, and in which order."""
    times, sentences = file.times, []
    if file.groups is not None and group is not None:
        sizes = file.groups.sizes()
        sentence = _("The file has {n} series under each other, told apart by {name}; this is {group}.")
        sentences.append(sentence.format(n=len(sizes), name=quoted(file.groups.name), group=quoted(group)))
        if short := sum(size < FEWEST_VALUES for size in sizes.values()):
            sentence = n_("{n} has too few values.", "{n} of them have too few values.", short)
            sentences.append(sentence.format(n=short))
    if reading is None or times.dated is None:
        is_table = len(file.table.columns) > 1
        return [*sentences, *remarks.of_no_dates(times.counter, times.unread, order.turn == "turned", is_table)]
    return [
        *sentences,
        remarks.of_order(reading, order),
        *remarks.of_missing_times(order, times.dated, file.lines),
    ]


def _forms(dated: Dated) -> tuple[tuple[str, str], ...]:
    """Return the ways to read dates, each with what it makes of a date that the others read otherwise."""
    first, *others = dated.readings
    differs = np.any([one.times != first.times for one in others], axis=0) & ~np.isnat(first.times)
    row = int(np.flatnonzero(differs)[0])
    return tuple((one.form, f"{_(FORMS[one.form])} ({written(one.times[row], 'D')})") for one in dated.readings)


def _spread(texts: tuple[str, ...], dates: Times, grid: Times) -> tuple[str, ...]:
    """Return texts at the times of a grid, empty where it has times of its own."""
    known = dict(zip(dates.tolist(), texts, strict=True))
    return tuple(known.get(time, "") for time in grid.tolist())
