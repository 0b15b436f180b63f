"""Build the network of an experiment."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

import torch
from torch import nn

from playground.architecture.modules import BUILDERS, BuildContext
from playground.architecture.recurrent import OneHot, RecurrentLayer, initialize_recurrent
from playground.architecture.seeds import generators, weight_generators
from playground.experiment import Embedding, Experiment, SequenceSpec
from playground.experiment.model import Model, PlacedLayer
from playground.initializers import initialize

WEIGHTED = (nn.Linear, nn.Conv2d, nn.Embedding, RecurrentLayer)
"""Modules with weights, each of which draws them from a source of its own."""


def build(experiment: Experiment, device: str | torch.device = "cpu") -> nn.Sequential:
    """Return the network of an experiment, ``(n, *input_shape)`` to ``(n, outputs)``, in training mode.

    Networks for symbols take their numbers ``(n, steps)``; where an answer is asked for at each step, they give
    ``(n, steps, outputs)``. The output layer is linear. Children are named after their place in the list, ``1_dense``,
    ``1_tanh``, ``2_dropout``..., and the output layer ``output``. The same experiment gives the same weights on every
    device: they are drawn on the CPU, each layer's from a source of its own.
    """
    truncation = experiment.training.truncation
    context = BuildContext(dropout=generators(experiment.seed, device).dropout, truncation=truncation)
    children = OrderedDict(
        child for number, placed in enumerate(experiment.layers, 1) for child in _children(number, placed, context)
    )
    children["output"] = children.popitem()[1]
    weighted = [module for module in children.values() if isinstance(module, WEIGHTED)]
    for module, source in zip(weighted, weight_generators(experiment.seed, len(weighted)), strict=True):
        _start(module, experiment.model, source)
    if experiment.model.output_start == "zeros":
        for parameter in children["output"].parameters():
            nn.init.zeros_(parameter)
    return nn.Sequential(OrderedDict(_reading_symbols(experiment)) | children).to(device)


def _start(module: nn.Module, model: Model, source: torch.Generator) -> None:
    """Give a module with weights its first ones."""
    if isinstance(module, RecurrentLayer):
        initialize_recurrent(module, model.initializer, source)
    elif isinstance(module, nn.Embedding):
        nn.init.normal_(module.weight, generator=source)
    else:
        assert isinstance(module, (nn.Linear, nn.Conv2d))
        initialize(model.initializer, module.weight, module.bias, source)


def _reading_symbols(experiment: Experiment) -> Iterator[tuple[str, nn.Module]]:
    """Yield what makes vectors of symbols, where no embedding does."""
    symbols = experiment.data.symbols if isinstance(experiment.data, SequenceSpec) else None
    if symbols is not None and not isinstance(experiment.layers[0].spec, Embedding):
        yield "0_onehot", OneHot(symbols)


def _children(number: int, placed: PlacedLayer, context: BuildContext) -> Iterator[tuple[str, nn.Module]]:
    """Yield the named modules of one layer, the one with the weights first."""
    kind = placed.spec.kind
    first, *rest = BUILDERS[kind](placed.spec, placed, context) or (None,)
    if first is not None:
        yield f"{number}_{kind}", first
    for module in rest:
        yield f"{number}_{type(module).__name__.lower()}", module
