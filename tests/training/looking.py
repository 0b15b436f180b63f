"""Trainers for the tests of probes, and what their networks give, computed anew."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.activations import ACTIVATIONS
from playground.experiment import Experiment
from playground.training.probes.focus import NOTHING, Focus
from playground.training.probes.plane import Probe
from playground.training.probes.view import View
from playground.training.trainers.trainer import Trainer


def trainer(
    *layers: tuple[int, str], data: str = "circle", epochs: int = 3, initializer: str = "default", **more: Any
) -> Trainer:
    """Return a trained network of dense layers ``(units, activation)``."""
    listed = [{"type": "dense", "units": units, "activation": activation} for units, activation in layers]
    made = Trainer(
        Experiment.from_parts(
            {
                "data": {"name": data, **({} if data in ("iris", "wine") else {"samples": 120, "noise": 0.2})},
                "model": {"layers": listed, "initializer": initializer},
                "seed": 4,
                **more,
            }
        )
    )
    for _ in range(epochs):
        made.train_epoch()
    return made


def measured(probe: Probe, of: Trainer, focus: Focus = NOTHING) -> dict[str, Any]:
    """Return what a probe sees now."""
    return dict(probe.measure(View(of, focus=focus)))


def forward(of: Trainer, inputs: np.ndarray) -> list[np.ndarray]:
    """Return the inputs and every dense layer's outputs, by NumPy in double precision, from the weights' copies."""
    weights = of.weights()
    names = [name.removesuffix(".weight") for name in weights if name.endswith(".weight")]
    functions = [layer.activation for layer in of.experiment.model.layers if layer.type == "dense"]
    values = [np.asarray(inputs, dtype=np.float64)]
    for name, function in zip(names, [*functions, "linear"], strict=True):
        sums = values[-1] @ weights[f"{name}.weight"].T.astype(np.float64) + weights[f"{name}.bias"]
        values.append(ACTIVATIONS[function].function(sums))
    return values
