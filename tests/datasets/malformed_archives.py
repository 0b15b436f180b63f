"""Archives that people might upload and that are broken, dangerous, or only unusual."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np
from PIL import Image

from tests.datasets.malformed_pictures import Case, encoded, files, malformed_pictures, patched, png

SEED = 20_260
Files = Mapping[str, bytes]


@cache
def coloured(colour: str, kind: str = "PNG") -> bytes:
    """Return a picture of 12×10 pixels in one colour."""
    return encoded(Image.new("RGB", (12, 10), colour), kind)


def pets(count: int = 12, prefix: str = "") -> dict[str, bytes]:
    """Return as many pictures of cats, red, as of dogs, blue."""
    cats = {f"{prefix}cat/{n}.png": coloured("red") for n in range(count)}
    return cats | {f"{prefix}dog/{n}.png": coloured("blue") for n in range(count)}


def zipped(content: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return packed.getvalue()


def malformed_archives() -> Iterator[Case]:
    """Yield archives, the same on every call."""
    yield from _no_archives()
    yield from _bombs()
    yield from _dangerous()
    yield from _wrong_counts()
    yield from _odd_names()
    yield from _damaged()
    yield from _with_one_odd_picture()


def _no_archives() -> Iterator[Case]:
    noise = random.Random(SEED)
    kinds = {
        "empty": b"",
        "text": b"cats and dogs\n" * 10,
        "noise": noise.randbytes(20_000),
        "a picture": files()["png"],
        "gzip": b"\x1f\x8b\x08" + noise.randbytes(500),
        "rar": b"Rar!\x1a\x07\x00" + noise.randbytes(500),
        "beginning of a zip": b"PK\x03\x04" + noise.randbytes(500),
        "end of a zip": b"PK\x05\x06" + bytes(18),
        "end of a zip that claims much": b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65_535, 65_535, 2**31, 0, 0),
        "empty zip": zipped({}),
    }
    for name, data in kinds.items():
        yield Case(name, data, "refused")


def _bombs() -> Iterator[Case]:
    """Yield small archives that unpack to much."""
    zeros = bytes(60_000_000)
    yield Case("two members of 60 MB", zipped({"cat/1.png": zeros, "dog/1.png": zeros} | pets(2)), "refused")
    picture = patched(encoded(Image.new("RGB", (1, 1)), "BMP"), 18, struct.pack("<ii", 1_800, 1_800)) + bytes(9_720_000)
    some = {f"{kind}/{n}.bmp": picture for kind in ("cat", "dog") for n in range(6)}
    yield Case("12 members of 3 million pixels", zipped(some), "read")
    wide = png(4_000, 4_000, 1, 0, bytes(501 * 4_000))
    yield Case("10 members of 16 million pixels", zipped({f"{n % 2}/{n}.png": wide for n in range(10)}), "read")
    bomb = png(20_000, 20_000, 1, 0, b"\0")
    yield Case("members of 20,000×20,000 pixels", zipped(dict.fromkeys(pets(), bomb)), "refused")
    yield Case("10,001 empty files", zipped({f"cat/{n}.png": b"" for n in range(10_001)}), "refused")
    yield Case("5,000 empty files", zipped({f"cat/{n}.png": b"" for n in range(5_000)}), "refused")
    yield Case("60,000 hidden files", zipped({f"__MACOSX/{n}": b"" for n in range(60_000)} | pets()), "refused")
    yield Case("files that overlap", _overlapping(), "refused")
    yield Case("a size that is a lie", _lying(1), "refused")
    yield Case("a larger size that is a lie", _lying(9_999_999), "read")
    yield Case("an enormous size that is a lie", _lying(2**32 - 2), "read")


def _overlapping() -> bytes:
    """Return an archive of which every entry is the same 10 MB (D. Fifield, A better zip bomb, 2019)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("cat/1.bmp"), coloured("red", "BMP") + bytes(9_000_000), zipfile.ZIP_DEFLATED)
        archive.filelist.extend([archive.filelist[0]] * 500)
    return packed.getvalue()


def _lying(size: int) -> bytes:
    """Return an archive whose files all claim a size, before their data and in the list."""
    data = zipped({name: picture + bytes(100_000) for name, picture in pets().items()})
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.find(mark)
        while start >= 0:
            data = patched(data, start + place, struct.pack("<I", size))
            start = data.find(mark, start + 4)
    return data


def _flagged(flag: int) -> bytes:
    """Return an archive whose files have a flag, before their data and in the list."""
    data = zipped(pets())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            old = struct.unpack_from("<H", data, start + place)[0]
            data = patched(data, start + place, struct.pack("<H", old | flag))
            start = data.find(mark, start + 4)
    return data


def _dangerous() -> Iterator[Case]:
    yield Case("encrypted", _flagged(0x1), "refused")
    yield Case("strongly encrypted", _flagged(0x41), "refused")
    yield Case("patch data", _flagged(0x20), "refused")
    inner = zipped(pets())
    yield Case("zip in zip", zipped(pets() | {"cat/more.zip": inner}), "refused")
    yield Case("zip in zip under a picture's name", zipped(pets() | {"cat/more.png": inner}), "refused")
    yield Case("gzip in zip", zipped(pets() | {"cat/more.tar.gz": b"\x1f\x8b\x08" + bytes(90)}), "refused")
    yield Case("bzip2", zipped(pets(), zipfile.ZIP_BZIP2), "refused")
    yield Case("lzma", zipped(pets(), zipfile.ZIP_LZMA), "refused")
    link = zipfile.ZipInfo("cat/link.png")
    link.external_attr = 0o120777 << 16
    packed = io.BytesIO(zipped(pets()))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    yield Case("a link to a file of the server", packed.getvalue(), "read")


def _wrong_counts() -> Iterator[Case]:
    yield Case("one class", zipped({f"cat/{n}.png": coloured("red") for n in range(20)}), "refused")
    yield Case("no folders", zipped({f"{n}.png": coloured("red") for n in range(20)}), "refused")
    yield Case("nine pictures", zipped({f"{n % 2}/{n}.png": coloured("red") for n in range(9)}), "refused")
    yield Case("21 classes", zipped({f"{n % 21}/{n}.png": coloured("red") for n in range(63)}), "refused")
    yield Case("20 classes", zipped({f"{n % 20}/{n}.png": coloured("red") for n in range(60)}), "read")
    yield Case("2,001 pictures", zipped({f"{n % 2}/{n}.png": coloured("red") for n in range(2_001)}), "refused")
    yield Case("2,000 pictures", zipped({f"{n % 2}/{n}.png": coloured("red") for n in range(2_000)}), "read")
    yield Case("only folders", zipped({f"{n}/": b"" for n in range(40)}), "refused")
    yield Case("empty files", zipped(dict.fromkeys(pets(), b"")), "refused")
    yield Case("texts", zipped(dict.fromkeys(pets(), b"not a picture")), "refused")
    for count in (3, 300):
        texts = {f"cat/{n}.txt": b"not a picture" for n in range(count)}
        yield Case(f"{count} texts among 24 pictures", zipped(pets() | texts), "read")


def _odd_names() -> Iterator[Case]:
    """Yield archives whose names lead elsewhere, or nowhere; the first case of each of two classes."""
    for prefix in (
        "../",
        "../../../../tmp/",
        "/",
        "//",
        "/etc/",
        "C:/",
        "C:\\",
        "..\\..\\",
        "./",
        "a/../b/",
        "\\\\host\\",
    ):
        yield Case(f"names after {prefix}", zipped(pets(prefix=prefix)), "read")
    for name in ("x" * 300, "\u202egnp", "a\nb", "a\x1b[31mb", "émeu", "\ud55c", "🐈", " ", "con", "nul.png", "%2e%2e"):
        folder = {f"{name}/{n}.png": coloured("lime") for n in range(10)}
        yield Case(f"a folder called {name[:10]!a}", zipped(pets() | folder), "read")
    yield Case("deep folders", zipped(pets(prefix="a/" * 500)), "read")
    for other in ("__MACOSX/cat/._1.png", ".hidden/1.png", "cat/.DS_Store", "cat/Thumbs.db", "desktop.ini"):
        yield Case(f"with {other}", zipped(pets() | {other: b"\x00\x05"}), "read")
    raw = zipped({name.replace("cat", "c?t"): data for name, data in pets().items()})
    yield Case("names in no known encoding", raw.replace(b"c?t", b"c\xe2t"), "read")
    utf8 = zipped({name.replace("cat", "c\u00e2t"): data for name, data in pets().items()})
    yield Case("names in broken UTF-8", utf8.replace("\u00e2".encode(), b"\xe2\xe2"), "refused")


def _damaged() -> Iterator[Case]:
    data, chosen = zipped(pets()), random.Random(SEED)
    for part in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
        yield Case(f"cut at {part:.0%}", data[: int(part * len(data))], "refused")
    yield Case("its first half lost", data[len(data) // 2 :], "either")
    yield Case("something before", b"#!/bin/sh\n" + data, "read")
    yield Case("something after", data + b"\0" * 50, "either")
    for n in range(40):
        wrong = bytearray(data)
        for _ in range(1 + n % 5):
            wrong[chosen.randrange(len(data))] ^= 1 << chosen.randrange(8)
        yield Case(f"bits flipped {n}", bytes(wrong), "either")
    for n in range(10):
        place = chosen.randrange(len(data))
        yield Case(f"bytes lost {n}", data[:place] + data[place + 7 :], "either")
    broken = data.replace(b"PK\x01\x02", b"PK\x01\x03", 1)
    yield Case("a broken list", broken, "refused")
    contents = np.frombuffer(zipped(pets(), zipfile.ZIP_STORED), np.uint8).copy()
    contents[60:64] ^= 255
    yield Case("a wrong checksum", contents.tobytes(), "read")


def _with_one_odd_picture() -> Iterator[Case]:
    """Yield archives that hold one malformed or unusual picture among good ones: read with it, or without."""
    for case in list(malformed_pictures())[::4]:
        if not case.data.startswith((b"PK", b"\x1f\x8b")):
            yield Case(f"one is {case.name}", zipped(pets() | {"dog/odd.png": case.data}), "read")
