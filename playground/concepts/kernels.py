"""Kernels for images, and what each does: those of the lecture (slides 46 to 48), of GIMP, and of textbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from playground.i18n import N_

SIZES = (3, 5, 7)
Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Kernel:
    """A kernel as people know it.

    Parameters
    ----------
    label
        A few words for the menu, untranslated as the sentence is.
    sentence
        What it does and why.
    sizes
        For each size that it exists in its rows and the divisor of the sum.
    offset
        What is added to the sum after that.
    slide
        The slide of the lecture that shows its effect.
    """

    label: str
    sentence: str
    sizes: Mapping[int, tuple[Rows, float]]
    offset: float = 0.0
    slide: int | None = None

    @property
    def size(self) -> int:
        """The smallest size that it exists in."""
        return min(self.sizes)

    def at(self, size: int) -> tuple[npt.NDArray[np.float64], float]:
        """Return its cells at a size, of shape ``(size, size)``, and the divisor.

        Where it does not exist in that size it is what it is in the next smaller one, among zeros.

        Raises
        ------
        ValueError
            If it is larger than that.
        """
        known = max((mine for mine in self.sizes if mine <= size), default=0)
        if not known:
            raise ValueError(f"the kernel has {self.size} cells along each side, more than {size}")
        rows, divisor = self.sizes[known]
        return resized(np.array(rows, np.float64), size), divisor


def resized(cells: npt.NDArray[np.float64], size: int) -> npt.NDArray[np.float64]:
    """Return a square kernel of odd size at another odd size: zeros around it, or its outermost cells cut off."""
    here = cells.shape[0]
    if size <= here:
        cut = (here - size) // 2
        return cells[cut : here - cut, cut : here - cut].copy()
    return np.pad(cells, (size - here) // 2)


def _rows(*rows: Sequence[float]) -> Rows:
    return tuple(tuple(float(value) for value in row) for row in rows)


def _one(divisor: float, *rows: Sequence[float]) -> Mapping[int, tuple[Rows, float]]:
    """Return the sizes of a kernel that exists in one."""
    return MappingProxyType({len(rows): (_rows(*rows), divisor)})


def _products(*factors: Sequence[float]) -> Mapping[int, tuple[Rows, float]]:
    """Return kernels that are each a column times the same row; their cells sum to the divisor."""
    made = {len(factor): (_rows(*np.outer(factor, factor)), float(sum(factor) ** 2)) for factor in factors}
    return MappingProxyType(made)


def _boxes() -> Mapping[int, tuple[Rows, float]]:
    return _products(*([1.0] * size for size in SIZES))


def _identities() -> Mapping[int, tuple[Rows, float]]:
    return MappingProxyType({size: (_rows(*_single(size)), 1.0) for size in SIZES})


def _diagonals() -> Mapping[int, tuple[Rows, float]]:
    return MappingProxyType({size: (_rows(*np.eye(size)), float(size)) for size in SIZES})


def _single(size: int) -> npt.NDArray[np.float64]:
    cells = np.zeros((size, size))
    cells[size // 2, size // 2] = 1
    return cells


KERNELS: Mapping[str, Kernel] = MappingProxyType(
    {
        "identity": Kernel(
            N_("Identity"),
            N_("One in the middle, zeros around: every pixel stays as it is. A good start for a kernel of your own."),
            _identities(),
        ),
        "shift": Kernel(
            N_("Shift by one pixel"),
            N_("Each pixel becomes the one above it: the picture moves down. It is the example of GIMP's manual."),
            _one(1, [0, 1, 0], [0, 0, 0], [0, 0, 0]),
        ),
        "box": Kernel(
            N_("Blur: the mean"),
            N_("Every pixel becomes the mean of its neighbourhood: the moving average of slide 43 in two dimensions."),
            _boxes(),
            slide=47,
        ),
        "gaussian": Kernel(
            N_("Blur: Gaussian"),
            N_("A mean in which near pixels count more. Its weights are products of binomial coefficients."),
            _products([1, 2, 1], [1, 4, 6, 4, 1], [1, 6, 15, 20, 15, 6, 1]),
            slide=47,
        ),
        "motion": Kernel(
            N_("Motion blur"),
            N_("A mean along one direction only, as if the camera had moved."),
            _diagonals(),
            slide=47,
        ),
        "sharpen": Kernel(
            N_("Contrast: sharpen"),
            N_("The pixel five times, less its four neighbours: differences grow, flat areas stay (the sum is 1)."),
            _one(1, [0, -1, 0], [-1, 5, -1], [0, -1, 0]),
            slide=46,
        ),
        "strong": Kernel(
            N_("Contrast: strong"),
            N_("As sharpen, with all eight neighbours taken away: grain and noise grow as well."),
            _one(1, [-1, -1, -1], [-1, 9, -1], [-1, -1, -1]),
            slide=46,
        ),
        "unsharp": Kernel(
            N_("Unsharp mask"),
            N_("Twice the picture, less its Gaussian blur: what the blur takes away is added once more."),
            _one(
                256,
                [-1, -4, -6, -4, -1],
                [-4, -16, -24, -16, -4],
                [-6, -24, 476, -24, -6],
                [-4, -16, -24, -16, -4],
                [-1, -4, -6, -4, -1],
            ),
            slide=46,
        ),
        "outline": Kernel(
            N_("Borders: outline"),
            N_("A pixel less the mean of its neighbours, eight times: zero wherever the picture is flat."),
            _one(1, [-1, -1, -1], [-1, 8, -1], [-1, -1, -1]),
            slide=48,
        ),
        "edge_detect": Kernel(
            N_("Borders: edge detect (Laplacian)"),
            N_("The four neighbours less four times the pixel: a second derivative, positive just beside an edge."),
            _one(1, [0, 1, 0], [1, -4, 1], [0, 1, 0]),
            slide=48,
        ),
        "edge_enhance": Kernel(
            N_("Borders: edge enhance"),
            N_("A pixel less the one to its left: the simplest derivative there is, blind to horizontal edges."),
            _one(1, [0, 0, 0], [-1, 1, 0], [0, 0, 0]),
            slide=48,
        ),
        "sobel_x": Kernel(
            N_("Sobel: left to right"),
            N_("The slope from left to right, averaged over three rows: it answers to vertical edges."),
            _one(1, [-1, 0, 1], [-2, 0, 2], [-1, 0, 1]),
            slide=48,
        ),
        "sobel_y": Kernel(
            N_("Sobel: top to bottom"),
            N_("The slope from top to bottom, averaged over three columns: it answers to horizontal edges."),
            _one(1, [-1, -2, -1], [0, 0, 0], [1, 2, 1]),
            slide=48,
        ),
        "log": Kernel(
            N_("Laplacian of a Gaussian"),
            N_("Blur and edge detection in one kernel: it finds outlines, and answers to grain a little less."),
            _one(
                1,
                [0, 0, -1, 0, 0],
                [0, -1, -2, -1, 0],
                [-1, -2, 16, -2, -1],
                [0, -1, -2, -1, 0],
                [0, 0, -1, 0, 0],
            ),
            slide=48,
        ),
        "emboss": Kernel(
            N_("Emboss"),
            N_("A slope along the diagonal, added to the picture: it seems lit from one side."),
            _one(1, [-2, -1, 0], [-1, 1, 1], [0, 1, 2]),
        ),
    }
)
"""The kernels by the name that a link gives them."""
