"""What the cards of layers are called, in a line each."""

from __future__ import annotations

from playground.controls.layer_kinds import LAYER_KINDS
from playground.experiment import Dense, Task
from playground.experiment.layers import LayerSpec, show_shape
from playground.experiment.spec import Shape
from playground.i18n import _, n_
from playground.numerals import whole


def layer_words(layer: LayerSpec) -> str:
    """Return a layer in a few words, ``conv 3×3, 8 maps``."""
    kind = LAYER_KINDS[layer.kind]
    return kind.words(layer) if kind.words else _(kind.title).lower()


def card_title(place: int, layer: LayerSpec, before: Shape, after: Shape) -> str:
    """Return the title of a layer that fits, ``1 · conv 3×3, 8 maps → 8×28×28 · 80 parameters``."""
    return _line(place_words(place, layer), after, layer.parameters(before))


def place_words(place: int, layer: LayerSpec) -> str:
    """Return a layer in a few words, after its place counted from 0."""
    return f"{place + 1} · {layer_words(layer)}"


def output_title(output: Dense, before: Shape, task: Task) -> str:
    """Return the line of the output layer, ``output · 10 classes → 10 · 650 parameters``."""
    title = _("output · {n} classes").format(n=task.classes)
    return _line(title, (output.units,), output.parameters(before))


def _line(words: str, shape: Shape, parameters: int) -> str:
    line = f"{words} → {show_shape(shape)}"
    if not parameters:
        return line
    return f"{line} · " + n_("{n} parameter", "{n} parameters", parameters).format(n=whole(parameters))
