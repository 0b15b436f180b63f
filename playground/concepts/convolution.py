"""Convolution of signals and images, as networks compute it (lecture, slides 43 and 44).

What the lecture and every network library call convolution is the cross-correlation: the kernel is not turned round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from playground.arrays import Float64Array

Padding = Literal["none", "zero", "reflect", "replicate"]
PADDINGS: tuple[Padding, ...] = get_args(Padding)
GREY_WEIGHTS = (0.299, 0.587, 0.114)
"""How much red, green and blue count for the brightness that people see (ITU-R BT.601)."""


class SizeError(ValueError):
    """A kernel that does not fit the image, or an image too small for its padding."""


@dataclass(frozen=True)
class Sliding:
    """How a square window goes over an image.

    Parameters
    ----------
    size
        Cells of the kernel along each side, k.
    stride
        Pixels from one window to the next, s.
    dilation
        Pixels from one cell of the kernel to the next, d.
    padding
        What stands beyond the image's edge; with ``none`` the window stays inside.
    """

    size: int
    stride: int = 1
    dilation: int = 1
    padding: Padding = "none"

    @property
    def reach(self) -> int:
        """Pixels that the window covers along each side: d (k - 1) + 1."""
        return self.dilation * (self.size - 1) + 1

    @property
    def margin(self) -> int:
        """Pixels added at each side, p: with a stride of 1 the output is as large as the image if k is odd."""
        return 0 if self.padding == "none" else (self.reach - 1) // 2

    def fits(self, length: int) -> bool:
        """Return whether the window fits a side of the image, and the padding finds enough pixels there."""
        enough = self.padding != "reflect" or self.margin < length
        return enough and length + 2 * self.margin >= self.reach

    def output_size(self, length: int) -> int:
        """Return how many windows fit along a side: floor((n + 2p - d (k - 1) - 1) / s) + 1.

        Parameters
        ----------
        length
            Pixels of the image along that side, n.

        Raises
        ------
        SizeError
            If none fits.
        """
        if not self.fits(length):
            raise SizeError(f"a kernel of {self.size} with dilation {self.dilation} does not fit {length} pixels")
        return (length + 2 * self.margin - self.dilation * (self.size - 1) - 1) // self.stride + 1


def padded(image: npt.ArrayLike, sliding: Sliding) -> Float64Array:
    """Return an image, or planes of one, of shape ``(..., h, w)`` with the margin that its padding adds."""
    pixels = np.asarray(image, np.float64)
    margin = sliding.margin
    width = [(0, 0)] * (pixels.ndim - 2) + [(margin, margin)] * 2
    match sliding.padding:
        case "reflect":
            return np.pad(pixels, width, "reflect")
        case "replicate":
            return np.pad(pixels, width, "edge")
        case _:
            return np.pad(pixels, width)


def convolve(image: npt.ArrayLike, kernel: npt.ArrayLike, sliding: Sliding) -> Float64Array:
    """Return the convolution K*I(i, j) = Σ K(n, m) I(i + n, j + m) of slide 44, at every stride-th pixel.

    Parameters
    ----------
    image
        One plane of shape ``(h, w)``, or several of shape ``(c, h, w)``.
    kernel
        Of shape ``(k, k)``, or ``(c, k, k)`` with a plane for each of the image's: their sums are added, as a layer
        of a network does.
    sliding
        How the kernel goes over the image.

    Returns
    -------
    One plane of shape ``(h', w')``.

    Raises
    ------
    SizeError
        If the kernel does not fit.
    """
    planes, weights = _planes(image), _planes(kernel)
    rows, columns = (sliding.output_size(length) for length in planes.shape[1:])
    pixels = padded(planes, sliding)
    result = np.zeros((rows, columns))
    for n in range(sliding.size):
        for m in range(sliding.size):
            down, right = n * sliding.dilation, m * sliding.dilation
            under = pixels[
                :,
                down : down + (rows - 1) * sliding.stride + 1 : sliding.stride,
                right : right + (columns - 1) * sliding.stride + 1 : sliding.stride,
            ]
            result += np.tensordot(weights[:, n, m], under, axes=1)
    return result


def window(image: npt.ArrayLike, sliding: Sliding, row: int, column: int) -> Float64Array:
    """Return what lies under the kernel's cells for one output pixel, of shape ``(..., k, k)``."""
    pixels = padded(image, sliding)
    down, right = row * sliding.stride, column * sliding.stride
    cells = slice(down, down + sliding.reach, sliding.dilation), slice(right, right + sliding.reach, sliding.dilation)
    return pixels[..., cells[0], cells[1]]


def convolve_signal(signal: npt.ArrayLike, kernel: npt.ArrayLike) -> Float64Array:
    """Return f * g(x) = Σ f(t) g(x + t) of slide 43, where the whole kernel lies on the signal."""
    return np.correlate(np.asarray(signal, np.float64), np.asarray(kernel, np.float64), "valid")


def grey(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return the brightness of a picture of shape ``(h, w, 3)``, rounded to whole numbers."""
    brightness = np.asarray(picture, np.float64) @ np.array(GREY_WEIGHTS)
    return np.floor(brightness + 0.5).astype(np.uint8)


def _planes(array: npt.ArrayLike) -> Float64Array:
    values = np.asarray(array, np.float64)
    return values[np.newaxis] if values.ndim == 2 else values
