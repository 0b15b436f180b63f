"""The files that components are made of: shared ones in ``live/static``, a page's own in its room of ``ui``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playground.paths import PACKAGE

KINDS = (".js", ".css", ".html")


@cache
def component_files() -> dict[str, Path]:
    """Return every file of a component by its name, by which scripts ask for each other.

    Raises
    ------
    ValueError
        If two have the same name.
    """
    files: dict[str, Path] = {}
    for folder in (PACKAGE / "live" / "static", PACKAGE / "ui"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in KINDS and files.setdefault(path.name, path) != path:
                raise ValueError(f"two components' files have one name: {files[path.name]}, {path}")
    return files


def source(*names: str) -> str:
    """Return the text of components' files, one after the other: a component is given one text of each kind."""
    return "\n".join(component_files()[name].read_text("utf-8") for name in names)
