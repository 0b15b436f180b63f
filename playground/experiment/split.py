"""How the samples of any data are divided into a training and a test part."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

TrainFraction = Annotated[float, Field(ge=0.1, le=0.9)]
"""Share of the samples that the network learns from; it is judged on the others."""


def training_part(samples: int, fraction: float) -> int:
    """Return the number of training samples, between 1 and ``samples - 1``."""
    return min(max(round(samples * fraction), 1), samples - 1)
