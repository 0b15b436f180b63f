"""The modules that PyTorch lacks, and how each listed layer becomes modules.

Everything random in them draws from a generator of its own, so that a run can be repeated bit for bit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from playground.activations import ACTIVATIONS
from playground.architecture.recurrent import RecurrentLayer
from playground.experiment.layers import (
    AvgPool2d,
    Conv2d,
    Dense,
    DropConnect,
    Dropout,
    Embedding,
    LayerSpec,
    MaxPool2d,
    Recurrent,
)
from playground.experiment.model import PlacedLayer


class Threshold(nn.Module):
    """1 where the input is above 0, else 0; its gradient is zero (lecture, slide 13)."""

    def forward(self, x: Tensor) -> Tensor:
        """Return ``1_{x > 0}``, elementwise."""
        return x.sign().clamp(min=0)


class SeededDropout(nn.Module):
    """Dropout (slide 38) from its own generator: zero with probability ``rate``, the rest times 1/(1 - rate)."""

    def __init__(self, rate: float, generator: torch.Generator) -> None:
        super().__init__()
        self.rate, self.generator = rate, generator
        self.mask: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        """Return ``x`` masked while training, ``x`` itself otherwise; ``mask`` keeps the last one drawn."""
        if not self.training or self.rate == 0:
            return x
        return x * self.draw_mask(x) / (1 - self.rate)

    def draw_mask(self, x: Tensor) -> Tensor:
        """Return a new mask of zeros and ones for ``x``, of its shape; ``mask`` keeps it."""
        self.mask = torch.empty_like(x).bernoulli_(1 - self.rate, generator=self.generator)
        return self.mask


class DropConnectLinear(nn.Linear):
    """A linear layer whose weights are dropped, one mask for each batch (Wan et al. 2013; slide 40).

    While training each weight is zero with probability ``rate`` and otherwise scaled by 1/(1 - rate).
    """

    def __init__(self, inputs: int, outputs: int, rate: float, generator: torch.Generator) -> None:
        super().__init__(inputs, outputs)
        self.rate, self.generator = rate, generator
        self.mask: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        """Return ``(n, outputs)`` for ``(n, inputs)``."""
        if not self.training or self.rate == 0:
            return super().forward(x)
        return F.linear(x, self.weight * self.draw_mask() / (1 - self.rate), self.bias)

    def draw_mask(self) -> Tensor:
        """Return a new mask of zeros and ones, of the weights' shape; ``mask`` keeps it."""
        self.mask = torch.empty_like(self.weight.detach()).bernoulli_(1 - self.rate, generator=self.generator)
        return self.mask


@dataclass
class BuildContext:
    """What building a network needs besides the layers.

    Parameters
    ----------
    dropout
        Generator of all masks, on the device of the network.
    weight_drop
        Rate of a dropconnect layer that waits for the next layer with weights; 0 if none does.
    truncation
        After how many steps backpropagation through time is cut off, 0 for never.
    """

    dropout: torch.Generator
    weight_drop: float = 0.0
    truncation: int = 0


Builder = Callable[[LayerSpec, PlacedLayer, BuildContext], list[nn.Module]]


def activation_module(name: str) -> nn.Module:
    """Return the module of an activation, one of :data:`playground.activations.ACTIVATIONS`."""
    module = ACTIVATIONS[name].module
    return Threshold() if module == "Threshold" else getattr(nn, module)()


def _dense(spec: LayerSpec, placed: PlacedLayer, context: BuildContext) -> list[nn.Module]:
    assert isinstance(spec, Dense)
    rate, context.weight_drop = context.weight_drop, 0.0
    inputs = placed.input_shape[-1]
    linear = DropConnectLinear(inputs, spec.units, rate, context.dropout) if rate else nn.Linear(inputs, spec.units)
    return [linear] if spec.activation == "linear" else [linear, activation_module(spec.activation)]


def _conv2d(spec: LayerSpec, placed: PlacedLayer, context: BuildContext) -> list[nn.Module]:
    assert isinstance(spec, Conv2d)
    convolution = nn.Conv2d(
        placed.input_shape[0], spec.filters, spec.kernel_size, spec.stride, spec.padding, groups=spec.groups
    )
    return [convolution] if spec.activation == "linear" else [convolution, activation_module(spec.activation)]


def _max_pool2d(spec: LayerSpec, placed: PlacedLayer, context: BuildContext) -> list[nn.Module]:
    assert isinstance(spec, MaxPool2d)
    return [nn.MaxPool2d(spec.kernel_size, spec.step, spec.padding)]


def _avg_pool2d(spec: LayerSpec, placed: PlacedLayer, context: BuildContext) -> list[nn.Module]:
    assert isinstance(spec, AvgPool2d)
    return [nn.AvgPool2d(spec.kernel_size, spec.step, spec.padding)]


def _flatten(spec: LayerSpec, placed: PlacedLayer, context: BuildContext) -> list[nn.Module]:
    return [nn.Flatten()]


def _dropout(spec: LayerSpec, placed: PlacedLayer, context: BuildContext) -> list[nn.Module]:
    assert isinstance(spec, Dropout)
    return [SeededDropout(spec.rate, context.dropout)]


def _dropconnect(spec: LayerSpec, placed: PlacedLayer, context: BuildContext) -> list[nn.Module]:
    assert isinstance(spec, DropConnect)
    context.weight_drop = spec.rate
    return []


def _embedding(spec: LayerSpec, placed: PlacedLayer, context: BuildContext) -> list[nn.Module]:
    assert isinstance(spec, Embedding)
    return [nn.Embedding(placed.input_shape[1], spec.units)]


def _recurrent(spec: LayerSpec, placed: PlacedLayer, context: BuildContext) -> list[nn.Module]:
    assert isinstance(spec, Recurrent)
    return [RecurrentLayer(spec, placed.input_shape[1], context.truncation)]


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "dense": _dense,
        "dropout": _dropout,
        "dropconnect": _dropconnect,
        "conv2d": _conv2d,
        "max_pool2d": _max_pool2d,
        "avg_pool2d": _avg_pool2d,
        "flatten": _flatten,
        "embedding": _embedding,
        "rnn": _recurrent,
        "lstm": _recurrent,
        "gru": _recurrent,
    }
)
