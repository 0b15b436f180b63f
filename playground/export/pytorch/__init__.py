"""An experiment as a PyTorch script that needs nothing but torch and numpy, and gives the playground's numbers."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

import numpy.typing as npt

from playground.experiment import Experiment
from playground.export.data import data_blocks, title
from playground.export.pytorch.network import network_blocks
from playground.export.pytorch.training import tensors, training_blocks
from playground.export.script import comment, docstring, join
from playground.i18n import _

__all__ = ["pytorch_code"]


def pytorch_code(
    experiment: Experiment, weights: Mapping[str, npt.NDArray[Any]] | None = None, epochs: int = 100
) -> str:
    """Return a script that makes the same data and the same network, and trains it to the same numbers.

    It prints the losses, and for classes the accuracies, of each epoch, and keeps them in ``history``. What it says
    is in the reader's language.

    Parameters
    ----------
    weights
        Weights and biases to start from, by their names in the playground's network, as
        :meth:`playground.training.trainers.trainer.Trainer.weights` returns them; the experiment's own first weights if
        ``None``. The optimizer and the order of the batches start anew in both cases.
    epochs
        How long the script trains.

    Raises
    ------
    ExportError
        If the weights are not those of this network, are not finite, or are too many for a script.
    """
    body = join(
        [
            *data_blocks(experiment.data, experiment.seed),
            tensors(experiment),
            *network_blocks(experiment, weights),
            *training_blocks(experiment),
        ]
    )
    sentence = (
        _("{data}: a perceptron in PyTorch.").format(data=title(experiment.data)),
        _("Written by the neural network playground. It needs torch and numpy, and gives the playground's numbers."),
    )
    used = {node.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)}
    head = [docstring(*sentence), *_imports(used), _settings(experiment, epochs), *_generators(used)]
    return join([*head, body.strip()])


def _imports(used: set[str]) -> list[str]:
    """Return the imports that a script needs, the standard library's first."""
    standard = {"json": "import json", "Path": "from pathlib import Path"}
    functional = ["from torch.nn import functional as F"] if "F" in used else []
    return [
        "\n".join(line for name, line in standard.items() if name in used),
        "\n".join(["import numpy as np", "import torch", "from torch import nn", *functional]),
    ]


def _settings(experiment: Experiment, epochs: int) -> str:
    """Return what people may want to change, as constants."""
    training = experiment.training
    settings = {
        "SEED": experiment.seed,
        "TRAIN_SAMPLES": experiment.data.train_samples,
        "BATCH_SIZE": training.batch_size,
        "EPOCHS": epochs,
        **({"L1": training.l1} if training.l1 else {}),
        **({"L2": training.l2} if training.l2 else {}),
        **({"CLIP_NORM": training.clip_norm} if training.clip_norm else {}),
    }
    return "\n".join(f"{name} = {value!r}" for name, value in settings.items())


def _generators(used: set[str]) -> list[str]:
    sentence = comment(
        _("Data, weights, batches and dropout each draw from a generator of its own, made from the seed.")
    )
    made = """\
def generator(seed):
    return torch.Generator().manual_seed(int(seed.generate_state(1, np.uint64)[0] >> 1))"""
    return [f"{sentence}\nseeds = np.random.SeedSequence(SEED).spawn(4)", made if "generator" in used else ""]
