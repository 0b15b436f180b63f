"""Along which two directions the loss of a network is surveyed. Values that cross the process boundary; no PyTorch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DirectionKind = Literal["weights", "random", "path"]


@dataclass(frozen=True)
class Directions:
    """Two directions of a network's parameters, through where it is now.

    Parameters
    ----------
    kind
        ``weights``: two single parameters; ``random``: two random directions, in each layer as long as its weights (Li
        et al. 2018); ``path``: the two along which its checkpoints are spread most.
    first, second
        Places of the two parameters among all.
    seed
        Of the random directions.
    reach
        How far the two parameters go to either side; random directions go from -1 to 1, whatever it is.
    """

    kind: DirectionKind = "weights"
    first: int = 0
    second: int = 1
    seed: int = 0
    reach: float = 4.0
