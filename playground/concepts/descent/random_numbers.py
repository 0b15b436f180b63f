"""Random numbers that a browser draws too: a seed gives the same ones in Python and in ``random_numbers.js``."""

from __future__ import annotations

import math

_MASK = 0xFFFFFFFF


class RandomNumbers:
    """A small generator with 32 bits of state (mulberry32 by Tommy Ettinger, in the public domain).

    It is good enough for pictures, and its numbers are the same in every language; for data, NumPy's are used.
    """

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def uniform(self) -> float:
        """Return a number from 0 up to 1."""
        self._state = (self._state + 0x6D2B79F5) & _MASK
        state = self._state
        mixed = ((state ^ (state >> 15)) * (1 | state)) & _MASK
        mixed = ((mixed + (((mixed ^ (mixed >> 7)) * (61 | mixed)) & _MASK)) & _MASK) ^ mixed
        return ((mixed ^ (mixed >> 14)) & _MASK) / 2**32

    def normal_pair(self) -> tuple[float, float]:
        """Return two independent normal numbers (Box and Muller 1958)."""
        radius = math.sqrt(-2 * math.log(1 - self.uniform()))
        angle = 2 * math.pi * self.uniform()
        return radius * math.cos(angle), radius * math.sin(angle)

    def below(self, count: int) -> int:
        """Return a whole number from 0 up to ``count``."""
        return int(self.uniform() * count)
