"""A network as people see it: inputs, neurons in dense layers, links, biases, and what is dropped."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from playground.architecture.modules import DropConnectLinear, SeededDropout


@dataclass(frozen=True)
class DenseLayer:
    """One dense layer with what follows it.

    Parameters
    ----------
    linear
        Its weights ``(units, inputs)`` and biases ``(units,)``.
    activation
        Its activation, ``None`` for the identity.
    dropout
        The dropout on its outputs, if there is one.
    """

    linear: nn.Linear
    activation: nn.Module | None
    dropout: SeededDropout | None

    def kept_units(self) -> Tensor | None:
        """Return ``(n, units)`` ones and zeros: which neurons the last batch's samples kept, ``None`` if all."""
        return self.dropout.mask if self.dropout else None

    def kept_links(self) -> Tensor | None:
        """Return ``(units, inputs)`` ones and zeros: which links the last batch kept, ``None`` if all."""
        return self.linear.mask if isinstance(self.linear, DropConnectLinear) else None


class Network:
    """The dense layers of a model, the output layer last.

    Parameters
    ----------
    model
        A sequence of linear layers, each perhaps followed by an activation and a dropout.
    """

    def __init__(self, model: nn.Sequential) -> None:
        self._model = model
        self.layers = tuple(_dense_layers(model))
        self.input_dropout = next((m for m in list(model)[:1] if isinstance(m, SeededDropout)), None)

    @torch.no_grad()
    def outputs(self, inputs: Tensor) -> list[Tensor]:
        """Return what each layer gives for inputs ``(n, features)``, without dropout: the inputs, then ``(n, units)``.

        The last entry is what the output layer gives, before any sigmoid or softmax. What comes after the inputs has
        a unit's values side by side in memory: with samples as the last axis a product of few units takes a sixth.
        """
        values = [inputs]
        for layer in self.layers:
            linear = torch.addmm(layer.linear.bias[:, None], layer.linear.weight, values[-1].T).T
            values.append(linear if layer.activation is None else layer.activation(linear))
        return values

    @torch.no_grad()
    def pre_activations(self, values: list[Tensor]) -> list[Tensor]:
        """Return each layer's weighted sums ``(n, units)`` before its activation, for what :meth:`outputs` returned."""
        return [
            nn.functional.linear(before, layer.linear.weight, layer.linear.bias)
            for before, layer in zip(values, self.layers, strict=False)
        ]

    def set_parameter(self, layer: int, unit: int, source: int | None, value: float) -> bool:
        """Set a weight, or with ``source=None`` a bias; return whether there is such a number."""
        if not 1 <= layer <= len(self.layers):
            return False
        linear = self.layers[layer - 1].linear
        if not 0 <= unit < linear.out_features or not (source is None or 0 <= source < linear.in_features):
            return False
        with torch.no_grad():
            if source is None:
                linear.bias[unit] = value
            else:
                linear.weight[unit, source] = value
        return True

    def generators(self) -> list[torch.Generator]:
        """Return the generators that masks are drawn from, each once."""
        return list({id(module.generator): module.generator for module in self._drawing()}.values())

    def masks(self) -> tuple[Tensor | None, ...]:
        """Return what each dropout and DropConnect kept for the last batch; ``None`` before the first one."""
        return tuple(module.mask for module in self._drawing())

    def show_masks(self, masks: tuple[Tensor | None, ...]) -> None:
        """Take up what :meth:`masks` returned."""
        for module, mask in zip(self._drawing(), masks, strict=True):
            module.mask = mask

    def _drawing(self) -> list[SeededDropout | DropConnectLinear]:
        return [m for m in self._model.modules() if isinstance(m, (SeededDropout, DropConnectLinear))]


def _dense_layers(model: nn.Sequential) -> list[DenseLayer]:
    """Group the modules of a model by its linear layers."""
    groups: list[list[nn.Module]] = []
    for module in model:
        if isinstance(module, nn.Linear):
            groups.append([module])
        elif groups:
            groups[-1].append(module)
    layers = []
    for linear, *rest in groups:
        assert isinstance(linear, nn.Linear)
        dropout = next((module for module in rest if isinstance(module, SeededDropout)), None)
        activation = next((module for module in rest if not isinstance(module, SeededDropout)), None)
        layers.append(DenseLayer(linear, activation, dropout))
    return layers
