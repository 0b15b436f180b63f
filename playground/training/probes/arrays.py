"""Tensors as arrays, wherever they live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.arrays import Array

if TYPE_CHECKING:
    from torch import Tensor


def as_array(tensor: Tensor) -> Array:
    """Return a tensor's numbers in single precision, one after the other in memory."""
    return tensor.detach().float().cpu().contiguous().numpy()
