"""Built-in series: a number for each half-hour, week or year."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from playground.experiment.built_in_sequences import SERIES, SeriesName
from playground.i18n import N_
from playground.paths import ROOT

FOLDER = ROOT / "assets" / "sequences"

Values = npt.NDArray[np.float64]
Times = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Rhythm:
    """What is known of a series beside its values.

    Parameters
    ----------
    label, unit
        A few words for the chart's title and its axis, untranslated.
    start
        When the first value is, as ISO 8601: a minute, a day or a year.
    step
        From one value to the next.
    day
        Steps of a season within the season, if there is one.
    """

    label: str
    unit: str
    start: str
    step: np.timedelta64
    day: int | None = None


@dataclass(frozen=True, eq=False)
class Series:
    """A series of evenly spaced values.

    Parameters
    ----------
    name
        Its name in an experiment.
    rhythm
        Its labels and times.
    values
        ``(n,)`` float64, finite, read-only.
    filled
        ``(n,)`` bool, read-only: whether a value is missing in the source, and lies on the line between its
        neighbours.
    """

    name: SeriesName
    rhythm: Rhythm
    values: Values
    filled: npt.NDArray[np.bool_]

    def __post_init__(self) -> None:
        for array in (self.values, self.filled):
            array.setflags(write=False)

    @property
    def times(self) -> Times:
        """When each value is, ``(n,)``."""
        return np.datetime64(self.rhythm.start) + self.rhythm.step * np.arange(len(self.values))

    @property
    def season(self) -> int:
        """Steps after which the series is most like itself."""
        return SERIES[self.name].season

    @property
    def day(self) -> int | None:
        """Steps of a season within the season, if there is one."""
        return self.rhythm.day


RHYTHMS: Mapping[SeriesName, Rhythm] = MappingProxyType(
    {
        "demand": Rhythm(
            N_("Electricity demand in England and Wales"),
            N_("megawatts"),
            "2000-06-05T00:00",
            np.timedelta64(30, "m"),
            day=48,
        ),
        "co2": Rhythm(
            N_("Carbon dioxide over Mauna Loa"),
            N_("parts per million"),
            "1958-03-29",
            np.timedelta64(7, "D"),
        ),
        "sunspots": Rhythm(N_("Sunspots"), N_("a year"), "1700", np.timedelta64(1, "Y")),
    }
)
"""What is known of each built-in series beside its values."""


@cache
def series(name: SeriesName) -> Series:
    """Return a built-in series, read once in a process."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        _header, *rows = csv.reader(file)
    read = np.array([float(cell) if cell else np.nan for _time, cell in rows])
    missing = np.isnan(read)
    places = np.arange(len(read))
    return Series(name, RHYTHMS[name], np.interp(places, places[~missing], read[~missing]), missing)
