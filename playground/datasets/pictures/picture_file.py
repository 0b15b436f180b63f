"""A person's picture: bytes of a file to pixels, bounded, in memory only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from threading import BoundedSemaphore
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image

from playground.datasets.pictures.formats import (
    MAX_BYTES,
    PictureError,
    damaged,
    is_light_to_decode,
    opened,
    quiet,
)
from playground.datasets.pictures.ground import on_a_ground
from playground.datasets.pictures.photographs import shrunk

__all__ = ["MAX_BYTES", "MAX_PIXELS", "Picture", "PictureError", "Pixels", "middle_square", "open_picture"]

Pixels = npt.NDArray[np.uint8]

MAX_PIXELS = 16_000_000
"""Of what is given back: files may have more of them."""

_SMALL = 4_000_000
"""Pixels of a picture that is not scaled down before it is converted."""
_BAND = 2_000_000
"""Pixels of a large picture that are converted and scaled down at once."""
_HEIF_MODES = ("L", "LA", "RGB", "RGBA")
_UPRIGHT: Mapping[int, Image.Transpose] = MappingProxyType(
    {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
)
"""What brings a picture upright, for each orientation that EXIF knows."""
_GREY_STEPS: Mapping[int, int] = MappingProxyType({1: 255, 2: 85, 4: 17})
"""By the bits of a grey PNG: from one of its levels to the next, in the 8 bits that Pillow makes of it."""
_two_at_a_time = BoundedSemaphore(2)


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture, read.

    Parameters
    ----------
    pixels
        uint8, in the shape of the function that returns it.
    on_black
        Whether it is transparent in places, and lies on black, because it would vanish on white.
    """

    pixels: Pixels
    on_black: bool


def read_picture(data: bytes) -> Pixels:
    """Return the pixels ``(height, width, 3)`` uint8 of a file, red, green and blue, at most 16 million.

    Of an animation the first frame; what is transparent lies on white, or on black where it would vanish on white;
    upright, as EXIF says; 16 bits of grey are scaled to 8; what has more pixels is scaled down. Nothing is written to
    disk.

    Parameters
    ----------
    data
        PNG, JPEG, WebP, GIF, BMP, HEIC or AVIF, at most 30 MB, of at most 65 million pixels, and fewer where decoding
        them takes more than 300 MB: this is read in the file's header, before anything is decoded.

    Raises
    ------
    PictureError
        If it is something else, too large, damaged or cut off.
    """
    return np.array(open_picture(data))


def open_picture(data: bytes, shortest: int | None = None) -> Image.Image:
    """Return a file's picture as Pillow's, in mode RGB, with the limits and errors of :func:`read_picture`.

    Parameters
    ----------
    shortest
        How long the shorter side needs to be; a picture that is much larger may be decoded at an eighth of its size,
        which is many times faster and takes little memory.
    """
    return _on_its_ground(data, shortest)[0]


def shrunk_picture(data: bytes, longest: int) -> Picture:
    """Return a file's picture ``(height, width, 3)`` whose longer side has at most so many pixels.

    Raises
    ------
    PictureError
        As :func:`read_picture`.
    """
    width, height = picture_size(data)
    image, on_black = _on_its_ground(data, max(1, 2 * longest * min(width, height) // max(width, height)))
    return Picture(shrunk(np.array(image), longest), on_black)


def square_picture(data: bytes, size: int, channels: int) -> Picture:
    """Return the middle square of a file's picture, scaled, ``(channels, size, size)``, as networks take images.

    Parameters
    ----------
    channels
        1 for grey, 3 for red, green and blue.

    Raises
    ------
    PictureError
        As :func:`read_picture`.
    """
    image, on_black = _on_its_ground(data, 2 * size)
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    square = image.crop((left, top, left + side, top + side)).convert("RGB" if channels == 3 else "L")
    small = square.resize((size, size), Image.Resampling.LANCZOS)
    return Picture(np.array(small).reshape(size, size, -1).transpose(2, 0, 1), on_black)


def middle_square(data: bytes, size: int, channels: int) -> Pixels:
    """Return the pixels of :func:`square_picture` alone."""
    return square_picture(data, size, channels).pixels


def picture_size(data: bytes) -> tuple[int, int]:
    """Return the width and height in a file's header, with the limits and errors of :func:`read_picture`."""
    with quiet():
        return opened(data).size


def work(data: bytes, size: int) -> int:
    """Return how many pixels have to be decoded for :func:`square_picture`; of a JPEG a quarter counts.

    Raises
    ------
    PictureError
        As :func:`read_picture`, for what the file's header says.
    """
    with quiet():
        image = opened(data)
        share = 4 if is_light_to_decode(image) else 1
        if image.format == "HEIF":  # with a small copy of itself in it, as telephones save it
            image.draft(None, (2 * size, 2 * size))
        return image.width * image.height // share


def _on_its_ground(data: bytes, shortest: int | None) -> tuple[Image.Image, bool]:
    """Return a picture, upright, in mode RGB, and whether it lies on black."""
    with quiet():
        image = opened(data)
        orientation = _orientation(image) if is_light_to_decode(image) else None
    try:
        image.draft(None, (shortest, shortest) if shortest else _within(image))
        is_light = orientation is not None and image.width * image.height <= _SMALL
        with _two_at_a_time if is_light else quiet():
            plain = _decoded(image, data, shortest)
            flat, on_black = on_a_ground(plain) if plain.mode == "RGBA" else (plain, False)
            return _upright(flat, _orientation(image) if orientation is None else orientation), on_black
    except Exception as error:  # on damaged bytes Pillow's readers raise almost anything
        raise PictureError(damaged()) from error


def _decoded(image: Image.Image, data: bytes, shortest: int | None) -> Image.Image:
    """Return a picture in mode RGB or RGBA, scaled down if it is large."""
    if image.format == "HEIF" and image.width * image.height > _SMALL:
        return _decoded_heif(data, shortest)
    image.load()
    _mend_transparency(image, data)
    if image.width * image.height <= _SMALL or (factor := _factor(image.size, shortest)) == 1:
        return _plain(image)
    return _reduced((image.crop((0, a, image.width, b)) for a, b in _bands(image.size, factor)), factor)


def _decoded_heif(data: bytes, shortest: int | None) -> Image.Image:
    """Return a picture of a telephone, scaled down from where its decoder has put it: Pillow would need it twice."""
    from pi_heif import open_heif

    file = open_heif(BytesIO(data))
    heif = file[file.primary_index]
    if heif.mode not in _HEIF_MODES:
        return _plain(heif.to_pillow())
    rows, factor = np.asarray(heif), _factor(heif.size, shortest)
    return _reduced((Image.fromarray(rows[a:b]) for a, b in _bands(heif.size, factor)), factor)


def _reduced(bands: Iterator[Image.Image], factor: int) -> Image.Image:
    """Return a picture scaled down by a whole number, a few rows at a time."""
    reduced = [_plain(band).reduce(factor) for band in bands]
    whole = Image.new(reduced[0].mode, (reduced[0].width, sum(band.height for band in reduced)))
    for number, band in enumerate(reduced):  # all but the last are as high as the first
        whole.paste(band, (0, number * reduced[0].height))
    return whole


def _bands(size: tuple[int, int], factor: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where the rows of a picture go that are scaled down at once, whole rows of the result."""
    width, height = size
    step = factor * max(1, _BAND // (width * factor))
    return ((top, min(top + step, height)) for top in range(0, height, step))


def _factor(size: tuple[int, int], shortest: int | None) -> int:
    """Return by how much a picture may be scaled down, 1 or more."""
    return max(1, min(size) // shortest if shortest else ceil((size[0] * size[1] / MAX_PIXELS) ** 0.5))


def _within(image: Image.Image) -> tuple[int, int]:
    """Return the size of a picture scaled down to what is given back at most."""
    factor = _factor(image.size, None)
    return image.width // factor, image.height // factor


def _mend_transparency(image: Image.Image, data: bytes) -> None:
    """Bring a PNG's transparent colour to the 8 bits of its pixels, where Pillow leaves it as in the file."""
    colour = image.info.get("transparency")
    if image.format != "PNG" or colour is None or isinstance(colour, bytes):
        return
    bits = data[24]
    if isinstance(colour, tuple) and bits == 16:
        image.info["transparency"] = tuple(part >> 8 for part in colour)
    elif image.mode == "L":
        image.info["transparency"] = colour * _GREY_STEPS.get(bits, 1)


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture in 8 bits of red, green and blue, and of how opaque it is where it is transparent."""
    if image.mode.startswith("I"):
        return _from_16_bits(image)
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _from_16_bits(image: Image.Image) -> Image.Image:
    """Return a picture of 65,536 levels of grey in 256 of them: 65,535 / 257 is 255."""
    levels, key = np.asarray(image).astype(np.int32), image.info.get("transparency")
    grey = Image.fromarray(((levels + 128) // 257).clip(0, 255).astype(np.uint8))
    if key is None:
        return grey.convert("RGB")
    coloured = grey.convert("RGBA")
    coloured.putalpha(Image.fromarray(np.where(levels == key, 0, 255).astype(np.uint8)))
    return coloured


def _orientation(image: Image.Image) -> int:
    """Return how the camera was held, 1 to 8; 1 where that cannot be read."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # broken EXIF is no reason to refuse the pixels
        return 1


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else image
