"""The claims about overfitting and its cures, proven by training."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.stats import norm

from playground.experiment import Experiment
from playground.experiment.data import FEATURES
from playground.presets import PRESETS
from tests.proving import changed, end, trained, weights, with_seeds

OVERFITTING = PRESETS["overfitting"].experiment
EPOCHS = 150


def test_overfitting() -> None:
    history = trained(OVERFITTING, EPOCHS).history
    assert end(OVERFITTING, EPOCHS, "train_loss") < 0.3
    assert end(OVERFITTING, EPOCHS, "test_loss") > 0.8, "worse than a coin, whose loss is 0.69"
    best = int(np.argmin(history["test_loss"]))
    assert history["test_loss"][-1] > 1.3 * history["test_loss"][best]
    assert history["test_accuracy"][-1] > history["test_accuracy"][best] + 0.05, "and yet it is more often right"


def assert_same_spiral(cure: Experiment, **difference: object) -> None:
    assert changed(OVERFITTING, **difference) == cure, "the cure is all that differs"


def test_more_data() -> None:
    cure = PRESETS["more-data"].experiment
    assert_same_spiral(cure, data__samples=10 * OVERFITTING.data.samples)
    assert end(cure, EPOCHS, "test_loss") < 0.5 * end(OVERFITTING, EPOCHS, "test_loss")
    assert end(cure, EPOCHS, "test_accuracy") > end(OVERFITTING, EPOCHS, "test_accuracy") + 0.05


def test_l2_penalty() -> None:
    cure = PRESETS["l2-penalty"].experiment
    assert_same_spiral(cure, training__l2=0.003)
    assert end(cure, EPOCHS, "test_loss") < 0.8 * end(OVERFITTING, EPOCHS, "test_loss")
    assert_weights_shrink(cure)


def assert_weights_shrink(cure: Experiment) -> None:
    with_penalty, without = weights(trained(cure, EPOCHS)), weights(trained(OVERFITTING, EPOCHS))
    assert sum((w**2).sum() for w in with_penalty) < sum((w**2).sum() for w in without)


@pytest.mark.parametrize(("l2", "loss"), [(0.03, 0.67), (0.3, 0.69)])
def test_too_large_a_penalty_underfits(l2: float, loss: float) -> None:
    strong = changed(OVERFITTING, training__l2=l2)
    for curve in ("train_loss", "test_loss"):
        assert abs(end(strong, EPOCHS, curve) - loss) < 0.04


def test_dropout() -> None:
    cure = PRESETS["dropout"].experiment
    assert cure.data == OVERFITTING.data
    assert cure.training == OVERFITTING.training
    assert end(cure, EPOCHS, "test_loss") < 0.8 * end(OVERFITTING, EPOCHS, "test_loss")


def test_dropconnect() -> None:
    cure = PRESETS["dropconnect"].experiment
    assert cure.data == OVERFITTING.data
    assert end(cure, EPOCHS, "test_loss") < 0.85 * end(OVERFITTING, EPOCHS, "test_loss")


def test_smaller_network() -> None:
    cure = PRESETS["smaller-network"].experiment
    assert cure.data == OVERFITTING.data
    assert end(cure, EPOCHS, "test_loss") < 0.8 * end(OVERFITTING, EPOCHS, "test_loss")
    assert end(cure, EPOCHS, "train_loss") > 2 * end(OVERFITTING, EPOCHS, "train_loss")
    better = end(PRESETS["more-data"].experiment, EPOCHS, "test_accuracy")
    assert end(cure, EPOCHS, "test_accuracy") < better - 0.1


def test_early_stopping() -> None:
    stopped = PRESETS["early-stopping"].experiment
    assert_same_spiral(stopped, data__samples=500)
    for each in with_seeds(stopped):
        history = trained(each, 200).history
        best = int(np.argmin(history["test_loss"]))
        assert 10 < best < 150
        assert history["test_loss"][best] < 0.92 * history["test_loss"][-1]
        assert history["test_loss"][best] < 0.99 * history["test_loss"][0], "it has learned something by then"


def test_noise_floor() -> None:
    clouds = PRESETS["noise-floor"].experiment
    test_points = clouds.data.samples - clouds.data.train_samples
    best = norm.cdf(2 * sqrt(2) / sqrt(0.5 + 7 * clouds.data.noise))
    assert round(best, 3) == 0.921
    by_chance = 3 * sqrt(best * (1 - best) / (3 * test_points))  # three standard deviations of the mean of three
    large, one = clouds, changed(clouds, model__layers=[])
    means = [
        np.mean([trained(each, 20).history["test_accuracy"][-1] for each in with_seeds(experiment)])
        for experiment in (large, one)
    ]
    assert large.parameters > 1000 * one.parameters
    assert means[0] < best + by_chance
    assert means[1] > best - by_chance


def test_l1_selects() -> None:
    circle = PRESETS["l1-selects"].experiment
    squares = [FEATURES.index("x1^2"), FEATURES.index("x2^2")]
    with_penalty, without = (
        np.abs(weights(trained(experiment, 100))[0][0]) for experiment in (circle, changed(circle, training__l1=0.0))
    )
    assert with_penalty[squares].min() > 0.2
    assert np.delete(with_penalty, squares).max() < 0.02
    assert np.delete(without, squares).max() > 0.2
