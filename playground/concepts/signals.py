"""Signals in one dimension to convolve, and kernels for them (lecture, slide 43)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from playground.arrays import Float64Array
from playground.i18n import N_

LENGTH = 60
"""Samples of a signal."""
LARGEST_KERNEL = 9


@dataclass(frozen=True)
class Signal:
    """A signal.

    Parameters
    ----------
    label
        A few words for the menu, untranslated.
    make
        Makes its 60 samples with a generator.
    """

    label: str
    make: Callable[[np.random.Generator], Float64Array]


@dataclass(frozen=True)
class SignalKernel:
    """A kernel of one dimension.

    Parameters
    ----------
    label
        A few words for the menu, untranslated.
    cells
        f(-r) to f(r), an odd number of them.
    divisor
        What the sum is divided by.
    """

    label: str
    cells: tuple[float, ...]
    divisor: float = 1.0


def samples(name: str, seed: int) -> Float64Array:
    """Return a signal, rounded to two digits so that people can compute along."""
    return np.round(SIGNALS[name].make(np.random.default_rng(seed)), 2)


def _wave(generator: np.random.Generator) -> Float64Array:
    x = np.arange(LENGTH)
    return 2 * np.sin(2 * np.pi * x / 40) + generator.normal(0, 0.6, LENGTH)


def _step(generator: np.random.Generator) -> Float64Array:
    x = np.arange(LENGTH)
    return np.where((x >= 20) & (x < 42), 2.0, -1.0) + generator.normal(0, 0.3, LENGTH)


def _impulse(generator: np.random.Generator) -> Float64Array:
    signal = np.zeros(LENGTH)
    signal[[15, 40, 41]] = 3, -2, -2
    return signal


SIGNALS: Mapping[str, Signal] = MappingProxyType(
    {
        "wave": Signal(N_("A wave with noise"), _wave),
        "step": Signal(N_("Steps with noise"), _step),
        "impulse": Signal(N_("Single spikes"), _impulse),
    }
)
SIGNAL_KERNELS: Mapping[str, SignalKernel] = MappingProxyType(
    {
        "mean3": SignalKernel(N_("Moving average of 3 (slide 43)"), (1, 1, 1), 3),
        "mean5": SignalKernel(N_("Moving average of 5"), (1, 1, 1, 1, 1), 5),
        "mean9": SignalKernel(N_("Moving average of 9"), (1,) * 9, 9),
        "binomial": SignalKernel(N_("Weighted average 1 4 6 4 1"), (1, 4, 6, 4, 1), 16),
        "slope": SignalKernel(N_("Slope: right less left"), (-1, 0, 1), 2),
        "bend": SignalKernel(N_("Second difference"), (1, -2, 1)),
        "identity": SignalKernel(N_("Identity"), (0, 1, 0)),
    }
)
