"""A network for images as people see it: its listed layers in order, each before and after its activation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from playground.experiment import Experiment
from playground.experiment.model import PlacedLayer


@dataclass(frozen=True)
class StackedLayer:
    """One listed layer with its modules.

    Parameters
    ----------
    placed
        The layer and the shapes around it; the output layer comes last.
    main
        What does its work; ``None`` for a layer that only acts on the next one's weights.
    activation
        What follows it, ``None`` for the identity.
    """

    placed: PlacedLayer
    main: nn.Module | None
    activation: nn.Module | None

    @property
    def weight(self) -> Tensor:
        """Its weights, of a layer that has some."""
        assert isinstance(self.main, (nn.Linear, nn.Conv2d))
        return self.main.weight.detach()

    @property
    def bias(self) -> Tensor:
        """Its biases, of a layer that has some."""
        assert isinstance(self.main, (nn.Linear, nn.Conv2d))
        assert self.main.bias is not None
        return self.main.bias.detach()


@dataclass(frozen=True)
class LayerActivation:
    """What one layer gives for some inputs.

    Parameters
    ----------
    before, after
        Before and after its activation, ``(n, *output_shape)``; the same where it has none.
    """

    before: Tensor
    after: Tensor


class Stack:
    """The layers of a model.

    Parameters
    ----------
    experiment, model
        The experiment, and what :func:`playground.architecture.build.build` made of it.
    """

    def __init__(self, experiment: Experiment, model: nn.Sequential) -> None:
        self._model = model
        self.layers = tuple(_stacked(experiment, model))

    @torch.no_grad()
    def outputs(self, inputs: Tensor) -> list[Tensor]:
        """Return the inputs ``(n, channels, height, width)`` and what each layer gives after its activation."""
        return [inputs, *(answer.after for answer in self.activations(inputs))]

    @torch.no_grad()
    def activations(self, inputs: Tensor) -> list[LayerActivation]:
        """Return what each layer gives without dropout, before and after its activation."""
        values, activations = inputs, []
        with evaluating(self._model):
            for layer in self.layers:
                before = values if layer.main is None else layer.main(values)
                values = before if layer.activation is None else layer.activation(before)
                activations.append(LayerActivation(before, values))
        return activations

    @torch.no_grad()
    def last(self, inputs: Tensor) -> Tensor:
        """Return the output layer's values ``(n, outputs)`` without dropout."""
        with evaluating(self._model):
            outputs: Tensor = self._model(inputs)
        return outputs

    def last_maps(self, inputs: Tensor) -> tuple[Tensor | None, Tensor]:
        """Return what the last convolution gives after its activation, and the outputs, for autograd to go back.

        The maps are ``None`` where there is no convolution.
        """
        convolutions = [k for k, layer in enumerate(self.layers) if isinstance(layer.main, nn.Conv2d)]
        values, maps = inputs, None
        with evaluating(self._model), torch.enable_grad():
            for k, layer in enumerate(self.layers):
                values = values if layer.main is None else layer.main(values)
                values = values if layer.activation is None else layer.activation(values)
                if convolutions and k == convolutions[-1]:
                    maps = values = values.detach().requires_grad_()
        return maps, values


@contextmanager
def evaluating(model: nn.Module) -> Iterator[None]:
    """Let a model answer without dropout; afterwards it trains on."""
    model.eval()
    try:
        yield
    finally:
        model.train()


def _stacked(experiment: Experiment, model: nn.Sequential) -> list[StackedLayer]:
    """Find each listed layer's modules by their names (:func:`playground.architecture.build.build`)."""
    children = dict(model.named_children())
    *hidden, output = experiment.layers
    layers = []
    for number, placed in enumerate(hidden, 1):
        own = [module for name, module in children.items() if name.startswith(f"{number}_")]
        layers.append(StackedLayer(placed, own[0] if own else None, own[1] if len(own) > 1 else None))
    return [*layers, StackedLayer(output, children["output"], None)]
