"""Shapes of small networks, and what becomes of their numbers when the shape changes."""

from __future__ import annotations

import numpy as np

from playground.arrays import Float64Array
from playground.concepts.backpropagation import SmallNetwork, parameter_count
from playground.concepts.by_hand import MOST_INPUTS, MOST_OUTPUTS, MOST_UNITS

MOST_PARAMETERS = parameter_count((MOST_INPUTS, MOST_UNITS, MOST_UNITS, MOST_OUTPUTS))

Sizes = tuple[int, ...]


def fitted(parameters: tuple[float, ...], before: Sizes, after: Sizes) -> tuple[float, ...]:
    """Return the parameters of a network of another shape: those of links that it still has, and new ones.

    The first layers correspond, and so do the last ones; new numbers have one digit behind the mark.
    """
    fresh = _layers(after, np.array(drawn_parameters(after, 0)))
    old = _layers(before, np.array(parameters, dtype=np.float64))
    for at, (weights, biases) in enumerate(fresh):
        same = len(old) - 1 if at == len(fresh) - 1 else at
        if at != len(fresh) - 1 and same >= len(old) - 1:
            continue  # a hidden layer that was not there
        known, known_biases = old[same]
        rows, columns = np.minimum(weights.shape, known.shape)
        weights[:rows, :columns] = known[:rows, :columns]
        biases[:rows] = known_biases[:rows]
    return tuple(float(number) for layer in fresh for part in layer for number in np.ravel(part))


def drawn_parameters(sizes: Sizes, seed: int) -> tuple[float, ...]:
    """Return random parameters that are easy to calculate with: from ±0.1 to ±0.9."""
    return _tenths(np.random.default_rng(seed), parameter_count(sizes))


def drawn_example(sizes: Sizes, psi: str, seed: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return random inputs, and targets that the outputs can reach."""
    generator = np.random.default_rng((seed, 1))
    inputs = generator.choice([-2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0], sizes[0])
    return tuple(map(float, inputs)), usual_targets(sizes[-1], psi, int(generator.integers(sizes[-1])))


def usual_targets(outputs: int, psi: str, right: int = 0) -> tuple[float, ...]:
    """Return targets of which one is 1 and the others 0, of a ReLU or tanh too: all can reach them."""
    return tuple(float(k == right) for k in range(outputs)) if outputs > 1 or psi != "tanh" else (0.5,)


def resized(values: tuple[float, ...], count: int, fill: float) -> tuple[float, ...]:
    """Return so many values: the first ones as they are, further ones alike."""
    return (*values, *(fill,) * count)[:count]


def _tenths(generator: np.random.Generator, count: int) -> tuple[float, ...]:
    sizes = generator.integers(1, 10, count) / 10
    return tuple(map(float, sizes * generator.choice([-1, 1], count)))


def _layers(sizes: Sizes, parameters: Float64Array) -> list[tuple[Float64Array, Float64Array]]:
    return [(weights.copy(), biases.copy()) for weights, biases in SmallNetwork(sizes, parameters).layers()]
