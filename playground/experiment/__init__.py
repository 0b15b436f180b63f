"""An experiment: one frozen, validated value that describes a run completely.

It is the only thing that forms, links, files, the command line and tests pass around.
"""

from __future__ import annotations

from math import ceil
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, model_validator

from playground.experiment.data import (
    Column,
    CommunesData,
    Data,
    Forecast,
    ImageData,
    OwnImages,
    OwnSeries,
    OwnTable,
    OwnText,
    PlaneData,
    PointsData,
    ProblemData,
    SequenceSpec,
    SeriesData,
    SurnameData,
    TableData,
    TextSpec,
)
from playground.experiment.errors import ExperimentError
from playground.experiment.layers import Dense, DropConnect, Dropout, Embedding, Recurrent
from playground.experiment.model import MAX_PARAMETERS, Model, PlacedLayer
from playground.experiment.spec import ShapeMismatchError, Task
from playground.experiment.training import SGD, Adagrad, Adam, AdamW, RMSprop, Training
from playground.experiment.written import MAX_LINK, MAX_TEXT, Written
from playground.i18n import _

__all__ = [
    "MAX_LINK",
    "MAX_TEXT",
    "SGD",
    "Adagrad",
    "Adam",
    "AdamW",
    "Column",
    "CommunesData",
    "Dense",
    "DropConnect",
    "Dropout",
    "Embedding",
    "Experiment",
    "ExperimentError",
    "Forecast",
    "ImageData",
    "Model",
    "OwnImages",
    "OwnSeries",
    "OwnTable",
    "OwnText",
    "PlaneData",
    "PointsData",
    "ProblemData",
    "RMSprop",
    "SequenceSpec",
    "SeriesData",
    "ShapeMismatchError",
    "SurnameData",
    "TableData",
    "Task",
    "TextSpec",
    "Training",
]

MAX_STATES = 64_000_000
"""Gate values of recurrent layers at all steps of a batch: autograd keeps 16 bytes of each (measured), 1 GB in all."""


class Experiment(Written):
    """Data, network, training and seed. The default learns TensorFlow Playground's spiral with two layers of eight.

    Examples
    --------
    >>> layer = {"type": "dense", "units": 3, "activation": "relu"}
    >>> experiment = Experiment.from_parts({"data": {"name": "xor"}, "model": {"layers": [layer]}})
    >>> experiment.parameters  # 2 * 3 weights and 3 biases, 3 weights and a bias
    13
    >>> experiment == Experiment.from_json(experiment.to_json())
    True
    """

    data: Data = PlaneData()
    model: Model = Model()
    training: Training = Training()
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        self._check_loss()
        self._check_recurrence()
        if self.parameters > MAX_PARAMETERS:
            raise ValueError(
                _("model.layers: {count} parameters in all: must be at most {most}").format(
                    count=self.parameters, most=MAX_PARAMETERS
                )
            )
        return self

    def _check_loss(self) -> None:
        """Refuse a loss that cannot judge what is asked."""
        name, loss, asks_class = self.data.name, self.training.loss, self.data.task.is_classification
        if loss == "cross_entropy" and not asks_class:
            sentence = _(
                "training.loss: cross_entropy needs classes, and {name} asks for a number; allowed: auto, mse, mae"
            )
            raise ValueError(sentence.format(name=name))
        if loss == "mae" and asks_class:
            sentence = _(
                "training.loss: mae needs numbers, and {name} asks for a class; allowed: auto, mse, cross_entropy"
            )
            raise ValueError(sentence.format(name=name))
        if loss == "mse" and isinstance(self.data, TextSpec):
            sentence = _("training.loss: mse cannot judge the letters of {name}; allowed: auto, cross_entropy")
            raise ValueError(sentence.format(name=name))

    def _check_recurrence(self) -> None:
        """Refuse what no recurrent network can do."""
        symbols = self.data.symbols if isinstance(self.data, SequenceSpec) else None
        both = any(isinstance(layer, Recurrent) and layer.bidirectional for layer in self.model.layers)
        for number, layer in enumerate(self.model.layers, 1):
            if isinstance(layer, Embedding) and (number > 1 or symbols is None):
                sentence = _("layer {number}: embedding must be the first layer, and reads symbols only")
                raise ValueError(sentence.format(number=number))
        if both and isinstance(self.data, TextSpec):
            raise ValueError(_("model.layers: bidirectional layers would see the letters that they must guess"))
        if both and self.training.truncation:
            raise ValueError(_("training.truncation: does not go with bidirectional layers"))
        scaled = any(isinstance(layer, Recurrent) and layer.scales_what_is_drawn for layer in self.model.layers)
        if scaled and self.model.initializer == "zeros":
            sentence = _(
                "model.initializer: zeros: a matrix of zeros cannot be scaled to a spectral radius; leave one out"
            )
            raise ValueError(sentence)
        size = min(self.training.batch_size, self.data.train_samples)
        if size * (each := self._states()) > MAX_STATES:
            sentence = _("training.batch_size: {n} sequences at once are too many for these layers; at most {most}")
            raise ValueError(sentence.format(n=size, most=MAX_STATES // each))

    def _states(self) -> int:
        """Return how many gate values recurrent layers compute for one sample."""
        return sum(
            placed.input_shape[0] * placed.spec.gates * placed.spec.width
            for placed in self.layers
            if isinstance(placed.spec, Recurrent)
        )

    @property
    def layers(self) -> tuple[PlacedLayer, ...]:
        """Every layer with its shapes, the implied output layer last."""
        return tuple(self.model.placed(self.data.input_shape, self.data.task))

    @property
    def parameters(self) -> int:
        """Number of learned parameters, the output layer's included."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def batches_per_epoch(self) -> int:
        """How many mini-batches go over the training part once."""
        return ceil(self.data.train_samples / self.training.batch_size)

    @property
    def loss(self) -> str:
        """The loss in use, ``mse``, ``mae`` or ``cross_entropy``, with ``auto`` resolved."""
        if self.training.loss != "auto":
            return self.training.loss
        return "cross_entropy" if self.data.task.is_classification else "mse"


def json_schema(model: type[BaseModel] = Experiment) -> dict[str, Any]:
    """Return the JSON schema of an experiment."""
    return model.model_json_schema()
