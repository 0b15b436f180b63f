"""How long an archive of a telephone's photographs takes to read, and how much memory.

python benchmarks/photographs.py [--count 200] [--size 4032x3024] [--kind jpeg|heic]

The photographs are noise on a ramp, at a quality that gives the megabytes of a telephone's; HEIC ones hold a small copy
of themselves, as telephones save it. Memory is what the process takes more than with the archive, needs Linux.
"""

from __future__ import annotations

import argparse
import io
import re
import time
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

from playground.datasets.pictures.picture_archive import read_archive
from playground.datasets.pictures.picture_file import read_picture

DIFFERENT = 4
NOISE = 9


def photograph(width: int, height: int, kind: str, seed: int) -> bytes:
    """Return a file of something like a photograph."""
    noise = np.random.default_rng(seed)
    ramp = np.asarray(Image.fromarray(noise.integers(0, 256, (6, 8, 3), np.uint8)).resize((width, height)), np.int16)
    grain = noise.normal(0, NOISE, (height, width, 1)).astype(np.int16)
    image = Image.fromarray((ramp + grain).clip(0, 255).astype(np.uint8))
    file = io.BytesIO()
    if kind == "heic":
        import pillow_heif  # a development tool: the application reads such files with a smaller package

        pillow_heif.from_pillow(image).save(file, quality=40, thumbnails=[320])
    else:
        image.save(file, "JPEG", quality=85)
    return file.getvalue()


def archive(count: int, width: int, height: int, kind: str) -> bytes:
    """Return a zip archive of photographs in two folders."""
    photographs = [photograph(width, height, kind, seed) for seed in range(DIFFERENT)]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for n in range(count):
            packed.writestr(f"{'cat' if n % 2 else 'dog'}/IMG_{n}.{kind}", photographs[n % DIFFERENT])
    return file.getvalue()


def peak() -> float:
    """Return the most memory that this process took since its peak was forgotten, in MB."""
    return int(re.findall(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[0]) / 1e3


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--size", default="4032x3024")
    parser.add_argument("--kind", choices=("jpeg", "heic"), default="jpeg")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    data = archive(options.count, width, height, options.kind)
    read_picture(photograph(64, 48, options.kind, 0))
    Path("/proc/self/clear_refs").write_text("5")
    before, start, processor = peak(), time.perf_counter(), time.process_time()
    read = read_archive(data, 28, 3)
    wall, work = time.perf_counter() - start, time.process_time() - processor
    print(f"{len(read.labels)} of {width}×{height}, {options.kind}, {len(data) / 1e6:.0f} MB: {wall:.1f} s, ", end="")
    print(f"{work:.1f} s of processor, {peak() - before:.0f} MB more at most")


if __name__ == "__main__":
    main()
