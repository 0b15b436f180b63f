"""What the cards of layers are called, in a line each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.experiment import Dense, Dropout, Task
from playground.experiment.layers import AvgPool2d, Conv2d, LayerSpec, MaxPool2d, show_shape
from playground.experiment.spec import Shape
from playground.i18n import N_, _, n_
from playground.numerals import significant, whole

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "conv2d": N_("Convolution"),
        "max_pool2d": N_("Max pooling"),
        "avg_pool2d": N_("Mean pooling"),
        "dropout": N_("Dropout"),
        "flatten": N_("Flatten"),
        "dense": N_("Dense layer"),
    }
)
"""The layers that a network for images is assembled from, in the order of the menu."""


def layer_words(layer: LayerSpec) -> str:
    """Return a layer in a few words, ``conv 3×3, 8 maps``."""
    match layer:
        case Conv2d(kernel_size=side, filters=count):
            return n_("conv {side}×{side}, {n} map", "conv {side}×{side}, {n} maps", count).format(side=side, n=count)
        case MaxPool2d(kernel_size=side):
            return _("max pool {side}×{side}").format(side=side)
        case AvgPool2d(kernel_size=side):
            return _("mean pool {side}×{side}").format(side=side)
        case Dense(units=units):
            return _("dense {units}").format(units=units)
        case Dropout(rate=rate):
            return _("dropout {rate}").format(rate=significant(rate, 3))
        case _:
            return _(KINDS[layer.kind]).lower()


def card_title(place: int, layer: LayerSpec, before: Shape, after: Shape) -> str:
    """Return the title of a layer that fits, ``1 · conv 3×3, 8 maps → 8×28×28 · 80 parameters``."""
    return _line(place_words(place, layer), after, layer.parameters(before))


def place_words(place: int, layer: LayerSpec) -> str:
    """Return a layer in a few words, after its place counted from 0."""
    return f"{place + 1} · {layer_words(layer)}"


def output_title(output: Dense, before: Shape, task: Task) -> str:
    """Return the line of the output layer, ``output · 10 classes → 10 · 650 parameters``."""
    asked = _("output · {n} classes").format(n=task.classes)
    return _line(asked, (output.units,), output.parameters(before))


def _line(words: str, shape: Shape, parameters: int) -> str:
    line = f"{words} → {show_shape(shape)}"
    if not parameters:
        return line
    return f"{line} · " + n_("{n} parameter", "{n} parameters", parameters).format(n=whole(parameters))
