"""What a generator and a discriminator each want less of, from the discriminator's logits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import Tensor
from torch.nn.functional import softplus

from playground.experiment.gan import GanLoss


@dataclass(frozen=True)
class Game:
    """The two losses of one game.

    Parameters
    ----------
    discriminator
        Logits of data ``(n,)`` and of generated points ``(m,)`` to what the discriminator minimizes.
    generator
        Logits of generated points ``(m,)`` to what the generator minimizes.
    """

    discriminator: Callable[[Tensor, Tensor], Tensor]
    generator: Callable[[Tensor], Tensor]


def _cross_entropy(real: Tensor, generated: Tensor) -> Tensor:
    """Return -mean log D(x) - mean log(1 - D(G(z))): less the game's value."""
    return softplus(-real).mean() + softplus(generated).mean()


GAMES: Mapping[GanLoss, Game] = MappingProxyType(
    {
        "non_saturating": Game(_cross_entropy, lambda generated: softplus(-generated).mean()),
        "saturating": Game(_cross_entropy, lambda generated: -softplus(generated).mean()),
        "least_squares": Game(
            lambda real, generated: ((real - 1).square().mean() + generated.square().mean()) / 2,
            lambda generated: (generated - 1).square().mean() / 2,
        ),
        "wasserstein": Game(
            lambda real, generated: generated.mean() - real.mean(),
            lambda generated: -generated.mean(),
        ),
    }
)


def squared_slopes(discriminator: Callable[[Tensor], Tensor], points: Tensor) -> Tensor:
    """Return |∇D|² ``(…, n)`` of the logit at points ``(…, n, 2)``; it can itself be differentiated by the weights."""
    places = points.detach().requires_grad_()
    (slopes,) = torch.autograd.grad(discriminator(places).sum(), places, create_graph=True)
    return slopes.square().sum(dim=-1)


def r1_penalty(discriminator: Callable[[Tensor], Tensor], real: Tensor) -> Tensor:
    """Return ½ mean |∇D(x)|² on data ``(…, n, 2)``, of each network that is given some (Mescheder and others, 2018)."""
    return squared_slopes(discriminator, real).mean(dim=-1) / 2


def lipschitz_penalty(
    discriminator: Callable[[Tensor], Tensor], real: Tensor, generated: Tensor, shares: Tensor
) -> Tensor:
    """Return mean (|∇D(x̂)| - 1)² on points between data and generated ones (Gulrajani and others, 2017).

    Parameters
    ----------
    real, generated
        ``(…, n, 2)``, of each network that is given some.
    shares
        ``(…, n, 1)``, from 0 to 1: where between the two each point lies.
    """
    between = shares * real + (1 - shares) * generated.detach()
    slopes = (squared_slopes(discriminator, between) + 1e-12).sqrt()
    return (slopes - 1).square().mean(dim=-1)
