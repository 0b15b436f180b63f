from __future__ import annotations

import importlib.util
import io
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image, features

from playground.datasets.pictures import formats
from playground.datasets.pictures.picture_file import (
    PictureError,
    picture_size,
    read_picture,
    shrunk_picture,
    square_picture,
)
from playground.i18n import LANGUAGES, set_language
from tests.datasets.heif import heif
from tests.datasets.malformed_pictures import encoded, files, patched, photograph

ROOT = Path(__file__).parents[3]
TELEPHONE = (5_712, 4_284)


def halves(size: tuple[int, int]) -> Image.Image:
    """Return a picture whose left half is dark red and whose right half is light green."""
    image = Image.new("RGB", size, (120, 10, 10))
    image.paste((150, 240, 150), (size[0] // 2, 0, *size))
    return image


@pytest.fixture(name="no_heif")
def fixture_no_heif(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without pi-heif."""
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pi_heif" else real(name))
    monkeypatch.setattr(formats, "_reads_heif", formats._reads_heif.__wrapped__)


@pytest.mark.parametrize("kind", ["jpeg", "progressive jpeg", "png", "transparent png", "grey png", "gif", "bmp"])
def test_a_telephones_photograph_is_taken(kind: str) -> None:
    image = halves(TELEPHONE)
    data = {
        "jpeg": lambda: encoded(image, "JPEG", quality=80),
        "progressive jpeg": lambda: encoded(image, "JPEG", progressive=True),
        "png": lambda: encoded(image, "PNG", compress_level=1),
        "transparent png": lambda: encoded(image.convert("RGBA"), "PNG", compress_level=1),
        "grey png": lambda: encoded(image.convert("L"), "PNG", compress_level=1),
        "gif": lambda: encoded(image.quantize(4), "GIF"),
        "bmp": lambda: encoded(image.quantize(4), "BMP"),
    }[kind]()
    assert picture_size(data) == TELEPHONE
    square = square_picture(data, 28, 3).pixels.astype(int)
    shown = shrunk_picture(data, 256).pixels.astype(int)
    assert square.shape == (3, 28, 28)
    assert shown.shape == (192, 256, 3)
    left, right = (np.array(image.convert("L" if kind == "grey png" else "RGB").convert("RGB").getpixel(at), int)
                   for at in ((5, 5), (5_700, 5)))  # fmt: skip
    for pixels in (square.transpose(1, 2, 0), shown):
        side = pixels.shape[1]
        assert abs(pixels[:, : side // 2 - 2] - left).max() < 12
        assert abs(pixels[:, side // 2 + 2 :] - right).max() < 12


def test_a_large_picture_scaled_in_bands_is_the_same_as_scaled_whole() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (30, 41, 4), np.uint8)
    large = Image.fromarray(noise).resize((2_849, 2_107), Image.Resampling.BICUBIC)
    for mode in ("RGB", "RGBA", "L", "P"):
        image = large.convert("RGB").quantize(200) if mode == "P" else large.convert(mode)
        read = square_picture(encoded(image, "PNG", compress_level=1), 64, 3).pixels.astype(int)
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image.convert("RGB"), mask=image.getchannel("A") if mode == "RGBA" else None)
        small = flat.reduce(16)  # 2,107 rows are 16 times as many as 2 · 64, and some
        left = (small.width - small.height) // 2
        square = small.crop((left, 0, left + small.height, small.height)).resize((64, 64), Image.Resampling.LANCZOS)
        assert abs(read - np.array(square, int).transpose(2, 0, 1)).mean() < 0.5


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_telephone_held_in_any_way(orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    image = halves((400, 300))
    image.paste((0, 0, 250), (0, 0, 80, 80))
    upright = read_picture(encoded(image, "PNG", exif=exif)).astype(int)
    for data in (encoded(image, "JPEG", exif=exif, quality=95), heif(image, exif=exif.tobytes(), quality=95)):
        pixels = read_picture(data).astype(int)
        assert pixels.shape == upright.shape
        assert abs(pixels - upright).mean() < 4


def test_heic_is_read_as_the_picture_it_was() -> None:
    original = np.array(photograph(), int)
    assert abs(read_picture(heif(photograph(), quality=100, chroma=444)).astype(int) - original).max() < 12
    square = square_picture(heif(photograph(), quality=100, chroma=444), 12, 1).pixels.astype(int)
    assert abs(square - square_picture(files()["png"], 12, 1).pixels).max() < 8


def test_a_large_heic_is_read_from_its_decoder_and_from_its_small_copy() -> None:
    image = halves((2_400, 1_800))
    for data in (heif(image), heif(image, thumbnails=[320]), heif(image.convert("RGBA")), heif(image.convert("L"))):
        square = square_picture(data, 28, 1).pixels[0].astype(int)
        assert abs(square[:, :12] - square[0, 0]).max() < 12
        assert square[14, 20] - square[14, 8] > 100


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow reads no AVIF")
def test_avif_is_read() -> None:
    original = np.array(photograph(), int)
    data = encoded(photograph(), "AVIF", quality=100, subsampling="4:4:4")
    assert abs(read_picture(data).astype(int) - original).max() < 12


def test_jfif_is_a_jpeg(cases: Path) -> None:
    assert read_picture((cases / "plain.jfif").read_bytes()).shape[2] == 3


def test_without_its_package_heic_is_refused_in_words(no_heif: None) -> None:
    with pytest.raises(PictureError, match="HEIC pictures cannot be read on this computer; save it as JPEG"):
        read_picture(heif(photograph()))
    assert read_picture(files()["jpeg"]).shape == (36, 48, 3)


def test_where_pillow_reads_no_avif_it_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda name: name != "avif")
    with pytest.raises(PictureError, match="AVIF pictures cannot be read on this computer"):
        read_picture(b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf" + bytes(100))


def test_the_packages_library_is_loaded_with_the_first_such_file() -> None:
    script = "import sys; from playground.datasets.pictures import picture_file; sys.exit('pi_heif' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 0


def sized_jpeg(width: int, height: int) -> bytes:
    data = files()["jpeg"]
    place = data.index(b"\xff\xc0") + 5
    return patched(data, place, height.to_bytes(2, "big") + width.to_bytes(2, "big"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_hundred_million_pixels_are_refused_in_words(language: str) -> None:
    set_language(language)
    try:
        for size in ((16_320, 12_240), (9_300, 7_000)):
            with pytest.raises(PictureError, match="65 million"):
                picture_size(sized_jpeg(*size))
    finally:
        set_language("en")
    for size in ((8_064, 6_048), (8_192, 6_144), (9_248, 6_936)):
        assert picture_size(sized_jpeg(*size)) == size


def test_what_takes_more_memory_may_be_smaller() -> None:
    whole = encoded(photograph(), "JPEG", subsampling=0, progressive=True)
    place = whole.index(b"\xff\xc2") + 5
    with pytest.raises(PictureError, match="at most 50 million"):
        picture_size(patched(whole, place, (7_000).to_bytes(2, "big") + (8_000).to_bytes(2, "big")))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (encoded(photograph(), "TIFF"), "TIFF pictures are not read here; save it as PNG or JPEG"),
        (encoded(photograph(), "ICO"), "ICO pictures are not read here"),
        (b"8BPS\x00\x01" + bytes(60), "Photoshop pictures are not read here"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(90), "This HEIC or AVIF picture is damaged"),
        (b"", "The file is empty; choose a picture"),
        (b"name,size\nanna,3\n", "This is no PNG, JPEG, WebP, GIF, BMP, HEIC or AVIF picture"),
    ],
)
def test_others_are_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(PictureError, match=words):
        read_picture(data)


def test_damaged_heic_is_refused_whatever_is_lost() -> None:
    data = heif(photograph())
    for part in (0.02, 0.1, 0.3, 0.6, 0.9):
        with pytest.raises(PictureError):
            read_picture(data[: int(part * len(data))])
    noise = np.random.default_rng(0)
    for _time in range(60):
        wrong = bytearray(data)
        for place in noise.integers(0, len(data), 4):
            wrong[place] ^= 1 << int(noise.integers(8))
        with suppress(PictureError):
            assert read_picture(bytes(wrong)).size < 10_000_000


def test_a_camera_that_saves_a_small_copy_before_the_picture() -> None:
    small = io.BytesIO()
    photograph().resize((16, 12)).save(small, "JPEG")
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "telephone"
    data = encoded(photograph(), "JPEG", exif=exif.tobytes() + small.getvalue())
    assert read_picture(data).shape == (36, 48, 3)
