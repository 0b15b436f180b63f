"""Dense networks of different widths as rows of one length: what a narrower one lacks is zero, and stays so."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn


def padded_rows(models: Sequence[nn.Sequential]) -> tuple[Tensor, Tensor, Tensor]:
    """Return networks as rows: layer by layer the weights with the bias in the last column, all layers of one shape.

    Returns
    -------
    Tensor
        ``(networks, count)``, the numbers.
    Tensor
        ``(networks, count)``, ones where a network has a number, zeros where it only has room for one.
    Tensor
        ``(count,)``, ones where there are weights, zeros where there are biases.
    """
    stacks = [[module for module in model if isinstance(module, nn.Linear)] for model in models]
    shapes = [
        (max(layer.out_features for layer in column), max(layer.in_features for layer in column))
        for column in zip(*stacks, strict=True)
    ]
    rows = torch.stack([_row(stack, shapes) for stack in stacks])
    live = torch.stack([_row(stack, shapes, live=True) for stack in stacks])
    is_weight = torch.cat([torch.tensor([1.0] * inputs + [0.0]).repeat(units) for units, inputs in shapes])
    return rows, live, is_weight


def _row(stack: Sequence[nn.Linear], shapes: Sequence[tuple[int, int]], live: bool = False) -> Tensor:
    """Return a network's numbers in these shapes, or where it has some."""
    parts = []
    for layer, (units, inputs) in zip(stack, shapes, strict=True):
        part = torch.zeros(units, inputs + 1)
        part[: layer.out_features, : layer.in_features] = 1.0 if live else layer.weight.detach()
        part[: layer.out_features, -1] = 1.0 if live else layer.bias.detach()
        parts.append(part.flatten())
    return torch.cat(parts)
