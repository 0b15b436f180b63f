from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize

from playground.concepts.approximation.one_layer import (
    ACTIVATION_NAMES,
    OneLayer,
    bumps,
    errors,
    places,
    staircase,
    with_best_heights,
)
from playground.concepts.approximation.targets import TARGETS, drawn_target, modulus_of_continuity


@pytest.mark.parametrize("steps", [4, 8, 16, 32, 64, 128])
def test_a_staircase_of_n_steps_is_off_by_one_nth_on_the_absolute_value(steps: int) -> None:
    sup, _rms = errors(staircase(TARGETS["absolute"], steps, 1.0, "threshold"), TARGETS["absolute"])
    assert sup == pytest.approx(1 / steps, abs=2e-9)
    assert modulus_of_continuity(TARGETS["absolute"], 1 / steps) == pytest.approx(1 / steps, abs=1e-3)


def test_a_staircase_on_the_sine() -> None:
    expected = [0.5, 0.5, 0.353553, 0.191342, 0.097545, 0.049009]
    for steps, sup in zip((4, 8, 16, 32, 64, 128), expected, strict=True):
        found = errors(staircase(TARGETS["sine"], steps, 1.0, "threshold"), TARGETS["sine"])[0]
        assert found == pytest.approx(sup, abs=2e-4), steps


@pytest.mark.parametrize("name", ["sine", "absolute", "exponential", "cube", "nielsen"])
@pytest.mark.parametrize("steps", [1, 3, 8, 16])
def test_no_staircase_is_off_by_more_than_its_bound(name: str, steps: int) -> None:
    target = TARGETS[name]
    assert errors(staircase(target, steps, 1.0, "threshold"), target)[0] <= modulus_of_continuity(target, 1 / steps)


def test_bumps_are_a_staircase_with_twice_the_neurons() -> None:
    x = places()[:-1] + 0.0003
    one, other = (make(TARGETS["nielsen"], 8, 1.0, "threshold") for make in (staircase, bumps))
    np.testing.assert_allclose(one(x), other(x), atol=1e-12)
    assert len(other.kinks) == 2 * len(one.kinks)


def test_two_relus_are_the_absolute_value() -> None:
    layer = OneLayer(np.zeros(2), np.ones(2), np.array([1.0, -1.0]), 1.0, "relu")
    assert errors(layer, TARGETS["absolute"]) == (0, 0)


@pytest.mark.parametrize("phi", ACTIVATION_NAMES)
@pytest.mark.parametrize("seed", range(5))
def test_best_heights_are_those_of_least_squares(phi: str, seed: int) -> None:
    generator = np.random.default_rng(seed)
    count = int(generator.integers(1, 10))
    layer = OneLayer(
        np.sort(generator.uniform(-1, 0.9, count)), np.zeros(count), generator.choice([-1.0, 1.0], count), 6.0, phi
    )
    target = drawn_target(generator.uniform(-1, 1, 41).tolist())
    best, x = with_best_heights(layer, target), places()
    solved = optimize.lsq_linear(layer.features(x), target(x), tol=1e-14)
    assert np.sum((best(x) - target(x)) ** 2) == pytest.approx(2 * solved.cost, rel=1e-7)


def test_a_neuron_that_adds_nothing_gets_no_height() -> None:
    layer = OneLayer(np.array([0.1, 0.1, -0.4]), np.zeros(3), np.ones(3), 6.0, "tanh")
    heights = with_best_heights(layer, TARGETS["sine"]).heights
    assert heights[1] == 0
    assert np.abs(heights[[0, 2]]).min() > 0


def test_a_sigmoid_rises_from_a_tenth_to_nine_tenths_within_a_part_of_its_weight() -> None:
    for weight in (5.0, 20.0, 100.0):
        layer = OneLayer(np.zeros(1), np.ones(1), np.ones(1), weight, "sigmoid")
        rise = np.log(9) / weight
        np.testing.assert_allclose(layer(np.array([-rise, rise])), [0.1, 0.9], atol=1e-12)
        assert 2 * rise == pytest.approx(4.394449 / weight, rel=1e-6)
