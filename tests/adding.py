"""A copy of the tree to add something to, and what runs with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent, indent

from playground.paths import ROOT

COPIED = ("playground", "pages", "assets")


def copied(folder: Path) -> Path:
    """Return a folder with a copy of what the app consists of."""
    for part in COPIED:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def insert(path: Path, before: str, text: str) -> None:
    """Write lines into a file, before the only place where it says this."""
    source = path.read_text("utf-8")
    assert source.count(before) == 1, before
    space = before[: len(before) - len(before.lstrip())]
    lines = indent(dedent(text).strip("\n "), space)
    path.write_text(source.replace(before, f"{lines}\n{before}"), "utf-8")


def run(tree: Path, script: str) -> None:
    """Run a script with the package of the copy."""
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", dedent(script)],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stderr


OPEN = """
from streamlit.testing.v1 import AppTest

def visit(page="", **address):
    app = AppTest.from_file("playground/navigation.py", default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    if page:
        app.switch_page(f"../pages/{page}.py")
    app.run()
    assert not app.exception, app.exception
    return app
"""
