"""Forward and backward pass of many dense networks at once (lecture, slides 20 and 34 to 37), without autograd.

Samples are the last axis, ``(networks, units, n)``: h = φ(W x + b) as the lecture writes it. The products then run
along the samples; measured, 32 networks of 4 units answer 500 points ten times as fast as with units last. A bias is
one more weight, on an input that is always 1, so that one product does for both, forwards and backwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from playground.training.population.activations import spans
from playground.training.population.buffers import Buffers
from playground.training.population.structure import Structure

LossGradient = Callable[[Tensor, Tensor, Tensor], object]
"""Writes dL/d(outputs) for outputs and targets into its third argument."""

MOST_SIZES = 8
"""How many numbers of samples working memory is kept for: a batch, the last batch, the data, pictures."""


class Passes:
    """Networks of one shape, side by side.

    Parameters
    ----------
    structures
        The networks; their :attr:`Structure.shape` is the same.
    parameters, gradient
        ``(networks, count)``: a row for each network, layer by layer its weights with the bias in the last column.
    generators
        For each network the source of its masks.

    Attributes
    ----------
    weights, gradients
        For each layer weights and biases, and their gradients, ``(networks, units, inputs + 1)``: parts of the rows.
    """

    def __init__(
        self,
        structures: Sequence[Structure],
        parameters: Tensor,
        gradient: Tensor,
        generators: Sequence[torch.Generator],
    ) -> None:
        self.structures, self._generators = structures, generators
        shapes = [(stage.units, stage.inputs + 1) for stage in structures[0].stages]
        self.weights, self.gradients = _layers(parameters, shapes), _layers(gradient, shapes)
        self._back_weights = [weight[:, :, :-1].mT for weight in self.weights]
        self._runs = [spans([structure.stages[k].activation for structure in structures]) for k in range(len(shapes))]
        self._slots = [
            [[structure.drops_at(place, slot) for structure in structures] for slot in range(count)]
            for place, count in enumerate(structures[0].shape[0])
        ]
        self._weight_drops = [[structure.stages[k].weight_drop for structure in structures] for k in range(len(shapes))]
        self._drops = [any(any(rates) for rates in slots) for slots in self._slots]
        self._buffers: dict[tuple[int, bool], list[Buffers]] = {}

    def outputs(self, inputs: Tensor) -> list[Tensor]:
        """Return what each layer gives without dropout: the inputs ``(networks, features, n)``, then ``(…, units, n)``.

        The tensors are overwritten by the next call for as many samples.
        """
        all_buffers = self._buffers_for(inputs.shape[2], learns=False)
        all_buffers[0].values.copy_(inputs)
        for k, buffers in enumerate(all_buffers):
            torch.bmm(self.weights[k], buffers.augmented, out=buffers.pre_activations)
            buffers.activate()
            if self._drops[k + 1] and k + 1 < len(all_buffers):
                all_buffers[k + 1].values.copy_(buffers.activations)
        return [all_buffers[0].values, *(buffers.activations for buffers in all_buffers)]

    def learn(self, inputs: Tensor, targets: Tensor, loss: LossGradient) -> None:
        """Leave the gradient of each network's loss on its own batch, ``(networks, features, n)``, in its row."""
        all_buffers = self._buffers_for(inputs.shape[2], learns=True)
        outputs, factors = inputs, [self._drop(inputs, 0, all_buffers[0].values)]
        weights = []
        for k, buffers in enumerate(all_buffers):
            weights.append(self._dropped_weights(k))
            torch.bmm(weights[k][0], buffers.augmented, out=buffers.pre_activations)
            buffers.activate()
            outputs = buffers.activations
            if self._drops[k + 1]:
                outputs = (
                    all_buffers[k + 1].values if k + 1 < len(all_buffers) else torch.empty_like(buffers.activations)
                )
                factors.append(self._drop(buffers.activations, k + 1, outputs))
            else:
                factors.append(None)
        loss(outputs, targets, all_buffers[-1].error)
        self._back(all_buffers, weights, factors)

    def _back(
        self, all_buffers: list[Buffers], weights: list[tuple[Tensor, Tensor | None]], factors: list[Tensor | None]
    ) -> None:
        """Go back from dL/d(outputs) to the first layer."""
        for k in reversed(range(len(all_buffers))):
            buffers, dropped, (weight, mask) = all_buffers[k], factors[k + 1], weights[k]
            if dropped is not None:
                buffers.error.mul_(dropped)
            buffers.go_back()
            torch.bmm(buffers.delta, buffers.incoming, out=self.gradients[k])
            if mask is not None:
                self.gradients[k].mul_(mask)
            if k:
                back = self._back_weights[k] if mask is None else weight[:, :, :-1].mT
                torch.bmm(back, buffers.delta, out=all_buffers[k - 1].error)

    def _buffers_for(self, samples: int, learns: bool) -> list[Buffers]:
        """Return the layers' working memory for so many samples."""
        key = (samples, learns)
        if key not in self._buffers:
            if len(self._buffers) >= MOST_SIZES:
                self._buffers.pop(next(iter(self._buffers)))
            stages, all_buffers = self.structures[0].stages, list[Buffers]()
            after: Buffers | None = None
            for k in reversed(range(len(stages))):
                into = None if after is None or self._drops[k + 1] else after.values
                after = Buffers(
                    self.weights[0], (stages[k].inputs, stages[k].units, samples), self._runs[k], into, learns
                )
                all_buffers.insert(0, after)
            self._buffers[key] = all_buffers
        return self._buffers[key]

    def _drop(self, values: Tensor, place: int, out: Tensor) -> Tensor | None:
        """Write values ``(networks, units, n)``, some of them dropped, and return their factors if there are any."""
        if not self._drops[place]:
            out.copy_(values)
            return None
        # Sample by sample, as the ordinary trainer draws.
        drawn = [self._masks(rates, values.mT).mT for rates in self._slots[place] if any(rates)]
        factors = drawn[0] if len(drawn) == 1 else torch.stack(drawn).prod(0)
        torch.mul(values, factors, out=out)
        return factors

    def _dropped_weights(self, k: int) -> tuple[Tensor, Tensor | None]:
        """Return a layer's weights, with DropConnect's factors where there are any; biases are never dropped."""
        if not any(self._weight_drops[k]):
            return self.weights[k], None
        factors = torch.ones_like(self.weights[k])
        factors[:, :, :-1] = self._masks(self._weight_drops[k], self.weights[k][:, :, :-1])
        return self.weights[k] * factors, factors

    def _masks(self, rates: Sequence[float], like: Tensor) -> Tensor:
        """Return 0 with a network's rate and 1/(1 - rate) otherwise, each network's from its own generator."""
        masks = torch.ones(like.shape, dtype=like.dtype, device=like.device)
        for row, rate, generator in zip(masks, rates, self._generators, strict=True):
            if rate:
                row.bernoulli_(1 - rate, generator=generator).div_(1 - rate)
        return masks


def _layers(rows: Tensor, shapes: Sequence[tuple[int, int]]) -> list[Tensor]:
    """Return what rows hold of each layer, ``(networks, units, inputs + 1)``, as views."""
    layers, start = [], 0
    for units, columns in shapes:
        part = rows[:, start : start + units * columns]
        layers.append(part.view(len(rows), units, columns))
        start += units * columns
    return layers
