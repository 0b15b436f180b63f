"""Runs the command line for tests, in this process or in one of its own."""

from __future__ import annotations

import contextvars
import json
import os
import subprocess
import sys
from typing import Any

from click.testing import CliRunner, Result

from playground.cli import main
from playground.experiment import Experiment, PlaneData

SMALL = Experiment(data=PlaneData(name="blobs", samples=60))
LARGE = json.dumps({"model": {"layers": [{"type": "dense", "units": 5000}]}})


def run(*arguments: str, given: str | bytes | None = None, locale: str = "C") -> Result:
    """Run the command in this process; its choice of a language ends with it."""
    runner = CliRunner(env={"LC_ALL": locale})
    return contextvars.copy_context().run(runner.invoke, main, arguments, input=given)


def run_process(*arguments: str, given: str = "", locale: str = "C") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "playground", *arguments],
        input=given,
        env=os.environ | {"LC_ALL": locale},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def strict_json(text: str) -> Any:
    """Read one JSON object without NaN and Infinity, which JSON does not have."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


def assert_refused(result: Result | subprocess.CompletedProcess[str], message: str = "") -> None:
    status = result.exit_code if isinstance(result, Result) else result.returncode
    assert status == 2, result
    assert result.stdout == ""
    assert result.stderr.startswith("neural-playground: ")
    assert result.stderr.endswith("\n")
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert message in result.stderr
