"""Forward and backward pass of many dense networks at once (lecture, slides 20 and 34 to 37), without autograd.

Samples are the last axis, ``(networks, units, n)``: h = φ(W x + b) as the lecture writes it. The products then run
along the samples; measured, 32 networks of 4 units answer 500 points ten times as fast as with units last. A bias is
one more weight, on an input that is always 1, so that one product does for both, forwards and backwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from playground.training.population.activations import runs
from playground.training.population.buffers import Bench
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
        self._runs = [runs([structure.stages[k].activation for structure in structures]) for k in range(len(shapes))]
        self._slots = [
            [[structure.drops_at(place, slot) for structure in structures] for slot in range(count)]
            for place, count in enumerate(structures[0].shape[0])
        ]
        self._weight_drops = [[structure.stages[k].weight_drop for structure in structures] for k in range(len(shapes))]
        self._drops = [any(any(rates) for rates in slots) for slots in self._slots]
        self._benches: dict[tuple[int, bool], list[Bench]] = {}

    def outputs(self, inputs: Tensor) -> list[Tensor]:
        """Return what each layer gives without dropout: the inputs ``(networks, features, n)``, then ``(…, units, n)``.

        The tensors are overwritten by the next call for as many samples.
        """
        benches = self._benches_for(inputs.shape[2], learns=False)
        benches[0].values.copy_(inputs)
        for k, bench in enumerate(benches):
            torch.bmm(self.weights[k], bench.augmented, out=bench.sums)
            bench.activate()
            if self._drops[k + 1] and k + 1 < len(benches):
                benches[k + 1].values.copy_(bench.answers)
        return [benches[0].values, *(bench.answers for bench in benches)]

    def learn(self, inputs: Tensor, targets: Tensor, loss: LossGradient) -> None:
        """Leave the gradient of each network's loss on its own batch, ``(networks, features, n)``, in its row."""
        benches = self._benches_for(inputs.shape[2], learns=True)
        outputs, factors = inputs, [self._drop(inputs, 0, benches[0].values)]
        weights = []
        for k, bench in enumerate(benches):
            weights.append(self._dropped_weights(k))
            torch.bmm(weights[k][0], bench.augmented, out=bench.sums)
            bench.activate()
            outputs = bench.answers
            if self._drops[k + 1]:
                outputs = benches[k + 1].values if k + 1 < len(benches) else torch.empty_like(bench.answers)
                factors.append(self._drop(bench.answers, k + 1, outputs))
            else:
                factors.append(None)
        loss(outputs, targets, benches[-1].error)
        self._back(benches, weights, factors)

    def _back(
        self, benches: list[Bench], weights: list[tuple[Tensor, Tensor | None]], factors: list[Tensor | None]
    ) -> None:
        """Go back from dL/d(outputs) to the first layer."""
        for k in reversed(range(len(benches))):
            bench, dropped, (weight, kept) = benches[k], factors[k + 1], weights[k]
            if dropped is not None:
                bench.error.mul_(dropped)
            bench.go_back()
            torch.bmm(bench.delta, bench.incoming, out=self.gradients[k])
            if kept is not None:
                self.gradients[k].mul_(kept)
            if k:
                back = self._back_weights[k] if kept is None else weight[:, :, :-1].mT
                torch.bmm(back, bench.delta, out=benches[k - 1].error)

    def _benches_for(self, samples: int, learns: bool) -> list[Bench]:
        """Return the layers' working memory for so many samples."""
        key = (samples, learns)
        if key not in self._benches:
            if len(self._benches) >= MOST_SIZES:
                self._benches.pop(next(iter(self._benches)))
            stages, benches = self.structures[0].stages, list[Bench]()
            after: Bench | None = None
            for k in reversed(range(len(stages))):
                into = None if after is None or self._drops[k + 1] else after.values
                after = Bench(
                    self.weights[0], (stages[k].inputs, stages[k].units, samples), self._runs[k], into, learns
                )
                benches.insert(0, after)
            self._benches[key] = benches
        return self._benches[key]

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
