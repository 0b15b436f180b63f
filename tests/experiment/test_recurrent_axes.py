from __future__ import annotations

from typing import Any

import pytest

from playground.experiment import Dropout, Embedding, Experiment, Model, ProblemData
from playground.experiment.axes import AXES, NETWORK_AXES
from playground.experiment.comparison import Comparison
from playground.experiment.layers import GRU, LSTM, RNN, Layer

FIRST = LSTM(units=8, return_sequences=True, forget_bias=2.0, recurrent_initializer="orthogonal", spectral_radius=0.9)
LAST = GRU(units=4, bidirectional=True)
LAYERS: tuple[Layer, ...] = (Embedding(units=3), FIRST, Dropout(rate=0.2), LAST)


def base(*layers: Layer, **data: Any) -> Experiment:
    return Experiment(data=ProblemData(name="first_symbol", **data), model=Model(layers=layers or LAYERS))


def varied(axis: str, value: Any, *layers: Layer) -> tuple[Layer, ...]:
    made = AXES[axis].vary(base(*layers), value)
    assert Experiment.from_json(made.to_json()) == made
    return made.model.layers


def test_another_cell_keeps_what_it_has_in_common() -> None:
    embedding, first, dropout, last = varied("cell", "rnn")
    assert (embedding, dropout) == (LAYERS[0], LAYERS[2])
    assert first == RNN(units=8, return_sequences=True, recurrent_initializer="orthogonal", spectral_radius=0.9)
    assert last == RNN(units=4, bidirectional=True)
    assert varied("cell", "gru")[1] == GRU(**FIRST.model_dump(exclude={"type"}))
    assert varied("cell", "lstm", RNN(units=5)) == (LSTM(units=5),)


def test_a_forget_bias_is_that_of_gated_cells() -> None:
    layers = varied("forget_bias", 5.0, FIRST, RNN(units=3, return_sequences=True), LAST)
    assert [getattr(layer, "forget_bias", None) for layer in layers] == [5.0, None, 5.0]


def test_a_start_is_that_of_every_cell() -> None:
    assert [layer.recurrent_initializer for layer in varied("recurrent_start", "default") if layer.kind == "lstm"] == [
        "default"
    ]


def test_a_width_is_that_of_recurrent_layers_alone() -> None:
    assert [getattr(layer, "units", None) for layer in varied("width", 12)] == [3, 12, None, 12]


def test_a_dropout_follows_each_recurrent_layer() -> None:
    kinds = [layer.kind for layer in varied("dropout", 0.5)]
    assert kinds == ["embedding", "lstm", "dropout", "gru", "dropout"]


@pytest.mark.parametrize("value", [1, 2, 3])
def test_a_depth_stacks_the_first_recurrent_layer(value: int) -> None:
    embedding, *layers = varied("depth", value)
    assert embedding == LAYERS[0]
    recurrent = [layer for layer in layers if isinstance(layer, LSTM)]
    assert len(recurrent) == value
    assert [layer.return_sequences for layer in recurrent] == [True] * (value - 1) + [False]
    assert len(layers) == 2 * value, "each with the dropout behind it"


def test_a_depth_of_an_answer_at_every_step_gives_sequences() -> None:
    data = ProblemData(name="parity", length=9)
    parts = Experiment(data=data, model=Model(layers=(GRU(units=4, return_sequences=True),)))
    layers = AXES["depth"].vary(parts, 2).model.layers
    assert layers == (GRU(units=4, return_sequences=True),) * 2


@pytest.mark.parametrize("axis", [axis for axis in NETWORK_AXES if axis != "activation"])
def test_every_axis_varies_a_recurrent_network(axis: Any) -> None:
    values = AXES[axis].default[1 if axis == "depth" else 0 :][:2]
    made = Comparison(base=base(LSTM(units=4), length=8, samples=20), axis=axis, values=values, seeds=3)
    assert len({row[0] for row in made.experiments}) == 2


def test_without_a_recurrent_layer_there_is_no_answer_at_the_end() -> None:
    with pytest.raises(ValueError, match="values: 0: output layer"):
        Comparison(base=base(LSTM(units=4)), axis="depth", values=(0, 1), seeds=3)
