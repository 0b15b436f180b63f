"""What every way of training a GAN begins with, and by what it is measured how far it is."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from playground.architecture.modules import activation_module
from playground.concepts.gan import Mixture, covered_modes, share_within, value
from playground.experiment.gan import GanLoss
from playground.experiment.layers import Dense
from playground.initializers import initialize


def source(seed: np.random.SeedSequence) -> torch.Generator:
    """Return a generator of random numbers."""
    return torch.Generator().manual_seed(int(seed.generate_state(1, np.uint64)[0] >> 1))


def gan_network(inputs: int, layers: tuple[Dense, ...], outputs: int, seed: np.random.SeedSequence) -> nn.Sequential:
    """Return one of the two networks with its first weights."""
    modules: list[nn.Module] = []
    for layer in layers:
        modules += [nn.Linear(inputs, layer.units), activation_module(layer.activation)]
        inputs = layer.units
    network = nn.Sequential(*modules, nn.Linear(inputs, outputs))
    random = source(seed)
    for module in network:
        if isinstance(module, nn.Linear):
            initialize("default", module.weight, module.bias, random)
    return network


def how_far(loss: GanLoss, target: Mixture, real: Tensor, generated: Tensor, points: Tensor) -> dict[str, float]:
    """Return the value of the game, what D says on average of both, and of targets with modes how many are covered.

    Parameters
    ----------
    real, generated
        Logits ``(n,)`` of data and of generated points, in double precision.
    points
        Generated points ``(m, 2)``, in double precision.
    """
    if loss == "wasserstein":
        measured = {"value": float(real.mean() - generated.mean())}
    else:
        answers = (real, generated) if loss == "least_squares" else (real.sigmoid(), generated.sigmoid())
        on_real, on_generated = (each.clamp(0, 1).cpu().numpy() for each in answers)
        measured = {
            "value": value(on_real, on_generated),
            "on_real": float(on_real.mean()),
            "on_generated": float(on_generated.mean()),
        }
    if target.has_modes:
        made = points.cpu().numpy()
        measured["modes_covered"] = float(covered_modes(made, target.centres, target.sigma).sum())
        measured["share_within_3_sigma"] = share_within(made, target.centres, target.sigma)
    return measured
