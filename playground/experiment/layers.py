"""The layer vocabulary: what can be listed in ``model.layers``, with the shape and parameter count of each.

To add a layer: one class here, one entry in :data:`LAYERS`, and one builder in :mod:`playground.architecture.modules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from playground.experiment.spec import LayerMisfitError, Shape, Spec
from playground.i18n import _

ActivationName = Literal[
    "linear",
    "threshold",
    "relu",
    "leaky_relu",
    "sigmoid",
    "tanh",
    "elu",
    "selu",
    "softplus",
    "gelu",
    "silu",
]
Rate = Annotated[float, Field(ge=0, le=0.95)]


class LayerSpec(Spec):
    """What a layer says of itself before it is built."""

    type: str

    @property
    def kind(self) -> str:
        """Its name in the vocabulary, a key of :data:`LAYERS`."""
        return self.type

    def output_shape(self, shape: Shape) -> Shape:
        """Return the shape after this layer for one input of ``shape`` (no batch axis).

        Raises
        ------
        LayerMisfitError
            If the layer cannot take such an input.
        """
        return shape

    def parameters(self, shape: Shape) -> int:
        """Return the number of learned parameters for one input of ``shape``."""
        return 0


class Dense(LayerSpec):
    """A fully connected layer, φ(W h + b) (lecture, slide 20)."""

    type: Literal["dense"] = "dense"
    units: Annotated[int, Field(ge=1, le=4096)]
    activation: ActivationName = "relu"

    def output_shape(self, shape: Shape) -> Shape:
        """Return ``(units,)``."""
        if len(shape) != 1:
            raise LayerMisfitError(
                _("dense needs a flat input, not {shape}; put a flatten layer before it").format(
                    shape=show_shape(shape)
                )
            )
        return (self.units,)

    def parameters(self, shape: Shape) -> int:
        """Return weights and biases: units x (inputs + 1)."""
        return self.units * (prod(shape) + 1)


class Dropout(LayerSpec):
    """Zeroes each value with probability ``rate`` while training and scales the others by 1/(1 - rate) (slide 38)."""

    type: Literal["dropout"] = "dropout"
    rate: Rate = 0.5


class DropConnect(LayerSpec):
    """Zeroes each weight of the next layer with probability ``rate``, drawn anew for every batch (slide 40)."""

    type: Literal["dropconnect"] = "dropconnect"
    rate: Rate = 0.5


Layer = Annotated[Dense | Dropout | DropConnect, Field(discriminator="type")]
LAYERS: Mapping[str, type[LayerSpec]] = MappingProxyType(
    {"dense": Dense, "dropout": Dropout, "dropconnect": DropConnect}
)


def show_shape(shape: Shape) -> str:
    """Return a shape as people write it, ``3×150×150``."""
    return "×".join(map(str, shape))
