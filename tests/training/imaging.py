"""Small networks on the smallest images."""

from __future__ import annotations

from typing import Any

from playground.experiment import Experiment
from playground.training.probes.focus import NOTHING, Focus
from playground.training.probes.image_view import ImageView
from playground.training.probes.views import make_view
from playground.training.trainers.image import ImageTrainer

LAYERS: list[dict[str, Any]] = [
    {"type": "conv2d", "filters": 4, "kernel_size": 3, "padding": 1, "activation": "tanh"},
    {"type": "max_pool2d"},
    {"type": "conv2d", "filters": 6, "kernel_size": 3, "groups": 2, "activation": "relu"},
    {"type": "flatten"},
    {"type": "dense", "units": 16, "activation": "relu"},
    {"type": "dropout", "rate": 0.25},
]


def digits(layers: list[dict[str, Any]] = LAYERS, seed: int = 0, batch_size: int = 50, **data: Any) -> Experiment:
    return Experiment.from_parts(
        {
            "data": {"name": "digits", "samples": 400, **data},
            "model": {"layers": layers},
            "training": {"optimizer": {"name": "adam", "learning_rate": 0.005}, "batch_size": batch_size},
            "seed": seed,
        }
    )


def trained(epochs: int = 1, **data: Any) -> ImageTrainer:
    trainer = ImageTrainer(digits(**data))
    for _ in range(epochs):
        trainer.train_epoch()
    return trainer


def seen(trainer: ImageTrainer, focus: Focus = NOTHING) -> ImageView:
    view = make_view(trainer, focus=focus)
    assert isinstance(view, ImageView)
    return view
