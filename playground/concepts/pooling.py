"""Pooling: a window of pixels becomes one (lecture, slides 49 and 50)."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from playground.arrays import Float64Array

Pooling = Literal["max", "mean"]
POOLINGS: tuple[Pooling, ...] = get_args(Pooling)
NOTICED = 10
"""Grey levels of 256 that people begin to notice in a picture."""


def pooled_size(length: int, window: int, stride: int) -> int:
    """Return how many windows fit along a side, floor((n - k) / s) + 1; 0 where none does."""
    return 0 if length < window else (length - window) // stride + 1


def pool(image: npt.ArrayLike, kind: Pooling, window: int, stride: int) -> Float64Array:
    """Return the largest or the mean value of each window.

    Parameters
    ----------
    image
        Of shape ``(h, w)``.
    window, stride
        Pixels along each side of a window, and from one window to the next. Pixels at the right and lower edge
        that fill no window are left out, as PyTorch does.

    Returns
    -------
    Of shape ``(h', w')`` with h' = floor((h - window) / stride) + 1.
    """
    windows = _windows(image, window, stride)
    return windows.max(-1) if kind == "max" else windows.mean(-1)


def places_of_maxima(image: npt.ArrayLike, window: int, stride: int) -> npt.NDArray[np.int64]:
    """Return where each maximum came from: row and column in the image, of shape ``(h', w', 2)``.

    Of several equal ones it is the first, row by row.
    """
    best = _windows(image, window, stride).argmax(-1)
    corners = np.indices(best.shape).transpose(1, 2, 0) * stride
    return corners + np.stack(np.divmod(best, window), -1)


def shifted(image: npt.ArrayLike, by: int) -> Float64Array:
    """Return an image moved to the right by so many pixels; its first column fills what becomes free."""
    pixels = np.asarray(image, np.float64)
    return np.pad(pixels, ((0, 0), (by, 0)), "edge")[:, : pixels.shape[1]]


def changed_share(before: npt.ArrayLike, after: npt.ArrayLike, least: float = NOTICED) -> float:
    """Return the share of values that changed by ``least`` or more."""
    difference = np.abs(np.asarray(after, np.float64) - np.asarray(before, np.float64))
    return float((difference >= least).mean()) if difference.size else 0.0


def _windows(image: npt.ArrayLike, window: int, stride: int) -> Float64Array:
    """Return the pixels of every window, of shape ``(h', w', window * window)``."""
    pixels = np.asarray(image, np.float64)
    if min(pixels.shape) < window:
        return np.zeros((pooled_size(pixels.shape[0], window, stride), 0, window * window))
    views = np.lib.stride_tricks.sliding_window_view(pixels, (window, window))[::stride, ::stride]
    return views.reshape(*views.shape[:2], window * window)
