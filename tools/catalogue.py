"""Keep the gettext catalogues: extract sentences, update the French catalogue, compile it, or check all of that.

python tools/catalogue.py            update and compile
python tools/catalogue.py --check    fail if a sentence is untranslated, fuzzy, out of date or not compiled
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "playground" / "locale"
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2)}
SOURCES = ("playground", "pages")
PLURALS = {"fr": (2, "(n > 1)")}
"""Forms of a sentence with a number in it, and which one a number takes: Babel's own change with its version."""


class Translations(Catalog):
    """A catalogue whose header says what is known of it, and nothing that the version of a tool or the day decides."""

    @property
    def header_comment(self) -> str:
        """The first lines of the file."""
        return f"# {self.locale.english_name} translations for neural-playground, under the licence of the project."

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The entry for the empty sentence."""
        return [
            ("Project-Id-Version", "neural-playground"),
            ("Language", self.locale_identifier),
            ("Language-Team", self.locale.english_name),
            ("Last-Translator", "the authors of neural-playground"),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]

    @property
    def num_plurals(self) -> int:
        """How many forms a sentence with a number has."""
        return PLURALS[self.locale_identifier][0]

    @property
    def plural_expr(self) -> str:
        """Which of them a number takes."""
        return PLURALS[self.locale_identifier][1]


def extracted() -> Catalog:
    """Return a catalogue of every marked sentence of the sources."""
    catalogue = Catalog(project="neural-playground", charset="utf-8", fuzzy=False)
    for source in SOURCES:
        marked = extract_from_dir(ROOT / source, [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True)
        for name, _line, message, _comments, _context in marked:
            catalogue.add(message, locations=[(f"{source}/{Path(name).as_posix()}", 0)])
    return catalogue


def read(language: str) -> Translations:
    """Return the catalogue of a language as it is on disk."""
    catalogue = Translations(locale=language, charset="utf-8", fuzzy=False)
    path = _po(language)
    if path.exists():
        with path.open("rb") as file:
            for message in read_po(file, locale=language, charset="utf-8"):
                if message.id:
                    catalogue[message.id] = message
    return catalogue


def translations(catalogue: Catalog) -> dict[object, object]:
    """Return what a catalogue says: for each sentence, or sentence and plural, its translation or forms."""

    def forms(texts: str | Sequence[str]) -> object:
        return texts if isinstance(texts, str) else tuple(texts)

    return {forms(message.id): forms(message.string) for message in catalogue if message.id}


def is_compiled(language: str) -> bool:
    """Return whether the file that gettext loads says what the one that people edit says.

    Their bytes are not compared: they tell the version of Babel that wrote them.
    """
    if not _mo(language).exists():
        return False
    with _mo(language).open("rb") as file:
        return translations(read_mo(file)) == translations(read(language))


def problems(language: str) -> list[str]:
    """Return what is wrong with a catalogue, a line each."""
    catalogue, sources = read(language), extracted()
    known = {message.id: message for message in catalogue if message.id}
    lines = []
    for message in sources:
        if not message.id:
            continue
        mine = known.get(message.id)
        shown = message.id if isinstance(message.id, str) else message.id[0]
        if mine is None or not all(mine.string if isinstance(mine.string, tuple) else [mine.string]):
            lines.append(f"{language}: untranslated: {shown}")
        elif mine.fuzzy:
            lines.append(f"{language}: fuzzy: {shown}")
    current = {message.id for message in sources}
    lines += [f"{language}: no longer used: {id_}" for id_ in known if id_ not in current]
    if not is_compiled(language):
        lines.append(f"{language}: not compiled; run python tools/catalogue.py")
    return lines


def update(language: str) -> None:
    """Bring a catalogue up to date with the sources, and compile it."""
    catalogue = read(language)
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    _po(language).parent.mkdir(parents=True, exist_ok=True)
    with _po(language).open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=False, no_location=True, sort_output=True)
    with _mo(language).open("wb") as file:
        write_mo(file, read(language))


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "playground.po"


def _mo(language: str) -> Path:
    return _po(language).with_suffix(".mo")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        lines = problems("fr")
        print("\n".join(lines) or "fr: complete")
        return 1 if lines else 0
    update("fr")
    return 0


if __name__ == "__main__":
    sys.exit(main())
