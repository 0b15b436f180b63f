"""Where the files beside the package are: in a checkout next to it, in an installed wheel inside it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def _root() -> Path:
    bundle = PACKAGE / "bundle"
    return bundle if bundle.is_dir() else PACKAGE.parent


ROOT = _root()
APP = ROOT / "app.py"
PAGES = ROOT / "pages"
LESSONS = ROOT / "assets" / "lessons"
TABLES = ROOT / "assets" / "tables"
SCRIPTS = ROOT / "assets" / "scripts"
PHOTOGRAPHS = ROOT / "assets" / "photographs"
ICON = ROOT / "assets" / "icon.svg"
