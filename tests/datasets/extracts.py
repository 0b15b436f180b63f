"""What tests of the built-in data share: the tools that wrote their files would write the same again.

A tool fetches the package that a file was made from, of one version for ever. What a tool, as it is now, has once found
in a file, as it is now, is therefore not fetched again: the digest of both is kept in pytest's cache.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest


def digest(*paths: Path) -> str:
    """Return one digest of the contents of files."""
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in paths)).hexdigest()


def agrees(request: pytest.FixtureRequest, tool: ModuleType, *names: str) -> None:
    """Hold files to what their tool would write now; all of the tool's files where none is named."""
    patch: pytest.MonkeyPatch = request.getfixturevalue("monkeypatch")
    patch.setattr("sys.argv", [tool.__file__, "--check", *names])
    assert tool.main() == 0, request.getfixturevalue("capsys").readouterr().out


def agrees_with_package(request: pytest.FixtureRequest, tool: ModuleType, name: str, file: str, program: str) -> None:
    """Hold a file to the package that it was made from; skip where the package's registry does not answer.

    Parameters
    ----------
    name
        What the tool calls the file, whose name is the other.
    program
        What opens the package, beside Python.
    """
    cache = request.config.cache
    assert cache is not None
    key, checksum = f"extracts/{file}", digest(Path(tool.__file__ or ""), tool.FOLDER / file)
    if cache.get(key, None) == checksum:
        return
    if program and shutil.which(program) is None:
        pytest.skip(f"needs {program}, which opens the package that the file was made from")
    try:
        agrees(request, tool, name)
    except subprocess.CalledProcessError as failed:
        pytest.skip(f"needs the registry of the package that the file was made from: {failed.cmd[0]} did not get it")
    cache.set(key, checksum)
