"""Backpropagation through a small network, number by number (lecture, slides 34 to 37).

``backpropagation_math.js`` computes the same in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Literal

import numpy as np

from playground.activations import ACTIVATIONS
from playground.arrays import Float64Array
from playground.concepts.softmax import softmax

Loss = Literal["squared", "cross_entropy"]
Kind = Literal["parameter", "pre_activation", "activation"]


@dataclass(frozen=True)
class SmallNetwork:
    """A perceptron with all its numbers.

    Parameters
    ----------
    sizes
        Of the inputs, the hidden layers, the outputs.
    parameters
        ``(P,)``, float64: of each layer its weights, ``(units, inputs)`` row by row, and then its biases.
    phi, psi
        Activation of hidden units, and of outputs; ``psi`` may be ``"softmax"``.
    loss
        ``"squared"``, Σ (f - y)², or ``"cross_entropy"``: -Σ y log f for softmax, of a sigmoid also
        -Σ (1 - y) log(1 - f).
    """

    sizes: tuple[int, ...]
    parameters: Float64Array
    phi: str = "sigmoid"
    psi: str = "sigmoid"
    loss: Loss = "squared"

    def layers(self) -> Iterator[tuple[Float64Array, Float64Array]]:
        """Yield each layer's weights ``(units, inputs)`` and biases ``(units,)``."""
        at = 0
        for inputs, units in pairwise(self.sizes):
            weights = self.parameters[at : at + inputs * units].reshape(units, inputs)
            at += inputs * units
            yield weights, self.parameters[at : at + units]
            at += units


@dataclass(frozen=True)
class Cell:
    """A number of a network that can be disturbed.

    Parameters
    ----------
    kind
        A parameter, a unit's sum, or what a unit gives.
    layer
        0 for the inputs; of a parameter always 0.
    place
        Of the unit in its layer, or of the parameter among all.
    """

    kind: Kind
    layer: int
    place: int


@dataclass(frozen=True)
class Passes:
    """All numbers of one pass forwards and one back; lists have an entry for each layer, from the first on.

    Parameters
    ----------
    pre_activations, activations
        a and h of each layer; the last h is the answer f.
    loss
        L.
    output_gradient
        ∂L/∂f.
    slopes
        φ'(a) of hidden layers, and last ψ'(a); of a softmax f itself stands there, as its derivative is a matrix.
    deltas
        ∂L/∂a.
    below
        ∂L/∂h of what each layer is given; the first is ∂L/∂x.
    gradient
        ∂L/∂θ, in the order of the parameters.
    """

    pre_activations: list[Float64Array]
    activations: list[Float64Array]
    loss: float
    output_gradient: Float64Array
    slopes: list[Float64Array]
    deltas: list[Float64Array]
    below: list[Float64Array]
    gradient: Float64Array


@dataclass(frozen=True)
class Multiplications:
    """How many multiplications it takes; activations and their slopes are not counted.

    Parameters
    ----------
    forward, backward
        Of one pass forwards, and of one back that uses again what it has.
    separate
        Of all derivatives, each by the chain rule for itself (slide 36), along each path anew.
    passes
        How many passes forwards differences take: one, and one more for each parameter.
    """

    forward: int
    backward: int
    separate: int
    passes: int

    @property
    def differences(self) -> int:
        """How many finite differences take, forward ones."""
        return self.passes * self.forward


def parameter_count(sizes: tuple[int, ...]) -> int:
    """Return how many weights and biases a network of these sizes has."""
    return sum((inputs + 1) * units for inputs, units in pairwise(sizes))


def passes(network: SmallNetwork, x: Float64Array, y: Float64Array) -> Passes:
    """Return all numbers of a pass forwards and one back for an example ``x`` with the target ``y``."""
    layers = list(network.layers())
    pre_activations, activations = _forward(network, x, None)
    f = activations[-1]
    slopes = [ACTIVATIONS[network.phi].derivative(a) for a in pre_activations[:-1]]
    output_gradient = _output_gradient(network, f, y)
    slopes.append(f if network.psi == "softmax" else ACTIVATIONS[network.psi].derivative(pre_activations[-1]))
    deltas = [_output_delta(network, f, y, output_gradient, slopes[-1])]
    below: list[Float64Array] = []
    gradients: list[Float64Array] = []
    for place in reversed(range(len(layers))):
        weights, _biases = layers[place]
        given = activations[place - 1] if place else x
        gradients.append(np.concatenate([np.outer(deltas[0], given).ravel(), deltas[0]]))
        below.insert(0, weights.T @ deltas[0])
        if place:
            deltas.insert(0, below[0] * slopes[place - 1])
    gradient = np.concatenate(gradients[::-1])
    loss = loss_of(network, x, y)
    return Passes(pre_activations, activations, loss, output_gradient, slopes, deltas, below, gradient)


def loss_of(network: SmallNetwork, x: Float64Array, y: Float64Array, cell: Cell | None = None, by: float = 0) -> float:
    """Return the loss of an example, where one number is larger by so much."""
    if cell is not None and cell.kind == "parameter":
        parameters = network.parameters.copy()
        parameters[cell.place] += by
        network = SmallNetwork(network.sizes, parameters, network.phi, network.psi, network.loss)
        cell = None
    pre_activations, activations = _forward(network, x, cell, by)
    a, f = pre_activations[-1], activations[-1]
    if network.loss == "squared":
        return float(((f - y) ** 2).sum())
    if cell is not None and (cell.kind, cell.layer) == ("activation", len(network.sizes) - 1):
        return _cross_entropy_of_shares(network, f, y)
    largest = float(a.max())
    if network.psi == "softmax":
        return float(y.sum() * (largest + np.log(np.exp(a - largest).sum())) - y @ a)
    return float((np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a))) - y * a).sum())


def difference(network: SmallNetwork, x: Float64Array, y: Float64Array, cell: Cell, epsilon: float) -> float:
    """Return the central difference (L(+ε) - L(-ε)) / 2ε for one number of a network."""
    above, below = (loss_of(network, x, y, cell, side * epsilon) for side in (1, -1))
    return (above - below) / (2 * epsilon)


def multiplications(sizes: tuple[int, ...], with_softmax: bool = False) -> Multiplications:
    """Return how many multiplications one pass, one pass back and other ways to a gradient take.

    Parameters
    ----------
    with_softmax
        Whether the outputs' derivative is a matrix: a product with it takes 2K multiplications, not K.
    """
    links = [inputs * units for inputs, units in pairwise(sizes)]
    depth, outputs = len(links), sizes[-1]
    first = 2 * outputs if with_softmax else 1  # of one output's δ
    backward = (2 * outputs if with_softmax else outputs) + 2 * sum(links) + sum(sizes[1:-1])
    separate = sizes[0] * prod(sizes[1:]) * (first + 2 * (depth - 1) + 1)
    for layer, (inputs, units) in enumerate(pairwise(sizes), 1):
        paths = prod(sizes[layer + 1 :])
        of_bias = first + 2 * (depth - layer)
        separate += units * paths * (of_bias + inputs * (of_bias + 1))
    return Multiplications(sum(links), backward, separate, 1 + parameter_count(sizes))


def _forward(
    network: SmallNetwork, x: Float64Array, cell: Cell | None, by: float = 0
) -> tuple[list[Float64Array], list[Float64Array]]:
    """Return all a and h, where one of them, or of the inputs, is larger by so much."""
    h = _disturbed(x, "activation", 0, cell, by)
    pre_activations, activations = [], []
    for layer, (weights, biases) in enumerate(network.layers(), 1):
        a = _disturbed(weights @ h + biases, "pre_activation", layer, cell, by)
        h = _disturbed(_activation(network, layer, a), "activation", layer, cell, by)
        pre_activations.append(a)
        activations.append(h)
    return pre_activations, activations


def _activation(network: SmallNetwork, layer: int, a: Float64Array) -> Float64Array:
    if layer < len(network.sizes) - 1:
        return ACTIVATIONS[network.phi].function(a)
    return softmax(a) if network.psi == "softmax" else ACTIVATIONS[network.psi].function(a)


def _disturbed(values: Float64Array, kind: Kind, layer: int, cell: Cell | None, by: float) -> Float64Array:
    """Return values of a layer; the cell, if it is one of them, is larger."""
    values = np.array(values, dtype=np.float64)
    if cell is not None and (cell.kind, cell.layer) == (kind, layer):
        values[cell.place] += by
    return values


def _output_gradient(network: SmallNetwork, f: Float64Array, y: Float64Array) -> Float64Array:
    if network.loss == "squared":
        return 2 * (f - y)
    with np.errstate(divide="ignore", invalid="ignore"):
        gradient = -y / f if network.psi == "softmax" else (f - y) / (f * (1 - f))
    return np.where(np.isnan(gradient), 0.0, gradient)


def _output_delta(
    network: SmallNetwork, f: Float64Array, y: Float64Array, gradient: Float64Array, slope: Float64Array
) -> Float64Array:
    """Return ∂L/∂a of the outputs; of a cross-entropy the product is written out, or it would be 0 times infinity."""
    if network.loss == "cross_entropy":
        return f * y.sum() - y if network.psi == "softmax" else f - y
    return f * (gradient - f @ gradient) if network.psi == "softmax" else gradient * slope


def _cross_entropy_of_shares(network: SmallNetwork, f: Float64Array, y: Float64Array) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        loss = -y * np.log(f)
        if network.psi != "softmax":
            loss = loss - (1 - y) * np.log(1 - f)
    return float(np.where(np.isnan(loss), 0.0, loss).sum())
