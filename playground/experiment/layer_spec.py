"""What every layer of the vocabulary has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from playground.activations import ACTIVATIONS
from playground.experiment.spec import Shape, Spec

if TYPE_CHECKING:
    ActivationName = str
else:
    ActivationName = Literal[tuple(ACTIVATIONS)]
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
        ShapeMismatchError
            If the layer cannot take such an input.
        """
        return shape

    def parameters(self, shape: Shape) -> int:
        """Return the number of learned parameters for one input of ``shape``."""
        return 0

    def multiplications(self, shape: Shape) -> int:
        """Return how many multiplications one input of ``shape`` takes, biases and activations not counted."""
        return 0


def show_shape(shape: Shape) -> str:
    """Return a shape as people write it, ``3×150×150``."""
    return "×".join(map(str, shape))
