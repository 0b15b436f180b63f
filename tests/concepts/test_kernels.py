"""The kernels are those of GIMP's manual and of textbooks, and do what their sentences say."""

from __future__ import annotations

import numpy as np
import pytest

from playground.concepts.convolution import Sliding, convolve
from playground.concepts.kernels import KERNELS, SIZES, Kernel, resized

PICTURE = np.random.default_rng(0).integers(0, 256, (20, 20)).astype(float)
FLAT = np.full((9, 9), 77.0)
RAMP = np.tile(np.arange(9.0), (9, 1))
REFERENCES = {
    "gaussian": [[1, 2, 1], [2, 4, 2], [1, 2, 1]],
    "box": [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "outline": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
    "edge_enhance": [[0, 0, 0], [-1, 1, 0], [0, 0, 0]],
    "edge_detect": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
    "shift": [[0, 1, 0], [0, 0, 0], [0, 0, 0]],
    "sobel_x": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
}


def applied(kernel: Kernel, picture: np.ndarray, size: int | None = None) -> np.ndarray:
    cells, divisor = kernel.at(size or kernel.size)
    return convolve(picture, cells, Sliding(len(cells), padding="replicate")) / divisor + kernel.offset


@pytest.mark.parametrize("name", REFERENCES)
def test_cells_are_those_of_the_references(name: str) -> None:
    assert KERNELS[name].at(3)[0].tolist() == REFERENCES[name]


@pytest.mark.parametrize("name", KERNELS)
def test_sums(name: str) -> None:
    kernel = KERNELS[name]
    for size in (size for size in SIZES if size >= kernel.size):
        cells, divisor = kernel.at(size)
        assert cells.shape == (size, size)
        expected = 0 if kernel.slide == 48 else 1
        assert cells.sum() / divisor == pytest.approx(expected), "keeps the brightness, or answers 0 where it is flat"
        assert applied(kernel, FLAT, size) == pytest.approx(77 * expected)


@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_that_lacks_a_size_is_itself_among_zeros(name: str) -> None:
    kernel = KERNELS[name]
    if 7 not in kernel.sizes:
        np.testing.assert_allclose(applied(kernel, PICTURE, 7), applied(kernel, PICTURE), atol=1e-10)


def test_blurs_make_pixels_alike_and_contrast_makes_them_differ() -> None:
    for name in ("box", "gaussian", "motion"):
        spreads = [applied(KERNELS[name], PICTURE, size).std() for size in SIZES]
        assert PICTURE.std() > spreads[0] > spreads[1] > spreads[2]
    for name in ("sharpen", "strong", "unsharp"):
        assert applied(KERNELS[name], PICTURE).std() > PICTURE.std()


def test_directions() -> None:
    assert (applied(KERNELS["sobel_x"], RAMP)[1:-1, 1:-1] == 8).all()
    assert (applied(KERNELS["sobel_y"], RAMP) == 0).all()
    assert (applied(KERNELS["sobel_y"], RAMP.T)[1:-1, 1:-1] == 8).all()
    assert (applied(KERNELS["edge_enhance"], RAMP.T) == 0).all(), "blind to horizontal edges"


def test_shift_moves_down() -> None:
    np.testing.assert_array_equal(applied(KERNELS["shift"], PICTURE)[1:], PICTURE[:-1])


def test_unsharp_mask_is_twice_the_picture_less_its_blur() -> None:
    expected = 2 * PICTURE - applied(KERNELS["gaussian"], PICTURE, 5)
    np.testing.assert_allclose(applied(KERNELS["unsharp"], PICTURE), expected, atol=1e-10)


def test_a_kernel_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="5 cells along each side, more than 3"):
        KERNELS["log"].at(3)


def test_resizing_there_and_back() -> None:
    cells = np.arange(9.0).reshape(3, 3)
    np.testing.assert_array_equal(resized(resized(cells, 7), 3), cells)
    assert resized(cells, 7).sum() == cells.sum()
