from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from playground.datasets.pictures.picture_file import MAX_PIXELS, PictureError, open_picture, picture_size, read_picture
from playground.i18n import set_language
from tests.datasets.malformed_pictures import Case, encoded, files, malformed_pictures, photograph, png

CASES = list(malformed_pictures())
EXCEPTIONS = ("Traceback", "Error", "Exception", "None", "PIL", "0x")


def is_one_sentence(message: str) -> bool:
    """Return whether a refusal is one printable sentence without the words of a program."""
    return (
        message.isprintable()
        and 20 < len(message) < 200
        and message.endswith(".")
        and ". " not in message
        and not [word for word in EXCEPTIONS if word in message]
    )


def read_or_refused(data: bytes) -> np.ndarray | str:
    """Return a file's pixels, or why it was refused."""
    try:
        return read_picture(data)
    except PictureError as refused:
        return str(refused)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_picture_is_refused_in_one_sentence_or_read(case: Case) -> None:
    pixels = read_or_refused(case.data)
    if isinstance(pixels, str):
        assert case.outcome != "read", pixels
        assert is_one_sentence(pixels), pixels
        return
    assert case.outcome != "refused"
    assert pixels.dtype == np.uint8
    assert pixels.ndim == 3
    assert pixels.shape[2] == 3
    assert pixels.size > 0
    if case.pixels is not None:
        assert pixels.shape == case.pixels.shape
        difference = np.abs(pixels.astype(int) - case.pixels)
        assert difference.max() <= case.tolerance


def test_there_are_many_and_they_are_the_same_on_every_call() -> None:
    again = list(malformed_pictures())
    assert len(CASES) >= 250
    assert len({case.name for case in CASES}) == len(CASES)
    assert [case.data for case in again] == [case.data for case in CASES]
    assert sum(case.outcome == "refused" for case in CASES) >= 130


@given(st.binary(max_size=600), st.sampled_from(sorted(files())))
@settings(max_examples=200)
def test_any_bytes(raw: bytes, kind: str) -> None:
    head = files()[kind][:40]
    for data in (raw, head + raw):
        read = read_or_refused(data)
        assert is_one_sentence(read) if isinstance(read, str) else read.dtype == np.uint8


@given(st.integers(1, 30), st.integers(1, 30), st.sampled_from(["PNG", "BMP", "WEBP"]), st.integers(0, 1000))
@settings(max_examples=50)
def test_what_was_drawn_is_read_back(width: int, height: int, kind: str, seed: int) -> None:
    drawn = np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)
    options: dict[str, object] = {"lossless": True} if kind == "WEBP" else {}
    np.testing.assert_array_equal(read_picture(encoded(Image.fromarray(drawn), kind, **options)), drawn)


@pytest.mark.parametrize("kind", sorted(files()))
def test_size_is_read_without_decoding(kind: str) -> None:
    assert picture_size(files()[kind]) == (48, 36)


def test_the_largest_allowed_is_read_quickly() -> None:
    side = int(MAX_PIXELS**0.5)
    data = encoded(Image.new("RGB", (side, side), (1, 2, 3)), "PNG")
    start = time.process_time()
    pixels = read_picture(data)
    assert time.process_time() - start < 10
    assert pixels.shape == (side, side, 3)
    assert (pixels == (1, 2, 3)).all()


def test_too_large_says_how_large_and_what_is_allowed() -> None:
    with pytest.raises(PictureError, match="10000 × 10000 pixels; at most 65 million"):
        read_picture(png(10_000, 10_000, 1, 0, b"\0"))
    with pytest.raises(PictureError, match="far too many pixels; at most 65 million"):
        read_picture(png(20_000, 20_000, 1, 0, b"\0"))


def test_a_large_jpeg_may_be_decoded_smaller() -> None:
    large = photograph().resize((960, 720))
    small = open_picture(encoded(large, "JPEG", quality=95), shortest=90)
    assert small.size == (120, 90)
    difference = np.asarray(small, float) - np.asarray(large.resize((120, 90), Image.Resampling.BOX), float)
    assert np.abs(difference).mean() < 3


def test_refusals_speak_the_readers_language() -> None:
    try:
        set_language("fr")
        with pytest.raises(PictureError, match="image"):
            read_picture(b"text")
    finally:
        set_language("en")
