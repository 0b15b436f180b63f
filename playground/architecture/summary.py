"""The table of a network's layers, without building it."""

from __future__ import annotations

from dataclasses import dataclass

from playground.experiment import Experiment
from playground.experiment.spec import Shape


@dataclass(frozen=True)
class SummaryRow:
    """One line of the table.

    Parameters
    ----------
    name
        ``1_dense``..., or ``output``.
    kind
        The layer's type.
    activation
        Its activation, or the output's (``sigmoid``, ``softmax``, ``linear``); empty for layers without one.
    output_shape
        Shape after the layer, for one sample.
    parameters
        How many numbers it learns.
    """

    name: str
    kind: str
    activation: str
    output_shape: Shape
    parameters: int


def summary(experiment: Experiment, input_shape: Shape | None = None) -> list[SummaryRow]:
    """Return a row for each layer, the output layer last.

    Parameters
    ----------
    input_shape
        Shape of one sample; the experiment's own where it is ``None``.

    Raises
    ------
    LayerMisfitError
        If a layer does not fit such an input.
    """
    layers = list(experiment.model.placed(input_shape or experiment.data.input_shape, experiment.data.task))
    rows = [
        SummaryRow(
            name=f"{number}_{placed.spec.kind}",
            kind=placed.spec.kind,
            activation=getattr(placed.spec, "activation", ""),
            output_shape=placed.output_shape,
            parameters=placed.parameters,
        )
        for number, placed in enumerate(layers[:-1], 1)
    ]
    output = layers[-1]
    return [*rows, SummaryRow("output", "dense", output_activation(experiment), output.output_shape, output.parameters)]


def output_activation(experiment: Experiment) -> str:
    """Return what follows the output layer: ``sigmoid`` or ``softmax`` under cross-entropy, ``linear`` otherwise."""
    if experiment.loss != "cross_entropy":
        return "linear"
    return "sigmoid" if experiment.data.task.outputs == 1 else "softmax"
