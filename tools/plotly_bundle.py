"""Write plotly.js's cartesian bundle to assets/scripts/, from npm, in the version that the locked plotly has inside.

python tools/plotly_bundle.py            write it
python tools/plotly_bundle.py --check    fail if the file holds something else than would be written

It is a third of the whole plotly.js, and has every kind of figure of this application but those in three dimensions.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from playground.live.plotly_scripts import CARTESIAN, installed, version_of

PACKAGE = "plotly.js-cartesian-dist-min"


def cartesian(version: str, folder: Path) -> bytes:
    """Return the text of the bundle; npm packs the package into a folder."""
    subprocess.run(["npm", "pack", f"{PACKAGE}@{version}"], cwd=folder, check=True, capture_output=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        file = archive.extractfile("package/plotly-cartesian.min.js")
        assert file is not None
        return file.read()


def main() -> int:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = cartesian(version_of(installed()), Path(folder))
    if options.check:
        return int(not CARTESIAN.exists() or gzip.decompress(CARTESIAN.read_bytes()) != text)
    CARTESIAN.parent.mkdir(exist_ok=True)
    CARTESIAN.write_bytes(gzip.compress(text, mtime=0))
    return 0


if __name__ == "__main__":
    sys.exit(main())
