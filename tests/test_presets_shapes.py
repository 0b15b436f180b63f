"""The claims about what networks can draw, proven by training."""

from __future__ import annotations

import numpy as np
import torch

from playground.datasets import load
from playground.presets import PRESETS
from tests.proving import biases, changed, end, trained, weights


def test_spiral() -> None:
    spiral = PRESETS["spiral"].experiment
    history = trained(spiral, 150).history
    assert max(history["test_accuracy"][-20:]) > 0.9
    one_layer = changed(spiral, model__layers=spiral.model.model_dump()["layers"][:1])
    assert max(trained(one_layer, 150).history["test_accuracy"]) < 0.8
    assert max(trained(changed(spiral, model__layers=[]), 30).history["test_accuracy"]) < 0.7


def test_one_neuron_xor() -> None:
    xor = PRESETS["one-neuron-xor"].experiment
    assert end(xor, 60, "train_accuracy") < 0.7
    assert end(xor, 60, "test_accuracy") < 0.7
    assert end(changed(xor, data__features=["x1*x2"]), 20, "test_accuracy") > 0.97


def test_hidden_layer_xor() -> None:
    xor = PRESETS["hidden-layer-xor"].experiment
    assert len(weights(trained(xor, 60))[0]) == 4
    assert end(xor, 60, "train_accuracy") > 0.95
    assert end(xor, 60, "test_accuracy") > 0.92
    two = changed(xor, model__layers=[{"type": "dense", "units": 2, "activation": "tanh"}])
    assert end(two, 60, "test_accuracy") < 0.88
    assert end(PRESETS["one-neuron-xor"].experiment, 60, "test_accuracy") < 0.75


def test_linear_layers() -> None:
    linear = PRESETS["linear-layers"].experiment
    result = trained(linear, 60)
    (w1, w2, w3), (b1, b2, b3) = weights(result), biases(result)
    points = load(linear.data, linear.seed).inputs
    one_layer = points @ (w3 @ w2 @ w1).T + w3 @ (w2 @ b1 + b2) + b3
    with torch.no_grad():
        np.testing.assert_allclose(result.model(torch.tensor(points)).numpy(), one_layer, atol=1e-5)
    assert end(linear, 60, "test_accuracy") < 0.7
    tanh = [{"type": "dense", "units": 8, "activation": "tanh"}] * 2
    assert end(changed(linear, model__layers=tanh), 60, "test_accuracy") > 0.97


def test_features_instead_of_layers() -> None:
    circle = PRESETS["features-instead-of-layers"].experiment
    assert end(circle, 20, "test_accuracy") > 0.97
    assert end(changed(circle, data__features=["x1", "x2"]), 20, "test_accuracy") < 0.7
    assert end(changed(circle, data__name="spiral"), 30, "test_accuracy") < 0.7
    (w1, w2) = weights(trained(circle, 20))[0][0]
    assert w1 * w2 > 0, "the boundary is an ellipse"


def test_linear_regression() -> None:
    plane = PRESETS["linear-regression"].experiment
    result = trained(plane, 20)
    data = load(plane.data, plane.seed)
    with_one = np.column_stack([data.inputs[data.train], np.ones(data.train_samples)])
    best, *_ = np.linalg.lstsq(with_one, data.targets[data.train], rcond=None)
    np.testing.assert_allclose(best[:2], 0.1, atol=0.01)
    np.testing.assert_allclose([*weights(result)[0][0], *biases(result)[0]], best, atol=0.012)


def test_bumps() -> None:
    bumps = PRESETS["bumps"].experiment
    four = changed(bumps, model__layers=[{"type": "dense", "units": 4, "activation": "tanh"}])
    few, many = end(four, 150, "test_loss"), end(bumps, 150, "test_loss")
    assert many < few / 2
    assert 0.03 < few < 0.06


def test_five_classes() -> None:
    result = trained(PRESETS["five-classes"].experiment, 40)
    data = load(result.experiment.data, 0)
    with torch.no_grad():
        scores = torch.softmax(result.model(torch.tensor(data.inputs)), dim=1).numpy()
    assert scores.shape == (1000, 5)
    np.testing.assert_allclose(scores.sum(axis=1), 1, atol=1e-5)
    right = scores[data.test].argmax(axis=1) == data.targets[data.test]
    assert right.mean() > 0.95
    assert np.isclose(right.mean(), result.metrics["test_accuracy"])
