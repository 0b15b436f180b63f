"""Small networks for texts and for series."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.experiment import Experiment
from playground.training.probes.sequence_view import SequenceView
from playground.training.probes.views import make_view
from playground.training.trainers.sequence import SequenceTrainer

NAMES = [f"{first}{last}" for first in ("Bel", "Mont", "Val", "Roche") for last in ("fort", "mont", "ville", "lieu")]
POEM = "The rain falls on the sea, and the sea does not know. " * 12
LAYERS: list[dict[str, Any]] = [
    {"type": "embedding", "units": 8},
    {"type": "lstm", "units": 16, "return_sequences": True},
    {"type": "dropout", "rate": 0.2},
    {"type": "gru", "units": 12, "return_sequences": True},
]


def writer(
    text: str = "\n".join(NAMES * 2 + ["Longueville-sur-Mer", "Saint-Ay"] * 2),
    unit: str = "lines",
    layers: list[dict[str, Any]] | None = None,
    epochs: int = 0,
) -> SequenceTrainer:
    """Return a trainer of a person's own text."""
    parts = {
        "data": {"name": "text", "text": text, "unit": unit},
        "model": {"layers": LAYERS if layers is None else layers},
        "training": {"optimizer": {"name": "adam", "learning_rate": 0.02}, "batch_size": 8},
    }
    return trained(parts, epochs)


def wave(count: int = 240) -> list[float]:
    """Return a series with a season of 12, a slow rise and some noise."""
    noise = np.random.default_rng(3).normal(0, 0.5, count)
    steps = np.arange(count)
    values: list[float] = (20 + 5 * np.sin(2 * np.pi * steps / 12) + 0.02 * steps + noise).tolist()
    return values


def forecaster(values: list[float] | None = None, epochs: int = 0, **data: Any) -> SequenceTrainer:
    """Return a trainer of a person's own series."""
    series = {"name": "series", "values": wave() if values is None else values, "repeats": 12, "horizon": 6, "past": 24}
    parts = {
        "data": series | data,
        "model": {"layers": [{"type": "gru", "units": 8}]},
        "training": {"optimizer": {"name": "adam", "learning_rate": 0.01}, "batch_size": 32, "loss": "mae"},
    }
    return trained(parts, epochs)


def trained(parts: dict[str, Any], epochs: int) -> SequenceTrainer:
    trainer = SequenceTrainer(Experiment.from_parts(parts))
    for _ in range(epochs):
        trainer.train_epoch()
    return trainer


def seen(trainer: SequenceTrainer, since: int = 0) -> SequenceView:
    return make_view(trainer, since)
