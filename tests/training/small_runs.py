"""Small networks to train, and their weights."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.experiment import Experiment
from playground.training.trainers.trainer import Trainer

DENSE = {"type": "dense", "units": 4, "activation": "tanh"}
SGD = {"name": "sgd", "learning_rate": 0.05}


def experiment(*layers: dict[str, Any], name: str = "circle", samples: int = 50, **training: Any) -> Experiment:
    return Experiment.from_parts(
        {
            "data": {"name": name, "samples": samples},
            "model": {"layers": list(layers or (DENSE,))},
            "training": {"optimizer": SGD, **training},
            "seed": 3,
        }
    )


def parameters(trainer: Trainer) -> list[np.ndarray]:
    return [parameter.detach().numpy().copy() for parameter in trainer.model.parameters()]
