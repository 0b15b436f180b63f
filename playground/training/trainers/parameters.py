"""All the parameters of a network in one piece of memory."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn


def flatten(parameters: Iterable[nn.Parameter]) -> nn.Parameter:
    """Move parameters and their gradients into one flat parameter ``(count,)``, of which they become parts.

    An optimizer of the flat one updates all of them at once, to the same values: updates go element by element. For
    small networks its cost is what counts (measured, Adam on 14 tensors: 82 µs, on one: 33 µs). Gradients start at zero
    and must be kept in place: set them to zero instead of dropping them.
    """
    parameters = list(parameters)
    flat = nn.Parameter(torch.cat([parameter.detach().reshape(-1) for parameter in parameters]))
    flat.grad = torch.zeros_like(flat)
    start = 0
    for parameter in parameters:
        part = slice(start, start + parameter.numel())
        parameter.data = flat.data[part].view_as(parameter)
        parameter.grad = flat.grad[part].view_as(parameter)
        start = part.stop
    return flat


def weight_mask(parameters: Iterable[tuple[str, Tensor]]) -> Tensor:
    """Return ``(count,)`` ones where the flat parameter holds weights, zeros where it holds biases."""
    parts = [torch.full((p.numel(),), float("weight" in name.rpartition(".")[2])) for name, p in parameters]
    return torch.cat(parts)
