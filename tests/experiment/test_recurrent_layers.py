"""Recurrent layers as they are described: shapes, counts, and where they may stand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from playground.experiment import Experiment, ExperimentError
from playground.experiment.layers import GRU, LSTM, RNN, Dense, Embedding, Recurrent
from playground.experiment.spec import ShapeMismatchError
from tests.training.sequencing import CELLS, DATA, network_for, recurrent

SEQUENCE = {"return_sequences": True}
KINDS = some.sampled_from([RNN, LSTM, GRU])


@given(KINDS, some.integers(1, 512), some.booleans(), some.booleans(), some.integers(1, 500), some.integers(1, 123))
def test_shapes_and_counts(
    kind: type[Recurrent], units: int, sequence: bool, both: bool, steps: int, features: int
) -> None:
    spec = kind(units=units, return_sequences=sequence, bidirectional=both)
    width = 2 * units if both else units
    assert spec.output_shape((steps, features)) == ((steps, width) if sequence else (width,))
    gates = {"rnn": 1, "lstm": 4, "gru": 3}[spec.kind]
    directions = 2 if both else 1
    matrices = directions * gates * (units * features + units * units)
    assert spec.parameters((steps, features)) == matrices + directions * 2 * gates * units
    assert spec.multiplications((steps, features)) == steps * matrices


def test_an_embedding_is_a_table_of_vectors() -> None:
    spec = Embedding(units=7)
    assert (spec.output_shape((20, 85)), spec.parameters((20, 85)), spec.multiplications((20, 85))) == ((20, 7), 595, 0)


def test_a_dense_layer_answers_at_every_step() -> None:
    spec = Dense(units=7)
    assert (spec.output_shape((20, 5)), spec.parameters((20, 5)), spec.multiplications((20, 5))) == ((20, 7), 42, 700)


@pytest.mark.parametrize("spec", [RNN(units=2), LSTM(units=2), GRU(units=2), Embedding(units=2)])
@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((8,), "{kind} needs a sequence, not 8; let the recurrent layer before it return sequences"),
        ((3, 9, 9), "{kind} needs a sequence, not 3×9×9"),
    ],
)
def test_what_is_no_sequence_is_refused(spec: Recurrent, shape: tuple[int, ...], message: str) -> None:
    with pytest.raises(ShapeMismatchError) as refusal:
        spec.output_shape(shape)
    assert str(refusal.value) == message.format(kind=spec.kind)


@pytest.mark.parametrize("kind", CELLS)
def test_the_layer_that_does_not_fit_is_named(kind: str) -> None:
    message = f"^layer 2: {kind} needs a sequence, not 4; let the recurrent layer before it return sequences$"
    with pytest.raises(ExperimentError, match=message):
        recurrent({"type": "lstm", "units": 4}, {"type": kind, "units": 4})


@pytest.mark.parametrize(
    ("name", "layers", "message"),
    [
        (
            "adding",
            [{"type": "gru", "units": 4, **SEQUENCE}],
            "output layer: one answer is wanted, not one for each of 10 steps; let the last recurrent layer give its "
            "last state only",
        ),
        ("adding", [], "output layer: one answer is wanted, not one for each of 10 steps"),
        (
            "parity",
            [{"type": "gru", "units": 4, **SEQUENCE}, {"type": "gru", "units": 4}],
            "output layer: an answer is wanted at every step; let every recurrent layer return sequences",
        ),
        ("parity", [{"type": "flatten"}], "output layer: an answer is wanted at every step"),
        (
            "adding",
            [{"type": "embedding", "units": 3}],
            "layer 1: embedding must be the first layer, and reads symbols",
        ),
        ("sunspots", [{"type": "embedding", "units": 3}], "layer 1: embedding must be the first layer, and reads"),
        (
            "first_symbol",
            [{"type": "dropout"}, {"type": "embedding", "units": 3}, {"type": "rnn", "units": 3}],
            "layer 2: embedding must be the first layer, and reads symbols only",
        ),
        ("adding", [{"type": "conv2d", "filters": 2}], "layer 1: conv2d needs an image, not 10×2"),
        *(
            (
                text,
                [{"type": "rnn", "units": 4, "bidirectional": True, **SEQUENCE}],
                "model.layers: bidirectional layers",
            )
            for text in ("communes", "lines", "passages")
        ),
    ],
)
def test_networks_that_cannot_be_are_refused(name: str, layers: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(ExperimentError) as refusal:
        recurrent(*layers, name=name)
    assert str(refusal.value).startswith(message)


def test_an_embedding_reads_nothing_but_sequences_of_symbols() -> None:
    for name in ("spiral", "iris", "digits"):
        with pytest.raises(ExperimentError, match=r"^layer 1: embedding must be the first layer, and"):
            Experiment.from_parts({"data": {"name": name}, "model": {"layers": [{"type": "embedding", "units": 3}]}})


@pytest.mark.parametrize("kind", CELLS)
def test_a_matrix_of_zeros_has_no_spectral_radius(kind: str) -> None:
    scaled: dict[str, Any] = {"type": kind, "units": 4, "spectral_radius": 0.9}
    zeros = {"initializer": "zeros"}
    with pytest.raises(ExperimentError, match=r"^model\.initializer: zeros: a matrix of zeros cannot be scaled to a"):
        recurrent({"type": "rnn", "units": 4, **SEQUENCE}, scaled, model=zeros)
    recurrent(scaled | {"recurrent_initializer": "orthogonal"}, model=zeros)
    recurrent(scaled | {"spectral_radius": None}, model=zeros)


def test_truncation_does_not_go_with_two_directions() -> None:
    both = {"type": "rnn", "units": 4, "bidirectional": True}
    recurrent(both)
    with pytest.raises(ExperimentError, match=r"^training\.truncation: does not go with bidirectional layers$"):
        recurrent(both, training={"truncation": 5})


@pytest.mark.parametrize(
    ("name", "loss", "message"),
    [
        (
            "first_symbol",
            "mae",
            "mae needs numbers, and first_symbol asks for a class; allowed: auto, mse, cross_entropy",
        ),
        ("parity", "mae", "mae needs numbers, and parity asks for a class"),
        ("adding", "cross_entropy", "cross_entropy needs classes, and adding asks for a number; allowed: auto, mse"),
        ("demand", "cross_entropy", "cross_entropy needs classes, and demand asks for a number"),
        ("lines", "mse", "mse cannot judge the letters of text; allowed: auto, cross_entropy"),
        ("communes", "mse", "mse cannot judge the letters of communes; allowed: auto, cross_entropy"),
    ],
)
def test_losses_that_cannot_judge_are_refused(name: str, loss: str, message: str) -> None:
    with pytest.raises(ExperimentError, match=f"^training.loss: {message}"):
        recurrent(*network_for(name), name=name, training={"loss": loss})


@pytest.mark.parametrize("loss", ["auto", "mse", "mae"])
def test_numbers_may_be_judged_by_absolute_errors(loss: str) -> None:
    assert recurrent(*network_for("sine"), name="sine", training={"loss": loss}).loss == loss.replace("auto", "mse")


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        ({"units": 0}, "model.layers[0].units: 0: must be at least 1"),
        ({"units": 513}, "model.layers[0].units: 513: must be at most 512"),
        ({"units": 4, "spectral_radius": 0}, "model.layers[0].spectral_radius: 0: must be greater than 0"),
        ({"units": 4, "spectral_radius": 3.1}, "model.layers[0].spectral_radius: 3.1: must be at most 3"),
        ({"units": 4, "forget_bias": 11}, "model.layers[0].forget_bias: 11: must be at most 10"),
        ({"units": 4, "recurrent_initializer": "identity"}, "'default', 'orthogonal'"),
        (
            {"units": 4, "activation": "relu"},
            "model.layers[0].activation: unknown field; allowed here: type, units, return_sequences, bidirectional, "
            "recurrent_initializer, spectral_radius, forget_bias",
        ),
    ],
)
def test_fields_that_are_not_allowed(layer: dict[str, Any], message: str) -> None:
    with pytest.raises(ExperimentError) as refusal:
        recurrent({"type": "gru", **layer})
    assert message in str(refusal.value)


def test_a_plain_layer_has_nothing_that_forgets() -> None:
    with pytest.raises(
        ExperimentError, match=r"^model.layers\[0\].forget_bias: unknown field; allowed here: type, uni"
    ):
        recurrent({"type": "rnn", "units": 4, "forget_bias": 1.0})


@pytest.mark.parametrize(
    ("part", "value", "message"),
    [
        ("training", {"clip_norm": -1}, "training.clip_norm: -1: must be at least 0"),
        ("training", {"truncation": 10_001}, "training.truncation: 10001: must be at most 10000"),
        ("training", {"clip": 1}, "training.clip: unknown field; allowed here: optimizer, batch_size, loss, l1, l2,"),
        ("model", {"output_start": "ones"}, "'default', 'zeros'"),
    ],
)
def test_settings_that_are_not_allowed(part: str, value: dict[str, Any], message: str) -> None:
    with pytest.raises(ExperimentError) as refusal:
        recurrent({"type": "rnn", "units": 4}, **{part: value})
    assert message in str(refusal.value)


@pytest.mark.parametrize(("kind", "gates"), [("rnn", 1), ("lstm", 4), ("gru", 3)])
def test_what_a_batch_keeps_for_its_way_back_is_bounded(kind: str, gates: int) -> None:
    layers = [{"type": kind, "units": 200, "bidirectional": True, **SEQUENCE}, {"type": "lstm", "units": 100}]

    def with_batches_of(size: int, samples: int = 10_000) -> Experiment:
        data = {"name": "adding", "length": 100, "samples": samples}
        training = {"batch_size": size}
        return Experiment.from_parts({"data": data, "model": {"layers": layers}, "training": training})

    most = 64_000_000 // (100 * (gates * 400 + 400))
    assert with_batches_of(most).training.batch_size == most
    message = f"^training.batch_size: {most + 1} sequences at once are too many for these layers; at most {most}$"
    with pytest.raises(ExperimentError, match=message):
        with_batches_of(most + 1)
    with_batches_of(most + 1, samples=50)  # a batch has no more than there are


def test_the_largest_layers_stay_within_twenty_million_parameters() -> None:
    deep = [{"type": "lstm", "units": 512, "bidirectional": True, **SEQUENCE}] * 4
    with pytest.raises(ExperimentError, match=r"^model\.layers: 21013505 parameters in all: must be at most 20000000"):
        Experiment.from_parts({"data": DATA["parity"], "model": {"layers": [*deep]}})
    recurrent(*deep[:3], name="parity")
