from __future__ import annotations

import numpy as np
import pytest
import torch

from playground.training.probes.distributions import ActivationHistograms, WeightHistograms, saturated_share
from tests.training.looking import forward, measured, trainer


def check(tensors: dict[str, np.ndarray], name: str, values: np.ndarray) -> None:
    """Compare a histogram, whose range it chooses itself, with NumPy's."""
    bins, shares = tensors[f"{name.replace('_', '_bins_')}"], tensors[f"{name.replace('_', '_shares_')}"]
    assert (bins.shape, shares.shape, bins.dtype, shares.dtype) == ((31,), (31,), np.float32, np.float32)
    width = float(bins[-1] - bins[0]) / 30
    low, high = bins[0] - width / 2, bins[-1] + width / 2
    assert high == pytest.approx(tensors[name.replace("_", "_edge_")][0], abs=1e-5 * width)
    assert low - 1e-6 * width <= values.min()
    assert values.max() <= high + 1e-4 * width
    counts, _ = np.histogram(values, 31, (low, high))
    assert np.abs(counts - shares * values.size).sum() <= 2 + 2e-3 * values.size, "but for rounding at the edges"
    np.testing.assert_allclose(tensors[name.replace("_", "_heights_")], shares / shares.max(), rtol=1e-6)
    assert shares.sum() == pytest.approx(1)


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "elu", "gelu", "linear"])
def test_activations_are_those_of_a_plain_forward_pass(activation: str) -> None:
    of = trainer((7, activation), (5, activation), data="pinwheel3")
    tensors = measured(ActivationHistograms(), of)
    for number, values in enumerate(forward(of, of.dataset.inputs[of.dataset.train])[1:], 1):
        check(tensors, f"activation_{number}", values)
    assert "activation_bins_4" not in tensors


def test_only_the_first_training_points_count() -> None:
    of = trainer((7, "tanh"))
    tensors = measured(ActivationHistograms(most=10), of)
    check(tensors, "activation_1", forward(of, of.dataset.inputs[:10])[1])


def test_weights_are_the_trainers() -> None:
    of = trainer((7, "tanh"), (5, "tanh"))
    tensors = measured(WeightHistograms(), of)
    matrices = [values for name, values in of.weights().items() if name.endswith("weight")]
    for number, values in enumerate(matrices, 1):
        check(tensors, f"weight_{number}", values)
        bins = tensors[f"weight_bins_{number}"]
        np.testing.assert_allclose(bins, -bins[::-1], atol=1e-6)
        np.testing.assert_allclose(tensors[f"weight_facts_{number}"], [[values.mean(), values.std(), 0]], rtol=1e-5)


@pytest.mark.parametrize(("activation", "low", "high"), [("tanh", -1, 1), ("sigmoid", 0, 1)])
def test_between_two_bounds_the_range_stays(activation: str, low: float, high: float) -> None:
    for epochs in (0, 30):
        tensors = measured(ActivationHistograms(), trainer((6, activation), epochs=epochs))
        bins = tensors["activation_bins_1"]
        half = (high - low) / 62
        assert (bins[0] - half, bins[-1] + half) == pytest.approx((low, high), abs=1e-6)


def test_ranges_change_in_steps() -> None:
    of = trainer((6, "tanh"), epochs=0)
    ends = []
    for _ in range(60):
        of.train_batch()
        ends.append(float(measured(WeightHistograms(), of)["weight_edge_1"][0]))
    assert len(set(ends)) <= 4


def test_dead_units_and_zeros_are_counted() -> None:
    of = trainer((6, "relu"), epochs=0)
    with torch.no_grad():
        linear = of.network.layers[0].linear
        linear.weight[:2] = 0
        linear.bias[:2] = -1
    values = forward(of, of.dataset.inputs[of.dataset.train])[1]
    zeros, dead, saturated, units = measured(ActivationHistograms(), of)["activation_facts_1"][0]
    assert zeros == pytest.approx((values <= 0).mean())
    assert dead == (values.max(axis=0) == 0).sum() >= 2
    assert (saturated, units) == (0, 6)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "elu", "selu"])
def test_saturation_is_told_with_the_activations(activation: str) -> None:
    of = trainer((6, activation), initializer="too_large", epochs=0)
    values = forward(of, of.dataset.inputs[of.dataset.train])[1]
    share = measured(ActivationHistograms(), of)["activation_facts_1"][0, 2]
    assert share == pytest.approx(saturated_share(values, activation), abs=2e-3)
    assert 0.2 < share < 1


@pytest.mark.parametrize(
    ("activation", "values", "share"),
    [
        ("tanh", [-1, -0.985, -0.97, 0, 0.979, 0.981], 3 / 6),
        ("sigmoid", [0, 0.019, 0.021, 0.5, 0.979, 0.981], 3 / 6),
        ("elu", [-0.99, -0.9, 50], 1 / 3),
        ("selu", [-1.758, -1.7, 50], 1 / 3),
        ("relu", [0, 0, 1], 0),
        ("gelu", [-0.17, 0, 1], 0),
    ],
)
def test_what_counts_as_saturated(activation: str, values: list[float], share: float) -> None:
    assert saturated_share(np.array(values)[:, None], activation) == pytest.approx(share)


def test_a_network_of_zeros_has_histograms_too() -> None:
    of = trainer((4, "relu"), initializer="zeros", epochs=0)
    tensors = measured(WeightHistograms(), of) | measured(ActivationHistograms(), of)
    assert tensors["weight_shares_1"][15] == 1, "0 lies in the middle of a bin"
    assert tensors["activation_shares_1"][0] == 1
    assert tensors["activation_facts_1"].tolist() == [[1, 4, 0, 4]]


def test_of_what_is_not_finite_there_is_no_histogram() -> None:
    of = trainer((4, "relu"), epochs=0)
    with torch.no_grad():
        of.network.layers[1].linear.weight[0, 0] = float("inf")
    with np.errstate(invalid="ignore"):
        weights, activations = measured(WeightHistograms(), of), measured(ActivationHistograms(), of)
    assert "weight_bins_1" in weights
    assert "weight_bins_2" not in weights
    assert "activation_bins_1" in activations
    assert "activation_bins_2" not in activations
