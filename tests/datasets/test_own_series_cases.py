"""The files of series as people brought them: read rightly, or asked about, and said in both languages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from playground.datasets.own_series import read_series
from playground.i18n import set_language

CASES = Path(__file__).parent.parent / "cases"
TURNED = {"en": "they were turned round", "fr": "l'ordre a été retourné"}
READ = {
    "ser_rev_ddmm.csv": (
        200,
        "day/month/year, from 1 January 2022 to 19 July 2022",
        "jour/mois/année ; la première : 1er janvier 2022, la dernière : 19 juillet 2022",
    ),
    "ser_rev_mmdd.csv": (200, "month/day/year, from 1 January 2022", "mois/jour/année ; la première : 1er janvier"),
    "ser_rev_iso_single.csv": (200, "year/month/day, from 1 January 2022", "année/mois/jour"),
    "ser_rev_text.csv": (200, "days with the month's name, from 1 January 2022", "jours avec le nom du mois"),
    "k_rev_hm_ddmm.csv": (
        120,
        "from 1 March 2023, 00:00 to 5 March 2023, 23:00",
        "la première : 1er mars 2023, 00:00, la dernière : 5 mars 2023, 23:00",
    ),
    "ser_unsorted.csv": (200, "were sorted", "elles ont été triées"),
    "ser_total.csv": (120, "from 1 January 2022 to 30 April 2022", "la dernière : 30 avril 2022"),
    "ser_dup.csv": (
        200,
        "1 value has the time of another one (first: 3 October 2023, 02:00)",
        "1 valeur a la même date qu'une autre (d'abord : 3 octobre 2023, 02:00)",
    ),
    "ser_long.csv": (
        100,
        'told apart by "shop"; this is "A"',
        'que "shop" distingue ; celle-ci est "A"',
    ),
    "ser_missing_cell.csv": (200, "from 1 January 2022", "la première : 1er janvier 2022"),
    "ser_yyyymmdd.csv": (200, "from 1 January 2022 to 19 July 2022", "la première : 1er janvier 2022"),
    "ser_unix_gap.csv": (200, "30 times are missing, most of them between 5 January 2022, 03:00", "Il manque 30 dates"),
    "ser_year_month.csv": (
        144,
        "from January 1949 to December 1960",
        "la première : janvier 1949, la dernière : décembre 1960",
    ),
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", READ)
def test_a_file_is_read_in_the_order_of_time_and_said(name: str, language: str) -> None:
    set_language(language)
    try:
        read = read_series((CASES / name).read_bytes())
    finally:
        set_language("en")
    count, *sentences = READ[name]
    assert {len(column.values) for column in read.columns} == {count}
    assert read.columns[0].values[0] == 100
    assert read.dates is not None
    assert (np.diff(read.dates) > np.timedelta64(0)).all()
    words = " ".join(read.remarks).replace("\u00a0", " ").replace("\u202f", " ")
    assert str(sentences[language == "fr"]) in words
    assert (TURNED[language] in words) == read.newest_first == ("rev" in name)


def test_years_with_decimals_beside_years_and_months_are_not_forecast() -> None:
    lines = (CASES / "co2_preamble.csv").read_bytes().split(b"\n")
    read = read_series(b"\n".join(line for line in lines if not line.startswith(b"#")))
    assert [column.name for column in read.columns] == ["average", "trend"]
    assert (read.times_name, read.iso_dates[0], read.iso_dates[-1]) == ("year, month", "1990-01", "1999-12")
    assert read.remarks[-1] == 'Times and line numbers, which are not forecast: "decimal".'
