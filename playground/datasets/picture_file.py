"""A person's picture: bytes of a file to pixels, bounded, in memory only."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image, UnidentifiedImageError

from playground.i18n import _
from playground.numerals import fixed

Pixels = npt.NDArray[np.uint8]

MAX_BYTES = 10_000_000
MAX_PIXELS = 16_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")

_WEBP_HEADER = 30
_SCAN, _MOST_SCANS = b"\xff\xda", 100
"""Progressive JPEGs go over all pixels as often as they have scans, usually ten; thousands would take minutes."""
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
_one_at_a_time = Lock()


class PictureError(ValueError):
    """A picture that was refused; its text is one sentence in the reader's language: what is wrong, what is allowed."""


def read_picture(data: bytes) -> Pixels:
    """Return the pixels ``(height, width, 3)`` uint8 of a file, red, green and blue.

    Of an animation the first frame; what is transparent lies on white; upright, as EXIF says; 16 bits of grey are
    scaled to 8. Nothing is written to disk.

    Parameters
    ----------
    data
        PNG, JPEG, WebP, GIF or BMP, at most 10 MB, of at most 16 million pixels: this is read in the file's header,
        before anything is decoded.

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
        How long the shorter side needs to be; a JPEG that is much larger may be decoded at an eighth of its size, which
        is many times faster.
    """
    with _one_at_a_time, _quiet():
        image = _opened(data)
        try:
            if shortest is not None:
                image.draft(None, (shortest, shortest))
            image.load()
            _mend_transparency(image, data)
            return _upright(_rgb(image), _orientation(image))
        except Exception as error:  # on damaged bytes Pillow's readers raise almost anything
            raise PictureError(_damaged()) from error


def middle_square(data: bytes, size: int, channels: int) -> Pixels:
    """Return the middle square of a file's picture, scaled, ``(channels, size, size)`` uint8, as networks take images.

    Parameters
    ----------
    channels
        1 for grey, 3 for red, green and blue.

    Raises
    ------
    PictureError
        As :func:`read_picture`.
    """
    image = open_picture(data, shortest=2 * size)
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    square = image.crop((left, top, left + side, top + side)).convert("RGB" if channels == 3 else "L")
    small = square.resize((size, size), Image.Resampling.LANCZOS)
    return np.array(small).reshape(size, size, -1).transpose(2, 0, 1)


def picture_size(data: bytes) -> tuple[int, int]:
    """Return the width and height in a file's header, with the limits and errors of :func:`read_picture`."""
    with _one_at_a_time, _quiet():
        return _opened(data).size


def _refuse_size(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise PictureError(_damaged())
    if width * height > MAX_PIXELS:
        sentence = _("The picture has {width} × {height} pixels; at most {most} million in all are allowed.")
        raise PictureError(sentence.format(width=width, height=height, most=MAX_PIXELS // 1_000_000))


def _refuse_bytes(data: bytes) -> None:
    if not data:
        raise PictureError(_("The file is empty; choose a PNG, JPEG, WebP, GIF or BMP picture."))
    if len(data) > MAX_BYTES:
        sentence = _("The file has {size} MB; at most {most} MB are allowed.")
        raise PictureError(sentence.format(size=fixed(len(data) / 1e6, 1), most=fixed(MAX_BYTES / 1e6, 0)))
    if size := _webp_size(data):  # of these, opening alone makes two canvases
        _refuse_size(*size)


def _webp_size(data: bytes) -> tuple[int, int] | None:
    """Return the width and height in the header of a WebP file (RFC 9649), ``None`` for others."""
    if len(data) < _WEBP_HEADER or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    if data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF


@contextmanager
def _quiet() -> Iterator[None]:
    """Make Pillow's warnings of odd files silent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _opened(data: bytes) -> Image.Image:
    """Return a picture of which only the header was read, within the limits."""
    _refuse_bytes(data)
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        sentence = _("The picture has far too many pixels; at most {most} million are allowed.")
        raise PictureError(sentence.format(most=MAX_PIXELS // 1_000_000)) from error
    except UnidentifiedImageError as error:
        sentence = _("This is no PNG, JPEG, WebP, GIF or BMP picture, or it is damaged where it begins.")
        raise PictureError(sentence) from error
    except Exception as error:
        raise PictureError(_damaged()) from error
    _refuse_size(*image.size)
    if image.format == "JPEG" and data.count(_SCAN) > _MOST_SCANS:
        raise PictureError(_damaged())
    return image


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


def _rgb(image: Image.Image) -> Image.Image:
    """Return a picture in 8 bits of red, green and blue, on white."""
    if image.mode.startswith("I"):
        return _from_16_bits(image)
    if not image.has_transparency_data:
        return image.convert("RGB")
    opaque = image.convert("RGBA")
    page = Image.new("RGB", image.size, "white")
    page.paste(opaque, mask=opaque)
    return page


def _from_16_bits(image: Image.Image) -> Image.Image:
    """Return a picture of 65,536 levels of grey in 256 of them: 65,535 / 257 is 255."""
    levels = np.asarray(image).astype(np.int32)
    grey = ((levels + 128) // 257).clip(0, 255).astype(np.uint8)
    grey[levels == image.info.get("transparency", -1)] = 255
    return Image.fromarray(grey).convert("RGB")


def _orientation(image: Image.Image) -> int:
    """Return how the camera was held, 1 to 8; 1 where that cannot be read."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # broken EXIF is no reason to refuse the pixels
        return 1


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else image


def _damaged() -> str:
    return _("The picture is damaged or cut off before its end; save or download it again.")
