"""Build the network of an experiment."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

import torch
from torch import nn

from playground.architecture.modules import BUILDERS, Workshop
from playground.architecture.seeds import generators, weight_generators
from playground.experiment import Experiment
from playground.experiment.model import PlacedLayer
from playground.initializers import initialize


def build(experiment: Experiment, device: str | torch.device = "cpu") -> nn.Sequential:
    """Return the network of an experiment, ``(n, *input_shape)`` to ``(n, outputs)``, in training mode.

    Its output layer is linear. Children are named after their place in the list, ``1_dense``, ``1_tanh``,
    ``2_dropout``..., and the output layer ``output``. The same experiment gives the same weights on every device:
    they are drawn on the CPU, each layer's from a source of its own.
    """
    workshop = Workshop(dropout=generators(experiment.seed, device).dropout)
    children = OrderedDict(
        child for number, placed in enumerate(experiment.layers, 1) for child in _children(number, placed, workshop)
    )
    weighted = [module for module in children.values() if isinstance(module, (nn.Linear, nn.Conv2d))]
    for module, source in zip(weighted, weight_generators(experiment.seed, len(weighted)), strict=True):
        initialize(experiment.model.initializer, module.weight, module.bias, source)
    children["output"] = children.popitem()[1]
    return nn.Sequential(children).to(device)


def _children(number: int, placed: PlacedLayer, workshop: Workshop) -> Iterator[tuple[str, nn.Module]]:
    """Yield the named modules of one layer, the one with the weights first."""
    kind = placed.spec.kind
    first, *rest = BUILDERS[kind](placed.spec, placed, workshop) or (None,)
    if first is not None:
        yield f"{number}_{kind}", first
    for module in rest:
        yield f"{number}_{type(module).__name__.lower()}", module
