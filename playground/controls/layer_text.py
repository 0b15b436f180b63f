"""Layers of a network for images as one short line, for the address: ``conv:8,3,1,1,1,relu;maxpool:2,2,0;flatten``.

What can be written is what the page's cards can show; numbers stand in the order of :data:`FIELDS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, get_args

from playground.experiment.layers import (
    LAYERS,
    ActivationName,
    AvgPool2d,
    Conv2d,
    Dense,
    Dropout,
    Flatten,
    Layer,
    LayerSpec,
    MaxPool2d,
)
from playground.i18n import _

MOST_CARDS = 16
MOST_TEXT = 1_000
"""Characters of a line; sixteen convolutions have about 400."""
NONE = "none"
"""The line of a network without hidden layers."""


@dataclass(frozen=True)
class Field:
    """A number of a layer: the smallest and the largest that a card shows."""

    low: float
    high: float

    def __contains__(self, value: object) -> bool:
        return isinstance(value, (int, float)) and self.low <= value <= self.high


_POOL = {"kernel_size": Field(1, 8), "stride": Field(1, 8), "padding": Field(0, 3)}
FIELDS: Mapping[str, Mapping[str, Field]] = MappingProxyType(
    {
        "conv2d": {
            "filters": Field(1, 64),
            "kernel_size": Field(1, 7),
            "stride": Field(1, 4),
            "padding": Field(0, 3),
            "groups": Field(1, 64),
        },
        "max_pool2d": _POOL,
        "avg_pool2d": _POOL,
        "flatten": {},
        "dense": {"units": Field(1, 512)},
        "dropout": {"rate": Field(0, 0.95)},
    }
)
"""The numbers of each layer that a card can show, in the order of a line."""
ACTIVATED = ("conv2d", "dense")
"""The layers that have an activation; it ends their part of a line."""
_WORDS = {
    "conv2d": "conv",
    "max_pool2d": "maxpool",
    "avg_pool2d": "avgpool",
    "flatten": "flatten",
    "dense": "dense",
    "dropout": "dropout",
}
_KINDS = {word: kind for kind, word in _WORDS.items()}


def is_shown(layer: LayerSpec) -> bool:
    """Return whether a card can show a layer."""
    fields = FIELDS.get(layer.kind)
    return fields is not None and all(number in fields[name] for name, number in numbers(layer).items())


def numbers(layer: LayerSpec) -> dict[str, int | float]:
    """Return the numbers of a layer by name; the stride of a pooling layer that names none is its window's side."""
    values = {name: getattr(layer, name) for name in FIELDS[layer.kind]}
    return values | {"stride": layer.step} if isinstance(layer, MaxPool2d | AvgPool2d) else values


def settled(layer: LayerSpec) -> Layer:
    """Return the layer that a card shows for one: the same, with the stride of a pooling layer written out."""
    return made(layer.kind, {**layer.model_dump(exclude={"type"}), **numbers(layer)})


def made(kind: str, values: Mapping[str, Any]) -> Layer:
    """Return a layer of a kind with these values; the others are the usual ones."""
    layer = LAYERS[kind].model_validate(dict(values))
    assert isinstance(layer, Conv2d | MaxPool2d | AvgPool2d | Flatten | Dense | Dropout)
    return layer


def to_text(layers: Sequence[LayerSpec]) -> str:
    """Return layers as a line.

    Raises
    ------
    ValueError
        If the cards cannot show them.
    """
    if len(layers) > MOST_CARDS or not all(map(is_shown, layers)):
        raise ValueError("the cards cannot show these layers")
    return ";".join(map(_part, layers)) or NONE


def from_text(text: str) -> tuple[Layer, ...]:
    """Return the layers of a line.

    Raises
    ------
    ValueError
        If it is no line of layers that the cards can show; it says which part is wrong.
    """
    if len(text) > MOST_TEXT:
        raise ValueError(_("A line of layers has at most {most} characters.").format(most=MOST_TEXT))
    parts = text.split(";") if text != NONE else []
    if len(parts) > MOST_CARDS:
        raise ValueError(_("{count} layers; at most {most} are allowed.").format(count=len(parts), most=MOST_CARDS))
    return tuple(map(_layer, parts))


def _part(layer: LayerSpec) -> str:
    values = [str(number) for number in numbers(layer).values()]
    if isinstance(layer, Conv2d | Dense):
        values.append(layer.activation)
    return ":".join([_WORDS[layer.kind], *([",".join(values)] if values else [])])


def _layer(part: str) -> Layer:
    word, colon, rest = part.partition(":")
    kind = _KINDS.get(word)
    if kind is None:
        said = _("“{word}” is no layer; allowed: {words}.")
        raise ValueError(said.format(word=word, words=", ".join(_KINDS)))
    texts = rest.split(",") if colon else []
    wanted = [*FIELDS[kind], *(["activation"] if kind in ACTIVATED else [])]
    if len(texts) != len(wanted):
        said = _("“{part}”: {word} takes {count} values: {names}.")
        raise ValueError(said.format(part=part, word=word, count=len(wanted), names=", ".join(wanted)))
    return made(kind, {name: _value(kind, name, given) for name, given in zip(wanted, texts, strict=True)})


def _value(kind: str, name: str, text: str) -> int | float | str:
    if name == "activation":
        if text not in get_args(ActivationName):
            raise ValueError(_("“{text}” is no activation.").format(text=text))
        return text
    field = FIELDS[kind][name]
    value = _number(text, whole=name != "rate")
    if value not in field:
        said = _("{name}: {text} is not between {low} and {high}.")
        raise ValueError(said.format(name=name, text=text, low=field.low, high=field.high))
    return value


def _number(text: str, *, whole: bool) -> int | float:
    """Read a number as :func:`to_text` writes it."""
    try:
        value = int(text) if whole else float(text)
    except ValueError as error:
        raise ValueError(_("“{text}” is no number.").format(text=text)) from error
    if str(value) != text:
        raise ValueError(_("“{text}” is not written as it should be: {value}.").format(text=text, value=value))
    return value
