"""Names that networks read letter by letter: French communes, and surnames with their language."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from playground.paths import ROOT

FOLDER = ROOT / "assets" / "sequences"


@cache
def communes() -> tuple[str, ...]:
    """Return the 32,735 different names of French communes, 1 to 45 characters, in the order of code points."""
    return tuple(gzip.decompress((FOLDER / "communes.txt.gz").read_bytes()).decode("utf-8").splitlines())


@cache
def surnames() -> Mapping[str, tuple[str, ...]]:
    """Return surnames by their language, the languages in the order of the alphabet.

    Of each language the names in the order of code points, 2 to 20 characters, with accents. No name is of two
    languages, accents and capitals not regarded. There are 59 Turkish and 341 to 1,154 of every other language.
    """
    with (FOLDER / "surnames.csv").open(encoding="utf-8", newline="") as file:
        _header, *rows = csv.reader(file)
    names: dict[str, list[str]] = {}
    for language, name in rows:
        names.setdefault(language, []).append(name)
    return MappingProxyType({language: tuple(held) for language, held in names.items()})
