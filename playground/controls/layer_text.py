"""Layers of a network for images as one short line, for the address: ``conv:8,3,1,1,1,relu;maxpool:2,2,0;flatten``.

What can be written is what the page's cards can show; numbers stand in the order of
:data:`playground.controls.layer_kinds.LAYER_KINDS`, an activation last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from playground.controls.layer_kinds import LAYER_KINDS
from playground.experiment.layers import LAYERS, ActivationName, AvgPool2d, Layer, LayerSpec, MaxPool2d
from playground.i18n import _

MOST_CARDS = 16
MOST_TEXT = 1_000
"""Characters of a line; sixteen convolutions have about 400."""
NONE = "none"
"""The line of a network without hidden layers."""


_KINDS = {kind.word: name for name, kind in LAYER_KINDS.items()}


def is_shown(layer: LayerSpec) -> bool:
    """Return whether a card can show a layer."""
    kind = LAYER_KINDS.get(layer.kind)
    return kind is not None and all(number in kind.fields[name] for name, number in numbers(layer).items())


def numbers(layer: LayerSpec) -> dict[str, int | float]:
    """Return the numbers of a layer by name; the stride of a pooling layer that names none is its window's side."""
    values = {name: getattr(layer, name) for name in LAYER_KINDS[layer.kind].fields}
    return values | {"stride": layer.step} if isinstance(layer, MaxPool2d | AvgPool2d) else values


def settled(layer: LayerSpec) -> Layer:
    """Return the layer that a card shows for one: the same, with the stride of a pooling layer written out."""
    return made(layer.kind, {**layer.model_dump(exclude={"type"}), **numbers(layer)})


def made(kind: str, values: Mapping[str, Any]) -> Layer:
    """Return a layer of a kind with these values; the others are the usual ones."""
    return LAYERS[kind].model_validate(dict(values))


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
    if activation := getattr(layer, "activation", ""):
        values.append(activation)
    return ":".join([LAYER_KINDS[layer.kind].word, *([",".join(values)] if values else [])])


def _layer(part: str) -> Layer:
    word, colon, rest = part.partition(":")
    kind = _KINDS.get(word)
    if kind is None:
        sentence = _("“{word}” is no layer; allowed: {words}.")
        raise ValueError(sentence.format(word=word, words=", ".join(_KINDS)))
    texts = rest.split(",") if colon else []
    names = [name for name in (*LAYER_KINDS[kind].fields, "activation") if name in LAYERS[kind].model_fields]
    if len(texts) != len(names):
        sentence = _("“{part}”: {word} takes {count} values: {names}.")
        raise ValueError(sentence.format(part=part, word=word, count=len(names), names=", ".join(names)))
    return made(kind, {name: _value(kind, name, given) for name, given in zip(names, texts, strict=True)})


def _value(kind: str, name: str, text: str) -> int | float | str:
    if name == "activation":
        if text not in get_args(ActivationName):
            raise ValueError(_("“{text}” is no activation.").format(text=text))
        return text
    field = LAYER_KINDS[kind].fields[name]
    value = _number(text, whole=field.whole)
    if value not in field:
        sentence = _("{name}: {text} is not between {low} and {high}.")
        raise ValueError(sentence.format(name=name, text=text, low=field.low, high=field.high))
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
