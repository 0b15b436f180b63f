"""Write constraints.txt: one version of everything that ``make run`` and ``make test`` install.

python tools/lock.py            the newest versions that pyproject.toml allows
python tools/lock.py --keep     only what pyproject.toml asks for in addition, everything else as it is

uv finds versions that hold for every Python from 3.11 on and every system at once, where pip would find those of the
machine it runs on. What only one build of torch needs is left out: torch names its own versions of it, for CUDA others
than for the processor alone, and a constraint on them would keep people from installing another build.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "constraints.txt"
OLDEST_PYTHON = "3.11"
HEADER = """\
# One version of everything that `make run` and `make test` install, for Python 3.11 and later and every build of torch.
# Written by `make lock`; do not edit.
"""
ONE_BUILD = re.compile(r"(nvidia|cuda|triton|pytorch-triton|intel|tbb)\b")
"""Packages that come with one build of torch."""


def resolved(keep: bool) -> list[str]:
    """Return the lines of uv, one for each package and condition."""
    command = ["uv", "pip", "compile", "pyproject.toml", "--all-extras", "--universal", "--quiet"]
    command += ["--python-version", OLDEST_PYTHON, "--no-annotate", "--no-header", "--output-file", str(LOCK)]
    environment = os.environ | {"UV_NO_CONFIG": "1"}
    subprocess.run([*command, *([] if keep else ["--upgrade"])], cwd=ROOT, env=environment, check=True)
    return LOCK.read_text("utf-8").splitlines()


def locked(lines: list[str]) -> str:
    """Return the text of the file."""
    return HEADER + "".join(f"{line}\n" for line in lines if line and not ONE_BUILD.match(line) and line[0] != "#")


def main() -> int:
    """Run the command."""
    LOCK.write_text(locked(resolved(keep="--keep" in sys.argv[1:])), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
