"""What a comparison may vary, and how a value of it changes an experiment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args

from playground.experiment import Experiment
from playground.experiment.layers import ActivationName, Conv2d, Dense, DropConnect, Dropout, Flatten, LayerSpec
from playground.experiment.model import InitializerName
from playground.experiment.training import SGD, Adagrad, Adam, AdamW, RMSprop
from playground.i18n import N_

AxisName = Literal[
    "activation",
    "optimizer",
    "learning_rate",
    "depth",
    "width",
    "dropout",
    "initializer",
    "batch_size",
    "penalty",
    "seed",
]
Value = str | int | float

DEEPEST, WIDEST = 8, 128
OPTIMIZER_CHOICES: Mapping[str, Any] = MappingProxyType(
    {
        "sgd": SGD(),
        "momentum": SGD(momentum=0.9),
        "nesterov": SGD(momentum=0.9, nesterov=True),
        "adagrad": Adagrad(),
        "rmsprop": RMSprop(),
        "adam": Adam(),
        "adamw": AdamW(),
    }
)
"""Optimizers to compare, each with the learning rate that it usually has."""


@dataclass(frozen=True)
class Axis:
    """One thing that a comparison may vary.

    Parameters
    ----------
    label
        Its name.
    vary
        Returns an experiment with one of its values.
    default
        Values to begin with.
    stops
        Values to choose from.
    parse
        Reads a value from text; a ``ValueError`` says that it is none.
    """

    label: str
    vary: Callable[[Experiment, Any], Experiment]
    default: tuple[Value, ...]
    stops: tuple[Value, ...]
    parse: Callable[[str], Value]


def _with_layers(experiment: Experiment, layers: Sequence[LayerSpec]) -> Experiment:
    return experiment.model_copy(update={"model": experiment.model.model_copy(update={"layers": tuple(layers)})})


def _with_training(experiment: Experiment, **changes: Any) -> Experiment:
    return experiment.model_copy(update={"training": experiment.training.model_copy(update=changes)})


def convolves(layers: Sequence[LayerSpec]) -> bool:
    """Return whether a network has convolutions: depth and width are then theirs, and dense layers stay as they are."""
    return any(isinstance(layer, Conv2d) for layer in layers)


def _activation(experiment: Experiment, value: ActivationName) -> Experiment:
    return _with_layers(
        experiment,
        [
            layer.model_copy(update={"activation": value}) if isinstance(layer, Dense | Conv2d) else layer
            for layer in experiment.model.layers
        ],
    )


def _optimizer(experiment: Experiment, value: str) -> Experiment:
    return _with_training(experiment, optimizer=OPTIMIZER_CHOICES[value])


def _learning_rate(experiment: Experiment, value: float) -> Experiment:
    optimizer = experiment.training.optimizer.model_copy(update={"learning_rate": value})
    return _with_training(experiment, optimizer=optimizer)


def _depth(experiment: Experiment, value: int) -> Experiment:
    """Repeat the first hidden layer, with the dropout around it, as often as is asked.

    Of a network with convolutions it is the first of them that is repeated, with the pooling and the dropout around it;
    what comes from the flattening on stays. Where images are flattened without convolutions, that stays.
    """
    layers = experiment.model.layers
    if convolves(layers):
        return _with_layers(experiment, _repeated_convolution(layers, value))
    start = next((place for place, layer in enumerate(layers, 1) if isinstance(layer, Flatten)), 0)
    first, layers = layers[:start], layers[start:]
    places = [place for place, layer in enumerate(layers) if isinstance(layer, Dense)]
    if not places:
        return _with_layers(experiment, [*first, *[Dense(units=8, activation="tanh")] * value])
    block = layers[: places[1]] if len(places) > 1 else layers
    return _with_layers(experiment, [*first, *list(block) * value])


def _repeated_convolution(layers: Sequence[LayerSpec], value: int) -> list[LayerSpec]:
    end = next((place for place, layer in enumerate(layers) if isinstance(layer, Flatten)), len(layers))
    places = [place for place, layer in enumerate(layers[:end]) if isinstance(layer, Conv2d)]
    block = layers[: places[1]] if len(places) > 1 else layers[:end]
    return [*(list(block) * value), *layers[end:]]


def _width(experiment: Experiment, value: int) -> Experiment:
    """Give each hidden layer so many neurons or, of a network with convolutions, each of these so many filters."""
    layers = experiment.model.layers
    kind, field = (Conv2d, "filters") if convolves(layers) else (Dense, "units")
    return _with_layers(
        experiment,
        [layer.model_copy(update={field: value}) if isinstance(layer, kind) else layer for layer in layers],
    )


def _dropout(experiment: Experiment, value: float) -> Experiment:
    """Put a dropout of this rate after each dense hidden layer, in the place of what is there.

    A network that has none but flattens images has one after the flattening.
    """
    layers = [layer for layer in experiment.model.layers if not isinstance(layer, Dropout | DropConnect)]
    kind = Dense if any(isinstance(layer, Dense) for layer in layers) else Flatten
    parts = [(layer, Dropout(rate=value)) if isinstance(layer, kind) else (layer,) for layer in layers]
    return _with_layers(experiment, [part for pair in parts for part in pair])


def _initializer(experiment: Experiment, value: InitializerName) -> Experiment:
    model = experiment.model.model_copy(update={"initializer": value})
    return experiment.model_copy(update={"model": model})


def _batch_size(experiment: Experiment, value: int) -> Experiment:
    return _with_training(experiment, batch_size=value)


def _penalty(experiment: Experiment, value: str) -> Experiment:
    kind, strength = read_penalty(value)
    penalties = {"l1": 0.0, "l2": 0.0} | ({kind: strength} if kind else {})
    return _with_training(experiment, **penalties)


def _seed(experiment: Experiment, value: int) -> Experiment:
    return experiment.model_copy(update={"seed": value})


def read_penalty(text: str) -> tuple[str, float]:
    """Return kind and strength of a penalty written ``none``, ``l1=0.001`` or ``l2=0.01``; an empty kind for none.

    Raises
    ------
    ValueError
        If the text is none of these.
    """
    if text == "none":
        return "", 0.0
    kind, _equals, number = text.partition("=")
    strength = float(number)
    if kind not in ("l1", "l2") or not 0 < strength <= 10:
        raise ValueError(f"{text!r} is no penalty")
    return kind, strength


def _one_of(allowed: Sequence[str]) -> Callable[[str], Value]:
    def parse(text: str) -> Value:
        if text not in allowed:
            raise ValueError(f"{text!r} is not one of {', '.join(allowed)}")
        return text

    return parse


def _whole(low: int, high: int) -> Callable[[str], Value]:
    def parse(text: str) -> Value:
        number = int(text)
        if not low <= number <= high:
            raise ValueError(f"{text} is not from {low} to {high}")
        return number

    return parse


def _number(low: float, high: float) -> Callable[[str], Value]:
    def parse(text: str) -> Value:
        number = float(text)
        if not low <= number <= high:
            raise ValueError(f"{text} is not from {low:g} to {high:g}")
        return number

    return parse


def _penalty_text(text: str) -> Value:
    read_penalty(text)
    return text


ACTIVATION_NAMES: tuple[str, ...] = get_args(ActivationName)
INITIALIZER_CHOICES: tuple[InitializerName, ...] = ("zeros", "too_small", "default", "xavier", "he", "too_large")
"""Initializers from the smallest weights to the largest."""

AXES: Mapping[AxisName, Axis] = MappingProxyType(
    {
        "activation": Axis(
            N_("Activation"),
            _activation,
            ("relu", "leaky_relu", "sigmoid", "tanh", "elu", "selu", "softplus", "silu"),
            ACTIVATION_NAMES,
            _one_of(ACTIVATION_NAMES),
        ),
        "optimizer": Axis(
            N_("Optimizer"),
            _optimizer,
            ("sgd", "momentum", "rmsprop", "adam"),
            tuple(OPTIMIZER_CHOICES),
            _one_of(tuple(OPTIMIZER_CHOICES)),
        ),
        "learning_rate": Axis(
            N_("Learning rate"),
            _learning_rate,
            (0.001, 0.01, 0.1),
            (1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
            _number(1e-9, 100.0),
        ),
        "depth": Axis(N_("Hidden layers"), _depth, (0, 1, 2, 3), tuple(range(DEEPEST + 1)), _whole(0, DEEPEST)),
        "width": Axis(
            N_("Neurons in each layer"),
            _width,
            (2, 4, 8, 16),
            (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, WIDEST),
            _whole(1, WIDEST),
        ),
        "dropout": Axis(
            N_("Dropout rate"),
            _dropout,
            (0.0, 0.2, 0.5),
            (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
            _number(0.0, 0.95),
        ),
        "initializer": Axis(
            N_("Initial weights"),
            _initializer,
            INITIALIZER_CHOICES[1:],
            INITIALIZER_CHOICES,
            _one_of(INITIALIZER_CHOICES),
        ),
        "batch_size": Axis(
            N_("Batch size"), _batch_size, (1, 10, 50, 250), (1, 2, 5, 10, 20, 50, 100, 250, 500), _whole(1, 100_000)
        ),
        "penalty": Axis(
            N_("Penalty"),
            _penalty,
            ("none", "l1=0.003", "l2=0.01"),
            ("none", *(f"{kind}={s:g}" for kind in ("l1", "l2") for s in (0.001, 0.003, 0.01, 0.03, 0.1))),
            _penalty_text,
        ),
        "seed": Axis(N_("Seed"), _seed, (0, 1, 2, 3), tuple(range(12)), _whole(0, 2**31 - 1)),
    }
)
