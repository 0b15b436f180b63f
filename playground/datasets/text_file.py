"""Bytes of a person's text file to text, in any encoding that a spreadsheet writes."""

from __future__ import annotations

import codecs
import re
from typing import NoReturn

from playground.datasets.file_kind import FileKind, kind_of, what_it_is
from playground.datasets.single_byte import single_byte_text
from playground.experiment.tables import FEWEST_ROWS
from playground.i18n import _
from playground.numerals import fixed

MAX_BYTES = 5_000_000

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_TEXTS: tuple[FileKind, ...] = ("empty", "text", "json", "arff", "web page", "drawing", "unknown")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


class TableError(ValueError):
    """A table that was refused; its text is one line in the reader's language: what, where, and what is allowed."""


def decode(raw: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    A byte order mark decides; else UTF-8, if it is valid; else what letters and marks say together
    (:mod:`.single_byte`). Where that is not sure it is Windows-1252: then accents of names may come out wrong, never
    digits, which are the same in all encodings.

    Raises
    ------
    TableError
        If the file is empty, too large, or no text.
    """
    _refuse_what_is_no_text(raw)
    text, name = _decode(raw)
    text = text.rstrip("\x1a")  # DOS ended files with it
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        sentence = _(
            "Line {line} holds the control character U+{code}: this is not a text file. Save the table as CSV or .xlsx."
        )
        raise TableError(sentence.format(line=line, code=f"{ord(control[0]):04X}"))
    if not text.strip():
        raise TableError(
            _("The file is empty. Give a table of at least {n} rows, saved as CSV or .xlsx.").format(n=FEWEST_ROWS)
        )
    return text, name


def _refuse_what_is_no_text(raw: bytes) -> None:
    if len(raw) > MAX_BYTES:
        sentence = _("The file has {size} MB; at most {most} MB are allowed.")
        raise TableError(sentence.format(size=fixed(len(raw) / 1e6, 1), most=fixed(MAX_BYTES / 1e6, 0)))
    if (kind := kind_of(raw)) not in _TEXTS:
        raise TableError(what_it_is(kind) + " " + _("A text file is needed here."))


def _decode(raw: bytes) -> tuple[str, str]:
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _strictly(raw, codec, name), name
    if unmarked := _unmarked_utf16(raw):
        return _strictly(raw, unmarked, "UTF-16"), "UTF-16"
    try:
        return raw.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        if _mostly_utf8(raw):
            _refuse_encoding(error, "UTF-8")
    return single_byte_text(raw)


def _strictly(raw: bytes, codec: str, name: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        _refuse_encoding(error, name)


def _refuse_encoding(error: UnicodeDecodeError, name: str) -> NoReturn:
    line = error.object.count(b"\n", 0, error.start) + 1  # its object lacks the byte order mark
    sentence = _("Line {line} is not valid {encoding}, as the rest of the file is. Save the table again, as UTF-8.")
    raise TableError(sentence.format(line=line, encoding=name)) from error


def _unmarked_utf16(raw: bytes) -> str | None:
    """Return the codec of UTF-16 without a byte order mark: of most characters one byte, always the same, is zero."""
    head = raw[:4000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < 0.3 * len(head) or min(even, odd) > 0:
        return None
    return "utf-16-le" if odd else "utf-16-be"


def _mostly_utf8(raw: bytes) -> bool:
    """Return whether a file has more valid characters of several bytes than wrong bytes."""
    text = raw.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) > 2 * wrong
