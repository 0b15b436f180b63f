"""A frame: what the probes measured at one moment, as safetensors bytes.

The format is a JSON header and raw little-endian tensors (https://github.com/huggingface/safetensors), which a browser
reads without copying. Epoch, step and status travel in the header's metadata.

On its way to a browser a frame is made small (:meth:`Frame.pack_small`): pictures that change with every frame go in
whole steps of a scale, rows of bytes as differences from cell to cell, and all of it deflated (RFC 1950).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import safetensors.numpy

Tensors = Mapping[str, npt.NDArray[np.generic]]

SMALL = b"\xff" * 8
"""What a small frame begins with; as a header's length it would be longer than any memory."""
_STEPS, _ROWS = "small_steps", "small_rows"
"""Facts of a small frame: of a picture its lowest value and the step of its scale; which tensors are differences."""
_FEWEST = 1000  # cells of a tensor that is worth the effort


@dataclass(frozen=True)
class Steps:
    """How a picture is divided into whole steps while it changes with every frame.

    Parameters
    ----------
    most
        How many steps its range has, at most 65,535; up to 255 a cell is one byte.
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

    def pack_small(self, steps: Mapping[str, Steps]) -> bytes:
        """Return the frame as few bytes, which :meth:`unpack` and ``frames.js`` read.

        Parameters
        ----------
        steps
            By their names float32 pictures that go in whole steps: each value is then the nearest step's. What is not
            named, and a picture with values that are not finite, is exact.
        """
        tensors, rows = dict(self.tensors), []
        scales: dict[str, tuple[float, float]] = {}
        for name, of_picture in steps.items():
            picture = tensors.get(name)
            if picture is not None and picture.size >= _FEWEST and np.isfinite(picture).all():
                tensors[name], scales[name] = _in_steps(picture, of_picture)
        for name, array in tensors.items():
            if array.dtype in (np.uint8, np.uint16) and array.ndim > 1 and array.size >= _FEWEST:
                tensors[name] = np.diff(array, axis=-1, prepend=array.dtype.type(0))
                rows.append(name)
        small = Frame(tensors, {**self.metadata, _STEPS: json.dumps(scales), _ROWS: json.dumps(rows)})
        return SMALL + zlib.compress(small.pack(), 1)

    @classmethod
    def unpack(cls, packed: bytes) -> Frame:
        """Read a frame back, a small one too.

        Raises
        ------
        safetensors.SafetensorError, zlib.error
            If the bytes are no frame.
        """
        if packed.startswith(SMALL):
            return _enlarged(cls._read(zlib.decompress(packed[len(SMALL) :])))
        return cls._read(packed)

    @classmethod
    def _read(cls, packed: bytes) -> Frame:
        tensors = safetensors.numpy.load(packed)
        header = json.loads(packed[8 : 8 + int.from_bytes(packed[:8], "little")])
        return cls(tensors, header.get("__metadata__", {}))


def _in_steps(
    picture: npt.NDArray[np.generic], steps: Steps
) -> tuple[npt.NDArray[np.uint8 | np.uint16], tuple[float, float]]:
    """Return a picture in whole steps, and the value of the first and the step."""
    values = picture.astype(np.float64)
    low, step = 0.0, 1 / (steps.per_unit or 1)
    if steps.per_unit is None:
        low = float(values.min())
        step = (float(values.max()) - low) / steps.most or 1.0
    kind = np.uint8 if steps.most < 256 else np.uint16
    return np.rint((values - low) / step).clip(0, steps.most).astype(kind), (low, step)


def _enlarged(small: Frame) -> Frame:
    """Return a frame as it was before it was made small."""
    tensors, facts = dict(small.tensors), dict(small.metadata)
    for name in json.loads(facts.pop(_ROWS)):
        tensors[name] = np.cumsum(tensors[name], axis=-1, dtype=tensors[name].dtype)
    for name, (low, step) in json.loads(facts.pop(_STEPS)).items():
        tensors[name] = (low + step * tensors[name].astype(np.float64)).astype(np.float32)
    return Frame(tensors, facts)
