"""Which pictures can be read here, how large they may be, and what their headers say: nothing is decoded."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from threading import Lock
from types import MappingProxyType

from PIL import Image, UnidentifiedImageError, features

from playground.i18n import _
from playground.numerals import fixed

MAX_BYTES = 30_000_000
LARGEST = 65_000_000
"""Pixels of a file, whatever its kind: telephones take pictures of 50 million, some of 64."""
MOST_MEMORY = 300_000_000
"""Bytes that decoding one picture may take."""
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")

one_at_a_time = Lock()
"""Held while a picture takes much memory, and while warnings are silent, which is so for all threads at once."""

_BYTES_PER_PIXEL: Mapping[str, float] = MappingProxyType({"WEBP": 16, "HEIF": 5.6, "AVIF": 11})
"""What decoders take for each pixel while they work, measured; the others are below 5."""
_JPEGS = ("JPEG", "MPO")
_WEBP_HEADER = 30
_SCAN, _MOST_SCANS = b"\xff\xda", 100
"""Progressive JPEGs go over all pixels as often as they have scans, usually ten; thousands would take minutes."""
_NOT_READ: Mapping[bytes, str] = MappingProxyType(
    {b"II*\x00": "TIFF", b"MM\x00*": "TIFF", b"8BPS": "Photoshop", b"\x00\x00\x01\x00": "ICO"}
)
"""How pictures begin of a kind that is known but not read."""
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_AVIF_BRANDS = (b"avif", b"avis")


class PictureError(ValueError):
    """A picture that was refused; its text is one sentence in the reader's language: what is wrong, what is allowed."""


def opened(data: bytes) -> Image.Image:
    """Return a picture of which only the header was read, within the limits; call it in :func:`quiet`.

    Raises
    ------
    PictureError
        If it is of a kind that is not read here, too large, or damaged where it begins.
    """
    _refuse_bytes(data)
    try:
        image = Image.open(BytesIO(data), formats=_readable(data))
    except Image.DecompressionBombError as error:
        sentence = _("The picture has far too many pixels; at most {most} million are allowed.")
        raise PictureError(sentence.format(most=LARGEST // 1_000_000)) from error
    except UnidentifiedImageError as error:
        raise PictureError(_unknown(data)) from error
    except PictureError:
        raise
    except Exception as error:  # on damaged bytes Pillow's readers raise almost anything
        raise PictureError(damaged()) from error
    _refuse_size(*image.size, _most_pixels(image))
    if image.format in _JPEGS and data.count(_SCAN) > _MOST_SCANS:
        raise PictureError(damaged())
    return image


@contextmanager
def quiet() -> Iterator[None]:
    """Make Pillow's warnings of odd files silent, in one thread at a time."""
    with one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def is_light_to_decode(image: Image.Image) -> bool:
    """Return whether a picture is decoded row by row at the size that it has now, so that several may be at once."""
    return image.format in _JPEGS and not image.info.get("progressive")


def no_picture() -> str:
    """Return the sentence on a file that is no picture of a kind that is read here."""
    return _("This is no PNG, JPEG, WebP, GIF, BMP, HEIC or AVIF picture, or it is damaged where it begins.")


def damaged() -> str:
    """Return the sentence on a picture that cannot be decoded."""
    return _("The picture is damaged or cut off before its end; save or download it again.")


def _unknown(data: bytes) -> str:
    """Return the sentence on a file that none of the decoders knows."""
    if data[4:8] == b"ftyp":
        return _("This HEIC or AVIF picture is damaged or cut off; download it again, or save it as JPEG.")
    for beginning, kind in _NOT_READ.items():
        if data.startswith(beginning):
            return _("{kind} pictures are not read here; save it as PNG or JPEG.").format(kind=kind)
    return no_picture()


def _readable(data: bytes) -> tuple[str, ...]:
    """Return the kinds to try; what a telephone's picture needs is loaded with the first one."""
    if data[4:8] != b"ftyp":
        return FORMATS
    brands = data[8 : min(int.from_bytes(data[:4], "big"), 200)]
    if any(brand in brands for brand in _AVIF_BRANDS):
        if not features.check("avif"):
            raise PictureError(_("AVIF pictures cannot be read on this computer; save it as JPEG or PNG."))
        return ("AVIF",)
    if data[8:12] not in _HEIF_BRANDS:  # a film: the same container
        return FORMATS
    if not _reads_heif():
        sentence = _(
            "HEIC pictures cannot be read on this computer; save it as JPEG, or let the telephone take JPEG: its "
            "camera calls that “most compatible”."
        )
        raise PictureError(sentence)
    return ("HEIF",)


@cache
def _reads_heif() -> bool:
    """Return whether HEIC can be read: a package that the application also runs without."""
    if importlib.util.find_spec("pi_heif") is None:
        return False
    try:
        from pi_heif import register_heif_opener

        register_heif_opener(depth_images=False, aux_images=False, decode_threads=2)
    except ImportError:  # its libraries are not for this computer
        return False
    return True


def _most_pixels(image: Image.Image) -> int:
    """Return how many pixels a picture of this kind may have."""
    each = _BYTES_PER_PIXEL.get(image.format or "", 4)
    if image.format in _JPEGS:
        each = _bytes_of_coefficients(image)
    return int(min(LARGEST, MOST_MEMORY / each))


def _bytes_of_coefficients(image: Image.Image) -> float:
    """Return how many bytes for each pixel a JPEG takes that is kept whole until its last scan, 2 a coefficient."""
    sampling = [across * down for _component, across, down, _table in getattr(image, "layer", ())]
    return 2 * sum(sampling) / max(sampling) if sampling else 8


def _refuse_size(width: int, height: int, most: int) -> None:
    if width < 1 or height < 1:
        raise PictureError(damaged())
    if width * height > most:
        sentence = _("The picture has {width} × {height} pixels; at most {most} million in all are allowed.")
        raise PictureError(sentence.format(width=width, height=height, most=most // 1_000_000))


def _refuse_bytes(data: bytes) -> None:
    if not data:
        raise PictureError(_("The file is empty; choose a picture, such as a PNG, JPEG or HEIC file."))
    if len(data) > MAX_BYTES:
        sentence = _("The file has {size} MB; at most {most} MB are allowed.")
        raise PictureError(sentence.format(size=fixed(len(data) / 1e6, 1), most=fixed(MAX_BYTES / 1e6, 0)))
    if size := _webp_size(data):  # of these, opening alone makes two canvases
        _refuse_size(*size, int(MOST_MEMORY / _BYTES_PER_PIXEL["WEBP"]))


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
