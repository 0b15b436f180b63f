"""The claims about depth, proven by training."""

from __future__ import annotations

import numpy as np
import pytest

from playground.presets import PRESETS
from tests.proving import changed, end, first_to_last_gradient, learned, ratio


def test_wide_or_deep() -> None:
    deep = PRESETS["wide-or-deep"].experiment
    wide = changed(deep, model__layers=[{"type": "dense", "units": 84, "activation": "relu"}])
    assert wide.parameters == deep.parameters == 337
    one, other = learned(deep, 50), learned(wide, 50)
    assert ratio(one.last("test_loss"), other.last("test_loss")) < 0.7
    assert np.median(one.last("test_accuracy") - other.last("test_accuracy")) > 0.03


def test_deep_sigmoid() -> None:
    sigmoid = PRESETS["deep-sigmoid"].experiment
    assert end(sigmoid, 40, "train_loss") > 0.68
    assert first_to_last_gradient(sigmoid) < 1e-3


def test_deep_relu() -> None:
    relu, sigmoid = PRESETS["deep-relu"].experiment, PRESETS["deep-sigmoid"].experiment
    layers = [dict(layer, activation="relu") for layer in sigmoid.model.model_dump()["layers"]]
    assert changed(sigmoid, model__layers=layers) == relu, "only the activation differs"
    assert end(relu, 40, "test_accuracy") > 0.97
    assert first_to_last_gradient(relu) > 1e-2


def test_adam() -> None:
    adam, sigmoid = PRESETS["adam"].experiment, PRESETS["deep-sigmoid"].experiment
    assert adam.model == sigmoid.model
    assert adam.data == sigmoid.data
    assert first_to_last_gradient(adam) < 1e-3, "the gradients are as small as before"
    assert end(adam, 40, "test_accuracy") > 0.97


@pytest.mark.parametrize("rate", [1.0, 3.0])
def test_no_learning_rate_rescues_plain_descent(rate: float) -> None:
    sigmoid = changed(PRESETS["deep-sigmoid"].experiment, training__optimizer__learning_rate=rate)
    assert end(sigmoid, 40, "test_accuracy") < 0.7
