"""What tests of words and series share: the tool that wrote their files."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from playground.paths import ROOT


def refuses_to_differ(name: str) -> None:
    """Hold a file to its package; skip where the package's registry does not answer."""
    if name == "communes.txt.gz" and shutil.which("npm") is None:
        pytest.skip("needs npm, which fetches the package that the file was made from")
    command = [sys.executable, ROOT / "tools" / "sequences.py", "--check", name]
    checked = subprocess.run(command, capture_output=True, text=True)
    if "CalledProcessError" in checked.stderr:
        pytest.skip(
            "needs the registry of the package that the file was made from; the suite must pass without a network"
        )
    assert checked.returncode == 0, checked.stdout + checked.stderr
