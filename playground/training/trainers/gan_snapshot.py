"""A moment of a GAN."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torch import Tensor

from playground.training.trainers.snapshot import Progress, size_of


@dataclass(frozen=True)
class GanSnapshot:
    """A moment of both networks, from which training goes on as if nothing had happened since."""

    epoch: int
    step: int
    samples: int
    progress: Progress
    networks: tuple[dict[str, Any], ...]
    optimizers: tuple[dict[str, Any], ...]
    noise: Tensor
    data: dict[str, Any]
    measured: dict[str, float]

    @property
    def size(self) -> int:
        """Bytes that it holds."""
        return sum(map(size_of, (*self.networks, *self.optimizers, self.noise)))
