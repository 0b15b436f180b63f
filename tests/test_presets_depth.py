"""The claims about depth, proven by training."""

from __future__ import annotations

import pytest

from playground.presets import PRESETS
from tests.proving import changed, end, trained, weight_gradients, with_seeds


def test_wide_or_deep() -> None:
    deep = PRESETS["wide-or-deep"].experiment
    wide = changed(deep, model__layers=[{"type": "dense", "units": 84, "activation": "relu"}])
    assert wide.parameters == deep.parameters == 337
    assert end(deep, 50, "test_loss") < 0.7 * end(wide, 50, "test_loss")
    assert end(deep, 50, "test_accuracy") > end(wide, 50, "test_accuracy")


def test_deep_sigmoid() -> None:
    sigmoid = PRESETS["deep-sigmoid"].experiment
    assert end(sigmoid, 40, "train_loss") > 0.68
    for each in with_seeds(sigmoid):
        gradients = weight_gradients(trained(each, 1))
        assert gradients[0] < 1e-3 * gradients[-1]


def test_deep_relu() -> None:
    relu, sigmoid = PRESETS["deep-relu"].experiment, PRESETS["deep-sigmoid"].experiment
    layers = [dict(layer, activation="relu") for layer in sigmoid.model.model_dump()["layers"]]
    assert changed(sigmoid, model__layers=layers) == relu, "only the activation differs"
    assert end(relu, 40, "test_accuracy") > 0.97
    for each in with_seeds(relu):
        gradients = weight_gradients(trained(each, 1))
        assert gradients[0] > 1e-2 * gradients[-1]


def test_adam() -> None:
    adam, sigmoid = PRESETS["adam"].experiment, PRESETS["deep-sigmoid"].experiment
    assert adam.model == sigmoid.model
    assert adam.data == sigmoid.data
    first = weight_gradients(trained(adam, 1))
    assert first[0] < 1e-3 * first[-1], "the gradients are as small as before"
    assert end(adam, 40, "test_accuracy") > 0.97


@pytest.mark.parametrize("rate", [1.0, 3.0])
def test_no_learning_rate_rescues_plain_descent(rate: float) -> None:
    sigmoid = changed(PRESETS["deep-sigmoid"].experiment, training__optimizer__learning_rate=rate)
    assert trained(sigmoid, 40).history["test_accuracy"][-1] < 0.7
