"""Archives of pictures as people bring them, from ``tests/cases`` and of the same kinds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from playground.datasets.file_kind import kind_of
from playground.datasets.pictures import picture_archive, zip_file
from playground.datasets.pictures.picture_archive import ArchiveError, PictureArchive, read_archive
from playground.i18n import LANGUAGES, set_language
from tests.datasets.malformed_archives import coloured, pets, zipped
from tests.datasets.malformed_pictures import encoded

SHAPES = ("carrés", "cercles", "triangles")
STRAY = {
    "labels.csv": b"file,label\n1.png,cat\n",
    "README.md": b"# Pets\n",
    "cat/notes.txt": b"my cats",
    "cat/Desktop.ini": b"[.ShellClassInfo]",
    "dog/DESKTOP.INI": b"[.ShellClassInfo]",
    "dog/thumbs.db": b"\xd0\xcf\x11\xe0" + bytes(400),
    "cat/Icon\r": b"",
    "dog/.DS_Store": b"\x00\x00\x00\x01Bud1",
    "__MACOSX/cat/._1.png": b"\x00\x05\x16\x07",
    "cat/1.xml": b"<annotation><object/></annotation>",
    "annotations.json": b'{"images": []}',
    "cat/.ipynb_checkpoints/1-checkpoint.png": coloured("red"),
    "model.pt": b"\x80\x02}q" + bytes(900),
    "classes.npy": b"\x93NUMPY\x01\x00" + bytes(90),
    "film.mp4": b"\x00\x00\x00\x18ftypmp42" + bytes(90),
    "paper.pdf": b"%PDF-1.7\n",
    "empty.txt": b"",
    "@eaDir/1.png": coloured("lime"),
    "script.py": b"print(1)\n",
    "logo.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
}
SAID = 12
"""Of these, those that are said to be left out: the others are hidden or a system's."""


@pytest.fixture(name="language", params=LANGUAGES, autouse=True)
def fixture_language(request: pytest.FixtureRequest) -> str:
    set_language(request.param)
    yield request.param
    set_language("en")


def refusal(data: bytes) -> str:
    with pytest.raises(ArchiveError) as refused:
        read_archive(data, 16, 1)
    return str(refused.value)


@pytest.mark.parametrize(("name", "count"), [("windows_ini.zip", 4), ("labels_csv.zip", 4), ("traintest.zip", 16)])
def test_stray_files_and_parts(cases: Path, name: str, count: int) -> None:
    read = read_archive((cases / name).read_bytes(), 28, 1)
    assert read.counts == tuple((shape, count) for shape in SHAPES)
    assert [one.name for one in read.skipped] == (['"labels.csv"', '"README.md"'] if name == "labels_csv.zip" else [])
    assert not any(one.is_picture for one in read.skipped)
    assert read.parts == (("train", "test") if name == "traintest.zip" else ())


def test_an_archive_of_pictures_is_read_whatever_it_is_called(cases: Path) -> None:
    assert len(read_archive((cases / "book.xlsx").read_bytes(), 28, 1).class_names) == 3


def test_telephones_pictures_that_hold_nothing_are_refused_in_words(cases: Path, language: str) -> None:
    words = refusal((cases / "heic_all.zip").read_bytes())
    assert "HEIC" in words
    assert "IMG_0.HEIC" in words
    assert ("damaged" if language == "en" else "endommagée") in words


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [
        ("plain.jfif", "This is a picture. Put the pictures of each class into a folder", "Mettez les images"),
        ("plants.arff", "This is a table in ARFF. Here a zip archive", "Perceptron"),
        ("utf16.json", "This is a JSON file. Here a zip archive", "un dossier par classe"),
        ("ser_total.csv", "This is a text. Here a zip archive", "Perceptron"),
    ],
)
def test_other_files_are_refused_by_what_they_are(
    cases: Path, name: str, english: str, french: str, language: str
) -> None:
    assert (english if language == "en" else french) in refusal((cases / name).read_bytes())


def test_archives_of_other_kinds_and_of_an_office() -> None:
    assert len(refusal(b"\x1f\x8b\x08" + bytes(60))) > 20
    office = {"[Content_Types].xml": b"<Types/>"} | {f"word/media/image{n}.png": coloured("red") for n in range(20)}
    words = refusal(zipped(office))
    assert "Word" in words


@pytest.mark.parametrize("count", [5, 40])
def test_stray_files_never_refuse_a_set(count: int) -> None:
    read = read_archive(zipped(STRAY | pets(count)), 8, 3)
    assert read.counts == (("cat", count), ("dog", count))
    assert len(read.skipped) == SAID
    assert not any(one.is_picture for one in read.skipped)


@given(st.dictionaries(st.sampled_from(sorted(STRAY)), st.binary(max_size=200), max_size=12), st.integers(1, 30))
@settings(max_examples=50, deadline=None)
def test_any_stray_files_among_any_number_of_pictures(stray: dict[str, bytes], count: int) -> None:
    stray = {name: raw for name, raw in stray.items() if kind_of(raw) not in ("picture", "zip", "archive")}
    data = zipped(stray | pets(count))
    if count < 5:
        assert refusal(data)
    else:
        assert read_archive(data, 8, 1).counts == (("cat", count), ("dog", count))


def test_damaged_pictures_are_left_out_and_said(language: str) -> None:
    broken = {f"cat/broken {n}.png": coloured("red")[:-25] for n in range(15)}
    read = read_archive(zipped(pets() | broken), 8, 1)
    assert len(read.labels) == 24
    assert len(read.skipped) == 15
    assert all(one.is_picture for one in read.skipped)
    assert ("damaged or cut off" if language == "en" else "endommagée ou tronquée") in read.skipped[-1].reason


def test_a_set_of_white_strokes_on_nothing_lies_on_black() -> None:
    def drawn(width: int) -> bytes:
        image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
        ImageDraw.Draw(image).line((5, 5, 35, 35), "white", width)
        return encoded(image, "PNG")

    read = read_archive(zipped({f"{n % 2}/{n}.png": drawn(2 + n % 2) for n in range(12)}), 20, 1)
    assert read.on_black == 12
    assert read.pixels.max() > 200
    assert np.median(read.pixels) == 0


def test_other_ways_to_read_the_classes_come_along() -> None:
    kinds = {"cat": "animals", "dog": "animals", "rose": "plants"}
    files = {f"{kind}/{name}/{n}.png": coloured("red") for name, kind in kinds.items() for n in range(6)}
    read = read_archive(zipped(files), 8, 1)
    (other,) = read.others
    assert (read.class_names, other.class_names) == (("cat", "dog", "rose"), ("animals", "plants"))
    assert (read.source, other.source) == ("folder", "outer folder")
    assert other.labels == (0,) * 12 + (1,) * 6
    assert other.images().samples == 18


def test_names_of_files_are_classes_where_no_folder_is() -> None:
    files = {f"pictures/{name}_{n:03}.png": coloured(name) for name in ("red", "blue") for n in range(8)}
    read = read_archive(zipped(files | {"pictures/labels.csv": b"a,b\n"}), 8, 3)
    assert read.source == "file name"
    assert read.counts == (("blue", 8), ("red", 8))
    for picture, label in zip(read.pixels, read.labels, strict=True):
        assert picture[0].mean() == 255 * (read.class_names[label] == "red")


def test_parts_without_classes_say_what_is_missing(language: str) -> None:
    files = {f"{part}/{n}.png": coloured("red") for part in ("train", "test") for n in range(9)}
    assert ("a folder for each class" if language == "en" else "un dossier par classe") in refusal(zipped(files))


def test_limits_are_counted_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped(pets())
    opened: list[int] = []
    real = picture_archive.square_picture

    def counted(raw: bytes, size: int, channels: int) -> object:
        opened.append(len(raw))
        return real(raw, size, channels)

    monkeypatch.setattr(picture_archive, "square_picture", counted)
    with monkeypatch.context() as limits:
        limits.setattr(picture_archive, "MOST_DECODED", 10 * 12 * 10)
        assert refusal(data)
        assert len(opened) <= 10
    with monkeypatch.context() as limits:
        limits.setattr(zip_file, "MAX_UNPACKED_BYTES", 10 * len(coloured("red")))
        opened.clear()
        assert refusal(data)
        assert not opened
    with monkeypatch.context() as limits:
        limits.setattr(zip_file, "MAX_BYTES", len(data) - 1)
        assert refusal(data)
        assert not opened


def test_two_hundred_photographs_are_in_order_though_some_are_decoded_at_once() -> None:
    shades = [encoded(Image.new("L", (1_600 + 16 * (n % 3), 1_200), n), "JPEG", quality=95) for n in range(0, 200, 8)]
    files = {f"{n % 2}/{n:03}.jpg": shade for n, shade in enumerate(shades)}
    read: PictureArchive = read_archive(zipped(files), 8, 1)
    means = [int(picture.mean().round()) for picture in read.pixels]
    assert np.abs(np.array(means) - np.arange(0, 200, 8)).max() <= 1
