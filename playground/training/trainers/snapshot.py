"""What a trainer needs to go on from a moment as if nothing had happened since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from torch import Tensor

if TYPE_CHECKING:
    from playground.datasets import Dataset


class Progress(StrEnum):
    """Whether training can go on."""

    HEALTHY = "healthy"
    DIVERGED = "diverged"


@dataclass(frozen=True)
class Snapshot:
    """A moment of training. Its tensors are copies; nobody changes them.

    Parameters
    ----------
    epoch, step, samples, progress
        How far training was.
    parameters, gradients
        ``(count,)``, all weights and biases, and the last batch's gradient: what is shown of a moment is of that
        moment.
    masks
        What dropout kept for that batch; drawn anew for each, never written to.
    optimizer
        The optimizer's state, as PyTorch has it.
    generators
        States of the random generators: the order of batches, the masks of dropout.
    batches
        What is left of a started epoch; empty at the end of one.
    dataset
        The data that these batches are of.
    measured
        What was last measured then: within an epoch, at its start.
    """

    epoch: int
    step: int
    samples: int
    progress: Progress
    parameters: Tensor
    gradients: Tensor
    masks: tuple[Tensor | None, ...]
    optimizer: dict[str, Any]
    generators: tuple[Tensor, ...]
    batches: Iterator[tuple[Any, ...]]
    dataset: Dataset
    measured: Mapping[str, float] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes that it holds."""
        tensors = (self.parameters, self.gradients, *self.generators, *self.masks)
        return sum(tensor.nbytes for tensor in tensors if tensor is not None) + size_of(self.optimizer)


def size_of(state: Any) -> int:
    """Return the bytes of all tensors and arrays in nested dictionaries, or of one."""
    if isinstance(state, dict):
        return sum(size_of(value) for value in state.values())
    return int(getattr(state, "nbytes", 0))
