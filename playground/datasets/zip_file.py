"""A person's zip archive: which files are in it, and their bytes, bounded, in memory only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from playground.datasets.spreadsheet import one_line
from playground.experiment.quoted import quoted
from playground.i18n import _
from playground.numerals import fixed

MAX_BYTES = 50_000_000
MAX_ENTRIES = 10_000
MAX_FILE_BYTES = 10_000_000
MAX_UNPACKED_BYTES = 200_000_000

_ENTRY = b"PK\x01\x02"
_ENCRYPTED, _UTF8 = 0x1, 0x800
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ")
_NO_FOLDER = re.compile(r"\.{0,2}|[A-Za-z]:")
_SYSTEM = ("__MACOSX", "Thumbs.db", "desktop.ini")


class ArchiveError(ValueError):
    """An archive that was refused; its text is one line in the reader's language: what is wrong, what is allowed."""


@dataclass(frozen=True)
class Member:
    """A file of an archive.

    Parameters
    ----------
    path
        Its folders and its name, made printable. They only name it: nothing is ever written to them, and ``..``, drive
        letters and a leading slash are left out.
    info
        Where it is in the archive.
    """

    path: tuple[str, ...]
    info: ZipInfo

    @property
    def folder(self) -> str | None:
        """Name of the folder that it lies in, ``None`` if in none."""
        return self.path[-2] if len(self.path) > 1 else None

    @property
    def name(self) -> str:
        """Its path, quoted and on one line, to name it in a sentence."""
        return quoted("/".join(self.path)[-38:])


def open_archive(data: bytes) -> ZipFile:
    """Return a zip archive, of which only the list of its files was read.

    Raises
    ------
    ArchiveError
        If it is no zip archive, too large, damaged, encrypted, or packed in another way than common programs do.
    """
    if len(data) > MAX_BYTES:
        sentence = _("The archive has {size} MB; at most {most} MB are allowed.")
        raise ArchiveError(sentence.format(size=fixed(len(data) / 1e6, 1), most=MAX_BYTES // 1_000_000))
    if (entries := data.count(_ENTRY)) > MAX_ENTRIES:
        sentence = _("The archive has {n} entries; at most {most} are allowed.")
        raise ArchiveError(sentence.format(n=entries, most=MAX_ENTRIES))
    try:
        archive = ZipFile(BytesIO(data))
    except Exception as error:  # on damaged bytes zipfile raises almost anything
        raise ArchiveError(_("This is no zip archive, or it is damaged or cut off before its end.")) from error
    for info in archive.infolist():
        _refuse_entry(info)
    return archive


def members(archive: ZipFile) -> list[Member]:
    """Return the files of an archive in its order, without folders, hidden files and what systems add."""
    entries = [Member(_path(info), info) for info in archive.infolist() if not _name(info).endswith(("/", "\\"))]
    return [member for member in entries if member.path and not _is_hidden(member.path)]


def contents(archive: ZipFile, files: list[Member]) -> Iterator[tuple[Member, bytes | None]]:
    """Yield each file with its bytes, at most one more than 10 million; ``None`` where it is damaged.

    What is counted are the bytes that come out, whatever the archive says of them.

    Raises
    ------
    ArchiveError
        If all files together unpack to too much, or one of them is an archive itself.
    """
    taken = 0
    for member in files:
        raw = _unpacked(archive, member)
        taken += len(raw or b"")
        if taken > MAX_UNPACKED_BYTES:
            sentence = _("The archive unpacks to more than {most} MB, which is not allowed.")
            raise ArchiveError(sentence.format(most=MAX_UNPACKED_BYTES // 1_000_000))
        if raw is not None and raw.startswith(_ARCHIVES):
            sentence = _("The archive holds another archive, {name}; put the pictures themselves into the folders.")
            raise ArchiveError(sentence.format(name=member.name))
        yield member, raw


def _unpacked(archive: ZipFile, member: Member) -> bytes | None:
    try:
        with archive.open(member.info) as file:
            return file.read(MAX_FILE_BYTES + 1)
    except Exception:
        return None


def _refuse_entry(info: ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise ArchiveError(_("The archive is protected by a password; pack it again without one."))
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        sentence = _("The archive is packed by an uncommon method; pack it again as an ordinary zip.")
        raise ArchiveError(sentence)


def _path(info: ZipInfo) -> tuple[str, ...]:
    parts = (one_line(part) for part in re.split(r"[/\\]", _name(info)))
    return tuple(part for part in parts if not _NO_FOLDER.fullmatch(part))


def _name(info: ZipInfo) -> str:
    """Return a name as it was meant: many programs write UTF-8 without saying so, and accents in two characters."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return unicodedata.normalize("NFC", name)


def _is_hidden(path: tuple[str, ...]) -> bool:
    return any(part.startswith(".") or part in _SYSTEM for part in path)
