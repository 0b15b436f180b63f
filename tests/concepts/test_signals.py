from __future__ import annotations

import numpy as np
import pytest

from playground.concepts.convolution import convolve_signal
from playground.concepts.signals import LARGEST_KERNEL, LENGTH, SIGNAL_KERNELS, SIGNALS, samples


@pytest.mark.parametrize("name", SIGNALS)
def test_signals_are_made_by_their_seed(name: str) -> None:
    assert samples(name, 0).shape == (LENGTH,)
    np.testing.assert_array_equal(samples(name, 1), samples(name, 1))


@pytest.mark.parametrize("name", SIGNAL_KERNELS)
def test_kernels_have_a_middle(name: str) -> None:
    cells = SIGNAL_KERNELS[name].cells
    assert len(cells) % 2 == 1
    assert len(cells) <= LARGEST_KERNEL


@pytest.mark.parametrize("name", ["mean3", "mean5", "mean9", "binomial"])
def test_averages_take_noise_away(name: str) -> None:
    kernel = SIGNAL_KERNELS[name]
    noise = samples("wave", 3) - 2 * np.sin(2 * np.pi * np.arange(LENGTH) / 40)
    assert convolve_signal(noise, np.array(kernel.cells) / kernel.divisor).std() < 0.75 * noise.std()
