"""What a comparison may vary, and how a value of it changes an experiment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from playground.experiment import Experiment
from playground.experiment.axes.gan import GAN_AXES
from playground.experiment.axis import Axis, Value, number, one_of, whole
from playground.experiment.layers import (
    ActivationName,
    Conv2d,
    Dense,
    DropConnect,
    Dropout,
    Flatten,
    LayerSpec,
    Recurrent,
)
from playground.experiment.model import InitializerName
from playground.experiment.read import AnyExperiment
from playground.experiment.recurrent_axes import (
    CELLS,
    recurs,
    stacked,
    with_cell,
    with_forget_bias,
    with_start,
    with_units,
)
from playground.experiment.training import OPTIMIZERS, SGD
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
    "clip",
    "cell",
    "forget_bias",
    "recurrent_start",
    "gan_loss",
    "gan_beta1",
    "gan_rates",
    "gan_r1",
    "seed",
]

DEEPEST, WIDEST = 8, 128
OPTIMIZER_CHOICES: Mapping[str, Any] = MappingProxyType(
    {
        "sgd": SGD(),
        "momentum": SGD(momentum=0.9),
        "nesterov": SGD(momentum=0.9, nesterov=True),
        **{name: spec() for name, spec in OPTIMIZERS.items() if spec is not SGD},
    }
)
"""Optimizers to compare, each with the learning rate that it usually has."""


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
    what comes from the flattening on stays. Where images are flattened without convolutions, that stays. Of a network
    with recurrent layers it is the first of them.
    """
    layers = experiment.model.layers
    if recurs(layers):
        return _with_layers(experiment, stacked(layers, value))
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
    """Give each hidden layer so many neurons, each convolution so many filters, each recurrent layer so many units."""
    layers = experiment.model.layers
    if recurs(layers):
        return _with_layers(experiment, with_units(layers, value))
    kind, field = (Conv2d, "filters") if convolves(layers) else (Dense, "units")
    return _with_layers(
        experiment,
        [layer.model_copy(update={field: value}) if isinstance(layer, kind) else layer for layer in layers],
    )


def _dropout(experiment: Experiment, value: float) -> Experiment:
    """Put a dropout of this rate after each dense or recurrent hidden layer, in the place of what is there.

    A network that has none but flattens images has one after the flattening.
    """
    layers = [layer for layer in experiment.model.layers if not isinstance(layer, Dropout | DropConnect)]
    kind = Dense | Recurrent if any(isinstance(layer, Dense | Recurrent) for layer in layers) else Flatten
    parts = [(layer, Dropout(rate=value)) if isinstance(layer, kind) else (layer,) for layer in layers]
    return _with_layers(experiment, [part for pair in parts for part in pair])


def _initializer(experiment: Experiment, value: InitializerName) -> Experiment:
    model = experiment.model.model_copy(update={"initializer": value})
    return experiment.model_copy(update={"model": model})


def _batch_size(experiment: Experiment, value: int) -> Experiment:
    return _with_training(experiment, batch_size=value)


def _penalty(experiment: Experiment, value: str) -> Experiment:
    kind, strength = read_penalty(value)
    step = experiment.training.l1_step if kind == "l1" else "proximal"
    penalties = {"l1": 0.0, "l2": 0.0} | ({kind: strength} if kind else {})
    return _with_training(experiment, **penalties, l1_step=step)


def _clip(experiment: Experiment, value: float) -> Experiment:
    return _with_training(experiment, clip_norm=value)


def _recurrent(
    change: Callable[[Sequence[LayerSpec], Any], list[LayerSpec]],
) -> Callable[[Experiment, Any], Experiment]:
    return lambda experiment, value: _with_layers(experiment, change(experiment.model.layers, value))


def _seed(experiment: AnyExperiment, value: int) -> AnyExperiment:
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
            one_of(ACTIVATION_NAMES),
        ),
        "optimizer": Axis(
            N_("Optimizer"),
            _optimizer,
            ("sgd", "momentum", "rmsprop", "adam"),
            tuple(OPTIMIZER_CHOICES),
            one_of(tuple(OPTIMIZER_CHOICES)),
        ),
        "learning_rate": Axis(
            N_("Learning rate"),
            _learning_rate,
            (0.001, 0.01, 0.1),
            (1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
            number(1e-9, 100.0),
        ),
        "depth": Axis(N_("Hidden layers"), _depth, (0, 1, 2, 3), tuple(range(DEEPEST + 1)), whole(0, DEEPEST)),
        "width": Axis(
            N_("Neurons in each layer"),
            _width,
            (2, 4, 8, 16),
            (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, WIDEST),
            whole(1, WIDEST),
        ),
        "dropout": Axis(
            N_("Dropout rate"),
            _dropout,
            (0.0, 0.2, 0.5),
            (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
            number(0.0, 0.95),
        ),
        "initializer": Axis(
            N_("Initial weights"),
            _initializer,
            INITIALIZER_CHOICES[1:],
            INITIALIZER_CHOICES,
            one_of(INITIALIZER_CHOICES),
        ),
        "batch_size": Axis(
            N_("Batch size"), _batch_size, (1, 10, 50, 250), (1, 2, 5, 10, 20, 50, 100, 250, 500), whole(1, 100_000)
        ),
        "penalty": Axis(
            N_("Penalty"),
            _penalty,
            ("none", "l1=0.003", "l2=0.01"),
            ("none", *(f"{kind}={s:g}" for kind in ("l1", "l2") for s in (0.001, 0.003, 0.01, 0.03, 0.1))),
            _penalty_text,
        ),
        "clip": Axis(
            N_("Longest gradient"),
            _clip,
            (0.0, 0.1, 1.0, 10.0),
            (0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0),
            number(0.0, 1000.0),
        ),
        "cell": Axis(N_("Cell"), _recurrent(with_cell), tuple(CELLS), tuple(CELLS), one_of(tuple(CELLS))),
        "forget_bias": Axis(
            N_("Forget bias at the start"),
            _recurrent(with_forget_bias),
            (0.0, 1.0, 3.0, 5.0),
            (-1.0, 0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0),
            number(-10.0, 10.0),
        ),
        "recurrent_start": Axis(
            N_("Start of the recurrent matrix"),
            _recurrent(with_start),
            ("default", "orthogonal"),
            ("default", "orthogonal"),
            one_of(("default", "orthogonal")),
        ),
        **cast(Mapping[AxisName, Axis], GAN_AXES),
        "seed": Axis(N_("Seed"), _seed, (0, 1, 2, 3), tuple(range(12)), whole(0, 2**31 - 1)),
    }
)
NETWORK_AXES: tuple[AxisName, ...] = tuple(name for name in AXES if name not in GAN_AXES)
"""What a comparison of networks that are no GANs may vary."""
