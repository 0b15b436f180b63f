"""The table of a network's layers, without building it."""

from __future__ import annotations

from dataclasses import dataclass

from playground.experiment import Experiment
from playground.experiment.gan import GanExperiment
from playground.experiment.layers import Dense
from playground.experiment.model import Model, PlacedLayer
from playground.experiment.spec import Shape, Task


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
    multiplications
        How many multiplications one sample takes in it.
    """

    name: str
    kind: str
    activation: str
    output_shape: Shape
    parameters: int
    multiplications: int


def summary(experiment: Experiment, input_shape: Shape | None = None) -> list[SummaryRow]:
    """Return a row for each layer of an experiment's network, the output layer last.

    Parameters
    ----------
    input_shape
        Shape of one sample; the experiment's own where it is ``None``.

    Raises
    ------
    ShapeMismatchError
        If a layer does not fit such an input.
    """
    shape = input_shape or experiment.data.input_shape
    return model_summary(experiment.model, shape, experiment.data.task, experiment.loss)


def model_summary(model: Model, input_shape: Shape, task: Task, loss: str) -> list[SummaryRow]:
    """Return a row for each layer of a network without data, the output layer last.

    Parameters
    ----------
    loss
        ``mse``, ``mae`` or ``cross_entropy``; it says what follows the output layer.

    Raises
    ------
    ShapeMismatchError
        If a layer does not fit its input.
    """
    *hidden, output = model.placed(input_shape, task)
    rows = [
        _row(placed, f"{number}_{placed.spec.kind}", getattr(placed.spec, "activation", ""))
        for number, placed in enumerate(hidden, 1)
    ]
    return [*rows, _row(output, "output", _after_output(task, loss))]


def _row(placed: PlacedLayer, name: str, activation: str) -> SummaryRow:
    multiplications = placed.spec.multiplications(placed.input_shape)
    return SummaryRow(name, placed.spec.kind, activation, placed.output_shape, placed.parameters, multiplications)


def output_activation(experiment: Experiment) -> str:
    """Return what follows the output layer: ``sigmoid`` or ``softmax`` under cross-entropy, ``linear`` otherwise."""
    return _after_output(experiment.data.task, experiment.loss)


def _after_output(task: Task, loss: str) -> str:
    if loss != "cross_entropy":
        return "linear"
    return "sigmoid" if task.outputs == 1 else "softmax"


def gan_summaries(experiment: GanExperiment) -> dict[str, tuple[Shape, list[SummaryRow]]]:
    """Return for each network of a GAN, by its name, the shape of its input and a row for each layer."""
    model, says_chance = experiment.model, experiment.training.loss in ("non_saturating", "saturating")
    judged = "cross_entropy" if says_chance else "mse"
    parts: dict[str, tuple[tuple[Dense, ...], int, Task, str]] = {
        "generator": (model.generator.layers, model.generator.noise, Task(classes=None, numbers=2), "mse"),
        "discriminator": (model.discriminator.layers, 2, Task(classes=2), judged),
    }
    return {
        name: ((inputs,), model_summary(Model(layers=layers), (inputs,), task, loss))
        for name, (layers, inputs, task, loss) in parts.items()
    }


def row_as_json(row: SummaryRow) -> dict[str, object]:
    """Return a row as the command line prints it."""
    return {
        "name": row.name,
        "type": row.kind,
        "activation": row.activation,
        "output_shape": row.output_shape,
        "parameters": row.parameters,
        "multiplications": row.multiplications,
    }
