"""The names in a zip archive as they were meant: the format leaves open in which code page they are written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from zipfile import ZipInfo
from zlib import crc32

CODE_PAGES = ("cp850", "cp437", "cp1252")
"""What programs in Western Europe write: the first two those of Windows and DOS, the third some others."""

_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_DOS = 0
"""Archives say on which system they were made; those of Windows' own program say this one."""
_LETTERS = frozenset("àâäçéèêëîïôöùûüñáíóúœæß")
"""Small letters beyond ASCII of French, German and Spanish."""
_RARE = frozenset("ãåìòõøýÿšžğı")
"""Letters of their neighbours: no evidence."""
_GREEK = frozenset("αΓπΣσµτΦΘΩδφε")
_SECOND = frozenset("iudnstIUDNST")
"""What follows œ in a word."""
_AFTER_SHARP_S = frozenset("aeiäötlgbkhw")
"""What follows ß in a word: where code page 1252 has á, the others have ß."""


def names(entries: Iterable[ZipInfo]) -> list[str]:
    """Return the path of each entry.

    One that says that it is UTF-8 is; one that has its path in UTF-8 beside (extra field 0x7075, where its checksum
    fits) has that; what is valid UTF-8 is taken as such, since many programs write it without saying so. The others
    are all in one code page: the one in which they read most like words of French, German or Spanish.
    """
    entries = list(entries)
    unmarked = [_bytes(entry) for entry in entries if _certain(entry) is None]
    page = _code_page(set(unmarked), any(entry.create_system == _DOS for entry in entries))
    return [_normal(_certain(entry) or _decoded(_bytes(entry), page)) for entry in entries]


def _certain(entry: ZipInfo) -> str | None:
    """Return a path whose encoding is known, ``None`` for others."""
    if entry.flag_bits & _UTF8:
        return entry.orig_filename
    raw = _bytes(entry)
    beside = _unicode_path(entry.extra, raw)
    if beside is not None:
        return beside
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _bytes(entry: ZipInfo) -> bytes:
    """Return an unmarked path as it stands in the archive: ``zipfile`` reads it as code page 437."""
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437", "replace")


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """Return the path in UTF-8 that stands among the extra fields, if it belongs to this one."""
    while len(extra) >= 4:
        kind, length = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and field[1:5] == crc32(raw).to_bytes(4, "little"):
            try:
                return field[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None


def _code_page(raw: set[bytes], made_on_dos: bool) -> str:
    """Return the code page in which paths read most like words; where several do, the system decides."""
    parts = {part for path in raw for part in path.replace(b"\\", b"/").split(b"/") if not part.isascii()}

    def likeness(page: str) -> tuple[float, bool]:
        return sum(_likeness(_decoded(part, page)) for part in parts), (page == "cp1252") is not made_on_dos

    return max(CODE_PAGES, key=likeness)


def _likeness(name: str) -> float:
    """Return how much the letters beyond ASCII of a name read like those of words, a sum over them."""
    places = [place for place, character in enumerate(name) if ord(character) > 127]
    return sum(_letter(name[place], name[:place][-1:], name[place + 1 :][:1]) for place in places)


def _letter(letter: str, before: str, after: str) -> float:
    """Return how likely a letter is between two others: 2 in a word, -2 for a mistake."""
    if letter in _GREEK and not before.isalpha() and not after.isalpha():
        return 1.5
    if letter.lower() not in _LETTERS:
        return -0.5 if letter.lower() in _RARE else -2
    if letter.isupper():
        starts = not before.islower() and (letter != "Œ" or after in _SECOND)
        return 1 if starts else -2
    return -2 if _misplaced(letter, before, after) else 2


def _misplaced(letter: str, before: str, after: str) -> bool:
    """Return whether a small letter stands where none of the three languages has it."""
    if letter == "ß":
        return before not in tuple("aeiouyäöü") or (after.isalpha() and after not in _AFTER_SHARP_S)
    if letter == "á":
        return before in tuple("aeo") or (before in tuple("iu") and not after.isalpha())
    if letter in "œæ":
        return letter == "œ" and after not in _SECOND
    if letter in "àù":
        return not before.isalpha() and after.isalpha()
    return before.isupper() and after.isupper()


def _decoded(raw: bytes, page: str) -> str:
    """Return a path in a code page; what that leaves undefined is a sign that no word has."""
    return raw.decode(page, "replace")


def _normal(path: str) -> str:
    """Return a path up to its end, its accents in one character each: a Mac writes them in two."""
    return unicodedata.normalize("NFC", path.split("\0")[0])
