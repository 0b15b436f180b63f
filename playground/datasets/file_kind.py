"""What a file is, by what stands in it: whatever somebody calls it, and whatever they were asked for."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Literal
from zipfile import ZipFile

from playground.i18n import N_, _

FileKind = Literal[
    "empty",
    "text",
    "json",
    "arff",
    "web page",
    "workbook",
    "old workbook",
    "parquet",
    "picture",
    "drawing",
    "zip",
    "archive",
    "document",
    "sound",
    "film",
    "arrays",
    "database",
    "program",
    "unknown",
]

_WORDS: Mapping[FileKind, str] = MappingProxyType(
    {
        "empty": N_("The file is empty."),
        "text": N_("This is a text."),
        "json": N_("This is a JSON file."),
        "arff": N_("This is a table in ARFF."),
        "web page": N_("This is a web page."),
        "workbook": N_("This is a workbook of a spreadsheet program."),
        "old workbook": N_("This is a workbook or a document of an old Office program (.xls, .doc)."),
        "parquet": N_("This is a table in Parquet."),
        "picture": N_("This is a picture."),
        "drawing": N_("This is a vector drawing (SVG)."),
        "zip": N_("This is a zip archive."),
        "archive": N_("This is an archive of another kind than zip."),
        "document": N_("This is a document (PDF, Word, slides)."),
        "sound": N_("This is a sound."),
        "film": N_("This is a film."),
        "arrays": N_("This is a file of arrays (NumPy, MATLAB, HDF5)."),
        "database": N_("This is a database."),
        "program": N_("This is a program."),
        "unknown": N_("Nobody here knows what this file is."),
    }
)

_BEGINNINGS: tuple[tuple[bytes, FileKind], ...] = (
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"\x00\x00\x01\x00", "picture"),
    (b"8BPS", "picture"),
    (b"PAR1", "parquet"),
    (b"\xd0\xcf\x11\xe0", "old workbook"),
    (b"%PDF", "document"),
    (b"{\\rtf", "document"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"\x93NUMPY", "arrays"),
    (b"\x89HDF", "arrays"),
    (b"MATLAB", "arrays"),
    (b"SQLite format", "database"),
    (b"ID3", "sound"),
    (b"\xff\xfb", "sound"),
    (b"OggS", "sound"),
    (b"fLaC", "sound"),
    (b"\x1aE\xdf\xa3", "film"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096


def kind_of(raw: bytes) -> FileKind:
    """Return what a file is.

    Only its beginning is looked at, and the list of its files where it is a zip. A file that says nothing at its
    beginning is a text if hardly a byte of it is a control character.
    """
    if not raw.strip():
        return "empty"
    head = raw[:_HEAD]
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _kind_of_zip(raw)
    if head[:4] == b"RIFF":
        kinds: Mapping[bytes, FileKind] = {b"WEBP": "picture", b"WAVE": "sound", b"AVI ": "film"}
        return kinds.get(head[8:12], "unknown")
    if head[4:8] == b"ftyp":
        return "picture" if head[8:12] in _PICTURE_BRANDS else "film"
    if head[257:262] == b"ustar":
        return "archive"
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning) and not _reads_as_text(head, beginning):
            return kind
    return _kind_of_text(head)


def what_it_is(kind: FileKind) -> str:
    """Return a sentence in the reader's language on what a file is."""
    return _(_WORDS[kind])


def _kind_of_zip(raw: bytes) -> FileKind:
    """Return what is packed: office programs pack their files as zip archives too."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            names = archive.namelist()
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names and len(names) < _HEAD else b""
    except Exception:  # on damaged bytes zipfile raises almost anything; the reader of archives says what is wrong
        return "zip"
    if any(name.startswith("xl/") for name in names) or b"opendocument.spreadsheet" in mimetype:
        return "workbook"
    if mimetype or any(name.startswith(("word/", "ppt/")) for name in names):
        return "document"
    return "arrays" if names and all(name.endswith(".npy") for name in names) else "zip"


def _reads_as_text(head: bytes, beginning: bytes) -> bool:
    """Return whether a short beginning of plain letters ("BM", "MZ", "ID3") is only how a text begins."""
    return beginning.isalnum() and len(beginning) < 4 and _kind_of_text(head) != "unknown"


def _kind_of_text(head: bytes) -> FileKind:
    if not head.startswith(_BYTE_ORDER_MARKS):
        zeros = head.count(0)
        controls = sum(byte < 9 or 13 < byte < 28 for byte in head) - zeros
        wide = zeros > len(head) // 4 and min(head[::2].count(0), head[1::2].count(0)) <= len(head) // 50
        if controls > len(head) // 100 or (zeros and not wide):
            return "unknown"
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "web page"
    if start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in head.lower()):
        return "drawing"
    if start.startswith((b"{", b"[")):
        return "json"
    lines = head.replace(b"\x00", b"").lower().splitlines()
    return "arff" if any(line.lstrip().startswith(b"@relation") for line in lines) else "text"
