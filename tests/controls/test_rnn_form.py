"""The controls of the page of recurrent networks to an experiment and back."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from playground.controls.rnn_form import OWN_SERIES, OWN_TEXT, from_rnn_form, to_rnn_form
from playground.experiment import (
    CommunesData,
    Dense,
    Dropout,
    Embedding,
    Experiment,
    ExperimentError,
    Model,
    OwnSeries,
    OwnText,
    ProblemData,
    SequenceSpec,
    SeriesData,
    SurnameData,
    TextSpec,
    Training,
)
from playground.experiment.built_in_sequences import LANGUAGES, ProblemName
from playground.experiment.layers import LayerSpec
from playground.experiment.model import InitializerName
from playground.experiment.recurrent_layers import GRU, LSTM, RNN, RecurrentStart
from playground.presets.recurrent import RNN_PRESETS
from tests.strategies import optimizers

TEXT = OwnText(text="\n".join(f"name number {n} of them" for n in range(20)))
SERIES = OwnSeries(title="mine", values=tuple(float(n % 7) for n in range(200)), repeats=7, test_fraction=0.3)

problems = st.builds(
    ProblemData,
    name=st.sampled_from(get_args(ProblemName)),
    length=st.integers(2, 100),
    samples=st.integers(10, 10_000),
    noise=st.floats(0, 2),
)
languages = st.lists(st.sampled_from(LANGUAGES), min_size=2, unique=True)
surnames = st.builds(lambda names: SurnameData(languages=tuple(names)), languages)
communes = st.builds(CommunesData, samples=st.integers(100, 40_000))
texts = st.builds(lambda steps: TEXT.model_copy(update={"passage": steps}), st.integers(8, 64))
series = st.builds(
    SeriesData,
    name=st.sampled_from(["demand", "co2"]),
    past=st.sampled_from([24, 48, 96]),
    patch=st.sampled_from([1, 2, 12]),
    horizon=st.integers(1, 48),
    inputs=st.sampled_from(["values", "differences"]),
    strategy=st.sampled_from(["direct", "recursive"]),
)
own_series = st.builds(
    lambda repeats, share: OwnSeries.model_validate(
        {**dict(SERIES), "past": 12, "repeats": repeats, "test_fraction": share}
    ),
    st.integers(1, 14),
    st.floats(0.1, 0.5),
)
radii = st.none() | st.floats(0, 3, exclude_min=True)
biases = st.floats(-10, 10)
rates = st.floats(0, 0.9, exclude_min=True)


@st.composite
def recurrent_layers(draw: st.DrawFn, data: SequenceSpec) -> tuple[LayerSpec, ...]:
    """Draw any layers that the page can show for these data."""
    kind = draw(st.sampled_from([RNN, LSTM, GRU]))
    parts = {
        "units": draw(st.integers(1, 64)),
        "bidirectional": not isinstance(data, TextSpec) and draw(st.booleans()),
        "recurrent_initializer": draw(st.sampled_from(get_args(RecurrentStart))),
        "spectral_radius": draw(radii),
    }
    if kind is not RNN:
        parts["forget_bias"] = draw(biases)
    count, rate = draw(st.integers(1, 4)), draw(st.none() | rates)
    layers: list[LayerSpec] = []
    if data.symbols and draw(st.booleans()):
        layers.append(Embedding(units=draw(st.integers(1, 64))))
    for number in range(1, count + 1):
        layers.append(kind(**parts, return_sequences=number < count or data.task.steps))
        if rate is not None:
            layers.append(Dropout(rate=rate))
    return tuple(layers)


@st.composite
def sequence_experiments(draw: st.DrawFn) -> Experiment:
    """Draw any experiment that the page can show."""
    data = draw(st.one_of(problems, surnames, communes, texts, series, own_series))
    layers = draw(recurrent_layers(data))
    both = any(getattr(layer, "bidirectional", False) for layer in layers)
    scaled = any(getattr(layer, "scales_what_is_drawn", False) for layer in layers)
    initializers = [name for name in get_args(InitializerName) if not (scaled and name == "zeros")]
    losses = ["auto", "cross_entropy" if data.task.is_classification else "mae"]
    if not isinstance(data, TextSpec):
        losses.append("mse")
    model = Model(
        layers=layers,
        initializer=draw(st.sampled_from(initializers)),
        output_start=draw(st.sampled_from(["default", "zeros"])),
    )
    training = Training(
        optimizer=draw(optimizers),
        batch_size=draw(st.integers(1, 1000)),
        loss=draw(st.sampled_from(losses)),
        l1=draw(st.floats(0, 10)),
        l1_step=draw(st.sampled_from(["proximal", "subgradient"])),
        l2=draw(st.floats(0, 10)),
        shuffle=draw(st.booleans()),
        clip_norm=draw(st.floats(0, 1000)),
        truncation=0 if both else draw(st.integers(0, 10_000)),
    )
    try:
        return Experiment(data=data, model=model, training=training, seed=draw(st.integers(0, 2**31 - 1)))
    except ValidationError as error:  # a few are too large for memory, which other tests look at
        if "too many for these layers" not in str(error):
            raise
        reject()


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(sequence_experiments())
def test_the_controls_hold_all_of_an_experiment(experiment: Experiment) -> None:
    values = to_rnn_form(experiment)
    assert from_rnn_form(values) == experiment
    assert to_rnn_form(from_rnn_form(values)) == values
    assert all(key.startswith(("rnn_", "_rnn_own")) for key in values)


@pytest.mark.parametrize("name", RNN_PRESETS)
def test_every_preset_can_be_shown(name: str) -> None:
    experiment = RNN_PRESETS[name].experiment
    assert from_rnn_form(to_rnn_form(experiment)) == experiment


def test_own_data_keep_out_of_what_the_address_says() -> None:
    of_text = to_rnn_form(Experiment(data=TEXT, model=Model(layers=(GRU(units=4, return_sequences=True),))))
    assert of_text.pop(OWN_TEXT) == TEXT.text
    assert "number" not in str(of_text)
    of_series = to_rnn_form(Experiment(data=SERIES, model=Model(layers=(GRU(units=4),))))
    assert of_series.pop(OWN_SERIES) == ("mine", SERIES.values, ())
    assert "mine" not in str(of_series)
    assert (of_series["rnn_repeats"], of_series["rnn_test"]) == (7, 0.3)


PARITY = ProblemData(name="parity", length=5)
FIRST = ProblemData(name="first_symbol", length=5)


@pytest.mark.parametrize(
    "layers",
    [
        (),
        (Embedding(units=2), Dropout(rate=0.5), LSTM(units=2)),
        (LSTM(units=2), Dense(units=2)),
        (LSTM(units=2, return_sequences=True), LSTM(units=3)),
        (LSTM(units=2, return_sequences=True), GRU(units=2)),
        (LSTM(units=2, return_sequences=True, forget_bias=1), LSTM(units=2)),
        (LSTM(units=2, return_sequences=True), Dropout(rate=0.5), LSTM(units=2)),
        (LSTM(units=2, return_sequences=True), Dropout(rate=0.5), LSTM(units=2), Dropout(rate=0.2)),
        (*[RNN(units=2, return_sequences=True)] * 4, RNN(units=2)),
    ],
    ids=lambda layers: "-".join(layer.kind for layer in layers) or "none",
)
def test_layers_that_the_controls_cannot_show_are_refused_in_words(layers: tuple[LayerSpec, ...]) -> None:
    try:
        experiment = Experiment(data=FIRST, model=Model(layers=layers))
    except ValueError:
        experiment = Experiment(data=PARITY, model=Model(layers=layers))
    with pytest.raises(ExperimentError, match="this page shows up to 4 recurrent layers that are alike"):
        to_rnn_form(experiment)


def test_other_data_are_refused_in_words() -> None:
    with pytest.raises(ExperimentError, match="data: spiral: this page learns from sequences only"):
        to_rnn_form(Experiment())


def test_what_does_not_go_together_is_refused_in_words() -> None:
    values = to_rnn_form(RNN_PRESETS["demand-day-ahead"].experiment)
    with pytest.raises(ExperimentError, match="48 values cannot be read 5 at a time"):
        from_rnn_form(values | {"rnn_patch": 5})
    both = to_rnn_form(RNN_PRESETS["first-symbol-lstm"].experiment) | {"rnn_both": True, "rnn_truncation": 5}
    with pytest.raises(ExperimentError, match="does not go with bidirectional"):
        from_rnn_form(both)


def test_an_embedding_and_a_second_direction_are_left_out_where_the_data_have_no_use_for_them() -> None:
    values = to_rnn_form(RNN_PRESETS["names"].experiment) | {"rnn_both": True}
    assert isinstance(from_rnn_form(values).model.layers[0], Embedding)
    text = from_rnn_form(values | {"rnn_data": "communes", "rnn_names": 1000})
    assert text.model.layers[1] == LSTM(units=64, return_sequences=True)
    numbers = from_rnn_form(values | {"rnn_data": "adding", "rnn_length": 9, "rnn_samples": 64})
    assert numbers.model.layers == (LSTM(units=64, bidirectional=True),)
