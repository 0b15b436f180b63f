from __future__ import annotations

from contextlib import suppress
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.controls.layer_text import MOST_CARDS, MOST_TEXT, from_text, is_shown, settled, to_text
from playground.experiment.layers import (
    ActivationName,
    AvgPool2d,
    Conv2d,
    Dense,
    DropConnect,
    Dropout,
    Flatten,
    LayerSpec,
    MaxPool2d,
)

activations = st.sampled_from(get_args(ActivationName))
_pool = {"kernel_size": st.integers(1, 8), "stride": st.integers(1, 8), "padding": st.integers(0, 3)}
shown_layers: st.SearchStrategy[LayerSpec] = st.one_of(
    st.builds(
        Conv2d,
        filters=st.integers(1, 64),
        kernel_size=st.integers(1, 7),
        stride=st.integers(1, 4),
        padding=st.integers(0, 3),
        groups=st.integers(1, 64),
        activation=activations,
    ),
    st.builds(MaxPool2d, **_pool),
    st.builds(AvgPool2d, **_pool),
    st.just(Flatten()),
    st.builds(Dense, units=st.integers(1, 512), activation=activations),
    st.builds(Dropout, rate=st.floats(0, 0.95)),
)
LAYERS = (
    Conv2d(filters=8, padding=1),
    MaxPool2d(stride=2),
    Flatten(),
    Dense(units=64),
    Dropout(rate=0.5),
)
LINE = "conv:8,3,1,1,1,relu;maxpool:2,2,0;flatten;dense:64,relu;dropout:0.5"


def test_a_line() -> None:
    assert to_text(LAYERS) == LINE
    assert from_text(LINE) == LAYERS


@given(st.lists(shown_layers, max_size=MOST_CARDS).map(tuple))
def test_reading_undoes_writing(layers: tuple[LayerSpec, ...]) -> None:
    text = to_text(layers)
    assert from_text(text) == layers
    assert len(text) <= MOST_TEXT
    assert text.isascii()
    assert not set(text) & set(" &?#%+")


@given(
    st.text(max_size=60) | st.from_regex(r"(conv|dense|dropout|maxpool|flatten)(:[0-9.,a-z_-]{0,20})?", fullmatch=True)
)
def test_any_text_is_read_or_refused_and_what_is_read_is_written_the_same(text: str) -> None:
    with suppress(ValueError):
        assert to_text(from_text(text)) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("convolution:8", "“convolution” is no layer; allowed: conv, maxpool, avgpool, flatten, dense, dropout"),
        ("dropconnect:0.5", "is no layer"),
        ("dense:64", "dense takes 2 values: units, activation"),
        ("dense:64,relu,relu", "dense takes 2 values"),
        ("flatten:", "flatten takes 0 values"),
        ("dense:0,relu", "units: 0 is not between 1 and 512"),
        ("dense:513,relu", "units: 513"),
        ("conv:65,3,1,1,1,relu", "filters: 65"),
        ("conv:8,8,1,1,1,relu", "kernel_size: 8"),
        ("conv:8,3,1,1,1,swish", "“swish” is no activation"),
        ("dropout:nan", "rate: nan"),
        ("dropout:1.0", "rate: 1.0"),
        ("dropout:0.50", "“0.50” is not written as it should be: 0.5"),
        ("dense:+5,relu", "not written as it should be"),
        ("dense:five,relu", "“five” is no number"),
        ("flatten;", "“” is no layer"),
        (";".join(["flatten"] * 17), "17 layers; at most 16"),
        ("flatten;" * 200, "at most 1000 characters"),
    ],
)
def test_what_is_refused_says_why(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        from_text(text)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    "layer",
    [DropConnect(rate=0.5), Conv2d(filters=65), Conv2d(filters=8, kernel_size=11), Dense(units=4096)],
)
def test_what_no_card_can_show_is_not_written(layer: LayerSpec) -> None:
    assert not is_shown(layer)
    with pytest.raises(ValueError, match="cannot show"):
        to_text([layer])


def test_more_layers_than_cards_are_not_written() -> None:
    with pytest.raises(ValueError, match="cannot show"):
        to_text([Flatten()] * 17)


def test_a_pooling_layer_writes_its_stride_out() -> None:
    assert settled(MaxPool2d(kernel_size=3)) == MaxPool2d(kernel_size=3, stride=3)
    assert to_text([AvgPool2d()]) == "avgpool:2,2,0"
