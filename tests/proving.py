"""What the proofs of the presets share: the networks of an experiment from several seeds, trained together.

Which way a network goes can depend on the last bit of a sum, and that on the processor. A claim is therefore proven for
the median, or for most, of the seeds, with a margin well outside what other seeds and roundings were seen to give.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from playground import build, train
from playground.datasets import load
from playground.experiment import Experiment
from playground.training.population.cohort import Cohort
from playground.training.population.population import Population
from playground.training.trainers.kinds import make_trainer
from playground.training.trainers.run_to_end import Result, denormals_flushed
from playground.training.trainers.trainer import Trainer

Array = npt.NDArray[np.float64]

Outcome = TypeVar("Outcome")

SEEDS = tuple(range(7))


@cache
def trained(experiment: Experiment, epochs: int) -> Result:
    """Train the network of one seed, as the page does, once for all the tests that ask for it."""
    return train(experiment, epochs, device="cpu")


@dataclass(frozen=True)
class Learned:
    """The networks of an experiment after some epochs, one for each of the seeds.

    Parameters
    ----------
    curves
        What was measured after each epoch, the first value that of the untrained networks, ``(epochs + 1, seeds)``.
    diverged
        Which of them have, ``(seeds,)``.
    """

    experiments: list[Experiment]
    models: list[nn.Sequential]
    curves: dict[str, Array]
    diverged: npt.NDArray[np.bool_]

    def last(self, curve: str) -> Array:
        """Return the last value of a curve for each seed, ``(seeds,)``."""
        return self.curves[curve][-1]


def with_seed(experiment: Experiment, seed: int) -> Experiment:
    return experiment.model_copy(update={"seed": seed})


@cache
def learned(experiment: Experiment, epochs: int) -> Learned:
    """Train an experiment from every seed at once, for all the tests that ask for it."""
    experiments = [with_seed(experiment, seed) for seed in SEEDS]
    population = Population(experiments)
    with denormals_flushed():
        for _ in range(epochs):
            population.train_epoch()
    curves = {name: population.records.since(0, name).astype(float) for name in population.records.names}
    return Learned(experiments, models_of(population), curves, ~population.alive)


def models_of(population: Population) -> list[nn.Sequential]:
    """Return an ordinary network with the numbers of each row."""
    models: dict[int, nn.Sequential] = {}
    for places, cohort in population.cohorts:
        assert isinstance(cohort, Cohort), "networks that learn by themselves have trainers"
        for place, row in zip(places, cohort.parameters, strict=True):
            models[place] = build(population.experiments[place])
            _fill(models[place], row)
    return [models[place] for place in range(len(models))]


@torch.no_grad()
def _fill(model: nn.Sequential, row: torch.Tensor) -> None:
    """Write a row of numbers, of each unit its weights and then its bias, into a network."""
    for layer in (module for module in model if isinstance(module, nn.Linear)):
        count = layer.out_features * (layer.in_features + 1)
        numbers, row = row[:count].view(layer.out_features, -1), row[count:]
        layer.weight.copy_(numbers[:, :-1])
        layer.bias.copy_(numbers[:, -1])


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
    """Return the last value of a curve, the median over the seeds."""
    return float(np.median(learned(experiment, epochs).last(curve)))


def ratio(one: Array, other: Array) -> float:
    """Return how one number compares with another that was learned from the same data, the median over the seeds."""
    return float(np.median(one / other))


def most(happened: npt.ArrayLike) -> bool:
    """Return whether something happened for all seeds but one or two."""
    return bool(np.count_nonzero(happened) >= len(SEEDS) - 2)


def assert_most(measure: Callable[[int], Outcome], holds: Callable[[Outcome], bool], of: int = 5) -> None:
    """Claim that something holds from more than half of the seeds, looking at no more of them than that takes.

    For networks that are trained one after another: of five seeds the first three decide, unless one is an exception.

    Parameters
    ----------
    measure
        What to find out about a seed's network.
    holds
        Whether it is as claimed.
    of
        How many seeds there are, an odd number.
    """
    outcomes: list[Outcome] = []
    held = 0
    for seed in range(of):
        outcomes.append(measure(seed))
        held += holds(outcomes[-1])
        if max(held, len(outcomes) - held) > of // 2:
            break
    assert held > of // 2, outcomes


def trained_until(
    experiment: Experiment, epochs: int, enough: Callable[[dict[str, float]], bool] = lambda measured: False
) -> Trainer:
    """Train the network of one seed for so many epochs, or until what is measured of it is enough."""
    trainer = make_trainer(experiment, "cpu")
    with denormals_flushed():
        while trainer.epoch < epochs and not enough(trainer.measured):
            trainer.train_epoch()
    return trainer


def weight_gradients(experiment: Experiment, model: nn.Sequential) -> list[float]:
    """Return the norm of each weight matrix's gradient on all training points, by autograd."""
    data = load(experiment.data, experiment.seed)
    inputs, targets = torch.tensor(data.inputs[data.train]), torch.tensor(data.targets[data.train]).float()
    loss = torch.nn.functional.binary_cross_entropy_with_logits(model(inputs).squeeze(1), targets)
    weights = [weight for name, weight in model.named_parameters() if name.endswith("weight")]
    return [float(gradient.norm()) for gradient in torch.autograd.grad(loss, weights)]


def first_to_last_gradient(experiment: Experiment) -> float:
    """Return which part of the last layer's gradient the first one gets after an epoch, the median over the seeds."""
    networks = learned(experiment, 1)
    gradients = map(weight_gradients, networks.experiments, networks.models)
    return float(np.median([first / last for first, *_between, last in gradients]))


def weights(model: nn.Module) -> list[np.ndarray]:
    """Return the weight matrices, from the first layer to the last."""
    return [value.numpy() for name, value in model.state_dict().items() if name.endswith("weight")]


def biases(model: nn.Module) -> list[np.ndarray]:
    """Return the biases, from the first layer to the last."""
    return [value.numpy() for name, value in model.state_dict().items() if name.endswith("bias")]
