"""Pictures that people might upload and that are broken, enormous, of another kind, or only unusual."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt
from PIL import Image

from tests.datasets.heif import heif

SEED = 20_260
Pixels = npt.NDArray[np.uint8]
Outcome = Literal["refused", "read", "either"]


@dataclass(frozen=True, eq=False)
class Case:
    """A file, and what should become of it; where it is read and ``pixels`` are given, it must give these."""

    name: str
    data: bytes
    outcome: Outcome
    pixels: Pixels | None = None
    tolerance: int = 0


def malformed_pictures() -> Iterator[Case]:
    """Yield pictures, the same on every call."""
    yield from _other_files()
    yield from _bombs()
    yield from _cut()
    yield from _flipped()
    yield from _unusual()
    yield from _transparent()
    yield from _turned()


def encoded(image: Image.Image, format_: str, **options: object) -> bytes:
    content = io.BytesIO()
    image.save(content, format_, **options)  # type: ignore[arg-type]
    return content.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, bits: int, colour: int, rows: bytes, *extra: bytes) -> bytes:
    """Return a PNG (colour 0 grey, 2 RGB, 4 grey and alpha, 6 RGBA) of rows that each begin with a zero byte."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + data + chunk(b"IEND", b"")


def patched(data: bytes, place: int, new: bytes) -> bytes:
    return data[:place] + new + data[place + len(new) :]


@cache
def photograph() -> Image.Image:
    """Return something like a photograph of 48×36 pixels."""
    noise = np.random.default_rng(SEED).normal(0, 12, (36, 48, 3))
    ramp = np.linspace(0, 200, 48)[None, :, None] + np.arange(36)[:, None, None] * np.array([1, 0.5, -0.5])
    return Image.fromarray((ramp + noise).clip(0, 255).astype(np.uint8))


@cache
def files() -> dict[str, bytes]:
    """Return ordinary pictures, by what they are."""
    image = photograph()
    return {
        "png": encoded(image, "PNG"),
        "grey png": encoded(image.convert("L"), "PNG"),
        "palette png": encoded(image.quantize(64), "PNG"),
        "jpeg": encoded(image, "JPEG"),
        "progressive jpeg": encoded(image, "JPEG", progressive=True),
        "cmyk jpeg": encoded(image.convert("CMYK"), "JPEG"),
        "webp": encoded(image, "WEBP"),
        "lossless webp": encoded(image, "WEBP", lossless=True),
        "gif": encoded(image, "GIF"),
        "bmp": encoded(image, "BMP"),
        "heic": heif(image, quality=90),
        "avif": encoded(image, "AVIF", quality=90),
    }


def _other_files() -> Iterator[Case]:
    noise, image = random.Random(SEED), photograph()
    kinds = {
        "empty": b"",
        "one byte": b"\x89",
        "whitespace": b" \n" * 40,
        "text": b"To be, or not to be.\n" * 20,
        "html": b"<html><img src='cat.png'></html>",
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
        "zero bytes": bytes(2_000),
        "noise": noise.randbytes(5_000),
        "pdf": b"%PDF-1.7\n" + noise.randbytes(500),
        "zip": b"PK\x03\x04" + noise.randbytes(500),
        "gzip": b"\x1f\x8b\x08" + noise.randbytes(500),
        "program": b"\x7fELF" + noise.randbytes(500),
        "heic": b"\x00\x00\x00\x18ftypheic" + noise.randbytes(500),
        "photoshop": b"8BPS\x00\x01" + noise.randbytes(500),
        "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 20000 20000\nshowpage\n",
        "tiff": encoded(image, "TIFF"),
        "icon": encoded(image, "ICO"),
        "targa": encoded(image, "TGA"),
        "portable": encoded(image, "PPM"),
        "too large a file": files()["png"] + bytes(30_000_000),
        "signature of png": b"\x89PNG\r\n\x1a\n",
        "signature of jpeg": b"\xff\xd8\xff\xe0",
        "signature of gif": b"GIF89a",
        "signature of webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        "signature of bmp": b"BM",
        "png named jpeg inside": b"\xff\xd8\xff" + files()["png"],
        "png after something": b"\x00" + files()["png"],
    }
    for name, data in kinds.items():
        yield Case(name, data, "refused")


def _bombs() -> Iterator[Case]:
    """Yield small files that claim to be enormous, or to be nothing."""
    row = b"\x00" + bytes(10)
    for width, height in ((20_000, 20_000), (4_001, 4_000), (2**31 - 1, 1), (16_000_001, 1), (0, 5), (5, 0), (0, 0)):
        yield Case(f"png {width}x{height}", png(width, height, 8, 0, row), "refused")
        bmp = patched(files()["bmp"], 18, struct.pack("<ii", width, height))
        yield Case(f"bmp {width}x{height}", bmp, "refused")
    for width, height in ((20_000, 20_000), (65_535, 65_535), (0, 20)):
        yield Case(f"jpeg {width}x{height}", _sized_jpeg(width, height), "refused")
        gif = patched(files()["gif"], 6, struct.pack("<HH", width, height))
        yield Case(f"gif {width}x{height}", gif, "refused" if width else "either")
        frame = files()["gif"].index(b",\x00\x00\x00\x00") + 5
        yield Case(
            f"gif frame {width}x{height}", patched(files()["gif"], frame, struct.pack("<HH", width, height)), "refused"
        )
    for side in (16_383, 5_000):
        bits = (side - 1) | (side - 1) << 14
        lossless = patched(files()["lossless webp"], 21, struct.pack("<I", bits))
        yield Case(f"lossless webp {side}x{side}", lossless, "refused")
        yield Case(f"webp {side}x{side}", patched(files()["webp"], 26, struct.pack("<HH", side, side)), "refused")
        canvas = (side - 1).to_bytes(3, "little") * 2
        extended = b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + canvas
        yield Case(f"extended webp {side}x{side}", extended, "refused")
    much = zlib.compress(bytes(50_000_000), 9)
    yield Case("png with a comment of 50 MB", png(10, 1, 8, 0, row, chunk(b"zTXt", b"a\0\0" + much)), "either")
    yield Case("png with a profile of 50 MB", png(10, 1, 8, 0, row, chunk(b"iCCP", b"a\0\0" + much)), "either")
    yield Case("png with rows of 50 MB", png(10, 1, 8, 0, bytes(50_000_000)), "either")
    scan = files()["progressive jpeg"]
    start = scan.index(b"\xff\xda")
    one = scan[start : scan.index(b"\xff", start + 2)]
    yield Case("jpeg of 5,000 scans", scan[:-2] + one * 5_000 + scan[-2:], "refused")


def _sized_jpeg(width: int, height: int) -> bytes:
    """Return a JPEG whose header claims a size: height and width follow the frame's marker, length and precision."""
    data = files()["jpeg"]
    return patched(data, data.index(b"\xff\xc0") + 5, struct.pack(">HH", height, width))


def _cut() -> Iterator[Case]:
    """Yield pictures that end too early, in the header or in the pixels; all of a PNG's pixels come before its end."""
    for kind, data in files().items():
        for part in (0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.97):
            yield Case(f"{kind} cut at {part:.0%}", data[: int(part * (len(data) - 30))], "refused")
        yield Case(f"{kind}, a byte less", data[:-1], "either")


def _flipped() -> Iterator[Case]:
    chosen = random.Random(SEED)
    for kind, data in files().items():
        for n in range(8):
            wrong = bytearray(data)
            for _ in range(1 + n):
                wrong[chosen.randrange(len(data) if n % 2 else min(80, len(data)))] ^= 1 << chosen.randrange(8)
            yield Case(f"{kind}, {n + 1} bits flipped", bytes(wrong), "either")
        place = chosen.randrange(len(data))
        yield Case(f"{kind} with bytes more", data[:place] + chosen.randbytes(30) + data[place:], "either")
        yield Case(f"{kind} with an end", data + chosen.randbytes(300), "read", None if kind == "gif" else _plain(kind))


def _plain(kind: str) -> Pixels:
    return np.array(Image.open(io.BytesIO(files()[kind])).convert("RGB"))


def _grey(values: list[int]) -> Pixels:
    return np.repeat(np.array([values], np.uint8)[..., None], 3, axis=2)


def _unusual() -> Iterator[Case]:
    """Yield pictures in every form of pixels."""
    image, exact = photograph(), np.array(photograph())
    yield Case("rgb png", files()["png"], "read", exact)
    yield Case("rgb bmp", files()["bmp"], "read", exact)
    yield Case("lossless webp", files()["lossless webp"], "read", exact)
    yield Case("cmyk jpeg", files()["cmyk jpeg"], "read", exact, 60)
    yield Case("red cmyk jpeg", encoded(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "JPEG", quality=100), "read",
               np.full((16, 16, 3), (255, 0, 0), np.uint8), 6)  # fmt: skip
    grey = np.array(image.convert("L"))
    yield Case("grey png", files()["grey png"], "read", np.repeat(grey[..., None], 3, axis=2))
    levels = np.array([0, 1, 128, 257, 32_896, 65_278, 65_535], ">u2")
    yield Case(
        "16-bit grey png", png(7, 1, 16, 0, b"\0" + levels.tobytes()), "read", _grey([0, 0, 0, 1, 128, 254, 255])
    )
    deep = np.array([0x1200, 0x8000, 0xFFFF], ">u2").tobytes()
    yield Case("16-bit colour png", png(1, 1, 16, 2, b"\0" + deep), "read", np.array([[[0x12, 0x80, 0xFF]]], np.uint8))
    yield Case("4-bit png", png(4, 1, 4, 0, b"\0\x05\xf8"), "read", _grey([0, 85, 255, 136]))
    yield Case("2-bit png", png(4, 1, 2, 0, b"\0\x1b"), "read", _grey([0, 85, 170, 255]))
    yield Case("1-bit png", png(8, 1, 1, 0, b"\0\x0f"), "read", _grey([0, 0, 0, 0, 255, 255, 255, 255]))
    yield Case("1-bit bmp", encoded(Image.fromarray(grey > 100), "BMP"), "read",
               np.repeat((grey > 100)[..., None] * np.uint8(255), 3, axis=2))  # fmt: skip
    yield Case("one pixel", png(1, 1, 8, 0, b"\0\x07"), "read", _grey([7]))
    yield Case("a line", png(5_000, 1, 8, 0, b"\0" + bytes(5_000)), "read", _grey([0] * 5_000))
    frames = [Image.new("RGB", (6, 4), colour) for colour in ("red", "lime", "blue")]
    red = np.full((4, 6, 3), (255, 0, 0), np.uint8)
    for kind in ("GIF", "WEBP", "PNG"):
        options: dict[str, object] = {"lossless": True} if kind == "WEBP" else {}
        animated = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100, **options)
        yield Case(f"animated {kind}", animated, "read", red)
    yield Case("camera's jpeg of two", encoded(image, "MPO", save_all=True, append_images=[image]), "read")


def _transparent() -> Iterator[Case]:
    """Yield pictures that are see-through in places: these are white."""
    shown = np.array([[[255, 255, 255], [200, 0, 0]]], np.uint8)
    pixels = np.array([[[0, 0, 200, 0], [200, 0, 0, 255]]], np.uint8)
    rgba = Image.fromarray(pixels)
    yield Case("rgba png", encoded(rgba, "PNG"), "read", shown)
    yield Case("rgba webp", encoded(rgba, "WEBP", lossless=True, exact=True), "read", shown)
    yield Case("rgba gif", encoded(rgba, "GIF"), "read", shown)
    yield Case("palette with alpha", encoded(rgba.quantize(4), "PNG"), "read", shown)
    half = encoded(Image.fromarray(np.array([[[0, 0, 0, 128]]], np.uint8)), "PNG")
    yield Case("half transparent", half, "read", _grey([127]))
    grey_alpha = Image.fromarray(np.array([[[50, 0], [50, 255]]], np.uint8), "LA")
    yield Case("grey and alpha", encoded(grey_alpha, "PNG"), "read", _grey([255, 50]))
    deep = np.array([0x3200, 0, 0x3200, 0xFFFF], ">u2").tobytes()
    yield Case("16-bit grey and alpha", png(2, 1, 16, 4, b"\0" + deep), "read", _grey([255, 50]))
    key = chunk(b"tRNS", struct.pack(">H", 5))
    yield Case("grey with a key", png(2, 1, 8, 0, b"\0\x05\x06", key), "read", _grey([255, 6]))
    yield Case("4-bit grey with a key", png(4, 1, 4, 0, b"\0\x05\xf8", key), "read", _grey([0, 255, 255, 136]))
    levels = np.array([5, 257], ">u2").tobytes()
    yield Case("16-bit grey with a key", png(2, 1, 16, 0, b"\0" + levels, key), "read", _grey([255, 1]))
    key = chunk(b"tRNS", struct.pack(">HHH", 1, 2, 3))
    rgb = png(2, 1, 8, 2, b"\0\x01\x02\x03\x01\x02\x04", key)
    yield Case("rgb with a key", rgb, "read", np.array([[[255, 255, 255], [1, 2, 4]]], np.uint8))
    deep = np.array([0x1234, 0x2000, 0x3000, 0x8000, 0, 0], ">u2").tobytes()
    key = chunk(b"tRNS", deep[:6])
    rgb = png(2, 1, 16, 2, b"\0" + deep, key)
    yield Case("16-bit rgb with a key", rgb, "read", np.array([[[255, 255, 255], [128, 0, 0]]], np.uint8))


def _turned() -> Iterator[Case]:
    """Yield a picture held in each of EXIF's eight ways, and with EXIF that says nothing."""
    upright = np.array(photograph())
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright, 1),
        7: np.rot90(upright, 2).transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }
    for orientation, pixels in stored.items():
        exif = Image.Exif()
        exif[0x0112] = orientation
        yield Case(f"held {orientation}", encoded(Image.fromarray(pixels.copy()), "PNG", exif=exif), "read", upright)
    for orientation in (0, 9, 65_535):
        exif = Image.Exif()
        exif[0x0112] = orientation
        yield Case(f"held {orientation}", encoded(photograph(), "PNG", exif=exif), "read", upright)
    for name, broken in (("broken", b"Exif\0\0II*\0\xff\xff\xff\xff"), ("empty", b"Exif\0\0"), ("noise", b"\x07" * 40)):
        yield Case(f"{name} exif", encoded(photograph(), "JPEG", exif=broken), "read")
