"""Small networks on short sequences."""

from __future__ import annotations

from typing import Any

from playground.experiment import Experiment

CELLS = ("rnn", "lstm", "gru")
PROBLEMS = ("first_symbol", "adding", "parity", "brackets", "sine")
NAMES = "\n".join(f"{first}{second}{'a' * n}" for n in range(4) for first in "bcdéñ" for second in "aeiouü")
"""120 different lines of 2 to 5 letters."""
RUNNING = "the quick brown fox jumps over the lazy dog, 你好 مرحبا. " * 12
WAVE = [10.0 + (k % 12) + 0.1 * k + 0.3 * ((7 * k) % 5) for k in range(150)]

DATA: dict[str, dict[str, Any]] = {
    **{name: {"name": name, "length": 10, "samples": 40} for name in PROBLEMS},
    "surnames": {"name": "surnames", "languages": ["turkish", "french"]},
    "communes": {"name": "communes", "samples": 150},
    "lines": {"name": "text", "text": NAMES},
    "passages": {"name": "text", "text": RUNNING, "unit": "passages", "passage": 16},
    "demand": {"name": "demand", "past": 48, "patch": 24, "horizon": 12},
    "co2": {"name": "co2", "past": 12, "patch": 3, "horizon": 4, "inputs": "values"},
    "sunspots": {"name": "sunspots", "past": 11, "horizon": 11},
    "series": {"name": "series", "values": WAVE, "repeats": 12, "past": 12, "horizon": 3},
    "recursive": {"name": "series", "values": WAVE, "repeats": 12, "past": 6, "horizon": 5, "strategy": "recursive"},
}
"""Of every kind of data for sequences something small."""
STEPPED = ("parity", "brackets", "sine", "communes", "lines", "passages")
"""Those that ask for an answer at every step."""


def recurrent(
    *layers: dict[str, Any],
    name: str = "adding",
    seed: int = 0,
    model: dict[str, Any] | None = None,
    training: dict[str, Any] | None = None,
) -> Experiment:
    """Return an experiment on one of :data:`DATA`."""
    parts = {"data": DATA[name], "model": {"layers": list(layers), **(model or {})}, "training": training or {}}
    return Experiment.from_parts(parts | {"seed": seed})


def network_for(name: str, kind: str = "gru", units: int = 4, **more: Any) -> list[dict[str, Any]]:
    """Return one recurrent layer that gives what the data ask for."""
    return [{"type": kind, "units": units, "return_sequences": name in STEPPED, **more}]
