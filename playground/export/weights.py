"""The weights of a network as a file that PyTorch, Keras, JAX and NumPy can read: safetensors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save


def weights_file(weights: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """Return weights and biases, by their names in the network, as the bytes of a safetensors file.

    ``safetensors.numpy.load`` gives them back; names, shapes, types and values are kept.
    """
    return save({name: np.ascontiguousarray(array) for name, array in weights.items()})
