"""Write the photographs to assets/photographs/, from the wheel of scikit-image.

python tools/photographs.py            write them
python tools/photographs.py --check    fail if a file's pixels differ from what would be written
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageChops

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "photographs"
WHEEL = "scikit-image==0.25.2"
LONGEST = 256  # pixels of the longer side
SOURCES: Mapping[str, str] = {
    "camera": "skimage/data/camera.png",
    "cat": "skimage/data/chelsea.png",
    "coffee": "skimage/data/coffee.png",
    "astronaut": "skimage/data/astronaut.png",
}


def wheel(folder: Path) -> Path:
    """Return the wheel, downloaded into a folder."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*command, "--dest", str(folder), WHEEL], check=True)
    return next(folder.glob("*.whl"))


def scaled(source: bytes) -> Image.Image:
    """Return a photograph with its longer side at most 256 pixels."""
    picture = Image.open(io.BytesIO(source)).convert("RGB")
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    return picture


def same(path: Path, picture: Image.Image) -> bool:
    """Return whether a file holds this picture; its bytes may differ with the version of the encoder."""
    if not path.exists():
        return False
    with Image.open(path) as written:
        mine = written.convert("RGB")
    return mine.size == picture.size and ImageChops.difference(mine, picture).getbbox() is None


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    different = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel(Path(folder))) as archive:
        for name, source in SOURCES.items():
            path, picture = FOLDER / f"{name}.webp", scaled(archive.read(source))
            if not check:
                # without loss: the browser and Python then compute with the same pixels
                picture.save(path, lossless=True, quality=100, method=6)
            elif not same(path, picture):
                different.append(f"{path.name}: differs from scikit-image's")
    print("\n".join(different) or "photographs: as in scikit-image")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
