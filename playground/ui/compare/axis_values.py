"""What the values of a comparison are called, and which controls of the page they take the place of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

from playground.activations import ACTIVATIONS
from playground.controls.cnn_form import PREFIX
from playground.controls.form import MOST_LAYERS
from playground.controls.gan import LOSSES
from playground.controls.gan_form import own
from playground.experiment.axes import AXES, NETWORK_AXES, OPTIMIZER_CHOICES, AxisName, read_penalty
from playground.experiment.axes.gan import GAN_AXES, read_rates
from playground.experiment.axis import Value
from playground.i18n import N_, _, n_
from playground.initializers import INITIALIZERS
from playground.numerals import compact, significant
from playground.optimizers import OPTIMIZERS

OF_GANS = cast("tuple[AxisName, ...]", tuple(GAN_AXES))
"""Axes that only GANs have."""
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
        "penalty": ("l1", "l1_step", "l2"),
        "clip": ("clip",),
        "cell": (),
        "forget_bias": (),
        "recurrent_start": (),
        **dict.fromkeys(OF_GANS, ()),
        "seed": ("seed",),
    }
)
"""Keys of the controls that an axis makes pointless."""
OF_LAYERS: tuple[AxisName, ...] = ("activation", "depth", "width", "dropout")
"""Axes that change layers: of a network assembled from cards nothing is covered then, as the rest of a card counts."""
CARDS_COVERED: Mapping[AxisName, tuple[str, ...]] = MappingProxyType(
    {axis: () if axis in OF_LAYERS else tuple(PREFIX + key for key in keys) for axis, keys in COVERED.items()}
)
"""The same where the network is assembled from cards."""
OF_CELLS: tuple[AxisName, ...] = ("cell", "forget_bias", "recurrent_start")
"""Axes that only recurrent layers have."""
RECURRENT_COVERED: Mapping[AxisName, tuple[str, ...]] = MappingProxyType(
    {axis: tuple(f"rnn_{key}" for key in keys) for axis, keys in COVERED.items()}
    | {
        "activation": (),
        "depth": ("rnn_stack",),
        "width": ("rnn_units",),
        "dropout": ("rnn_rate",),
        "cell": ("rnn_cell",),
        "forget_bias": ("rnn_forget",),
        "recurrent_start": ("rnn_start",),
    }
)
"""The same of a recurrent network's controls."""
GAN_COVERED: Mapping[AxisName, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(NETWORK_AXES, ()),
        "gan_loss": (own("loss"),),
        "gan_beta1": (own("beta1"),),
        "gan_rates": (own("g_rate"), own("d_rate")),
        "gan_r1": (own("r1"),),
        "seed": (own("seed"),),
    }
)
"""The same of a GAN's controls."""
_OF_CONVOLUTIONS: Mapping[str, str] = MappingProxyType(
    {"depth": N_("Convolutions"), "width": N_("Filters of each convolution")}
)


def axis_label(axis: AxisName, convolves: bool = False) -> str:
    """Return what people call an axis.

    Parameters
    ----------
    convolves
        Whether the network that is varied has convolutions.
    """
    return _(_OF_CONVOLUTIONS[axis]) if convolves and axis in _OF_CONVOLUTIONS else _(AXES[axis].label)


def label(axis: AxisName, value: Value, convolves: bool = False) -> str:
    """Return what people call a value; ``convolves`` as for :func:`axis_label`."""
    if convolves and axis == "depth":
        return n_("{n} convolution", "{n} convolutions", int(value)).format(n=value)
    if convolves and axis == "width":
        return n_("{n} filter", "{n} filters", int(value)).format(n=value)
    return _LABELS[axis](value)


def _optimizer(value: str) -> str:
    spec = OPTIMIZER_CHOICES[value]
    name = {"momentum": _("SGD + momentum"), "nesterov": _("SGD + Nesterov")}.get(value, OPTIMIZERS[spec.name].label)
    return f"{name}, γ = {significant(spec.learning_rate, 6)}"


def _penalty(value: str) -> str:
    kind, strength = read_penalty(value)
    return f"{kind.upper()} = {significant(strength, 6)}" if kind else _("none")


def _rates(value: str) -> str:
    """Return generator's and discriminator's rate in little room: names stand over small pictures."""
    return "/".join(map(compact, read_rates(value)))


_LABELS: Mapping[AxisName, Callable[[Any], str]] = MappingProxyType(
    {
        "activation": lambda name: _(ACTIVATIONS[name].label),
        "optimizer": _optimizer,
        "learning_rate": lambda rate: f"γ = {significant(rate, 6)}",
        "depth": lambda count: n_("{n} hidden layer", "{n} hidden layers", count).format(n=count),
        "width": lambda count: n_("{n} neuron", "{n} neurons", count).format(n=count),
        "dropout": lambda rate: f"p = {significant(rate, 2)}",
        "initializer": lambda name: _(INITIALIZERS[name].label),
        "batch_size": lambda size: _("batches of {n}").format(n=size),
        "penalty": _penalty,
        "clip": lambda length: _("at most {n}").format(n=significant(length, 6)) if length else _("no limit"),
        "cell": lambda name: name.upper(),
        "forget_bias": lambda bias: f"b = {significant(bias, 6)}",
        "recurrent_start": lambda start: _("orthogonal") if start == "orthogonal" else _("as all weights"),
        "gan_loss": lambda loss: _(LOSSES[loss]),
        "gan_beta1": lambda beta: f"β₁ = {significant(beta, 6)}",
        "gan_rates": _rates,
        "gan_r1": lambda strength: f"R1 = {significant(strength, 6)}" if strength else _("no R1"),
        "seed": lambda number: _("seed {n}").format(n=number),
    }
)
