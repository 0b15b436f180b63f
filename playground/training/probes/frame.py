"""A frame: what the probes measured at one moment, as safetensors bytes.

The format is a JSON header and raw little-endian tensors (https://github.com/huggingface/safetensors), which a browser
reads without copying. Epoch, step and status travel in the header's metadata.

On its way to a browser a frame is made small (:mod:`playground.training.probes.small_frames`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import safetensors.numpy

Tensors = Mapping[str, npt.NDArray[np.generic]]


@dataclass(frozen=True)
class Steps:
    """How a picture is divided into whole steps while it changes with every frame.

    Parameters
    ----------
    most
        How many steps its range has, at most 65,535; up to 255 a cell is one byte. Of a picture that is bytes already
        as many of their lowest bits are cleared as leave so many values.
    per_unit
        How many steps one unit has, with a whole number exact; ``None`` to divide the range that the picture has.
    """

    most: int = 255
    per_unit: int | None = None


@dataclass(frozen=True)
class Frame:
    """Named arrays and the moment they belong to.

    Parameters
    ----------
    tensors
        Arrays by name, of any shape.
    metadata
        Facts about the moment, as texts.
    """

    tensors: Tensors
    metadata: Mapping[str, str] = field(default_factory=dict)

    def pack(self) -> bytes:
        """Return the frame as safetensors bytes."""
        arrays = {name: np.asarray(array, order="C") for name, array in self.tensors.items()}
        return safetensors.numpy.save(arrays, metadata=dict(self.metadata) or None)

    @classmethod
    def unpack(cls, packed: bytes) -> Frame:
        """Read a frame back.

        Raises
        ------
        safetensors.SafetensorError
            If the bytes are no frame.
        """
        tensors = safetensors.numpy.load(packed)
        header = json.loads(packed[8 : 8 + int.from_bytes(packed[:8], "little")])
        return cls(tensors, header.get("__metadata__", {}))
