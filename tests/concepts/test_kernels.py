"""The kernels are those of GIMP's manual and of textbooks, and do what their sentences say."""

from __future__ import annotations

import numpy as np
import pytest

from playground.concepts.convolution import Sliding, convolve
from playground.concepts.kernels import KERNELS, SIZES, Kernel, resized

PICTURE = np.random.default_rng(0).integers(0, 256, (20, 20)).astype(float)
FLAT = np.full((9, 9), 77.0)
RAMP = np.tile(np.arange(9.0), (9, 1))
ONES_7 = [[1, 1, 1, 1, 1, 1, 1]] * 7
GIMP = "GIMP's manual, the filter Convolution Matrix (docs.gimp.org)"
WIKIPEDIA = "Wikipedia, Kernel (image processing)"
SOBEL = "I. Sobel and G. Feldman 1968; Gonzalez and Woods, Digital Image Processing, the Sobel masks"
LAPLACIANS = "Gonzalez and Woods, Digital Image Processing, masks of the Laplacian and of sharpening with it"
MARR_HILDRETH = "Gonzalez and Woods, Digital Image Processing, the 5 by 5 mask of Marr and Hildreth's detector"
VANDEVENNE = "L. Vandevenne, Computer Graphics Tutorial, Image Filtering: Motion Blur (there with nine cells a side)"
PASCAL = "The next even row of Pascal's triangle, as the two smaller ones are products of 1 2 1 and 1 4 6 4 1"
PUBLISHED: dict[str, list[tuple[str, float, list[list[float]]]]] = {
    "identity": [
        (WIKIPEDIA, 1, [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
        (
            "",
            1,
            [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]],
        ),
        ("", 1, [*[[0, 0, 0, 0, 0, 0, 0]] * 3, [0, 0, 0, 1, 0, 0, 0], *[[0, 0, 0, 0, 0, 0, 0]] * 3]),
    ],
    "shift": [(GIMP, 1, [[0, 1, 0], [0, 0, 0], [0, 0, 0]])],
    "box": [
        (WIKIPEDIA, 9, [[1, 1, 1], [1, 1, 1], [1, 1, 1]]),
        ("", 25, [[1, 1, 1, 1, 1]] * 5),
        ("", 49, ONES_7),
    ],
    "gaussian": [
        (WIKIPEDIA, 16, [[1, 2, 1], [2, 4, 2], [1, 2, 1]]),
        (
            WIKIPEDIA,
            256,
            [[1, 4, 6, 4, 1], [4, 16, 24, 16, 4], [6, 24, 36, 24, 6], [4, 16, 24, 16, 4], [1, 4, 6, 4, 1]],
        ),
        (
            PASCAL,
            4096,
            [
                [1, 6, 15, 20, 15, 6, 1],
                [6, 36, 90, 120, 90, 36, 6],
                [15, 90, 225, 300, 225, 90, 15],
                [20, 120, 300, 400, 300, 120, 20],
                [15, 90, 225, 300, 225, 90, 15],
                [6, 36, 90, 120, 90, 36, 6],
                [1, 6, 15, 20, 15, 6, 1],
            ],
        ),
    ],
    "motion": [
        (VANDEVENNE, 3, [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        (
            VANDEVENNE,
            5,
            [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]],
        ),
        (
            VANDEVENNE,
            7,
            [
                [1, 0, 0, 0, 0, 0, 0],
                [0, 1, 0, 0, 0, 0, 0],
                [0, 0, 1, 0, 0, 0, 0],
                [0, 0, 0, 1, 0, 0, 0],
                [0, 0, 0, 0, 1, 0, 0],
                [0, 0, 0, 0, 0, 1, 0],
                [0, 0, 0, 0, 0, 0, 1],
            ],
        ),
    ],
    "sharpen": [(GIMP, 1, [[0, -1, 0], [-1, 5, -1], [0, -1, 0]])],
    "strong": [(LAPLACIANS, 1, [[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]])],
    "unsharp": [
        (
            WIKIPEDIA,
            256,
            [
                [-1, -4, -6, -4, -1],
                [-4, -16, -24, -16, -4],
                [-6, -24, 476, -24, -6],
                [-4, -16, -24, -16, -4],
                [-1, -4, -6, -4, -1],
            ],
        )
    ],
    "outline": [(WIKIPEDIA, 1, [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])],
    "edge_detect": [(GIMP, 1, [[0, 1, 0], [1, -4, 1], [0, 1, 0]])],
    "edge_enhance": [(GIMP, 1, [[0, 0, 0], [-1, 1, 0], [0, 0, 0]])],
    "sobel_x": [(SOBEL, 1, [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])],
    "sobel_y": [(SOBEL, 1, [[-1, -2, -1], [0, 0, 0], [1, 2, 1]])],
    "log": [
        (
            MARR_HILDRETH,
            1,
            [[0, 0, -1, 0, 0], [0, -1, -2, -1, 0], [-1, -2, 16, -2, -1], [0, -1, -2, -1, 0], [0, 0, -1, 0, 0]],
        )
    ],
    "emboss": [(GIMP, 1, [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]])],
}
"""For each size source, divisor and cells, written out; without a source it is what the smaller one is, larger."""

ROUND = {"flipud": 1, "fliplr": 1, "transpose": 1}
MIRRORED: dict[str, dict[str, int]] = {
    **dict.fromkeys(("identity", "box", "gaussian", "sharpen", "strong", "unsharp", "outline"), ROUND),
    **dict.fromkeys(("edge_detect", "log"), ROUND),
    "shift": {"flipud": 0, "fliplr": 1, "transpose": 0},
    "edge_enhance": {"flipud": 1, "fliplr": 0, "transpose": 0},
    "motion": {"flipud": 0, "fliplr": 0, "transpose": 1},
    "sobel_x": {"flipud": 1, "fliplr": -1, "transpose": 0},
    "sobel_y": {"flipud": -1, "fliplr": 1, "transpose": 0},
    "emboss": {"flipud": 0, "fliplr": 0, "transpose": 1},
}
"""What becomes of a kernel in a mirror: itself (1), its negative (-1), or another kernel (0)."""


def applied(kernel: Kernel, picture: np.ndarray, size: int | None = None) -> np.ndarray:
    cells, divisor = kernel.at(size or kernel.size)
    return convolve(picture, cells, Sliding(len(cells), padding="replicate")) / divisor + kernel.offset


def test_every_kernel_has_its_published_numbers_and_its_symmetry_here() -> None:
    assert set(PUBLISHED) == set(MIRRORED) == set(KERNELS)
    assert len(KERNELS) == 15


@pytest.mark.parametrize("name", KERNELS)
def test_cells_and_divisors_are_the_published_ones(name: str) -> None:
    kernel = KERNELS[name]
    assert sorted(kernel.sizes) == [len(cells) for _source, _divisor, cells in PUBLISHED[name]]
    assert kernel.offset == 0
    for _source, divisor, cells in PUBLISHED[name]:
        ours, our_divisor = kernel.at(len(cells))
        assert (ours.tolist(), our_divisor) == (cells, divisor)


@pytest.mark.parametrize("name", KERNELS)
def test_symmetry(name: str) -> None:
    for size in KERNELS[name].sizes:
        cells, _divisor = KERNELS[name].at(size)
        for mirror, sign in MIRRORED[name].items():
            mirrored = getattr(np, mirror)(cells)
            assert np.array_equal(mirrored, cells) is (sign == 1), mirror
            assert np.array_equal(mirrored, -cells) is (sign == -1), mirror


def test_kernels_of_two_directions_are_each_others_transposed() -> None:
    np.testing.assert_array_equal(KERNELS["sobel_y"].at(3)[0], KERNELS["sobel_x"].at(3)[0].T)


def test_an_emboss_is_a_slope_beside_the_pixel() -> None:
    slope = KERNELS["emboss"].at(3)[0] - KERNELS["identity"].at(3)[0]
    np.testing.assert_array_equal(np.rot90(slope, 2), -slope)


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
