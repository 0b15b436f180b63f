"""Files with dates in any form, in any order: the order of time is right, or asked, never wrong and unsaid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.datasets.own_series import Choice, OwnSeriesFile, read_series
from playground.datasets.text_file import TableError
from playground.experiment import OwnSeries

ENGLISH = "January February March April May June July August September October November December".split()  # noqa: SIM905
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905
FRENCH_SHORT = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()  # noqa: SIM905
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Form:
    """A way to write times down, and how far apart they are: so many hours or days, or a month or quarter."""

    write: Callable[[datetime], str]
    step: timedelta | int


def ours(text: str) -> Callable[[datetime], str]:
    return lambda time: time.strftime(text)


FORMS = {
    "dd/mm/yyyy": Form(ours("%d/%m/%Y"), DAY),
    "m/d/yyyy": Form(lambda t: f"{t.month}/{t.day}/{t.year}", DAY),
    "dd.mm.yyyy HH:MM": Form(ours("%d.%m.%Y %H:%M"), HOUR),
    "mm/dd/yyyy h:MM am": Form(lambda t: t.strftime("%m/%d/%Y ") + f"{t.hour % 12 or 12}:{t:%M %p}", HOUR),
    "dd-mm-yy": Form(ours("%d-%m-%y"), DAY),
    "yyyy-m-d": Form(lambda t: f"{t.year}-{t.month}-{t.day}", DAY),
    "iso with seconds": Form(lambda t: t.isoformat(), HOUR),
    "iso with offset": Form(lambda t: t.isoformat() + "+02:00", HOUR),
    "Jul 19, 2022": Form(lambda t: f"{ENGLISH[t.month - 1][:3]} {t.day:02d}, {t.year}", DAY),
    "19 July 2022": Form(lambda t: f"{t.day} {ENGLISH[t.month - 1]} {t.year}", DAY),
    "19 juil. 2022": Form(lambda t: f"{t.day} {FRENCH_SHORT[t.month - 1]} {t.year}", DAY),
    "1er juillet 2022": Form(lambda t: f"{'1er' if t.day == 1 else t.day} {FRENCH[t.month - 1].upper()} {t.year}", DAY),
    "yyyy-Www": Form(lambda t: "{}-W{:02d}".format(*t.isocalendar()), 7 * DAY),
    "T3 2022": Form(lambda t: f"T{(t.month + 2) // 3} {t.year}", 3),
    "dd/mm/yyyy of months": Form(ours("%d/%m/%Y"), 1),
    "mm/dd/yyyy of months": Form(ours("%m/%d/%Y"), 1),
    "juillet 2022": Form(lambda t: f"{FRENCH[t.month - 1]} {t.year}", 1),
    "07/2022": Form(ours("%m/%Y"), 1),
    "yyyymmdd": Form(ours("%Y%m%d"), DAY),
    "Unix seconds": Form(lambda t: str(int(t.replace(tzinfo=UTC).timestamp())), HOUR),
    "Unix milliseconds": Form(lambda t: str(int(t.replace(tzinfo=UTC).timestamp() * 1000)), HOUR),
    "day numbers": Form(lambda t: str((t - datetime(1899, 12, 30)).days), DAY),
    "ctime": Form(lambda t: t.ctime(), DAY),
}


def later(start: datetime, step: timedelta | int, count: int) -> datetime:
    if isinstance(step, timedelta):
        return start + count * step
    months = start.month - 1 + step * count
    return start.replace(year=start.year + months // 12, month=months % 12 + 1)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes, dict[datetime, float]]:
    """Draw a form, a file, and the values that there should be by their times."""
    name = draw(st.sampled_from(sorted(FORMS)))
    form = FORMS[name]
    start = datetime(draw(st.integers(1990, 2021)), draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    if form.step == 3 or name in ("juillet 2022", "07/2022"):
        start = start.replace(month=(start.month + 2) // 3 * 3 - 2, day=1)
    if name == "yyyy-Www":
        start -= timedelta(days=start.weekday())
    if form.step == HOUR:
        start += timedelta(hours=draw(st.integers(0, 23)))
    count = draw(st.integers(75, 110))
    times = [later(start, form.step, k) for k in range(count)]
    values = {time: float((37 * k) % 101) for k, time in enumerate(times)}
    for place in draw(st.sets(st.integers(1, count - 2), max_size=10)) if draw(st.booleans()) else ():
        del values[times[place]]
    rows = list(values.items())
    for place in draw(st.sets(st.integers(0, len(rows) - 1), max_size=4)) if draw(st.booleans()) else ():
        time, value = rows[place]
        rows.append((time, value + 2))
        values[time] = value + 1  # the mean
    order = draw(st.sampled_from(["rising", "falling", "shuffled"]))
    rows = draw(st.permutations(rows)) if order == "shuffled" else sorted(rows, reverse=order == "falling")
    cells = [f"{form.write(time)};{value:g}" for time, value in rows]
    header = draw(st.sampled_from(["Date", "timestamp"])) + ";level"
    if draw(st.booleans()):
        cells, header = [f"{k};{cell}" for k, cell in enumerate(cells, 1)], f"id;{header}"
    return name, "\n".join([header, *cells]).encode(), values


@given(files())
@settings(max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_time_is_right_or_asked(drawn: tuple[str, bytes, dict[datetime, float]]) -> None:
    _name, raw, values = drawn
    read = read_series(raw, Choice(repeats="mean"))
    if read.forms:
        read = next(
            one for form, _words in read.forms if is_right(one := read_series(raw, Choice(form, None, "mean")), values)
        )
    assert read.dates is not None
    assert [column.name for column in read.columns] == ["level"]
    assert is_right(read, values)
    assert read.remarks[0].startswith("Dates read as ")


def is_right(read: OwnSeriesFile, values: dict[datetime, float]) -> bool:
    dates, levels = read.dates, read.columns[0].values
    expected = sorted(values)
    same = np.array_equal(dates, np.array(expected, dtype="datetime64[ms]"))
    return same and np.allclose(levels, [values[time] for time in expected])


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_read_without_a_question_where_nothing_is_missing(name: str) -> None:
    form = FORMS[name]
    times = [later(datetime(2018, 1, 1), form.step, k) for k in range(80)]
    raw = "\n".join(["Date;level", *(f"{form.write(time)};{k % 7}" for k, time in enumerate(times[::-1]))]).encode()
    read = read_series(raw)
    assert not read.forms
    assert read.newest_first
    assert (read.dates == np.array(times, dtype="datetime64[ms]")).all()  # type: ignore[union-attr]


CELLS = st.sampled_from(
    [
        *("2022-01-02", "03/04/2022", "13/04/22", "Jul 19, 2022", "juil. 2022", "2022-W54", "T5 2022", "", "Total"),
        *("20220101", "20221399", "1640995200", "44562", "1990.04", "0", "-1", "1e300", "nan", "2022", "12", "9999"),
        *("10:00", "24:00", "2022-01-02 10:00+02:00", "2022-01-02 10:00-05:00", "1 h", "@07 2022", "mar mar mar"),
        *("99/99/9999", "١٩/٠٧/٢٠٢٢"),
    ]
)


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=9),
    st.lists(st.sampled_from(["Date", "year", "month", "day", "hour", "week", "id", "v"]), min_size=4, max_size=4),
    st.sampled_from([None, "dmy", "mdy"]),
    st.sampled_from([None, "mean", "first", "leave"]),
    st.sampled_from(["leave", "line"]),
    st.sampled_from(["few", "all", "none"]),
)
@settings(max_examples=500, deadline=None)
def test_any_cells_that_look_like_dates_are_read_or_refused_in_one_line(
    lines: list[list[str]], header: list[str], form: str, repeats: str, gaps: str, missing: str
) -> None:
    rows = [";".join([*line, *["1"] * (4 - len(line)), str(k % 7)]) for k, line in enumerate(lines * 30)]
    raw = "\n".join([";".join([*header, "level"]), *rows]).encode()
    refusal = ""
    try:
        read = read_series(raw, Choice(form, None, repeats, gaps, missing))  # type: ignore[arg-type]
    except TableError as error:
        refusal = str(error)
    assert refusal.isprintable()
    if refusal:
        return
    count = len(read.columns[0].values)
    assert all(np.isfinite(column.values).all() and len(column.values) == count for column in read.columns)
    assert all(sentence.isprintable() for sentence in (*read.remarks, *read.refused))
    if read.dates is not None:
        assert len(read.iso_dates) == count
        assert (np.diff(read.dates) >= np.timedelta64(0)).all()
        OwnSeries(values=tuple(read.columns[0].values.tolist()), times=read.iso_dates, past=1, inputs="values")
