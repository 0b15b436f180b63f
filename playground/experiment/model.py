"""The network of an experiment: its hidden layers and how its weights start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, model_validator

from playground.experiment.layers import Dense, DropConnect, Layer, LayerSpec, Recurrent
from playground.experiment.spec import Shape, ShapeMismatchError, Spec, Task
from playground.i18n import _

InitializerName = Literal["default", "zeros", "too_small", "xavier", "he", "too_large"]
MAX_LAYERS = 64
MAX_PARAMETERS = 20_000_000


@dataclass(frozen=True)
class PlacedLayer:
    """A layer with the shapes around it.

    Parameters
    ----------
    spec
        The layer; the output layer, which is implied, comes last as a linear :class:`Dense`.
    input_shape, output_shape
        Shapes of one sample before and after it.
    parameters
        How many numbers it learns.
    """

    spec: LayerSpec
    input_shape: Shape
    output_shape: Shape
    parameters: int


class Model(Spec):
    """The listed layers; the output layer is implied by the task.

    Parameters
    ----------
    output_start
        ``zeros`` starts the output layer at zero, so that the untrained network answers 0; ``default`` starts it as
        ``initializer`` says.
    """

    layers: Annotated[tuple[Layer, ...], Field(max_length=MAX_LAYERS, strict=False)] = (
        Dense(units=8, activation="tanh"),
        Dense(units=8, activation="tanh"),
    )
    initializer: InitializerName = "default"
    output_start: Literal["default", "zeros"] = "default"

    @model_validator(mode="after")
    def _dropconnect_has_weights(self) -> Model:
        waiting = False
        for number, layer in enumerate(self.layers, 1):
            if isinstance(layer, DropConnect):
                if waiting:
                    raise ValueError(
                        _("layer {number}: two dropconnect layers act on the same weights").format(number=number)
                    )
                waiting = True
            elif waiting and isinstance(layer, Recurrent):
                sentence = _("layer {number}: dropconnect acts on dense layers, not on {kind}")
                raise ValueError(sentence.format(number=number - 1, kind=layer.kind))
            elif isinstance(layer, Dense):
                waiting = False
        return self

    def placed(self, input_shape: Shape, task: Task) -> Iterator[PlacedLayer]:
        """Yield every layer with its shapes, the implied output layer last.

        Raises
        ------
        ShapeMismatchError
            If a layer does not fit; the message gives its number, counted from 1.
        """
        shape = input_shape
        output = Dense(units=task.outputs, activation="linear")
        for number, spec in enumerate((*self.layers, output), 1):
            try:
                after = spec.output_shape(shape)
            except ShapeMismatchError as mismatch:
                where = _("output layer") if spec is output else _("layer {number}").format(number=number)
                raise ShapeMismatchError(f"{where}: {mismatch}") from mismatch
            if spec is output:
                _check_steps(shape, task)
            yield PlacedLayer(spec, shape, after, spec.parameters(shape))
            shape = after


def _check_steps(shape: Shape, task: Task) -> None:
    """Refuse an output layer that would answer at every step where one answer is wanted, or the other way round."""
    if len(shape) == 2 and not task.steps:
        sentence = _(
            "output layer: one answer is wanted, not one for each of {n} steps; let the last recurrent layer give "
            "its last state only"
        )
        raise ShapeMismatchError(sentence.format(n=shape[0]))
    if len(shape) == 1 and task.steps:
        raise ShapeMismatchError(
            _("output layer: an answer is wanted at every step; let every recurrent layer return sequences")
        )
