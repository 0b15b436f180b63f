"""What the values of a comparison are called, and which controls of the page they take the place of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from playground.activations import ACTIVATIONS
from playground.experiment.axes import OPTIMIZER_CHOICES, AxisName, Value, read_penalty
from playground.i18n import _, n_
from playground.initializers import INITIALIZERS
from playground.optimizers import OPTIMIZERS
from playground.ui.form import MOST_LAYERS

_OF_LAYERS = ("units", "activation", "rate")

COVERED: Mapping[AxisName, tuple[str, ...]] = MappingProxyType(
    {
        "activation": ("activation*",),
        "optimizer": (
            *("optimizer", "optimizer_details", "learning_rate"),
            *("sgd_*", "adagrad_*", "rmsprop_*", "adam_*", "adamw_*"),
        ),
        "learning_rate": ("learning_rate",),
        "depth": ("layers", *(f"{part}{k}" for part in _OF_LAYERS for k in range(2, MOST_LAYERS + 1))),
        "width": ("units*",),
        "dropout": ("drop", "rate*"),
        "initializer": ("init",),
        "batch_size": ("batch",),
        "penalty": ("l1", "l2"),
        "seed": ("seed",),
    }
)
"""Keys of the controls that an axis makes pointless."""


def label(axis: AxisName, value: Value) -> str:
    """Return what people call a value."""
    return _LABELS[axis](value)


def _optimizer(value: str) -> str:
    spec = OPTIMIZER_CHOICES[value]
    name = {"momentum": _("SGD + momentum"), "nesterov": _("SGD + Nesterov")}.get(value, OPTIMIZERS[spec.name].label)
    return f"{name}, γ = {spec.learning_rate:g}"


def _penalty(value: str) -> str:
    kind, strength = read_penalty(value)
    return f"{kind.upper()} = {strength:g}" if kind else _("none")


_LABELS: Mapping[AxisName, Callable[[Any], str]] = MappingProxyType(
    {
        "activation": lambda name: _(ACTIVATIONS[name].label),
        "optimizer": _optimizer,
        "learning_rate": lambda rate: f"γ = {rate:g}",
        "depth": lambda count: n_("{n} hidden layer", "{n} hidden layers", count).format(n=count),
        "width": lambda count: n_("{n} neuron", "{n} neurons", count).format(n=count),
        "dropout": lambda rate: f"p = {rate:.2g}",
        "initializer": lambda name: _(INITIALIZERS[name].label),
        "batch_size": lambda size: _("batches of {n}").format(n=size),
        "penalty": _penalty,
        "seed": lambda number: _("seed {n}").format(n=number),
    }
)
