"""What is known of the built-in sequences without reading them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from playground.sequence_problems import SEQUENCE_PROBLEMS

SeriesName = Literal["demand", "co2", "sunspots"]
if TYPE_CHECKING:
    ProblemName = str
else:
    ProblemName = Literal[tuple(SEQUENCE_PROBLEMS)]

SPECIAL_SYMBOLS = 3
"""Symbols of an alphabet that are no letters: padding, the mark of beginning and end, and the one for rare letters."""


@dataclass(frozen=True)
class Words:
    """One built-in list of words.

    Parameters
    ----------
    longest
        Letters of the longest word.
    symbols
        Size of the alphabet, special symbols included.
    words
        How many there are, of each class where there are classes.
    """

    longest: int
    symbols: int
    words: tuple[int, ...]


@dataclass(frozen=True)
class SeriesFacts:
    """One built-in series of numbers.

    Parameters
    ----------
    values
        How many there are.
    season
        After how many of them things repeat.
    test
        How many, from the end, are for testing.
    """

    values: int
    season: int
    test: int


LANGUAGES = ("dutch", "english", "french", "german", "italian", "spanish", "turkish")
"""Languages of the surnames, in the order of their numbers."""
SURNAMES = Words(longest=20, symbols=85, words=(1000, 473, 341, 378, 1154, 1022, 59))
COMMUNES = Words(longest=45, symbols=79, words=(32_735,))
COMMUNES_TEST = 3_000
"""Names of communes that are for testing."""
SERIES: Mapping[SeriesName, SeriesFacts] = MappingProxyType(
    {
        "demand": SeriesFacts(values=4_032, season=336, test=1_344),
        "co2": SeriesFacts(values=2_284, season=52, test=520),
        "sunspots": SeriesFacts(values=309, season=11, test=80),
    }
)
