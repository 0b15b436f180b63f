from __future__ import annotations

import io
import struct
import zipfile
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.datasets.pictures.archive_names import CODE_PAGES, names
from playground.datasets.pictures.picture_archive import read_archive
from tests.datasets.malformed_archives import coloured

FOLDERS = {
    "French": ["carrés", "étoiles", "forêt", "garçon", "maître", "Noël", "où", "île", "Écureuil", "FORÊT", "bœuf"],
    "German": ["Äpfel", "Straße", "grün", "Vögel", "ÜBUNG", "weiß", "Käse", "Fußgänger", "Öl", "Löwen", "müde"],
    "Spanish": ["niño", "águila", "pájaro", "ratón", "ÑANDÚ", "búho", "lámpara", "jabalí", "árbol", "música", "león"],
}
SYSTEMS = {"Windows": 0, "Unix": 3}


def written(folder: str, page: str, system: int = 3, extra: bytes = b"") -> zipfile.ZipInfo:
    """Return an entry as a program writes it that does not say in which code page."""
    entry = zipfile.ZipInfo("x")
    entry.orig_filename = f"{folder}/1.png".encode(page).decode("cp437")
    entry.create_system, entry.flag_bits, entry.extra = system, 0, extra
    return entry


def writable(folders: list[str], page: str) -> list[str]:
    def fits(folder: str) -> bool:
        try:
            folder.encode(page)
        except UnicodeError:
            return False
        return True

    return [folder for folder in folders if fits(folder)]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("page", [*CODE_PAGES, "utf-8"])
@pytest.mark.parametrize("language", FOLDERS)
def test_folders_of_one_archive(language: str, page: str, system: str) -> None:
    folders = writable(FOLDERS[language], page)
    assert len(folders) >= 8
    entries = [written(folder, page, SYSTEMS[system]) for folder in folders]
    assert names(entries) == [f"{folder}/1.png" for folder in folders]


@given(
    st.lists(st.sampled_from([folder for folders in FOLDERS.values() for folder in folders]), min_size=2, unique=True),
    st.sampled_from(CODE_PAGES),
)
def test_any_folders_made_on_a_system_that_writes_such_names(folders: list[str], page: str) -> None:
    chosen = writable(folders, page)
    entries = [written(folder, page, 3 if page == "cp1252" else 0) for folder in chosen]
    if len(chosen) > 1:  # one word alone may be a word in two code pages
        assert [name.split("/")[0] for name in names(entries)] == chosen


def test_two_classes_as_an_older_windows_writes_them() -> None:
    for page in ("cp850", "cp437"):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for folder, mark in (("carrés", "carr*s"), ("forêts", "for*ts")):
                for n in range(6):
                    archive.writestr(f"{mark}/{n}.png", coloured("red" if folder == "carrés" else "blue"))
        raw = packed.getvalue().replace(b"carr*s", "carrés".encode(page)).replace(b"for*ts", "forêts".encode(page))
        assert read_archive(raw, 8, 1).class_names == ("carrés", "forêts")


def test_the_path_beside_counts_if_it_belongs_to_this_one() -> None:
    raw = "carr?s/1.png".encode("cp437")
    path = "carrés/1.png".encode()

    def field(checksum: int) -> bytes:
        return struct.pack("<HHBI", 0x7075, 5 + len(path), 1, checksum) + path

    for extra, expected in ((field(crc32(raw)), "carrés"), (field(1), "carr?s"), (field(crc32(raw))[:9], "carr?s")):
        other = struct.pack("<HH", 0x5455, 3) + b"abc"
        assert names([written("carr?s", "cp437", extra=other + extra)]) == [f"{expected}/1.png"]


def test_greek_letters_alone_are_code_page_437() -> None:
    entries = [written(folder, "cp437", 0) for folder in ("π", "Ω", "Σ", "Φ")]
    assert [name[0] for name in names(entries)] == ["π", "Ω", "Σ", "Φ"]


@given(st.lists(st.binary(min_size=1, max_size=30), max_size=5), st.integers(0, 20), st.binary(max_size=40))
def test_any_bytes_are_names(paths: list[bytes], system: int, extra: bytes) -> None:
    entries = []
    for path in paths:
        entry = zipfile.ZipInfo("x")
        entry.orig_filename, entry.create_system, entry.extra = path.decode("cp437"), system, extra
        entries.append(entry)
    assert len(names(entries)) == len(paths)
