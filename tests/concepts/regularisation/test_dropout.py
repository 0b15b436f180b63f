"""Dropout over all masks: enumeration against formulas, draws, and PyTorch's own layer."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
import torch

from playground.activations import ACTIVATIONS
from playground.concepts.regularisation.dropout import (
    MaskedLayer,
    all_masks,
    answers,
    closed_moments,
    expected_activation,
    mask_shares,
    moments,
)

VALUES = np.array([1, 2, -1, 0.5])
WEIGHTS = np.array([[0.5, -1, 2, 4], [1, 1, -0.5, 0.25]])
BIASES = np.array([0.2, 0.0])
KINDS: tuple[Literal["dropout", "dropconnect"], ...] = ("dropout", "dropconnect")


def layer(rate: float, *, inverted: bool = True, kind: Literal["dropout", "dropconnect"] = "dropout") -> MaskedLayer:
    return MaskedLayer(VALUES, WEIGHTS, BIASES, rate, kind, inverted)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("inverted", [True, False])
@pytest.mark.parametrize("seed", range(10))
def test_adding_up_over_all_masks_agrees_with_the_formulas(
    seed: int, inverted: bool, kind: Literal["dropout", "dropconnect"]
) -> None:
    generator = np.random.default_rng(seed)
    count = int(generator.integers(2, 7))
    drawn = MaskedLayer(
        generator.normal(0, 2, count),
        generator.normal(0, 2, (2, count)),
        generator.normal(0, 1, 2),
        float(generator.uniform(0, 0.9)),
        kind,
        inverted,
    )
    for found, expected in zip(moments(drawn), closed_moments(drawn), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    ("rate", "plain", "inverted"),
    [(0.2, (-1.0, 1.96), (-1.3, 3.0625)), (0.5, (-0.55, 3.0625), (-1.3, 12.25)), (0.8, (-0.1, 1.96), (-1.3, 49.0))],
)
def test_the_reference_numbers(rate: float, plain: tuple[float, float], inverted: tuple[float, float]) -> None:
    for is_inverted, (mean, variance) in ((False, plain), (True, inverted)):
        found, covariance = moments(layer(rate, inverted=is_inverted))
        assert found[0] == pytest.approx(mean, abs=1e-12)
        assert covariance[0, 0] == pytest.approx(variance, abs=1e-12)


def test_covariances_of_the_two_kinds() -> None:
    _mean, dropout = moments(layer(0.5))
    np.testing.assert_allclose(dropout, [[12.25, -4.25], [-4.25, 5.265625]], atol=1e-12)
    _mean, dropconnect = moments(layer(0.5, kind="dropconnect"))
    np.testing.assert_allclose(dropconnect, [[12.25, 0], [0, 5.265625]], atol=1e-12)
    _mean, less = moments(layer(0.2))
    np.testing.assert_allclose(less, [[3.0625, -1.0625], [-1.0625, 1.31640625]], atol=1e-12)


@pytest.mark.parametrize(("rate", "expected"), [(0.2, 0.2872), (0.5, 0.85), (0.8, 1.7728)])
def test_the_mean_after_a_relu(rate: float, expected: float) -> None:
    assert expected_activation(layer(rate), ACTIVATIONS["relu"].function)[0] == pytest.approx(expected, abs=1e-12)


def test_the_mean_after_a_sigmoid() -> None:
    sigmoid = ACTIVATIONS["sigmoid"].function
    assert expected_activation(layer(0.5), sigmoid)[0] == pytest.approx(0.385872, abs=1e-6)
    assert sigmoid(layer(0.5).full())[0] == pytest.approx(0.214165, abs=1e-6)


def test_factors_at_test_time() -> None:
    plain = layer(0.2, inverted=False)
    assert plain.at_test("keep")[0] == pytest.approx(moments(plain)[0][0])
    assert plain.at_test("drop")[0] == pytest.approx(-0.1)
    np.testing.assert_allclose(layer(0.2).at_test("none"), moments(layer(0.2))[0], atol=1e-12)
    half = layer(0.5, inverted=False)
    np.testing.assert_allclose(half.at_test("keep"), half.at_test("drop"))


@pytest.mark.parametrize("rate", [0.2, 0.5])
def test_pytorchs_dropout_agrees(rate: float) -> None:
    draws = 200_000
    torch.manual_seed(0)
    dropout = torch.nn.Dropout(rate)
    kept = dropout(torch.tensor(VALUES).expand(draws, -1)).numpy()
    drawn = kept @ WEIGHTS.T + BIASES
    mean, covariance = moments(layer(rate))
    error = np.sqrt(np.diag(covariance) / draws)
    assert (np.abs(drawn.mean(axis=0) - mean) < 4 * error).all()
    products = (drawn[:, 0] - mean[0]) * (drawn[:, 1] - mean[1])
    assert abs(products.mean() - covariance[0, 1]) < 4 * products.std() / np.sqrt(draws)


def test_drawn_connections_agree() -> None:
    draws = 200_000
    generator = np.random.default_rng(0)
    kept = (generator.random((draws, 2, 4)) >= 0.5) / 0.5
    drawn = (kept * WEIGHTS * VALUES).sum(axis=2) + BIASES
    mean, covariance = moments(layer(0.5, kind="dropconnect"))
    assert (np.abs(drawn.mean(axis=0) - mean) < 4 * np.sqrt(np.diag(covariance) / draws)).all()
    products = (drawn[:, 0] - mean[0]) * (drawn[:, 1] - mean[1])
    assert abs(products.mean()) < 4 * products.std() / np.sqrt(draws)


def test_masks_and_their_shares() -> None:
    assert all_masks(3).tolist()[5] == [1, 0, 1]
    assert mask_shares(5, 0.3).sum() == pytest.approx(1)
    assert answers(layer(0.0))[-1] == pytest.approx(layer(0.0).full())
