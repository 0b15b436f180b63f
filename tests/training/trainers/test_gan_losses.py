"""The losses of the game, against their formulas as the papers have them, and penalties against differences."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.special import expit
from torch import nn

from playground.experiment.gan import GanLoss
from playground.training.trainers.gan_losses import GAMES, lipschitz_penalty, r1_penalty

REAL, GENERATED = np.array([1.5, -0.3, 2.0]), np.array([-2.0, 0.4, 0.1, -0.7])
D, D_OF_G = expit(REAL), expit(GENERATED)
DISCRIMINATORS = {
    "non_saturating": -np.log(D).mean() - np.log(1 - D_OF_G).mean(),
    "saturating": -np.log(D).mean() - np.log(1 - D_OF_G).mean(),
    "least_squares": ((REAL - 1) ** 2).mean() / 2 + (GENERATED**2).mean() / 2,
    "wasserstein": GENERATED.mean() - REAL.mean(),
}
GENERATORS = {
    "non_saturating": -np.log(D_OF_G).mean(),
    "saturating": np.log(1 - D_OF_G).mean(),
    "least_squares": ((GENERATED - 1) ** 2).mean() / 2,
    "wasserstein": -GENERATED.mean(),
}


@pytest.mark.parametrize("loss", GAMES)
def test_both_losses(loss: GanLoss) -> None:
    real, generated = torch.from_numpy(REAL), torch.from_numpy(GENERATED)
    assert float(GAMES[loss].discriminator(real, generated)) == pytest.approx(DISCRIMINATORS[loss], abs=1e-12)
    assert float(GAMES[loss].generator(generated)) == pytest.approx(GENERATORS[loss], abs=1e-12)


def test_the_saturating_gradient_is_smaller_by_the_odds() -> None:
    """By the logit it is -D, the other -(1 - D): at D = 0.01 a 99th."""
    logits = torch.logit(torch.tensor([0.01, 0.3, 0.9], dtype=torch.float64)).requires_grad_()
    chances = logits.detach().sigmoid()
    (saturating,) = torch.autograd.grad(3 * GAMES["saturating"].generator(logits), logits)
    (other,) = torch.autograd.grad(3 * GAMES["non_saturating"].generator(logits), logits)
    torch.testing.assert_close(saturating, -chances)
    torch.testing.assert_close(other, chances - 1)
    assert (other[0] / saturating[0]).item() == pytest.approx(99)


def test_sure_logits_stay_finite() -> None:
    for game in GAMES.values():
        for sure in (500.0, -500.0):
            logits = torch.tensor([sure])
            assert game.discriminator(logits, logits).isfinite()
            assert game.generator(logits).isfinite()


def slopes(network: nn.Module, points: torch.Tensor) -> np.ndarray:
    """Return |D'| at points by central differences."""
    step = 1e-6
    found = []
    for axis in torch.eye(2, dtype=torch.float64):
        with torch.no_grad():
            found.append((network(points + step * axis) - network(points - step * axis))[:, 0].numpy() / (2 * step))
    return np.hypot(*found)


def test_penalties_against_differences() -> None:
    torch.manual_seed(0)
    network = nn.Sequential(nn.Linear(2, 5), nn.Tanh(), nn.Linear(5, 1)).double()
    real, generated, shares = (torch.rand(6, width, dtype=torch.float64) for width in (2, 2, 1))
    assert r1_penalty(network, real).item() == pytest.approx((slopes(network, real) ** 2).mean() / 2, rel=1e-6)
    between = shares * real + (1 - shares) * generated
    expected = ((slopes(network, between) - 1) ** 2).mean()
    assert lipschitz_penalty(network, real, generated, shares).item() == pytest.approx(expected, rel=1e-6)


def test_penalties_pull_at_the_weights() -> None:
    """Their gradient by a weight, through the gradient by the place, against differences."""
    torch.manual_seed(1)
    network = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)).double()
    points = torch.rand(5, 2, dtype=torch.float64)
    (gradient,) = torch.autograd.grad(r1_penalty(network, points), network[0].weight)
    for place in [(0, 0), (3, 1)]:
        values = []
        for step in (1e-6, -1e-6):
            with torch.no_grad():
                network[0].weight[place] += step
            values.append(r1_penalty(network, points).item())
            with torch.no_grad():
                network[0].weight[place] -= step
        assert float(gradient[place]) == pytest.approx((values[0] - values[1]) / 2e-6, rel=1e-5)
