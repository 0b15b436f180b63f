"""Populations beside ordinary trainers, network by network."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from playground.experiment import Experiment
from playground.training.population.population import Population
from playground.training.trainers.trainer import Trainer

DENSE = {"type": "dense", "units": 4, "activation": "tanh"}
DOUBLE, SINGLE = torch.float64, torch.float32
CURVES = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")


def described(
    *layers: dict[str, Any], name: str = "circle", samples: int = 60, seed: int = 3, **training: Any
) -> Experiment:
    """Return an experiment on the plane; without layers it has one of four units."""
    return Experiment.from_parts(
        {
            "data": {"name": name, "samples": samples},
            "model": {"layers": list(layers or (DENSE,))},
            "training": training,
            "seed": seed,
        }
    )


def dense(units: int = 4, activation: str = "tanh") -> dict[str, Any]:
    return {"type": "dense", "units": units, "activation": activation}


def dropout(rate: float) -> dict[str, Any]:
    return {"type": "dropout", "rate": rate}


def dropconnect(rate: float) -> dict[str, Any]:
    return {"type": "dropconnect", "rate": rate}


def row_of(model: nn.Module) -> Tensor:
    """Return a network's numbers layer by layer, each unit's weights and then its bias."""
    layers = [module for module in model.modules() if isinstance(module, nn.Linear)]
    return torch.cat([torch.cat([m.weight, m.bias.unsqueeze(1)], 1).flatten() for m in layers]).detach()


def rows_of(population: Population) -> list[Tensor]:
    """Return copies of every network's numbers, in the order of the experiments."""
    rows = {
        place: cohort.parameters[row].clone()
        for places, cohort in population.cohorts
        for row, place in enumerate(places)
    }
    return [rows[place] for place in range(len(rows))]


def measured(population: Population) -> dict[str, np.ndarray]:
    """Return what the records note of the networks as they are now, in full precision."""
    values = {name: np.full(len(population.experiments), np.nan) for name in population.records.names}
    for places, cohort in population.cohorts:
        for name, numbers in cohort.measure().items():
            values[name][places] = numbers
    return values


def curves_in_full(population: Population, epochs: int) -> dict[str, np.ndarray]:
    """Train, and return the curves ``(epochs + 1, networks)`` in the population's own precision."""
    rows = [measured(population)]
    for _ in range(epochs):
        population.train_epoch()
        rows.append(measured(population))
    return {name: np.stack([row[name] for row in rows]) for name in population.records.names}


def curves_alone(experiment: Experiment, epochs: int, dtype: torch.dtype, by_hand: bool = True) -> dict[str, list]:
    """Return the curves of the ordinary trainer."""
    trainer = Trainer(experiment, dtype=dtype, by_hand=by_hand)
    for _ in range(epochs):
        trainer.train_epoch()
    assert trainer.is_healthy
    first = trainer.history.since(0)
    return {name: [first[name][0], *curve] for name, curve in trainer.history.trained().items()}


def assert_followed(experiments: Sequence[Experiment], epochs: int = 6, by_hand: bool = True) -> Population:
    """Compare a population with trainers in double precision: all curves, and the weights at the end."""
    population = Population(experiments, dtype=DOUBLE)
    curves = curves_in_full(population, epochs)
    for place, (experiment, row) in enumerate(zip(experiments, rows_of(population), strict=True)):
        trainer = Trainer(experiment, dtype=DOUBLE, by_hand=by_hand)
        for epoch in range(epochs + 1):
            assert_same(
                {name: curve[epoch, place] for name, curve in curves.items()}, trainer.measured, f"{place}, {epoch}"
            )
            if epoch < epochs:
                trainer.train_epoch()
        assert trainer.is_healthy
        assert not torch.equal(row, row_of(Trainer(experiment, dtype=DOUBLE).model))  # it has learned something
        torch.testing.assert_close(row, row_of(trainer.model), rtol=1e-8, atol=1e-9)
    return population


def assert_same(ours: dict[str, Any], theirs: dict[str, Any], label: str) -> None:
    """Compare what was measured; the trainer counts right answers in single precision, whatever its own is."""
    assert ours.keys() == theirs.keys()
    for name, value in theirs.items():
        atol = 1e-7 if name.endswith("accuracy") else 1e-9
        np.testing.assert_allclose(ours[name], value, rtol=1e-9, atol=atol, err_msg=f"{name} of network {label}")
