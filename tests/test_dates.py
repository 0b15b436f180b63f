from __future__ import annotations

import numpy as np
import pytest

from playground.dates import parts, written
from playground.i18n import set_language


@pytest.mark.parametrize(
    ("time", "unit", "english", "french"),
    [
        ("2022-07-19", "D", "19 July 2022", "19 juillet 2022"),
        ("2022-08-01", "D", "1 August 2022", "1er août 2022"),
        ("1949-02", "M", "February 1949", "février 1949"),
        ("1700", "Y", "1700", "1700"),
        ("2023-03-05T09:30", "m", "5 March 2023, 09:30", "5 mars 2023, 09:30"),
        ("2023-12-31T23:59:59", "s", "31 December 2023, 23:59:59", "31 décembre 2023, 23:59:59"),
    ],
)
def test_dates_are_written_in_the_readers_language(time: str, unit: str, english: str, french: str) -> None:
    exact = np.datetime64(time).astype("datetime64[ms]")
    assert written(exact, unit) == english
    set_language("fr")
    try:
        assert written(exact, unit) == french
    finally:
        set_language("en")


def test_parts_are_those_of_the_calendar() -> None:
    for day in np.arange("1899-12-25", "2030-01-05", 13, dtype="datetime64[D]"):
        date = day.astype(object)
        assert parts(day.astype("datetime64[ms]")) == (date.year, date.month, date.day)
