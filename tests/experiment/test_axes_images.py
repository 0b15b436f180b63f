"""What each axis means for a network for images, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from playground.experiment import Dense, Dropout, Experiment, ExperimentError, ImageData, Model
from playground.experiment.axes import AXES, NETWORK_AXES, convolves
from playground.experiment.comparison import (
    MOST_MULTIPLICATIONS,
    MOST_NUMBERS_ALONE,
    MOST_PARAMETERS_ALONE,
    Comparison,
)
from playground.experiment.layers import AvgPool2d, Conv2d, Flatten, Layer, MaxPool2d
from playground.presets.images import IMAGE_PRESETS

OF_CELLS = ("cell", "forget_bias", "recurrent_start")
FIRST, SECOND = Conv2d(filters=4, padding=1), Conv2d(filters=6, activation="tanh")
POOL, MEAN, FLAT, HEAD, DROP = MaxPool2d(), AvgPool2d(), Flatten(), Dense(units=16), Dropout(rate=0.5)
LAYERS: tuple[Layer, ...] = (FIRST, POOL, SECOND, MEAN, FLAT, HEAD, DROP)
PLAIN: tuple[Layer, ...] = (FLAT, HEAD, DROP, Dense(units=8))


def base(*layers: Layer, name: str = "mnist", samples: int = 300) -> Experiment:
    return Experiment(data=ImageData.model_validate({"name": name, "samples": samples}), model=Model(layers=layers))


def varied(axis: str, value: Any, layers: tuple[Layer, ...] = LAYERS) -> tuple[Layer, ...]:
    return AXES[axis].vary(base(*layers), value).model.layers


def refusal(**parts: Any) -> str:
    with pytest.raises(ExperimentError) as caught:
        Comparison.from_parts({"seeds": 3} | parts)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def test_an_activation_is_that_of_convolutions_too() -> None:
    layers = varied("activation", "elu")
    assert [getattr(layer, "activation", None) for layer in layers] == ["elu", None, "elu", None, None, "elu", None]
    assert [layer.kind for layer in layers] == [layer.kind for layer in LAYERS]


@pytest.mark.parametrize("value", [0, 1, 3])
def test_a_depth_repeats_the_first_convolution_with_its_pooling(value: int) -> None:
    assert varied("depth", value) == (*[FIRST, POOL] * value, FLAT, HEAD, DROP)


def test_a_single_convolution_is_repeated_up_to_the_flattening() -> None:
    assert varied("depth", 2, (FIRST, DROP, POOL, FLAT)) == (*(FIRST, DROP, POOL) * 2, FLAT)


@pytest.mark.parametrize(("value", "expected"), [(0, (FLAT,)), (2, (FLAT, HEAD, DROP, HEAD, DROP))])
def test_without_convolutions_the_dense_layers_after_the_flattening_count(value: int, expected: Any) -> None:
    assert varied("depth", value, PLAIN) == expected


def test_a_width_is_the_filters_of_convolutions_or_else_the_neurons() -> None:
    assert convolves(LAYERS)
    assert not convolves(PLAIN)
    wide = varied("width", 12)
    assert [getattr(layer, "filters", None) for layer in wide] == [12, None, 12, None, None, None, None]
    assert wide[5] == HEAD, "dense layers stay as they are"
    assert varied("width", 12, PLAIN) == (FLAT, Dense(units=12), DROP, Dense(units=12))


def test_a_dropout_follows_dense_layers_and_takes_nothing_else_away() -> None:
    drop = Dropout(rate=0.3)
    assert varied("dropout", 0.3) == (FIRST, POOL, SECOND, MEAN, FLAT, HEAD, drop)
    assert varied("dropout", 0.3, (FIRST, DROP, FLAT)) == (FIRST, FLAT, drop), "or else the flattening"
    assert varied("dropout", 0.3, PLAIN) == (FLAT, HEAD, drop, Dense(units=8), drop)


@pytest.mark.parametrize("axis", [axis for axis in NETWORK_AXES if axis not in OF_CELLS])
@pytest.mark.parametrize("name", IMAGE_PRESETS)
def test_every_axis_varies_every_network_of_the_page(axis: Any, name: str) -> None:
    made = Comparison(base=IMAGE_PRESETS[name].experiment, axis=axis, values=AXES[axis].default[:3], seeds=3)
    assert len({row[0] for row in made.experiments}) == 3
    for row in made.experiments:
        assert Experiment.from_json(row[0].to_json()) == row[0]
        assert AXES[axis].vary(row[0], AXES[axis].default[0]).data == made.base.data


def test_a_value_with_which_a_layer_does_not_fit_is_named() -> None:
    reason = refusal(base=base(*LAYERS), axis="depth", values=(1, 5))
    assert reason == "values: 5: layer 10: max_pool2d 2×2 does not fit an input of 1×1"
    grouped = base(Conv2d(filters=4), Conv2d(filters=4, groups=2), FLAT)
    reason = refusal(base=grouped, axis="width", values=(2, 3))
    assert reason.startswith("values: 3: layer 2: conv2d: 2 groups must divide")


def test_more_layers_than_a_network_may_have_are_refused() -> None:
    block = (Conv2d(filters=1, kernel_size=1), *[MaxPool2d(kernel_size=1)] * 8)
    reason = refusal(base=base(*block, FLAT), axis="depth", values=(1, 8))
    assert reason == "values: 8: 73 layers: must be at most 64"


def test_what_is_too_much_for_one_worker_is_refused() -> None:
    tiny = IMAGE_PRESETS["tiny"].experiment
    images = 7000 * 28 * 28
    assert Comparison(base=tiny, values=("relu", "tanh"), seeds=4).networks == 8, "data of four seeds, held once each"
    reason = refusal(base=tiny, values=("relu", "tanh"), seeds=5)
    assert reason == (
        f"{5 * images:,} numbers of input data of all networks together: must be at most {MOST_NUMBERS_ALONE:,}; "
        "fewer seeds help, or fewer samples"
    )
    reason = refusal(base=base(FLAT, Dense(units=4096)), values=("relu", "tanh"))
    assert f"parameters of all networks together: must be at most {MOST_PARAMETERS_ALONE:,}" in reason
    slow = base(*[Conv2d(filters=32, padding=1)] * 3, POOL, POOL, FLAT, samples=6000)
    reason = refusal(base=slow, values=("relu", "tanh"))
    assert f"multiplications of an epoch of all networks together: must be at most {MOST_MULTIPLICATIONS:,}" in reason
