"""Names, and that they are those of their sources."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pytest

from playground.datasets.words import FOLDER, communes, surnames
from playground.paths import ROOT
from tests.datasets.extracts import agrees_with_package
from tools import sequences

COUNTS = {
    "dutch": 1_000,
    "english": 473,
    "french": 341,
    "german": 378,
    "italian": 1_154,
    "spanish": 1_022,
    "turkish": 59,
}


def bare(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if letter.isascii()).casefold()


def test_the_communes_are_those_counted() -> None:
    names = communes()
    assert len(names) == len(set(names)) == 32_735
    assert list(names) == sorted(names)
    assert {"Angers", "Y", "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson", "L'Abergement-Clémenciat"} <= set(names)
    assert (min(map(len, names)), max(map(len, names))) == (1, 45)
    digest = hashlib.sha256("".join(f"{name}\n" for name in names).encode()).hexdigest()
    assert digest == "319ba23f833435144042bba63b83f2869d28109c108030a3d5361719efb9b577"


def test_every_name_is_composed_and_clean() -> None:
    for name in (*communes(), *(name for names in surnames().values() for name in names)):
        assert name == unicodedata.normalize("NFC", name).strip()
        assert re.fullmatch(r"[\w' ()-]+", name), name


def test_the_surnames_are_those_counted() -> None:
    assert {code: len(names) for code, names in surnames().items()} == COUNTS
    assert list(surnames()) == list(COUNTS)
    for names in surnames().values():
        assert list(names) == sorted(set(names))
        assert all(2 <= len(name) <= 20 for name in names)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("german", "Löffler"),
        ("english", "O'Brien"),
        ("spanish", "Ibáñez"),
        ("french", "Lefèvre"),
        ("italian", "Bianchi"),
        ("dutch", "de Vries"),
        ("turkish", "Çamurcuoğlu"),
    ],
)
def test_names_are_of_their_language(language: str, name: str) -> None:
    assert [held for held, names in surnames().items() if name in names] == [language]


def test_no_surname_is_of_two_languages() -> None:
    languages: dict[str, set[str]] = {}
    for code, names in surnames().items():
        for name in names:
            languages.setdefault(bare(name), set()).add(code)
    assert all(len(codes) == 1 for codes in languages.values())
    for shared in ("Martin", "Costa", "Meyer"):
        assert bare(shared) not in languages


def test_the_files_are_small_and_credited() -> None:
    credits_ = (ROOT / "assets" / "LICENSES.md").read_text("utf-8")
    assert all(f"`sequences/{path.name}`" in credits_ for path in FOLDER.iterdir())
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 400_000


@pytest.mark.parametrize(("name", "program"), [("communes.txt.gz", "npm"), ("surnames.csv", "")])
def test_the_tool_would_write_the_same_names(request: pytest.FixtureRequest, name: str, program: str) -> None:
    agrees_with_package(request, sequences, name, name, program)
