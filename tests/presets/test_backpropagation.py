"""Each claim of the backpropagation page's presets, with the preset's own numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from playground.concepts.backpropagation import (
    Cell,
    SmallNetwork,
    difference,
    loss_of,
    multiplications,
    passes,
)
from playground.concepts.layer_chain import Chain, layer_chain
from playground.presets.backpropagation import BACKPROPAGATION
from playground.ui.backpropagation.controls import settings_of, sizes_of

Example = tuple[SmallNetwork, np.ndarray, np.ndarray, Mapping[str, Any]]


def network(name: str, **changed: Any) -> Example:
    settings = settings_of(BACKPROPAGATION[name]) | {f"backprop_{key}": value for key, value in changed.items()}
    parameters = np.array(settings["backprop_weights"])
    found = SmallNetwork(
        sizes_of(settings),
        parameters,
        settings["backprop_phi"],
        settings["backprop_psi"],
        settings["backprop_loss"],
    )
    return found, np.array(settings["backprop_x"]), np.array(settings["backprop_y"]), settings


def chain(name: str, **changed: Any) -> Chain:
    settings = settings_of(BACKPROPAGATION[name])
    values = {key: settings[f"backprop_chain_{key}"] for key in ("phi", "weights", "bias", "x", "shortcut")} | changed
    return layer_chain(
        values["phi"], np.array(values["weights"]), values["bias"], values["x"], bool(values["shortcut"])
    )


def after_a_step(example: Example, rate: float) -> float:
    small, x, y, _ = example
    stepped = small.parameters - rate * passes(small, x, y).gradient
    return loss_of(SmallNetwork(small.sizes, stepped, small.phi, small.psi, small.loss), x, y)


def test_the_slides_network() -> None:
    small, x, y, _ = network("slide")
    found = passes(small, x, y)
    assert len(found.gradient) == 9
    assert multiplications(small.sizes).passes == 10
    assert found.activations[1][0] == pytest.approx(0.734, abs=5e-4)
    assert found.deltas[1][0] == pytest.approx(-0.1039, abs=5e-5)
    v1, v2, b1, b2 = found.gradient[[6, 7, 4, 5]]
    assert (v1, v2, b1, b2) == pytest.approx((-0.074, -0.021, -0.026, 0.012), abs=5e-4)


def test_sigmoid_and_cross_entropy_cancel() -> None:
    small, x, y, _ = network("cancel")
    found = passes(small, x, y)
    assert (found.output_gradient[0], found.slopes[1][0]) == pytest.approx((-1.1688, 0.1235), abs=5e-5)
    for weights in (small.parameters, *np.random.default_rng(0).normal(0, 1, (20, 9))):
        other = passes(SmallNetwork(small.sizes, weights, small.phi, small.psi, small.loss), x, y)
        assert other.output_gradient[0] * other.slopes[1][0] == pytest.approx(other.activations[1][0] - 1, abs=1e-12)


def test_a_dead_relu_passes_nothing() -> None:
    small, x, y, _ = network("dead_relu")
    found = passes(small, x, y)
    assert found.pre_activations[0][1] == pytest.approx(-1.4)
    assert found.deltas[0][1] == 0
    assert not found.gradient[[2, 3, 5]].any()
    assert passes(small, np.array([-2.0, -1.0]), y).deltas[0][1] != 0


def test_saturated_and_wrong() -> None:
    small, x, y, _ = network("saturated")
    found = passes(small, x, y)
    assert found.deltas[1][0] == pytest.approx(6e-7, rel=0.03)
    other, *_ = network("saturated", loss="cross_entropy")
    assert passes(other, x, y).deltas[1][0] == pytest.approx(1, abs=1e-6)
    assert found.slopes[0] == pytest.approx([0.00012, 0.0000008], rel=0.05)
    assert np.abs(passes(other, x, y).gradient[:4]).max() < 0.002


def test_too_large_a_step() -> None:
    example = network("too_large")
    small, x, y, settings = example
    assert loss_of(small, x, y) == pytest.approx(0.144, abs=5e-4)
    assert after_a_step(example, settings["backprop_rate"]) == pytest.approx(1.166, abs=5e-4)
    assert after_a_step(example, 0.1) == pytest.approx(0.0001, abs=5e-5)


def test_two_hidden_layers() -> None:
    small, x, y, _ = network("two_layers")
    found = passes(small, x, y)
    assert len(found.gradient) == 26
    assert multiplications(small.sizes, True).passes == 27
    weights = [weight for weight, _bias in small.layers()]
    for layer in (0, 1):
        again = (weights[layer + 1].T @ found.deltas[layer + 1]) * found.slopes[layer]
        np.testing.assert_allclose(found.deltas[layer], again, atol=1e-15)
    ratios = []
    for depth in (2, 10, 100):
        counts = multiplications((4,) * (depth + 1))
        ratios.append(counts.backward / counts.forward)
    assert max(ratios) < 2.5
    assert multiplications((4,) * 9).separate > 100 * multiplications((4,) * 9).backward


def test_too_small_an_epsilon() -> None:
    small, x, y, settings = network("rounding")
    gradient = passes(small, x, y).gradient

    def error(power: float) -> float:
        found = [difference(small, x, y, Cell("parameter", 0, k), 10.0**power) for k in range(9)]
        return float(np.abs(np.array(found) / gradient - 1).max())

    assert settings["backprop_epsilon"] == -12
    assert error(-12) > 1000 * error(-5)
    assert error(-1) > 1000 * error(-5)


def test_vanishing() -> None:
    found = chain("vanishing")
    assert (np.abs(found.factors) <= 0.25).all()
    assert found.gradients[0] == pytest.approx(3.5e-7, rel=0.01)
    assert found.gradients[0] < 1e-6


def test_larger_weights_do_not_help() -> None:
    small, large = chain("vanishing"), chain("saturating")
    assert large.gradients[0] < small.gradients[0]
    assert large.factors[2:] == pytest.approx(0.003, abs=5e-4)
    weights = np.linspace(-8, 8, 161)
    products = np.array([chain("saturating", weights=(weight,) * 10).gradients[0] for weight in weights])
    best, positive = products.argmax(), np.where(weights > 0, products, 0).argmax()
    assert (weights[best], products[best]) == pytest.approx((-5.4, 0.1), abs=0.01)
    assert weights[positive] == pytest.approx(1.7)
    assert products[positive] == pytest.approx(4e-6, rel=0.02)


def test_on_a_knifes_edge() -> None:
    assert (chain("knife_edge").factors == 1).all()
    assert chain("knife_edge", weights=(4.4,) * 10, bias=-2.2).gradients[0] == pytest.approx(2.6, abs=0.01)
    assert chain("knife_edge", weights=(3.6,) * 10, bias=-1.8).gradients[0] == pytest.approx(0.35, abs=0.005)


def test_relu_passes_all_or_nothing() -> None:
    weights = settings_of(BACKPROPAGATION["relu_chain"])["backprop_chain_weights"]
    assert len(weights) == 20
    assert chain("relu_chain").gradients[0] == 1
    for layer in range(20):
        assert chain("relu_chain", weights=[*weights[:layer], -0.1, *weights[layer + 1 :]]).gradients[0] == 0


def test_exploding() -> None:
    assert chain("exploding").gradients[0] == pytest.approx(3325, abs=1)
    assert chain("exploding", weights=(1 / 1.5,) * 20).gradients[0] == pytest.approx(1 / 3325, rel=0.01)


def test_shortcuts() -> None:
    assert (chain("shortcuts").factors >= 1).all()
    assert chain("shortcuts").gradients[0] == pytest.approx(1.79, abs=0.005)
    assert 1e-14 < chain("shortcuts", shortcut=0).gradients[0] < 1.2e-13


def test_each_part_has_five_presets_or_more() -> None:
    parts = [settings_of(preset)["backprop_part"] for preset in BACKPROPAGATION.values()]
    assert {part: parts.count(part) >= 5 for part in parts} == {"network": True, "chain": True}
