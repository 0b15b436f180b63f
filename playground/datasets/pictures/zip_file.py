"""A person's zip archive: which files are in it, and their bytes, bounded, in memory only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from playground.datasets.file_kind import FileKind, kind_of, what_it_is
from playground.datasets.pictures.archive_names import names
from playground.datasets.spreadsheet import one_line
from playground.experiment.quoted import quoted
from playground.i18n import _
from playground.numerals import fixed

MAX_BYTES = 700_000_000
"""Of an archive: 200 photographs of a telephone, of 3 MB each, and some more. It stays in memory while it is in use."""
MAX_ENTRIES = 10_000
MAX_FILE_BYTES = 30_000_000
MAX_UNPACKED_BYTES = 1_000_000_000

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_PACKED = b"PK"
_TIGHTEST = 1_032
"""Bytes that come out of one at most, by how DEFLATE is made."""
_HEAD = 4096
"""Bytes that say what a file is."""
_NO_FOLDER = re.compile(r"\.{0,2}|[A-Za-z]:")
_SYSTEM = ("__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "@eadir", "lost+found")
"""What systems add to folders, in small letters; names that begin with a dot are left out anyway."""
_ICON = "icon"
"""A file that a Mac adds; a folder of pictures may well be called so."""


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
        If it is something else, too large, damaged, encrypted, or packed in another way than common programs do.
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
        raise ArchiveError(_no_archive(data)) from error
    if _is_of_an_office(archive):
        raise ArchiveError(_no_archive(data))
    for info in archive.infolist():
        _refuse_entry(info)
    return archive


def members(archive: ZipFile) -> list[Member]:
    """Return the files of an archive in its order, without folders, hidden files and what systems add."""
    entries = archive.infolist()
    paths = zip(names(entries), entries, strict=True)
    files = [Member(_path(name), info) for name, info in paths if not name.endswith(("/", "\\"))]
    return [member for member in files if member.path and not _is_hidden(member.path)]


def kind_of_member(archive: ZipFile, member: Member) -> FileKind | None:
    """Return what a file of an archive is, of which only the beginning is unpacked; ``None`` if it is damaged there.

    Raises
    ------
    ArchiveError
        If it is an archive itself.
    """
    head = _unpacked(archive, member, _HEAD)
    if head is None:
        return None
    packed = _unpacked(archive, member, MAX_FILE_BYTES) if head.startswith(_PACKED) else head
    kind = kind_of(head if packed is None else packed)
    if kind in ("zip", "archive"):
        sentence = _("The archive holds another archive, {name}; put the pictures themselves into the folders.")
        raise ArchiveError(sentence.format(name=member.name))
    return kind


class Unpacking:
    """Unpacks files of an archive, as long as they are not too much together.

    Raises
    ------
    ArchiveError
        If they would be: by what the archive says of them, as far as it can be true.
    """

    def __init__(self, archive: ZipFile, files: list[Member]) -> None:
        self.archive = archive
        self.taken = 0
        self._refuse_more_than(sum(_most_bytes(member.info) for member in files))

    def content(self, member: Member) -> bytes | None:
        """Return the bytes of a file, at most one more than 30 million; ``None`` if it is damaged.

        Raises
        ------
        ArchiveError
            If too much has come out so far.
        """
        raw = _unpacked(self.archive, member, MAX_FILE_BYTES + 1)
        self.taken += len(raw or b"")
        self._refuse_more_than(self.taken)
        return raw

    def _refuse_more_than(self, size: int) -> None:
        if size > MAX_UNPACKED_BYTES:
            sentence = _("The archive unpacks to more than {most} MB, which is not allowed.")
            raise ArchiveError(sentence.format(most=MAX_UNPACKED_BYTES // 1_000_000))


def _most_bytes(info: ZipInfo) -> int:
    """Return how many bytes may come out of a file; sizes in the list may be wrong, but nothing is packed tighter."""
    return min(info.file_size, info.compress_size * _TIGHTEST, MAX_FILE_BYTES)


def _unpacked(archive: ZipFile, member: Member, most: int) -> bytes | None:
    try:
        with archive.open(member.info) as file:
            return file.read(most)
    except Exception:  # on damaged bytes zipfile raises almost anything; the caller says that the file is left out
        return None


def _no_archive(data: bytes) -> str:
    """Return why a file is no archive of pictures, and what to do with what it is instead."""
    kind = kind_of(data)
    if kind in ("zip", "unknown", "empty"):
        return _("This is no zip archive, or it is damaged or cut off before its end.")
    if kind == "picture":
        advice = _("Put the pictures of each class into a folder, and pack the folders as one zip archive.")
    elif kind in ("text", "arff", "workbook", "old workbook", "parquet"):
        advice = _(
            "Here a zip archive of pictures is needed, with a folder for each class; tables go to the page Perceptron."
        )
    elif kind == "archive":
        advice = _("Unpack it, and pack the folders of pictures anew as a zip archive.")
    else:
        advice = _("Here a zip archive of pictures is needed, a folder for each class.")
    return f"{what_it_is(kind)} {advice}"


def _is_of_an_office(archive: ZipFile) -> bool:
    """Return whether an archive is what an office program saves: its pictures belong to a text or a table."""
    listed = archive.namelist()
    return "[Content_Types].xml" in listed or listed[:1] == ["mimetype"]


def _refuse_entry(info: ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise ArchiveError(_("The archive is protected by a password; pack it again without one."))
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        sentence = _("The archive is packed by an uncommon method; pack it again as an ordinary zip.")
        raise ArchiveError(sentence)


def _path(name: str) -> tuple[str, ...]:
    parts = (one_line(part) for part in re.split(r"[/\\]", name))
    return tuple(part for part in parts if not _NO_FOLDER.fullmatch(part))


def _is_hidden(path: tuple[str, ...]) -> bool:
    return path[-1].lower() == _ICON or any(part.startswith(".") or part.lower() in _SYSTEM for part in path)
