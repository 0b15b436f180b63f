"""The claims about what networks can draw, proven by training."""

from __future__ import annotations

import numpy as np
import torch

from playground.datasets import load
from playground.presets import PRESETS
from tests.proving import biases, changed, end, learned, most, ratio, trained, weights


def test_spiral() -> None:
    spiral = PRESETS["spiral"].experiment
    assert max(trained(spiral, 150).history["test_accuracy"][-20:]) > 0.9, "the network that the page opens with"
    two_layers = learned(spiral, 150).last("test_accuracy")
    one_layer = learned(changed(spiral, model__layers=spiral.model.model_dump()["layers"][:1]), 150)
    assert np.median(two_layers) < 0.88, "150 epochs are not enough from most first weights"
    assert np.median(one_layer.curves["test_accuracy"].max(axis=0)) < 0.8
    assert np.median(two_layers - one_layer.last("test_accuracy")) > 0.05, "one layer stays far behind"
    line = learned(changed(spiral, model__layers=[]), 30).curves["test_accuracy"]
    assert most(line.max(axis=0) < 0.7)
    assert 0.55 < np.median(line[-1]) < 0.65, "about 60 %"


def test_one_neuron_xor() -> None:
    xor = PRESETS["one-neuron-xor"].experiment
    assert end(xor, 60, "train_accuracy") < 0.7
    assert end(xor, 60, "test_accuracy") < 0.7
    assert end(changed(xor, data__features=["x1*x2"]), 20, "test_accuracy") > 0.97


def test_hidden_layer_xor() -> None:
    xor = PRESETS["hidden-layer-xor"].experiment
    assert len(weights(learned(xor, 60).models[0])[0]) == 4
    assert end(xor, 60, "train_accuracy") > 0.95
    assert end(xor, 60, "test_accuracy") > 0.92
    two = changed(xor, model__layers=[{"type": "dense", "units": 2, "activation": "tanh"}])
    assert end(two, 60, "test_accuracy") < 0.88
    assert end(PRESETS["one-neuron-xor"].experiment, 60, "test_accuracy") < 0.75


def test_linear_layers() -> None:
    linear = PRESETS["linear-layers"].experiment
    model = learned(linear, 60).models[0]
    (w1, w2, w3), (b1, b2, b3) = weights(model), biases(model)
    points = load(linear.data, linear.seed).inputs
    one_layer = points @ (w3 @ w2 @ w1).T + w3 @ (w2 @ b1 + b2) + b3
    with torch.no_grad():
        np.testing.assert_allclose(model(torch.tensor(points)).numpy(), one_layer, atol=1e-5)
    assert end(linear, 60, "test_accuracy") < 0.7
    tanh = [{"type": "dense", "units": 8, "activation": "tanh"}] * 2
    assert end(changed(linear, model__layers=tanh), 60, "test_accuracy") > 0.97


def test_features_instead_of_layers() -> None:
    circle = PRESETS["features-instead-of-layers"].experiment
    assert end(circle, 20, "test_accuracy") > 0.97
    assert end(changed(circle, data__features=["x1", "x2"]), 20, "test_accuracy") < 0.7
    assert end(changed(circle, data__name="spiral"), 30, "test_accuracy") < 0.7
    first = [weights(model)[0][0] for model in learned(circle, 20).models]
    assert most([w1 * w2 > 0 for w1, w2 in first]), "the boundary is an ellipse"


def test_linear_regression() -> None:
    plane = PRESETS["linear-regression"].experiment
    networks = learned(plane, 20)
    away = []
    for experiment, model in zip(networks.experiments, networks.models, strict=True):
        data = load(experiment.data, experiment.seed)
        with_one = np.column_stack([data.inputs[data.train], np.ones(data.train_samples)])
        best, *_ = np.linalg.lstsq(with_one, data.targets[data.train], rcond=None)
        np.testing.assert_allclose(best[:2], 0.1, atol=0.01)
        away.append(np.abs([*weights(model)[0][0], *biases(model)[0]] - best).max())
    assert np.median(away) < 0.012


def test_bumps() -> None:
    bumps = PRESETS["bumps"].experiment
    four = changed(bumps, model__layers=[{"type": "dense", "units": 4, "activation": "tanh"}])
    few, many = learned(four, 150).last("test_loss"), learned(bumps, 150).last("test_loss")
    assert ratio(many, few) < 1 / 2
    assert 0.03 < np.median(few) < 0.06


def test_five_classes() -> None:
    experiment = PRESETS["five-classes"].experiment
    networks = learned(experiment, 40)
    for place, (each, model) in enumerate(zip(networks.experiments, networks.models, strict=True)):
        data = load(each.data, each.seed)
        with torch.no_grad():
            scores = torch.softmax(model(torch.tensor(data.inputs)), dim=1).numpy()
        assert scores.shape == (1000, 5)
        np.testing.assert_allclose(scores.sum(axis=1), 1, atol=1e-5)
        right = scores[data.test].argmax(axis=1) == data.targets[data.test]
        assert abs(right.mean() - networks.last("test_accuracy")[place]) < 2 / len(right), "ties aside"
    assert end(experiment, 40, "test_accuracy") > 0.95
