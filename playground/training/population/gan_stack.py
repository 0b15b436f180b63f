"""Generators or discriminators of one shape as one: their weights in a stack, one autograd call for all."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from playground.experiment.training import Adam
from playground.training.population.optimizers import RowOptimizer


class Stack:
    """Networks of one shape and the same activations, each with an Adam of its own.

    Parameters
    ----------
    networks
        With their first weights; linear layers with activations between them.
    device, dtype
        Where, and how precisely, to compute.

    Attributes
    ----------
    parameters
        ``(networks, count)``, in the order of ``nn.Module.parameters``.
    """

    def __init__(self, networks: Sequence[nn.Sequential], device: str, dtype: torch.dtype) -> None:
        rows = [torch.cat([each.detach().flatten() for each in network.parameters()]) for network in networks]
        self.parameters = torch.stack(rows).to(device, dtype)
        self._gradient = torch.zeros_like(self.parameters)
        self._activations = [module for module in networks[0] if not isinstance(module, nn.Linear)]
        self._leaves = self._views(networks[0])
        self._optimizer = RowOptimizer([Adam()] * len(networks), self.parameters, self._gradient)

    def _views(self, like: nn.Sequential) -> list[Tensor]:
        """Return the weights ``(networks, out, in)`` and biases ``(networks, 1, out)``, parts of the rows' memory."""
        views, start = [], 0
        for each in like.parameters():
            shape = each.shape if each.dim() > 1 else (1, len(each))
            part = self.parameters[:, start : start + each.numel()]
            views.append(part.view(-1, *shape).detach().requires_grad_())
            start += each.numel()
        return views

    def __call__(self, inputs: Tensor, rows: Tensor | None = None) -> Tensor:
        """Return what each network makes of its inputs ``(networks, n, in)``, ``(networks, n, out)``.

        Parameters
        ----------
        rows
            Which networks are asked, by their places; all without it.
        """
        leaves = self._leaves if rows is None else [leaf[rows] for leaf in self._leaves]
        values = inputs
        for place in range(0, len(leaves), 2):
            if place:
                values = self._activations[place // 2 - 1](values)
            values = torch.baddbmm(leaves[place + 1], values, leaves[place].mT)
        return values

    def set_rates(self, rates: Sequence[float], betas: Sequence[tuple[float, float]]) -> None:
        """Give each network's Adam a learning rate and its two memories."""
        self._optimizer.set(
            [
                Adam.model_construct(learning_rate=rate, beta1=beta1, beta2=beta2)
                for rate, (beta1, beta2) in zip(rates, betas, strict=True)
            ]
        )

    def descend(self, loss: Tensor) -> None:
        """Let each network take a step down a loss that is the sum of one of each."""
        gradients = torch.autograd.grad(loss, self._leaves)
        with torch.no_grad():
            torch.cat([each.flatten(1) for each in gradients], 1, out=self._gradient)
            self._optimizer.step()

    def rest(self, rows: Tensor, parameters: Tensor) -> None:
        """Put some networks, ``rows`` true, back to other parameters for good: they learn no more."""
        self._optimizer.freeze(rows)
        with torch.no_grad():
            self.parameters[rows] = parameters[rows]
