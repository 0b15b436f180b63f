"""What is known of each kind of layer that a network for images is assembled from: all that its card shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from playground.experiment import Dense, Dropout
from playground.experiment.layers import AvgPool2d, Conv2d, MaxPool2d
from playground.i18n import N_, _, n_
from playground.numerals import significant


@dataclass(frozen=True)
class Field:
    """A number of a layer.

    Parameters
    ----------
    low, high
        The smallest and the largest that a card shows.
    label
        What its control is called.
    step
        From one value of its slider to the next; 1 of whole numbers.
    """

    low: float
    high: float
    label: str
    step: float = 1

    def __contains__(self, value: object) -> bool:
        return isinstance(value, (int, float)) and self.low <= value <= self.high

    @property
    def whole(self) -> bool:
        """Whether it is a whole number."""
        return self.step == 1


@dataclass(frozen=True)
class LayerKind:
    """One kind of layer.

    Parameters
    ----------
    title, short_name
        What it is called in the menu, and under the drawing of the architecture.
    word
        What it is called in the address (:mod:`playground.controls.layer_text`).
    fields
        Its numbers, in the order of the address.
    new
        What a new one begins with, where that is not usual.
    words
        A layer to a few words, ``conv 3×3, 8 maps``; without, the title.
    colour
        Place of its colour among those of classes; ``None`` for grey.
    flat
        Whether what it gives is flat: in the menu these are the last.
    """

    title: str
    short_name: str
    word: str
    fields: Mapping[str, Field] = field(default_factory=dict)
    new: Mapping[str, Any] = field(default_factory=dict)
    words: Callable[[Any], str] | None = None
    colour: int | None = None
    flat: bool = False


def _conv2d(layer: Conv2d) -> str:
    count = layer.filters
    sentence = n_("conv {side}×{side}, {n} map", "conv {side}×{side}, {n} maps", count)
    return sentence.format(side=layer.kernel_size, n=count)


def _max_pool2d(layer: MaxPool2d) -> str:
    return _("max pool {side}×{side}").format(side=layer.kernel_size)


def _avg_pool2d(layer: AvgPool2d) -> str:
    return _("mean pool {side}×{side}").format(side=layer.kernel_size)


def _dense(layer: Dense) -> str:
    return _("dense {units}").format(units=layer.units)


def _dropout(layer: Dropout) -> str:
    return _("dropout {rate}").format(rate=significant(layer.rate, 3))


_POOL = {
    "kernel_size": Field(1, 8, N_("Window")),
    "stride": Field(1, 8, N_("Stride")),
    "padding": Field(0, 3, N_("Padding")),
}
LAYER_KINDS: Mapping[str, LayerKind] = MappingProxyType(
    {
        "conv2d": LayerKind(
            N_("Convolution"),
            N_("conv"),
            "conv",
            fields={
                "filters": Field(1, 64, N_("Filters (maps)")),
                "kernel_size": Field(1, 7, N_("Kernel")),
                "stride": Field(1, 4, N_("Stride")),
                "padding": Field(0, 3, N_("Padding")),
                "groups": Field(1, 64, N_("Groups")),
            },
            new={"filters": 8, "padding": 1},
            words=_conv2d,
            colour=1,
        ),
        "max_pool2d": LayerKind(
            N_("Max pooling"), N_("max pool"), "maxpool", _POOL, new={"stride": 2}, words=_max_pool2d, colour=2
        ),
        "avg_pool2d": LayerKind(
            N_("Mean pooling"), N_("mean pool"), "avgpool", _POOL, new={"stride": 2}, words=_avg_pool2d, colour=2
        ),
        "flatten": LayerKind(N_("Flatten"), N_("flatten"), "flatten", flat=True),
        "dense": LayerKind(
            N_("Dense layer"),
            N_("dense"),
            "dense",
            fields={"units": Field(1, 512, N_("Neurons"))},
            new={"units": 32},
            words=_dense,
            colour=0,
            flat=True,
        ),
        "dropout": LayerKind(
            N_("Dropout"), N_("dropout"), "dropout", fields={"rate": Field(0, 0.95, N_("Rate"), 0.05)}, words=_dropout
        ),
    }
)
"""Every kind that has a card, by its name in the vocabulary."""
MENU = tuple(sorted(LAYER_KINDS, key=lambda kind: LAYER_KINDS[kind].flat))
"""The same in the order of the menu: first what may stand among images."""
