"""Columns of texts as dates, held to pandas and python-dateutil."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from dateutil import parser

from playground.datasets.times.cells import cell_of
from playground.datasets.times.names import without_names
from playground.datasets.times.texts import clocks, text_readings

HOURS = pd.date_range("2019-12-20 05:15", periods=90, freq="17h")


@pytest.mark.parametrize(
    "form",
    [
        "%d/%m/%Y %H:%M",
        "%m/%d/%Y %I:%M %p",
        "%d.%m.%y %H:%M:%S",
        "%Y-%m-%dT%H:%M:%SZ",
        "%Y%m%dT%H%M%S",
        "%d/%b/%Y:%H:%M:%S +0000",
        "%A, %d %B %Y %H:%M",
        "%a %b %d %H:%M:%S %Y",
        "%b %d, %Y at %I:%M:%S %p",
        "%d %B %Y %Hh%M",
    ],
)
def test_a_form_that_pandas_is_told_is_found_without_being_told(form: str) -> None:
    texts = HOURS.strftime(form)
    reading = text_readings(list(texts))[0]
    expected = pd.to_datetime(texts.str.replace(" at ", " "), format=form.replace(" at ", " "), utc="%z" in form)
    assert (reading.times == expected.tz_localize(None).to_numpy().astype("datetime64[ms]")).all()
    assert reading.unit == "m"


@pytest.mark.parametrize(
    "text", ["Jul 19, 2022", "19-JUL-2022", "2022 Jul 19", "19th of July 2022", "Tue 19 July 2022"]
)
def test_names_of_months_are_those_of_dateutil(text: str) -> None:
    (reading,) = text_readings([text] * 3)
    assert reading.times[0] == np.datetime64(parser.parse(text), "ms")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mar. 19 juil. 2022", "2022-07-19"),
        ("1er août 2022", "2022-08-01"),
        ("DÉC. 2022", "2022-12-01"),
        ("mars 2022", "2022-03-01"),
        ("2022-W07", "2022-02-14"),
        ("S07 2022", "2022-02-14"),
        ("2022-W07-3", "2022-02-16"),
        ("2022-Q3", "2022-07-01"),
        ("3e trimestre 2022", "2022-07-01"),
        ("2e semestre 2022", "2022-07-01"),
        ("2022M07", "2022-07-01"),
        ("2022-7-9 24:00", "2022-07-10"),
        ("19. 7. 2022", "2022-07-19"),
    ],
)
def test_other_forms(text: str, expected: str) -> None:
    assert text_readings([text] * 3)[0].times[0] == np.datetime64(expected, "ms")


@pytest.mark.parametrize("text", ["A12", "1.2.3.4", "25:00", "2022-02-30", "31/04/2022", "12", "2022-W54", "v2", "5 %"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert not text_readings([text] * 70)


@pytest.mark.parametrize(
    ("last", "forms"),
    [("05/06/2022", ["dmy", "mdy"]), ("13/06/2022", ["dmy"]), ("06/13/2022", ["mdy"]), ("05/05/2022", ["dmy", "mdy"])],
)
def test_a_number_above_twelve_decides(last: str, forms: list[str]) -> None:
    assert [reading.form for reading in text_readings(["03/04/2022", "04/05/2022", last])] == forms


def test_dates_that_are_the_same_in_every_order_leave_no_question() -> None:
    assert len(text_readings(["01/01/2022", "02/02/2022"])) == 1


def test_years_of_two_digits_follow_each_other() -> None:
    for first, last in ((1949, 1960), (1970, 2022), (1998, 2030)):
        years = np.arange(first, last + 1)
        (reading,) = text_readings([f"Jan-{year % 100:02d}" for year in years])
        assert (reading.times.astype("datetime64[Y]").astype(int) + 1970 == years).all()


def test_offsets_that_change_become_universal_time() -> None:
    paris = pd.date_range("2023-10-28", periods=80, freq="h", tz="Europe/Paris")
    (reading,) = text_readings([time.isoformat() for time in paris])
    assert reading.universal
    assert (reading.times == paris.tz_convert("UTC").tz_localize(None).to_numpy().astype("datetime64[ms]")).all()
    (same,) = text_readings([time.isoformat() for time in paris[:20]])
    assert not same.universal
    assert same.times[0] == np.datetime64("2023-10-28T00:00")


def test_clocks_alone_are_times_of_day() -> None:
    read = clocks(["00:00", "9:30 am", "14h30", "11:59:59 PM", ""])
    assert read is not None
    np.testing.assert_array_equal(read, [0, 34_200, 52_200, 86_399, np.nan])
    assert clocks(["10:00", "2022-01-01"]) is None
    assert clocks(["", ""]) is None


def test_names_leave_numbers_and_marks() -> None:
    assert without_names("Mardi, 1er août 2022 à 3 p.m.") == "@08 2022 3 pm".replace("@08", "1 @08")
    assert without_names("no month here") == "no month here"


@pytest.mark.parametrize("make", [str.upper, str.lower, str.title])
def test_case_does_not_matter(make: Callable[[str], str]) -> None:
    assert cell_of(make("19 juillet 2022 10:00 pm")) == cell_of("19 juillet 2022 22:00")
