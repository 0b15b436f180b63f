"""The weights of a network as a file that PyTorch, Keras, JAX and NumPy can read: safetensors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save

RESERVED = "__metadata__"


def weights_file(weights: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """Return weights and biases, by their names in the network, as the bytes of a safetensors file.

    ``safetensors.numpy.load`` gives them back; names, shapes, types and values are kept.

    Raises
    ------
    ValueError
        If one has the name that the format keeps for itself: the file could not be read.
    """
    if RESERVED in weights:
        raise ValueError(f"no weights can be called {RESERVED}")
    return save({name: np.ascontiguousarray(array) for name, array in weights.items()})
