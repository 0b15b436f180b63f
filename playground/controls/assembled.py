"""A list of layers as a network: how far it fits, and how large it is. Values only, no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playground.experiment import Dense, ShapeMismatchError, Task
from playground.experiment.layers import Layer
from playground.experiment.model import MAX_PARAMETERS
from playground.experiment.spec import Shape
from playground.i18n import _
from playground.numerals import whole

MOST_MULTIPLICATIONS = 100_000_000
"""For each image; the thousand test images then take a processor some seconds."""


@dataclass(frozen=True)
class Assembled:
    """What becomes of an image on its way through layers.

    Parameters
    ----------
    layers, task
        The layers, and what the network is asked for.
    shapes
        The shape before the first layer, then that after each, as far as they fit.
    mismatch
        Place of the layer that does not fit, from 0; ``None`` if there is none.
    reason
        Why the network cannot be, a sentence; empty if it can.
    """

    layers: tuple[Layer, ...]
    task: Task
    shapes: tuple[Shape, ...]
    mismatch: int | None
    reason: str

    @property
    def output(self) -> Dense:
        """The output layer, which the task implies."""
        return Dense(units=self.task.outputs, activation="linear")

    @property
    def fits(self) -> bool:
        """Whether every layer fits, the output layer too."""
        return self.mismatch is None and len(self.shapes[-1]) == 1

    @property
    def parameters(self) -> int:
        """How many numbers are learned; of a network that fits."""
        return sum(layer.parameters(shape) for layer, shape in self._placed)

    @property
    def multiplications(self) -> int:
        """How many multiplications an image takes; of a network that fits."""
        return sum(layer.multiplications(shape) for layer, shape in self._placed)

    @property
    def _placed(self) -> list[tuple[Layer, Shape]]:
        return list(zip((*self.layers, self.output), self.shapes, strict=True))


def assembled(layers: Sequence[Layer], input_shape: Shape, task: Task) -> Assembled:
    """Follow an image of a shape through layers."""
    shapes = [input_shape]
    for place, layer in enumerate(layers):
        try:
            shapes.append(layer.output_shape(shapes[-1]))
        except ShapeMismatchError as mismatch:
            return Assembled(tuple(layers), task, tuple(shapes), place, str(mismatch))
    network = Assembled(tuple(layers), task, tuple(shapes), None, "")
    return Assembled(tuple(layers), task, tuple(shapes), None, _obstacle(network))


def _obstacle(network: Assembled) -> str:
    """Return why a network whose layers fit cannot be trained here; nothing if it can."""
    try:
        network.output.output_shape(network.shapes[-1])
    except ShapeMismatchError as mismatch:
        return _("output layer") + f": {mismatch}"
    if network.parameters > MAX_PARAMETERS:
        sentence = _("{count} parameters are too many: at most {most}.")
        return sentence.format(count=whole(network.parameters), most=whole(MAX_PARAMETERS))
    if network.multiplications > MOST_MULTIPLICATIONS:
        sentence = _("{count} multiplications for each image are too many to watch it learn: at most {most}.")
        return sentence.format(count=whole(network.multiplications), most=whole(MOST_MULTIPLICATIONS))
    return ""
