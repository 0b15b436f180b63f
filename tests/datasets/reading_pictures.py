"""Reads every malformed picture and archive in a process of its own, and fails if that takes much memory or writes.

Needs Linux, where a process can forget the most memory that it ever took, which making the files raised.
"""

from __future__ import annotations

import ctypes
import gc
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from PIL import Image

from playground.datasets.pictures.picture_archive import ArchiveError, read_archive
from playground.datasets.pictures.picture_file import PictureError, read_picture, square_picture
from tests.datasets.heif import heif
from tests.datasets.malformed_archives import malformed_archives
from tests.datasets.malformed_pictures import encoded, malformed_pictures

PEAK = Path("/proc/self/clear_refs")
MOST_FOR_BOMBS, MOST_FOR_THE_LARGEST = 250, 360
"""MB, over what the process takes with all files in memory. Readers allow themselves 300; the rest is what the
allocator keeps of what was let go before."""
CHANGES = ("os.mkdir", "os.rename", "os.link", "os.symlink", "shutil", "tempfile")

written: list[str] = []


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Keep what writes to the disk."""
    if event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        written.append(f"{event} {arguments[0]}")
    elif event.startswith(CHANGES):
        written.append(f"{event} {arguments}")


def peak() -> float:
    """Return the most memory that this process took since its peak was forgotten, in MB."""
    return int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) / 1e3  # type: ignore[index]


def give_back() -> None:
    """Let the allocator give back what nobody uses: some runs start with 175 MB of it, and would seem to take less."""
    gc.collect()
    with suppress(AttributeError):  # only glibc has it
        ctypes.CDLL(None).malloc_trim(0)


def main() -> int:
    """Run the reading."""
    pictures = [case.data for case in malformed_pictures()]
    archives = [case.data for case in malformed_archives()]
    large = [
        encoded(Image.new("RGBA", (4_000, 4_000)), "PNG"),
        encoded(Image.new("RGB", (4_000, 4_000)), "JPEG", progressive=True, subsampling=0),
        encoded(Image.new("CMYK", (4_000, 4_000)), "JPEG"),
    ]
    telephones = [
        encoded(Image.new("RGB", (8_064, 6_048)), "JPEG"),
        encoded(Image.new("RGB", (8_064, 6_048)), "JPEG", progressive=True),
        encoded(Image.new("RGBA", (8_064, 6_048)), "PNG", compress_level=1),
        heif(Image.new("RGB", (4_032, 3_024)), quality=10),
    ]
    read_picture(pictures[-1])
    give_back()
    PEAK.write_text("5")
    start = peak()
    sys.addaudithook(watch)
    for data in pictures:
        with suppress(PictureError):
            read_picture(data)
    for data in archives:
        with suppress(ArchiveError):
            read_archive(data, 28, 3)
    bombs = peak() - start
    for data in large:
        read_picture(data)
    for data in telephones:
        square_picture(data, 28, 3)
    largest = peak() - start
    print(f"{start:.0f} MB; bombs {bombs:.0f} more, the largest {largest:.0f} more")  # noqa: T201
    print("\n".join(written) or "nothing written")  # noqa: T201
    return int(bool(written) or bombs > MOST_FOR_BOMBS or largest > MOST_FOR_THE_LARGEST)


if __name__ == "__main__":
    sys.exit(main())
