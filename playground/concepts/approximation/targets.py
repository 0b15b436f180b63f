"""Functions on [-1, 1] to be approximated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from playground.arrays import Float64Array
from playground.i18n import N_

DRAWN_POINTS = 41
"""Heights of a function that somebody has drawn, equally spaced from -1 to 1."""
CELLS = 2000
"""Into how many parts [-1, 1] is divided where errors are looked for."""


@dataclass(frozen=True)
class Target:
    """A function on [-1, 1].

    Parameters
    ----------
    label
        Its name, or its formula.
    function
        ``(n,)`` to ``(n,)``.
    jump
        How far it jumps at most: no continuous function comes nearer than half of that everywhere.
    """

    label: str
    function: Callable[[Float64Array], Float64Array]
    jump: float = 0.0

    def __call__(self, x: Float64Array) -> Float64Array:
        """Return its values ``(n,)`` at places ``(n,)``."""
        return self.function(x)


def _nielsen(x: Float64Array) -> Float64Array:
    """Return the curve of M. Nielsen's "Neural networks and deep learning", chapter 4, stretched from [0, 1]."""
    t = (x + 1) / 2
    return 0.2 + 0.4 * t**2 + 0.3 * t * np.sin(15 * t) + 0.05 * np.cos(50 * t)


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "sine": Target("sin 2πx", lambda x: np.sin(2 * np.pi * x)),
        "absolute": Target("|x|", np.abs),
        "jump": Target(N_("a jump at 0"), lambda x: (x > 0).astype(np.float64), jump=1.0),
        "exponential": Target("eˣ", np.exp),
        "cube": Target("x³", lambda x: x**3),
        "nielsen": Target(N_("Nielsen's curve"), _nielsen),
    }
)


def drawn_target(heights: Sequence[float], label: str = "") -> Target:
    """Return the function through heights at equally spaced places from -1 to 1, straight between them."""
    places, values = np.linspace(-1, 1, len(heights)), np.array(heights, dtype=np.float64)
    return Target(label, lambda x: np.interp(x, places, values))


def modulus_of_continuity(target: Target, distance: float) -> float:
    """Return ω(distance): how far two values can be apart whose places are so near, of a grid of 2,001."""
    values = target(np.linspace(-1, 1, CELLS + 1))
    cells = min(int(np.ceil(distance * CELLS / 2 - 1e-9)), CELLS)
    windows = np.lib.stride_tricks.sliding_window_view(values, cells + 1)
    return float((windows.max(axis=1) - windows.min(axis=1)).max())
