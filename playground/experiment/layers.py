"""The layer vocabulary: what can be listed in ``model.layers``, with the shape and parameter count of each.

To add a layer: one class here, in :mod:`playground.experiment.image_layers` or in
:mod:`playground.experiment.recurrent_layers`, its place in the tuple below it, and one builder in
:mod:`playground.architecture.modules`; of layers for images, a card in :mod:`playground.controls.layer_kinds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from math import prod
from operator import or_
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from playground.experiment.image_layers import IMAGE_LAYERS, AvgPool2d, Conv2d, Flatten, MaxPool2d
from playground.experiment.layer_spec import ActivationName, LayerSpec, Rate, show_shape
from playground.experiment.recurrent_layers import GRU, LSTM, RNN, SEQUENCE_LAYERS, Embedding, Recurrent
from playground.experiment.spec import Shape, ShapeMismatchError
from playground.i18n import _

__all__ = [
    "GRU",
    "LAYERS",
    "LSTM",
    "RNN",
    "ActivationName",
    "AvgPool2d",
    "Conv2d",
    "Dense",
    "DropConnect",
    "Dropout",
    "Embedding",
    "Flatten",
    "Layer",
    "LayerSpec",
    "MaxPool2d",
    "Recurrent",
    "show_shape",
]


class Dense(LayerSpec):
    """A fully connected layer, φ(W h + b) (lecture, slide 20); on a sequence, the same one at every time step."""

    type: Literal["dense"] = "dense"
    units: Annotated[int, Field(ge=1, le=4096)]
    activation: ActivationName = "relu"

    def output_shape(self, shape: Shape) -> Shape:
        """Return ``(units,)``, of a sequence ``(steps, units)``."""
        if len(shape) == 2:
            return (shape[0], self.units)
        if len(shape) != 1:
            raise ShapeMismatchError(
                _("dense needs a flat input, not {shape}; put a flatten layer before it").format(
                    shape=show_shape(shape)
                )
            )
        return (self.units,)

    def parameters(self, shape: Shape) -> int:
        """Return weights and biases: units x (inputs + 1)."""
        return self.units * (shape[-1] + 1)

    def multiplications(self, shape: Shape) -> int:
        """Return units x inputs, at each time step."""
        return self.units * prod(shape)


class Dropout(LayerSpec):
    """Zeroes each value with probability ``rate`` while training and scales the others by 1/(1 - rate) (slide 38)."""

    type: Literal["dropout"] = "dropout"
    rate: Rate = 0.5


class DropConnect(LayerSpec):
    """Zeroes each weight of the next layer with probability ``rate``, drawn anew for every batch (slide 40)."""

    type: Literal["dropconnect"] = "dropconnect"
    rate: Rate = 0.5


_EVERY: tuple[type[LayerSpec], ...] = (Dense, Dropout, DropConnect, *IMAGE_LAYERS, Flatten, *SEQUENCE_LAYERS)
LAYERS: Mapping[str, type[LayerSpec]] = MappingProxyType(
    {layer.model_fields["type"].default: layer for layer in _EVERY}
)
if TYPE_CHECKING:
    Layer = LayerSpec
else:
    Layer = Annotated[reduce(or_, _EVERY), Field(discriminator="type")]
