from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from playground.datasets.images import image_dataset, own_pixels
from playground.datasets.pictures.picture_archive import ArchiveError, PictureArchive, read_archive
from playground.experiment.images import Augmentation, OwnImages
from tests.datasets.malformed_archives import coloured, malformed_archives, pets, zipped
from tests.datasets.malformed_pictures import Case, encoded, files
from tests.datasets.pictures.test_picture_file import EXCEPTIONS
from tests.datasets.reading_pictures import PEAK

ROOT = Path(__file__).parents[3]
CASES = list(malformed_archives())


def read_or_refused(data: bytes, size: int = 16, channels: int = 3) -> PictureArchive | str:
    """Return what an archive holds, or why it was refused."""
    try:
        return read_archive(data, size, channels)
    except ArchiveError as refused:
        return str(refused)


def is_one_line(message: str) -> bool:
    return message.isprintable() and 20 < len(message) < 260 and not [word for word in EXCEPTIONS if word in message]


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case.name))
def test_an_archive_is_refused_in_one_line_or_read(case: Case) -> None:
    read = read_or_refused(case.data, size=8)
    if isinstance(read, str):
        assert case.outcome != "read", read
        assert is_one_line(read), read
        return
    assert case.outcome != "refused"
    assert read.pixels.shape[1:] == (3, 8, 8)
    assert read.images().samples == len(read.pixels)
    assert all(is_one_line(skipped.reason) for skipped in read.skipped)


def test_there_are_many_and_they_are_the_same_on_every_call() -> None:
    assert len(CASES) >= 180
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.data == again.data for case, again in zip(CASES, malformed_archives(), strict=True))


@pytest.mark.skipif(not PEAK.exists(), reason="needs Linux to measure the memory of a moment")
def test_bombs_and_the_largest_pictures_take_bounded_memory_and_leave_nothing_on_disk() -> None:
    command = [sys.executable, "-B", "-m", "tests.datasets.reading_pictures"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "nothing written"


def test_folders_are_classes() -> None:
    read = read_archive(zipped(pets()), 8, 3)
    assert read.counts == (("cat", 12), ("dog", 12))
    assert read.labels == (0,) * 12 + (1,) * 12
    for label, colour in ((0, (255, 0, 0)), (1, (0, 0, 255))):
        own = read.pixels[np.array(read.labels) == label]
        np.testing.assert_array_equal(own, np.broadcast_to(np.array(colour)[:, None, None], own.shape))
    assert read.skipped == ()


@pytest.mark.parametrize("prefix", ["", "pets/", "my pets/train/", "/", "../", "C:\\", "a\\b\\", "./"])
def test_folders_above_say_nothing(prefix: str) -> None:
    read = read_archive(zipped(pets(prefix=prefix)), 8, 1)
    assert read.class_names == ("cat", "dog")


def test_folders_of_one_name_are_one_class() -> None:
    read = read_archive(zipped(pets(6, "train/") | pets(4, "test/")), 8, 1)
    assert read.counts == (("cat", 10), ("dog", 10))


def test_names_from_a_mac_keep_their_accents() -> None:
    decomposed = unicodedata.normalize("NFD", "éléphant")
    utf8 = {name.replace("cat", decomposed): data for name, data in pets().items()}
    unsaid = zipped({name.replace("cat", "x" * len(decomposed.encode())): data for name, data in pets().items()})
    unsaid = unsaid.replace(b"x" * len(decomposed.encode()), decomposed.encode())
    for data in (zipped(utf8), unsaid):
        assert read_archive(data, 8, 1).class_names == ("dog", "éléphant")


def test_long_names_are_shortened_and_stay_apart() -> None:
    content = {f"{'x' * 80}{n % 2}/{n}.png": coloured("red") for n in range(12)}
    read = read_archive(zipped(content), 8, 1)
    assert len(set(read.class_names)) == 2
    assert all(len(name) == 60 for name in read.class_names)


@pytest.mark.parametrize(("width", "height"), [(40, 20), (20, 40), (33, 33), (1, 50)])
@pytest.mark.parametrize("channels", [1, 3])
def test_of_each_picture_the_middle_square_is_scaled(width: int, height: int, channels: int) -> None:
    drawn = Image.fromarray(np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8))
    content = {f"{n % 2}/{n}.png": encoded(drawn, "PNG") for n in range(10)}
    side = min(width, height)
    left, top = (width - side) // 2, (height - side) // 2
    square = drawn.crop((left, top, left + side, top + side)).convert("RGB" if channels == 3 else "L")
    expected = np.array(square.resize((12, 12), Image.Resampling.LANCZOS)).reshape(12, 12, channels)
    pixels = read_archive(zipped(content), 12, channels).pixels
    assert pixels.shape == (10, channels, 12, 12)
    np.testing.assert_array_equal(pixels, np.broadcast_to(expected.transpose(2, 0, 1), pixels.shape))


def test_every_format_may_be_mixed() -> None:
    content = {f"{n % 2}/{kind}.{n}": data for kind, data in files().items() for n in range(2)}
    assert len(read_archive(zipped(content), 16, 3).pixels) == len(content)


def test_what_was_left_out_is_said() -> None:
    content = pets() | {"cat/notes.txt": b"my cats", "alone.png": coloured("red"), "dog/.DS_Store": b"x"}
    read = read_archive(zipped(content), 8, 3)
    assert [skipped.name for skipped in read.skipped] == ['"cat/notes.txt"', '"alone.png"']
    assert "no PNG" in read.skipped[0].reason
    assert "no folder" in read.skipped[1].reason


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (pets(4) | {f"cat/{n}.txt": b"x" for n in range(5)}, 'the first is "cat/0.txt": This is no PNG'),
        (pets() | {"dog/inner.zip": zipped(pets())}, 'another archive, "dog/inner.zip"'),
        ({f"cat/{n}": coloured("red") for n in range(11)}, "Folders with pictures: 1; 2 to 20"),
        ({f"cat/{n}": coloured("red") for n in range(2_001)}, "Files in the archive: 2001; at most 2000 pictures"),
        ({"cat/1": coloured("red")}, "Files in the archive: 1; at least 10 pictures"),
    ],
)
def test_a_refusal_names_the_file_or_the_limit(content: dict[str, bytes], message: str) -> None:
    assert message in str(read_or_refused(zipped(content)))


def test_large_images_are_fewer() -> None:
    data = zipped({f"{n % 2}/{n}.png": coloured("red") for n in range(400)})
    assert "of 64 × 64 pixels in 3 channels at most 325" in str(read_or_refused(data, 64, 3))
    assert len(read_archive(data, 64, 1).pixels) == 400


@pytest.mark.parametrize(("size", "channels"), [(7, 1), (65, 1), (28, 2), (28, 4)])
def test_other_sizes_are_a_mistake_of_the_program(size: int, channels: int) -> None:
    with pytest.raises(ValueError, match="must be 8 to 64, and 1 or 3"):
        read_archive(zipped(pets()), size, channels)


def test_it_becomes_an_experiments_data() -> None:
    read = read_archive(zipped(pets()), 10, 3)
    data = read.images(train_fraction=0.5, augmentation=Augmentation(shift=1))
    assert data == OwnImages.model_validate_json(data.model_dump_json())
    np.testing.assert_array_equal(own_pixels(data), read.pixels)
    dataset = image_dataset(data, np.random.default_rng(0))
    assert dataset.image_shape == (3, 10, 10)
    assert np.bincount(dataset.targets[dataset.train]).tolist() == [6, 6]


@given(st.binary(max_size=400), st.integers(0, 500))
@settings(max_examples=100)
def test_any_bytes(raw: bytes, place: int) -> None:
    good = zipped(pets(5))
    for data in (raw, good[:place] + raw + good[place + len(raw) :]):
        read = read_or_refused(data, 8, 1)
        assert is_one_line(read) if isinstance(read, str) else read.images().samples >= 10
