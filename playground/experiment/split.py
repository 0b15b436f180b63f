"""How the samples of any data are divided into a training and a test part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

TrainFraction = Annotated[float, Field(ge=0.1, le=0.9)]
"""Share of the samples that the network learns from; it is judged on the others."""


def training_part(samples: int, fraction: float) -> int:
    """Return the number of training samples, between 1 and ``samples - 1``."""
    return min(max(round(samples * fraction), 1), samples - 1)


def training_counts(counts: Sequence[int], train: int) -> tuple[int, ...]:
    """Return how many samples of each class are for training where each class has its share of both parts.

    A class of two samples or more is in both parts, and the only sample of a class in the training part, as long as
    there is room: with fewer places than classes, the largest classes have them.

    Parameters
    ----------
    counts
        How many samples each class has.
    train
        How many are for training in all, at most as many as there are.
    """
    shares = [count * train / sum(counts) for count in counts]
    low = [min(count, 1) for count in counts]
    high = [max(count - 1, min(count, 1)) for count in counts]
    parts = [min(max(int(share), least), most) for share, least, most in zip(shares, low, high, strict=True)]
    while missing := train - sum(parts):
        step, bounds, last = (1, high, counts) if missing > 0 else (-1, low, [0] * len(counts))
        free = [k for k, part in enumerate(parts) if step * part < step * bounds[k]]
        free = free or [k for k, part in enumerate(parts) if step * part < step * last[k]]
        best = max(free, key=lambda k: (step * (shares[k] - parts[k]), step * counts[k]))
        parts[best] += step
    return tuple(parts)
