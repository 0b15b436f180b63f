"""How the values of a comparison change recurrent layers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from playground.experiment.layer_spec import LayerSpec
from playground.experiment.layers import Dropout
from playground.experiment.recurrent_layers import GRU, LSTM, RNN, CellName, Recurrent, RecurrentStart

Layers = Sequence[LayerSpec]

CELLS: dict[CellName, type[Recurrent]] = {"rnn": RNN, "lstm": LSTM, "gru": GRU}


def recurs(layers: Layers) -> bool:
    """Return whether a network has recurrent layers: depth, width and dropout are then theirs."""
    return any(isinstance(layer, Recurrent) for layer in layers)


def with_cell(layers: Layers, value: CellName) -> list[LayerSpec]:
    """Return layers with this kind of cell; of the fields those that it has too, the others at their defaults."""

    def changed(layer: Recurrent) -> Recurrent:
        fields = layer.model_dump(exclude={"type"})
        return CELLS[value](**{name: fields[name] for name in CELLS[value].model_fields if name in fields})

    return _each(layers, changed)


def with_forget_bias(layers: Layers, value: float) -> list[LayerSpec]:
    """Return layers whose LSTM and GRU cells start with this bias; plain ones have none."""
    return _each(layers, lambda layer: layer.model_copy(update={"forget_bias": value} if layer.cell != "rnn" else {}))


def with_start(layers: Layers, value: RecurrentStart) -> list[LayerSpec]:
    """Return layers whose recurrent matrices start this way."""
    return _each(layers, lambda layer: layer.model_copy(update={"recurrent_initializer": value}))


def with_units(layers: Layers, value: int) -> list[LayerSpec]:
    """Return layers with so many units each."""
    return _each(layers, lambda layer: layer.model_copy(update={"units": value}))


def stacked(layers: Layers, value: int) -> list[LayerSpec]:
    """Return the first recurrent layer, with the dropout behind it, so many times, in the place of all there are.

    All but the last give sequences; the last gives what the last one gave.
    """
    places = [place for place, layer in enumerate(layers) if isinstance(layer, Recurrent)]
    first, last = layers[places[0]], layers[places[-1]]
    assert isinstance(first, Recurrent)
    assert isinstance(last, Recurrent)
    rest = [layer for layer in layers[places[-1] + 1 :] if not isinstance(layer, Dropout)]
    dropout = [layer for layer in layers[places[0] + 1 : places[0] + 2] if isinstance(layer, Dropout)]
    block: list[LayerSpec] = [first.model_copy(update={"return_sequences": True}), *dropout]
    end: list[LayerSpec] = [first.model_copy(update={"return_sequences": last.return_sequences}), *dropout]
    return [*layers[: places[0]], *block * (value - 1), *(end if value else []), *rest]


def _each(layers: Layers, change: Callable[[Recurrent], Recurrent]) -> list[LayerSpec]:
    return [change(layer) if isinstance(layer, Recurrent) else layer for layer in layers]
