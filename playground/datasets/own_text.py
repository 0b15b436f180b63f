"""A person's own text, cleaned: a list of lines, or running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median
from types import MappingProxyType
from typing import Literal

from playground.datasets.file_kind import FileKind, kind_of, what_it_is
from playground.datasets.text_file import MAX_BYTES, TableError, decode
from playground.experiment.texts import FEWEST_CHARACTERS, FEWEST_LINES, MOST_CHARACTERS, OwnText, text_lines
from playground.i18n import N_, _
from playground.numerals import fixed

Unit = Literal["lines", "passages"]

LONG_LINE, USUAL_LINE = 64, 30
"""In a list hardly a line is longer than the one, and half of them are no longer than the other, in characters."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_REMOVED = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff\u202a-\u202e\u2066-\u2069]")


_SAVE = N_("Save it as plain text (.txt), or copy its text and paste it.")
_GIVE = N_("There is no text in it to learn from. Give a plain text (.txt), or paste one.")
_UNPACK = N_("Unpack it, and give one of its texts (.txt).")
_ADVICE: Mapping[FileKind, str] = MappingProxyType(
    {
        "arff": _SAVE,
        "web page": N_("Open it in a browser, copy its text and paste it."),
        "workbook": _SAVE,
        "old workbook": _SAVE,
        "parquet": _GIVE,
        "picture": _GIVE,
        "drawing": _GIVE,
        "zip": _UNPACK,
        "archive": _UNPACK,
        "document": _SAVE,
        "sound": _GIVE,
        "film": _GIVE,
        "arrays": _GIVE,
        "database": _GIVE,
        "program": _GIVE,
    }
)
"""What to do with a file that is no text; of what is missing here a text may be made."""


class TextError(ValueError):
    """A text that was refused; its message is one line in the reader's language."""


@dataclass(frozen=True)
class ReadText:
    """A text that can be learned from.

    Parameters
    ----------
    text
        Cleaned, 200 to 200,000 characters, without blank lines and spaces around it.
    unit
        What it looks like: a list, whose lines are learned one by one, or running text. The other may be chosen too,
        ``lines`` where :attr:`lines` has at least 10.
    guessed
        The encoding of its file where only letters and marks tell it; empty where it is certain.
    """

    text: str
    unit: Unit
    guessed: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The different lines that are not blank, in their order."""
        return text_lines(self.text)

    def passages(self, length: int) -> tuple[str, ...]:
        """Return running text in pieces of so many characters, the last one perhaps shorter."""
        return tuple(self.text[start : start + length] for start in range(0, len(self.text), length))


def read_text(text: str) -> ReadText:
    """Return a text as it can be learned from.

    Raises
    ------
    TextError
        If, cleaned, it is too short or too long, holds one letter only, or a surrogate, which is no letter.
    """
    if surrogate := _SURROGATE.search(text):
        sentence = _("The text holds U+{code}, half of a letter, in place {n}. Copy it anew, or save it as UTF-8.")
        raise TextError(sentence.format(code=f"{ord(surrogate[0]):04X}", n=f"{surrogate.start() + 1}"))
    text = cleaned(text).strip()
    if not text:
        raise TextError(_("The text is empty. Give one of at least {n} characters.").format(n=FEWEST_CHARACTERS))
    if len(set(text) - {"\n"}) < 2:
        raise TextError(_("The text repeats one letter only: there is nothing to learn."))
    if not FEWEST_CHARACTERS <= len(text) <= MOST_CHARACTERS:
        sentence = _("The text has {n} characters; {fewest} to {most} are allowed.")
        raise TextError(sentence.format(n=len(text), fewest=FEWEST_CHARACTERS, most=MOST_CHARACTERS))
    return ReadText(text, unit_of(text))


def read_text_file(raw: bytes) -> ReadText:
    """Return the text of a file, in any encoding that :mod:`.text_file` knows, whatever the file is called.

    Raises
    ------
    TextError
        If it is no text, with what it is and what to do with it; if it is larger than 5 MB, or as in :func:`read_text`.
    """
    kind = kind_of(raw)
    if kind == "empty":
        return read_text("")
    if advice := _ADVICE.get(kind):
        raise TextError(f"{what_it_is(kind)} {_(advice)}")
    if len(raw) > MAX_BYTES:
        sentence = _("The file has {size} MB; at most {most} MB are allowed.")
        raise TextError(sentence.format(size=fixed(len(raw) / 1e6, 1), most=fixed(MAX_BYTES / 1e6, 0)))
    try:
        text, encoding = decode(raw)
    except TableError as error:
        raise TextError(_("This cannot be read as text. Save it as plain text (.txt) in UTF-8.")) from error
    return replace(read_text(text), guessed="" if encoding.startswith("UTF") else encoding)


def cleaned(text: str) -> str:
    r"""Return a text of composed characters (NFC), whose lines end with ``\n``.

    Removed are control characters other than tabs, byte order marks, and the invisible characters that turn the
    writing's direction; letters stay in the order in which they are read. Joiners stay: emoji and Arabic need them.
    Cleaning twice changes nothing.
    """
    return unicodedata.normalize("NFC", _LINE_END.sub("\n", _REMOVED.sub("", text)))


def unit_of(text: str) -> Unit:
    """Return what a cleaned text looks like: a list of at least ten short lines, or running text."""
    lengths = [len(line) for line in text_lines(text)]
    if len(lengths) < FEWEST_LINES or median(lengths) > USUAL_LINE:
        return "passages"
    return "lines" if sum(length > LONG_LINE for length in lengths) <= len(lengths) / 20 else "passages"


@lru_cache(maxsize=8)
def known_passages(data: OwnText) -> int:
    """Return how many test passages of running text stand in the training text too, letter for letter.

    Lines are learned once each, however often a text has them: of them there are none.
    """
    if data.has_lines:
        return 0
    first, last = (count * data.length for count in (data.train_samples, data.train_samples + data.test_samples))
    learned = data.text[: first + 1]
    return sum(data.text[start : start + data.length + 1] in learned for start in range(first, last, data.length))
