"""What the proofs of the presets share: training an experiment, and what it is compared with, over a few seeds."""

from __future__ import annotations

import copy
from functools import cache
from statistics import median
from typing import Any

import numpy as np
import torch

from playground import train
from playground.datasets import load
from playground.experiment import Experiment
from playground.training.run_to_end import Result

SEEDS = (0, 1, 2)


@cache
def trained(experiment: Experiment, epochs: int) -> Result:
    """Train an experiment, once for all the tests that ask for it."""
    return train(experiment, epochs, device="cpu")


def with_seeds(experiment: Experiment, *seeds: int) -> list[Experiment]:
    return [experiment.model_copy(update={"seed": seed}) for seed in seeds or SEEDS]


def changed(experiment: Experiment, **parts: Any) -> Experiment:
    """Return an experiment of which parts are replaced: ``data__noise=0.5`` is the noise of the data."""
    values = experiment.model_dump()
    for path, value in parts.items():
        *above, name = path.split("__")
        place = values
        for step in above:
            place = place[step]
        place[name] = value
    return Experiment.from_parts(values)


def end(experiment: Experiment, epochs: int, curve: str) -> float:
    """Return the last value of a curve, the median over a few seeds."""
    return median(trained(each, epochs).history[curve][-1] for each in with_seeds(experiment))


def weight_gradients(result: Result) -> list[float]:
    """Return the norm of each weight matrix's gradient on all training points, by autograd."""
    data = load(result.experiment.data, result.experiment.seed)
    inputs, targets = torch.tensor(data.inputs[data.train]), torch.tensor(data.targets[data.train]).float()
    model = copy.deepcopy(result.model).requires_grad_(True)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(model(inputs).squeeze(1), targets)
    weights = [weight for name, weight in model.named_parameters() if name.endswith("weight")]
    return [float(gradient.norm()) for gradient in torch.autograd.grad(loss, weights)]


def weights(result: Result) -> list[np.ndarray]:
    """Return the weight matrices, from the first layer to the last."""
    return [value.numpy() for name, value in result.model.state_dict().items() if name.endswith("weight")]


def biases(result: Result) -> list[np.ndarray]:
    """Return the biases, from the first layer to the last."""
    return [value.numpy() for name, value in result.model.state_dict().items() if name.endswith("bias")]
