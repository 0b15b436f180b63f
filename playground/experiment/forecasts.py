"""Forecasts: what comes next in a series of numbers, one step or many ahead."""

from __future__ import annotations

import re
from abc import abstractmethod
from datetime import datetime
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from playground.experiment.built_in_sequences import SERIES, SeriesName
from playground.experiment.quoted import quoted
from playground.experiment.sequences import SequenceSpec
from playground.experiment.spec import Shape, Task
from playground.i18n import _

FEWEST_VALUES, MOST_VALUES = 60, 20_000
MOST_NUMBERS = 10_000_000
"""Values up to the moment of a forecast, in all forecasts together."""

_ISO_TIME = re.compile(r"[1-9]\d{3}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{3})?)?)?)?)?", re.ASCII)


class Forecast(SequenceSpec):
    """What all forecasts have in common.

    Parameters
    ----------
    past
        How many values the network sees.
    patch
        How many of them it sees at one time step.
    horizon
        How many values ahead it is judged; one is the next value.
    inputs
        ``values`` shows it the values; ``differences`` their differences from those of a season before, less their
        mean, and asks for the difference from what the same would be again (last season plus that mean).
    strategy
        ``direct``: the network gives all values up to the horizon at once. ``recursive``: it gives the next one, and is
        then shown its own answers.
    """

    past: Annotated[int, Field(ge=1, le=2_000)] = 48
    patch: Annotated[int, Field(ge=1, le=200)] = 1
    horizon: Annotated[int, Field(ge=1, le=96)] = 48
    inputs: Literal["values", "differences"] = "differences"
    strategy: Literal["direct", "recursive"] = "direct"

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.past % self.patch:
            sentence = _("past: {past} values cannot be read {patch} at a time; the one must divide the other")
            raise ValueError(sentence.format(past=self.past, patch=self.patch))
        if self.inputs == "differences" and self.horizon > self.season:
            sentence = _(
                "horizon: {horizon} steps ahead are too many: with differences from a season before it is one season "
                "at most, {season}; take fewer steps, or inputs: values"
            )
            raise ValueError(sentence.format(horizon=self.horizon, season=self.season))
        if self.test < self.horizon or self.train_samples < 1:
            sentence = _("past: {n} values are too few to see {needed}, to learn {horizon} and to test {test} of them")
            parts = {"n": self.count, "needed": self.needed, "horizon": self.horizon, "test": self.test}
            raise ValueError(sentence.format(**parts))
        if (self.train_samples + self.test_samples) * self.needed > MOST_NUMBERS:
            raise ValueError(_("past: {past} values at each of so many moments are too much").format(past=self.needed))
        return self

    @property
    @abstractmethod
    def count(self) -> int:
        """How many values the series has."""

    @property
    @abstractmethod
    def season(self) -> int:
        """After how many values things repeat."""

    @property
    @abstractmethod
    def test(self) -> int:
        """How many values, from the end, are for testing."""

    @property
    def outputs(self) -> int:
        """How many values the network gives at once."""
        return self.horizon if self.strategy == "direct" else 1

    @property
    def needed(self) -> int:
        """How many values there must be up to the moment of a forecast."""
        return self.past + (self.season if self.inputs == "differences" else 0)

    @property
    def task(self) -> Task:
        """What the network is asked for: the coming values."""
        return Task(classes=None, numbers=self.outputs)

    @property
    def input_shape(self) -> Shape:
        """Time steps, and values at each."""
        return (self.past // self.patch, self.patch)

    @property
    def train_samples(self) -> int:
        """Moments of forecasts whose answers all lie before the test values."""
        return self.count - self.test - self.outputs - self.needed + 1

    @property
    def test_samples(self) -> int:
        """Moments of forecasts, the first just before the test values, whose horizon lies within them."""
        return self.test - self.horizon + 1


class SeriesData(Forecast):
    """A built-in series."""

    name: SeriesName

    @property
    def count(self) -> int:
        """How many values the series has."""
        return SERIES[self.name].values

    @property
    def season(self) -> int:
        """After how many values things repeat."""
        return SERIES[self.name].season

    @property
    def test(self) -> int:
        """How many values, from the end, are for testing."""
        return SERIES[self.name].test


class OwnSeries(Forecast):
    """A person's own series.

    Parameters
    ----------
    title
        What it is.
    values
        All of it, in order.
    times
        When each value was, as ISO 8601, all of them to the year, month, day, minute, second or thousandth of one, the
        oldest first; none where nobody knows. They are for people: no network sees them.
    repeats
        After how many values things repeat; 1 where they do not, or nobody knows.
    test_fraction
        Share of the values, from the end, that are for testing.
    """

    name: Literal["series"] = "series"
    title: Annotated[str, Field(max_length=100)] = ""
    values: Annotated[
        tuple[Annotated[float, Field(ge=-1e12, le=1e12)], ...],
        Field(min_length=FEWEST_VALUES, max_length=MOST_VALUES, strict=False),
    ]
    times: Annotated[tuple[Annotated[str, Field(max_length=23)], ...], Field(max_length=MOST_VALUES, strict=False)] = ()
    repeats: Annotated[int, Field(ge=1, le=2_000)] = 1
    test_fraction: Annotated[float, Field(ge=0.1, le=0.5)] = 0.2
    horizon: Annotated[int, Field(ge=1, le=96)] = 1

    @model_validator(mode="after")
    def _times_fit(self) -> Self:
        if self.times and len(self.times) != len(self.values):
            sentence = _("times: {n} times for {values} values; there must be as many, or none")
            raise ValueError(sentence.format(n=len(self.times), values=len(self.values)))
        for time in self.times:
            _refuse_impossible(time)
        for before, time in pairwise(self.times):
            if len(before) != len(time) or before > time:
                sentence = _("times: {time} after {before}; all must be written alike, the oldest first")
                raise ValueError(sentence.format(time=time, before=before))
        return self

    @property
    def count(self) -> int:
        """How many values the series has."""
        return len(self.values)

    @property
    def season(self) -> int:
        """After how many values things repeat."""
        return self.repeats

    @property
    def test(self) -> int:
        """How many values, from the end, are for testing."""
        return round(self.count * self.test_fraction)

    @property
    def is_own(self) -> bool:
        """Whether these are a person's own data, which no link may carry."""
        return True


def _refuse_impossible(time: str) -> None:
    """Refuse a time in another form, or one that no calendar or clock has."""
    sentence = _("times: {time} is no time; allowed are such as 2022, 2022-07, 2022-07-19, 2022-07-19T14:00")
    if not _ISO_TIME.fullmatch(time):
        raise ValueError(sentence.format(time=quoted(time)))
    try:
        datetime.fromisoformat(time + "-01-01"[max(0, len(time) - 4) :])
    except ValueError as error:
        raise ValueError(sentence.format(time=quoted(time))) from error
