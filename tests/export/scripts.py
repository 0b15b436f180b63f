"""Runs exported scripts, and says what the playground itself gives."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from playground.experiment import Experiment
from playground.export.pytorch import pytorch_code
from playground.training.trainers.trainer import Trainer


def run_script(code: str, folder: Path, experiment: Experiment | None = None) -> dict[str, Any]:
    """Return all that a script defined; with an experiment, its file lies beside the script."""
    script = folder / "script.py"
    script.write_text(code, "utf-8")
    if experiment is not None:
        (folder / "experiment.json").write_text(experiment.to_json(), "utf-8")
    return runpy.run_path(str(script))


def curves(history: list[dict[str, float]]) -> dict[str, list[float]]:
    """Return a script's history as the playground has it."""
    return {name: [measured[name] for measured in history] for name in history[0]}


def assert_same_numbers(experiment: Experiment, folder: Path, epochs: int = 3) -> None:
    """Compare each epoch's losses and accuracies, to a few times the rounding of float32."""
    history = curves(run_script(pytorch_code(experiment, epochs=epochs), folder, experiment)["history"])
    for by_hand in (False, True):
        trainer = Trainer(experiment, by_hand=by_hand)
        for _ in range(epochs):
            trainer.train_epoch()
        expected = trainer.history.trained()
        assert history.keys() == expected.keys()
        for name, curve in expected.items():
            assert history[name] == pytest.approx(curve, rel=1e-6, abs=1e-6), (name, by_hand)


def complaints(code: str) -> str:
    """Return what ruff says of a script: its layout with lines of 100 characters, and common mistakes."""
    reports = []
    for options in (("format", "--diff"), ("check", "--select=E,F,W,I,B")):
        command = [sys.executable, "-m", "ruff", *options, "--isolated", "--no-cache", "--line-length=100", "-"]
        done = subprocess.run(command, input=code, capture_output=True, text=True, check=False)
        reports.append(done.stdout + done.stderr if done.returncode else "")
    return "".join(reports)
