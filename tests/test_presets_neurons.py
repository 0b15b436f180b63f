"""Each preset of the neuron page shows what it claims."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pytest

from playground.activations import ACTIVATIONS, leaky_relu
from playground.concepts.neuron import Neuron, right_corners
from playground.presets.neurons import NEURONS
from playground.ui.neuron.neuron import LIMIT, REACH, STEP

AXIS = np.linspace(-REACH, REACH, 49)
PLANE = np.stack(np.meshgrid(AXIS, AXIS), axis=-1).reshape(-1, 2)


def slope_at(name: str, point: tuple[float, float]) -> float:
    neuron = NEURONS[name].neuron
    return float(neuron.activation.derivative(neuron.pre_activations(np.array([point])))[0])


@pytest.mark.parametrize("name", NEURONS)
def test_every_preset_is_what_the_sliders_can_show(name: str) -> None:
    preset = NEURONS[name]
    for number, limit in [
        (preset.w1, LIMIT),
        (preset.w2, LIMIT),
        (preset.bias, LIMIT),
        *((x, REACH) for x in preset.point),
    ]:
        assert abs(number) <= limit
        assert number / STEP == pytest.approx(round(number / STEP))
    assert preset.claim.endswith(".")
    assert preset.question.endswith("?")
    assert len(preset.targets) in (0, 4)
    slides = [int(number) for number in re.findall(r"slides? (\d+)", preset.answer + preset.sentence)]
    assert all(3 <= slide <= 57 for slide in slides)


@pytest.mark.parametrize(("name", "table"), [("and", min), ("or", max), ("nand", lambda bits: 1 - min(bits))])
def test_the_gates_are_right_everywhere(name: str, table: object) -> None:
    assert callable(table)
    preset = NEURONS[name]
    assert preset.targets == tuple(table(bits) for bits in product((0, 1), repeat=2))
    assert right_corners(preset.neuron, preset.targets) == 4


def test_xor_is_impossible() -> None:
    targets = NEURONS["xor"].targets
    assert targets == tuple(a ^ b for a, b in product((0, 1), repeat=2))
    assert right_corners(NEURONS["xor"].neuron, targets) == 3
    sides = np.linspace(-LIMIT, LIMIT, 21)
    linear = ACTIVATIONS["linear"]
    assert max(right_corners(Neuron(*weights, linear), targets) for weights in product(sides, repeat=3)) == 3


def test_or_differs_from_and_only_in_its_bias() -> None:
    one, other = NEURONS["and"], NEURONS["or"]
    assert (one.w1, one.w2) == (other.w1, other.w2)
    assert one.bias != other.bias


def test_the_steep_sigmoid_is_almost_a_threshold() -> None:
    preset = NEURONS["steep"]
    away = PLANE[np.abs(preset.neuron.pre_activations(PLANE)) / np.hypot(preset.w1, preset.w2) > 0.75]
    steep, threshold = (preset.with_activation(ACTIVATIONS[name]).outputs(away) for name in ("sigmoid", "threshold"))
    np.testing.assert_allclose(steep, threshold, atol=0.01)


def test_the_saturated_neuron_has_no_slope_left() -> None:
    assert slope_at("saturated", NEURONS["saturated"].point) < 0.0005
    assert NEURONS["saturated"].neuron.pre_activations(np.array([NEURONS["saturated"].point])) == [15]


def test_the_identity_is_a_plane() -> None:
    outputs = NEURONS["identity"].neuron.outputs(PLANE)
    matrix = np.column_stack([PLANE, np.ones(len(PLANE))])
    assert np.abs(matrix @ np.linalg.lstsq(matrix, outputs, rcond=None)[0] - outputs).max() < 1e-9


def test_the_fold_is_flat_on_one_side_and_rises_on_the_other() -> None:
    neuron = NEURONS["fold"].neuron
    outputs, sums = neuron.outputs(PLANE), neuron.pre_activations(PLANE)
    assert (outputs[sums <= 0] == 0).all()
    np.testing.assert_allclose(outputs[sums > 0], sums[sums > 0])


def test_the_dead_neuron_is_dead_and_a_leak_wakes_it() -> None:
    preset = NEURONS["dead"]
    assert not preset.neuron.outputs(PLANE).any()
    assert not preset.neuron.activation.derivative(preset.neuron.pre_activations(PLANE)).any()
    leaky = leaky_relu(0.1)
    assert leaky.derivative(preset.neuron.pre_activations(PLANE)).all()
