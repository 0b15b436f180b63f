"""Each claim of the approximation page's presets, with the preset's own numbers."""

from __future__ import annotations

from itertools import chain
from typing import Any

import numpy as np
import pytest

from playground.concepts.approximation import TARGETS, best_fit_error
from playground.concepts.approximation.one_layer import OneLayer, bumps, errors, staircase
from playground.concepts.approximation.polynomials import rms_floor
from playground.concepts.approximation.targets import modulus_of_continuity
from playground.concepts.approximation.towers import errors as tower_errors
from playground.concepts.approximation.towers import neurons, towers
from playground.datasets.curves import curve_places
from playground.experiment.studies.curves import WidthStudy
from playground.presets.approximation import APPROXIMATION
from playground.training.population.population import Population
from playground.ui.approximation.controls import settings_of
from playground.ui.approximation.hand import LayerNumbers
from playground.ui.approximation.widths import WIDTHS


def settings(name: str) -> dict[str, Any]:
    return settings_of(APPROXIMATION[name])


def shown(name: str) -> tuple[OneLayer, str, float]:
    """Return a preset's layer, its target's name, and its ε."""
    all_of_it = settings(name)
    numbers = LayerNumbers(**{each: all_of_it[f"approximation_{each}"] for each in LayerNumbers.model_fields})
    arrays = (np.array(each) for each in (numbers.kinks, numbers.heights, numbers.directions))
    layer = OneLayer(*arrays, numbers.steepness, all_of_it["approximation_phi"])
    return layer, all_of_it["approximation_target"], numbers.epsilon


def test_a_staircase() -> None:
    layer, target, epsilon = shown("staircase")
    assert errors(layer, TARGETS[target])[0] == pytest.approx(1 / 8, abs=2e-9)
    assert errors(layer, TARGETS[target])[0] > epsilon, "one more step is needed"
    assert modulus_of_continuity(TARGETS[target], 0.01) == pytest.approx(0.01, abs=1e-3)
    hundred = staircase(TARGETS[target], 100, 20, "threshold")
    assert errors(hundred, TARGETS[target])[0] == pytest.approx(0.01, abs=2e-9)


def test_a_steep_sigmoid_is_a_step() -> None:
    layer, _target, _epsilon = shown("steep_sigmoid")
    x = np.linspace(-1, 1, 200_001)
    values = layer(x)
    rise = x[np.searchsorted(values, 0.9)] - x[np.searchsorted(values, 0.1)]
    assert rise == pytest.approx(4.39 / 20, abs=1e-3)


def test_two_steps_are_a_bump() -> None:
    layer, _target, _epsilon = shown("bump")
    inside, outside = np.linspace(-0.2, 0.2, 41), np.concatenate([np.linspace(-1, -0.6, 41), np.linspace(0.6, 1, 41)])
    np.testing.assert_allclose(layer(inside), 0.8, atol=1e-3)
    np.testing.assert_allclose(layer(outside), 0, atol=1e-3)


def test_two_relus_make_the_absolute_value() -> None:
    layer, target, _epsilon = shown("two_relus")
    assert errors(layer, TARGETS[target]) == (0, 0)


def test_a_jump_is_too_much_to_ask() -> None:
    layer, target, _epsilon = shown("jump")
    mean = errors(layer, TARGETS[target])[1]
    for steepness in (60.0, 200.0, 1e4):
        steeper = OneLayer(layer.kinks, layer.heights, layer.directions, steepness, layer.phi)
        sup, rms = errors(steeper, TARGETS[target])
        assert sup == pytest.approx(0.5, abs=1e-4)
        assert rms <= mean


def test_twelve_neurons_make_a_wave() -> None:
    layer, target, epsilon = shown("wave")
    assert len(layer.kinks) == 12
    assert errors(layer, TARGETS[target])[0] < epsilon == 0.1
    assert errors(staircase(TARGETS[target], 12, 5, "threshold"), TARGETS[target])[0] == pytest.approx(0.43, abs=0.005)


def test_nielsens_curve_from_bumps() -> None:
    layer, target, epsilon = shown("bumps")
    expected = bumps(TARGETS[target], 8, 200, "sigmoid")
    np.testing.assert_allclose(layer.kinks, expected.kinks, atol=1e-8)
    assert len(layer.kinks) == 16
    assert 0.19 < errors(layer, TARGETS[target])[0] < epsilon
    assert errors(staircase(TARGETS[target], 16, 200, "sigmoid"), TARGETS[target])[0] == pytest.approx(0.14, abs=0.005)


@pytest.mark.parametrize("activation", settings("everybody")["approximation_activations"])
def test_everybody_gets_there(activation: str) -> None:
    assert best_fit_error("sine", activation, 64) < 0.01
    order = [float(best_fit_error("sine", name, 16)) for name in ("sigmoid", "tanh", "relu")]
    assert order == sorted(order)


def test_a_polynomial_never_does() -> None:
    assert settings("polynomial")["approximation_target"] == "sine"
    np.testing.assert_allclose(best_fit_error("sine", "square", [3, 10, 64, 300], 3), 0.65116, atol=1e-5)
    assert best_fit_error("sine", "cube", 500, 1) == pytest.approx(0.597, abs=5e-4)


def test_the_best_parabola_of_a_corner() -> None:
    assert best_fit_error("absolute", "square", 64, 3) == pytest.approx(0.0722, abs=5e-5)
    assert best_fit_error("absolute", "cube", 64, 3) == pytest.approx(0.0722, abs=5e-5)
    assert best_fit_error("absolute", "relu", 64) < 0.002


def test_if_the_target_is_a_polynomial() -> None:
    assert best_fit_error("cube", "cube", [4, 16, 64]).max() < 1e-9
    assert rms_floor(TARGETS["cube"], 2) == pytest.approx(0.151, abs=5e-4)
    assert best_fit_error("cube", "relu", 64) > 1e-6


def test_not_in_the_theorem_and_there_all_the_same() -> None:
    found = best_fit_error("sine", "threshold", [4, 16, 64, 256])
    assert found[2] == pytest.approx(0.09, abs=0.01)
    assert (np.diff(found) < 0).all()
    assert best_fit_error("sine", "sigmoid", 10) < found[2]
    assert errors(staircase(TARGETS["sine"], 64, 1, "threshold"), TARGETS["sine"])[1] < found[2]


def test_what_exists_is_not_what_is_found() -> None:
    assert settings("found")["approximation_train"] is True
    values = tuple(TARGETS["sine"](curve_places()).tolist())
    study = WidthStudy(values=values, widths=(64,))
    trained = Population(list(chain(*study.experiments)))
    for _ in range(150):
        trained.train_epoch()
    losses = np.sqrt(trained.records.last("test_loss"))
    assert np.median(losses) < 0.2, "they do learn"
    assert np.median(losses) > 1000 * float(best_fit_error("sine", "tanh", 64))


def test_four_steps_make_a_tower() -> None:
    all_of_it = settings("tower")
    count, steepness = all_of_it["approximation_towers_count"], all_of_it["approximation_towers_steepness"]
    heights = np.zeros((count, count))
    heights[1, 1] = 1.0
    at = np.array([-0.8, 0.0, 0.8])
    np.testing.assert_allclose(towers(heights, steepness, at, at), heights, atol=0.01)


def test_many_towers() -> None:
    steepness = settings("many_towers")["approximation_towers_steepness"]
    for count, expected in ((2, 0.252), (4, 0.126), (8, 0.064)):
        assert tower_errors("hill", count, steepness)[1] == pytest.approx(expected, abs=0.001)


def test_more_towers_need_steeper_steps() -> None:
    steepness = settings("steeper")["approximation_towers_steepness"]
    assert tower_errors("hill", 4, steepness)[1] == pytest.approx(0.13, abs=0.005)
    assert tower_errors("hill", 8, steepness)[1] == pytest.approx(0.19, abs=0.005)
    assert tower_errors("hill", 8, 10 * steepness)[1] < 0.07


def test_holes_at_the_corners() -> None:
    for count in (2, 4, 6, 8, 10):
        assert tower_errors("hill", count, 100)[0] > 0.97


def test_the_price_of_dimensions() -> None:
    assert sum(neurons(settings("many_neurons")["approximation_towers_count"])) == 122


def test_the_widths_of_fits_are_those_that_presets_speak_of() -> None:
    assert {3, 4, 8, 10, 16, 64} <= set(WIDTHS)
