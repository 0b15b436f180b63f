"""The working memory of one layer of many networks."""

from __future__ import annotations

import torch
from torch import Tensor

from playground.training.population.activations import ACTIVATION_KERNELS, ActivationKernel

Runs = list[tuple[ActivationKernel, slice]]


class Buffers:
    """What comes into a layer, what it computes of it, and the same on the way back.

    Kept from step to step with all the views that are needed, because making tensors and views costs as much as
    computing with small ones.

    Parameters
    ----------
    like
        A tensor ``(networks, …)`` of the same type and device.
    sizes
        Inputs, units and samples.
    spans
        The activations (:func:`playground.training.population.activations.runs`).
    into
        Where the activations are to be written, ``(networks, units, n)``; memory of its own where it is ``None``.
    learns
        Whether there is a way back; without it ``error`` and ``delta`` take no memory.

    Attributes
    ----------
    values, augmented
        What comes in, ``(networks, inputs, n)``, and the same with the 1 that the bias is multiplied with.
    pre_activations, activations
        Before and after the activation, ``(networks, units, n)``.
    error, delta
        Derivatives of the loss by the activations, and by the pre_activations.
    incoming
        ``augmented``, transposed.
    """

    def __init__(
        self, like: Tensor, sizes: tuple[int, int, int], spans: Runs, into: Tensor | None, learns: bool = True
    ) -> None:
        def room(rows: int) -> Tensor:
            return torch.ones(len(like), rows, samples, dtype=like.dtype, device=like.device)

        inputs, units, samples = sizes
        self.augmented = room(inputs + 1)
        self.values, self.incoming = self.augmented[:, :-1], self.augmented.mT
        back = units if learns else 0
        self.pre_activations, self.error = room(units), room(back)
        self._spans: list[tuple[ActivationKernel, Tensor, Tensor, Tensor, Tensor]]
        if into is None and all(kernel is ACTIVATION_KERNELS["linear"] for kernel, _part in spans):
            self.activations, self.delta, spans = self.pre_activations, self.error, []  # an output layer: nothing to do
        else:
            self.activations, self.delta = room(units) if into is None else into, room(back)
        self._spans = [
            (
                kernel,
                _part(self.pre_activations, part),
                _part(self.activations, part),
                _part(self.error, part),
                _part(self.delta, part),
            )
            for kernel, part in spans
        ]

    def activate(self) -> None:
        """Write the activations for the pre_activations."""
        for kernel, pre_activations, activations, _error, _delta in self._spans:
            kernel.forward(pre_activations, out=activations)

    def go_back(self) -> None:
        """Write delta for the error."""
        for kernel, pre_activations, activations, error, delta in self._spans:
            kernel.backward(error, pre_activations, activations, delta)


def _part(tensor: Tensor, part: slice) -> Tensor:
    """Return some networks of a tensor; all of them without a view, which would cost at every use."""
    return tensor if part == slice(0, len(tensor)) else tensor[part]
