"""Convolution against SciPy, PyTorch, and the worked example of GIMP's manual."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.signal import correlate2d

from playground.concepts.convolution import (
    PADDINGS,
    Padding,
    SizeError,
    Sliding,
    convolve,
    convolve_signal,
    grey,
    padded,
    window,
)

TORCH_MODES = {"none": "constant", "zero": "constant", "reflect": "reflect", "replicate": "replicate"}
SLIDINGS = st.builds(
    Sliding,
    size=st.integers(1, 7),
    stride=st.integers(1, 4),
    dilation=st.integers(1, 4),
    padding=st.sampled_from(PADDINGS),
)


def arrays(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape)


def by_torch(image: np.ndarray, kernel: np.ndarray, sliding: Sliding) -> np.ndarray:
    """Convolve planes with PyTorch, padded by PyTorch."""
    margin = (sliding.margin,) * 4
    pixels = torch.nn.functional.pad(torch.from_numpy(image)[None], margin, TORCH_MODES[sliding.padding])
    weights = torch.from_numpy(kernel)[None]
    return torch.nn.functional.conv2d(pixels, weights, stride=sliding.stride, dilation=sliding.dilation)[0, 0].numpy()


@given(SLIDINGS, st.integers(1, 24), st.integers(1, 24), st.integers(1, 4), st.integers(0, 2**31))
def test_equals_pytorch(sliding: Sliding, height: int, width: int, planes: int, seed: int) -> None:
    assume(sliding.fits(height) and sliding.fits(width))
    image, kernel = arrays(seed, planes, height, width), arrays(seed + 1, planes, sliding.size, sliding.size)
    output = convolve(image, kernel, sliding)
    assert output.shape == (sliding.output_size(height), sliding.output_size(width))
    np.testing.assert_allclose(output, by_torch(image, kernel, sliding), atol=1e-10)


@given(st.integers(1, 7), st.integers(1, 5), st.integers(7, 24), st.integers(7, 24), st.integers(0, 2**31))
def test_equals_scipy(size: int, stride: int, height: int, width: int, seed: int) -> None:
    image, kernel = arrays(seed, height, width), arrays(seed + 1, size, size)
    inside = correlate2d(image, kernel, mode="valid")[::stride, ::stride]
    np.testing.assert_allclose(convolve(image, kernel, Sliding(size, stride)), inside, atol=1e-10)


@pytest.mark.parametrize("size", [1, 3, 5, 7])
@pytest.mark.parametrize(("padding", "boundary"), [("zero", "fill"), ("reflect", None), ("replicate", None)])
def test_padding_keeps_the_size(size: int, padding: Padding, boundary: str | None) -> None:
    image, kernel = arrays(0, 12, 17), arrays(1, size, size)
    output = convolve(image, kernel, Sliding(size, padding=padding))
    assert output.shape == image.shape
    if boundary:
        np.testing.assert_allclose(output, correlate2d(image, kernel, mode="same", boundary=boundary), atol=1e-10)


def test_dilation_is_a_kernel_with_holes() -> None:
    image, kernel = arrays(0, 20, 20), arrays(1, 3, 3)
    with_holes = np.zeros((7, 7))
    with_holes[::3, ::3] = kernel
    output = convolve(image, kernel, Sliding(3, dilation=3))
    np.testing.assert_allclose(output, convolve(image, with_holes, Sliding(7)), atol=1e-12)


def test_gimps_example() -> None:
    image = np.array([[40, 42, 46], [46, 50, 55], [52, 56, 58]])
    kernel = np.array([[0, 1, 0], [0, 0, 0], [0, 0, 0]])
    assert convolve(image, kernel, Sliding(3)).tolist() == [[42]]
    assert convolve(image, kernel, Sliding(3, padding="zero"))[1, 1] == 42


@given(SLIDINGS, st.integers(1, 20), st.integers(1, 20), st.integers(0, 2**31), st.data())
def test_a_window_times_the_kernel_is_the_output(
    sliding: Sliding, height: int, width: int, seed: int, data: st.DataObject
) -> None:
    assume(sliding.fits(height) and sliding.fits(width))
    image, kernel = arrays(seed, 3, height, width), arrays(seed + 1, 3, sliding.size, sliding.size)
    output = convolve(image, kernel, sliding)
    row, column = (data.draw(st.integers(0, length - 1)) for length in output.shape)
    products = window(image, sliding, row, column) * kernel
    assert products.shape == kernel.shape
    assert products.sum() == pytest.approx(output[row, column], abs=1e-10)


@given(SLIDINGS, st.integers(1, 12))
def test_what_does_not_fit_is_refused(sliding: Sliding, length: int) -> None:
    assume(not sliding.fits(length))
    with pytest.raises(SizeError, match=f"dilation {sliding.dilation} does not fit {length} pixels"):
        sliding.output_size(length)
    with pytest.raises(SizeError):
        convolve(np.zeros((length, 40)), np.zeros((sliding.size,) * 2), sliding)


def test_a_kernel_as_large_as_the_image_fits_once() -> None:
    assert Sliding(7).output_size(7) == 1
    assert not Sliding(7).fits(6)
    assert Sliding(7, dilation=3).reach == 19


def test_reflection_leaves_out_the_edge_itself() -> None:
    row = padded([[1, 2, 3, 4]] * 4, Sliding(3, padding="reflect"))[1]
    assert row.tolist() == [2, 1, 2, 3, 4, 3]


def test_the_lectures_moving_average() -> None:
    signal = np.array([3.0, 0.0, 6.0, 9.0, 0.0])
    np.testing.assert_allclose(convolve_signal(signal, np.ones(3) / 3), [3, 5, 5])


def test_a_signals_kernel_is_not_turned_round() -> None:
    assert convolve_signal([0, 0, 1, 0, 0], [1, 2, 3]).tolist() == [3, 2, 1]


def test_grey_of_grey_is_the_same() -> None:
    levels = np.arange(256, dtype=np.uint8)
    assert (grey(np.stack([levels] * 3, -1)[None])[0] == levels).all()
    assert grey(np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255]]], np.uint8)).tolist() == [[76, 150, 29]]
