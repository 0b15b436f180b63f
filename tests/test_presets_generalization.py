"""The claims about overfitting and its cures, proven by training."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.stats import norm

from playground.experiment import Experiment
from playground.experiment.data import FEATURES
from playground.presets import PRESETS
from tests.proving import SEEDS, Array, changed, end, learned, most, ratio, weights

OVERFITTING = PRESETS["overfitting"].experiment
EPOCHS = 150


def test_overfitting() -> None:
    assert end(OVERFITTING, EPOCHS, "train_loss") < 0.3
    assert end(OVERFITTING, EPOCHS, "test_loss") > 0.8, "worse than a coin, whose loss is 0.69"
    networks = learned(OVERFITTING, EPOCHS)
    best = np.argmin(networks.curves["test_loss"][1:], axis=0) + 1
    assert ratio(networks.last("test_loss"), at(networks.curves["test_loss"], best)) > 1.3
    gained = networks.last("test_accuracy") - at(networks.curves["test_accuracy"], best)
    assert np.median(gained) > 0, "and yet it is not less often right"


def at(curve: Array, epochs: np.ndarray) -> Array:
    """Return a curve's value for each seed, at an epoch of its own."""
    return curve[epochs, np.arange(len(epochs))]


def loss_ratio(cure: Experiment, curve: str = "test_loss") -> float:
    """Return which part of the overfitted loss is left, on the same data where the cure leaves them as they are."""
    return ratio(learned(cure, EPOCHS).last(curve), learned(OVERFITTING, EPOCHS).last(curve))


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
    assert loss_ratio(cure) < 0.8
    assert_weights_shrink(cure)


def assert_weights_shrink(cure: Experiment) -> None:
    with_penalty, without = (
        np.array([sum((w**2).sum() for w in weights(model)) for model in learned(each, EPOCHS).models])
        for each in (cure, OVERFITTING)
    )
    assert ratio(with_penalty, without) < 0.9


@pytest.mark.parametrize(("l2", "loss"), [(0.03, 0.67), (0.3, 0.69)])
def test_too_large_a_penalty_underfits(l2: float, loss: float) -> None:
    strong = changed(OVERFITTING, training__l2=l2)
    for curve in ("train_loss", "test_loss"):
        assert abs(end(strong, EPOCHS, curve) - loss) < 0.04


def test_dropout() -> None:
    cure = PRESETS["dropout"].experiment
    assert cure.data == OVERFITTING.data
    assert cure.training == OVERFITTING.training
    assert loss_ratio(cure) < 0.8


def test_dropconnect() -> None:
    cure = PRESETS["dropconnect"].experiment
    assert cure.data == OVERFITTING.data
    assert loss_ratio(cure) < 0.85


def test_smaller_network() -> None:
    cure = PRESETS["smaller-network"].experiment
    assert cure.data == OVERFITTING.data
    assert loss_ratio(cure) < 0.8
    assert loss_ratio(cure, "train_loss") > 2
    better = end(PRESETS["more-data"].experiment, EPOCHS, "test_accuracy")
    assert end(cure, EPOCHS, "test_accuracy") < better - 0.1


def test_early_stopping() -> None:
    stopped = PRESETS["early-stopping"].experiment
    assert_same_spiral(stopped, data__samples=500)
    losses = learned(stopped, 200).curves["test_loss"][1:]
    best = np.argmin(losses, axis=0)
    lowest = losses.min(axis=0)
    assert most((best > 10) & (best < 150))
    assert most(lowest < 0.92 * losses[-1])
    assert most(lowest < 0.99 * losses[0]), "it has learned something by then"


def test_noise_floor() -> None:
    clouds = PRESETS["noise-floor"].experiment
    test_points = clouds.data.samples - clouds.data.train_samples
    best = norm.cdf(2 * sqrt(2) / sqrt(0.5 + 7 * clouds.data.noise))
    assert round(best, 3) == 0.921
    by_chance = 3 * sqrt(best * (1 - best) / (len(SEEDS) * test_points))  # three standard deviations of the mean
    large, one = clouds, changed(clouds, model__layers=[])
    means = [learned(experiment, 20).last("test_accuracy").mean() for experiment in (large, one)]
    assert large.parameters > 1000 * one.parameters
    assert means[0] < best + by_chance
    assert means[1] > best - by_chance


def test_l1_selects() -> None:
    circle = PRESETS["l1-selects"].experiment
    squares = [FEATURES.index("x1^2"), FEATURES.index("x2^2")]
    plain, rocking = changed(circle, training__l1=0.0), changed(circle, training__l1_step="subgradient")
    with_penalty, without, around = (
        np.abs([weights(model)[0][0] for model in learned(experiment, 60).models])
        for experiment in (circle, plain, rocking)
    )
    assert most(with_penalty[:, squares].min(axis=1) > 0.1)
    assert most((np.delete(with_penalty, squares, axis=1) == 0).all(axis=1))
    assert (np.delete(around, squares, axis=1) > 0).all(), "by the subgradient no weight is 0"
    assert np.median(np.delete(without, squares, axis=1).max(axis=1)) > 0.2
