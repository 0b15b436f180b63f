"""plotly.js, whole as it comes with the plotly package, and the part of it that draws flat figures.

The part is a third of the whole (0.5 of 1.5 MB on the way to a browser) and comes with this application, as
``tools/plotly_bundle.py`` wrote it. Where another version of plotly is installed, the whole takes its place.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import plotly

from playground.paths import SCRIPTS

CARTESIAN = SCRIPTS / "plotly-cartesian.min.js.gz"
FLAT, WHOLE = "plotly-cartesian.min.js", "plotly.min.js"
"""Names by which browsers ask for the part, and for the whole."""
_VERSION = re.compile(rb"plotly\.js(?: \([\w -]+\))? v(\d+\.\d+\.\d+)")


def installed() -> bytes:
    """Return plotly.js as it is installed."""
    return (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()


def version_of(script: bytes) -> str:
    """Return the version that a script of plotly.js says at its beginning; empty if it says none."""
    found = _VERSION.search(script[:500])
    return found[1].decode() if found else ""


def plotly_scripts() -> dict[str, bytes]:
    """Return both scripts by their names, compressed."""
    whole = installed()
    compressed = gzip.compress(whole, compresslevel=6)
    part = CARTESIAN.read_bytes() if CARTESIAN.exists() else b""
    fits = bool(part) and version_of(gzip.decompress(part)) == version_of(whole)
    return {WHOLE: compressed, FLAT: part if fits else compressed}
