"""Frames on their way to one browser, made small: each says what differs from the one before it.

A small frame is safetensors too, deflated (RFC 1950) behind :data:`SMALL`. Pictures that change with every frame go in
whole steps of a scale. Whatever the browser has from the frame before goes as the difference from that, number by
number of the bits in memory, and not at all if it is the same; bytes that the browser does not have, or that have
changed too much, go as differences from cell to cell. ``frames.js`` reads what :class:`FrameReader` reads.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from playground.training.probes.frame import Frame, Steps

SMALL = b"\xff" * 8
"""What a small frame begins with; as a header's length it would be longer than any memory."""
_STEPS, _ROWS, _AFTER, _SAME = "small_steps", "small_rows", "small_after", "small_same"
"""Facts of a small frame: of a picture its lowest value and the step of its scale; which tensors are differences from
cell to cell, which from the frame before, and which are as they were there."""
_NUMBER, _BEFORE = "small_number", "small_before"
"""Its own number, and that of the frame that it relies on, 0 for none; facts that are the same there are left out."""
_LEVEL: Final = 4
"""How hard to deflate: 6 takes twice as long for 3 % fewer bytes."""
_FEWEST: Final = {"steps": 64, "rows": 1000}
"""Cells of a tensor that is worth the effort."""
_BITS: Final = {
    np.dtype(np.uint8): np.uint8,
    np.dtype(np.uint16): np.uint16,
    np.dtype(np.float32): np.uint32,
    np.dtype(np.int32): np.uint32,
}
"""Which tensors are told from the frame before, and as what their memory is read for that."""

Bits = npt.NDArray[np.uint8 | np.uint16 | np.uint32]
Arrays = Mapping[str, npt.NDArray[np.generic]]
Moment = tuple[int, int]
"""Which frame: the network's generation, and the version of what is known of it."""


class SmallFrames:
    """Packs the frames for one browser, which takes them in their order."""

    def __init__(self) -> None:
        self._number = 0
        self._moment: Moment | None = None
        self._before: Arrays = {}
        self._facts: Mapping[str, str] = {}

    def pack_whole(self, frame: Frame) -> bytes:
        """Return a frame as it is; the next one does not rely on it."""
        self._moment, self._before = None, {}
        return frame.pack()

    def pack(self, frame: Frame, steps: Mapping[str, Steps], moment: Moment, shown: Moment | None = None) -> bytes:
        """Return a frame as few bytes.

        Parameters
        ----------
        steps
            By their names pictures that go in whole steps: each value is then the nearest step's. What is not named,
            and a picture with values that are not finite, is exact.
        moment
            Which frame it is.
        shown
            Which frame the browser says that it has. If that is not the one packed before, this one relies on none.
        """
        relies = shown is not None and shown == self._moment and self._facts.keys() <= frame.metadata.keys()
        before, known = (self._before, self._facts) if relies else ({}, {})
        tensors = {name: np.asarray(array, order="C") for name, array in frame.tensors.items()}
        scales = _put_in_steps(tensors, steps)
        whole = {name: array for name, array in tensors.items() if _can_be_told(array)}
        rows, after, same = [], [], []
        for name, array in whole.items():
            difference, by_row = _difference(array, before.get(name)), _by_row(array)
            if difference is not None and array.shape == before[name].shape and not difference.any():
                same.append(name)
                del tensors[name]
            elif difference is not None and (by_row is None or _size(difference) <= _size(by_row)):
                after.append(name)
                tensors[name] = difference.view(array.dtype)
            elif by_row is not None:
                rows.append(name)
                tensors[name] = by_row
        self._number += 1
        facts: dict[str, object] = {_STEPS: scales, _ROWS: rows, _AFTER: after, _SAME: same}
        facts |= {_NUMBER: self._number, _BEFORE: self._number - 1 if relies else 0}
        new = {name: fact for name, fact in frame.metadata.items() if known.get(name) != fact}
        self._moment, self._before, self._facts = moment, whole, frame.metadata
        small = Frame(tensors, new | {name: json.dumps(fact) for name, fact in facts.items()})
        return SMALL + zlib.compress(small.pack(), _LEVEL)


class FrameReader:
    """Reads the frames of one :class:`SmallFrames`, in their order, as a browser does."""

    def __init__(self) -> None:
        self._number = 0
        self._before: Arrays = {}
        self._facts: Mapping[str, str] = {}

    def read(self, packed: bytes) -> Frame:
        """Read a frame.

        Raises
        ------
        safetensors.SafetensorError, zlib.error
            If the bytes are no frame.
        LookupError
            If it relies on a frame that was not the last one read.
        """
        if not packed.startswith(SMALL):
            self._number, self._before = 0, {}
            return Frame.unpack(packed)
        small = Frame.unpack(zlib.decompress(packed[len(SMALL) :]))
        tensors, facts = dict(small.tensors), dict(small.metadata)
        scales, rows, after, same, number, before = (
            json.loads(facts.pop(name)) for name in (_STEPS, _ROWS, _AFTER, _SAME, _NUMBER, _BEFORE)
        )
        if before and before != self._number:
            raise LookupError(f"frame {number} relies on frame {before}, and {self._number} is here")
        for name in rows:
            tensors[name] = np.cumsum(tensors[name], axis=-1, dtype=tensors[name].dtype)
        for name in after:
            tensors[name] = _together(tensors[name], self._before[name])
        tensors |= {name: self._before[name] for name in same}
        self._number = number
        self._before = dict(tensors)
        self._facts = facts = {**self._facts, **facts} if before else facts
        for name, (low, step) in scales.items():
            tensors[name] = (low + step * tensors[name].astype(np.float64)).astype(np.float32)
        return Frame(tensors, facts)


def _put_in_steps(
    tensors: dict[str, npt.NDArray[np.generic]], steps: Mapping[str, Steps]
) -> dict[str, tuple[float, float]]:
    """Replace pictures by their steps; return of each whose values are no bytes the value of the first and the step."""
    scales: dict[str, tuple[float, float]] = {}
    for name, of_picture in steps.items():
        picture = tensors.get(name)
        if picture is None or picture.size < _FEWEST["steps"]:
            continue
        if picture.dtype == np.uint8:
            tensors[name] = np.bitwise_and(picture, np.uint8(256 - 256 // (of_picture.most + 1)))
        elif np.isfinite(picture).all():
            tensors[name], scales[name] = _in_steps(picture, of_picture)
    return scales


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


def _can_be_told(array: npt.NDArray[np.generic]) -> bool:
    return array.ndim > 0 and array.size > 0 and array.dtype in _BITS


def _difference(array: npt.NDArray[np.generic], before: npt.NDArray[np.generic] | None) -> Bits | None:
    """Return how an array's bits differ from the frame before, along the first axis as far as both go."""
    if before is None or before.dtype != array.dtype or before.shape[1:] != array.shape[1:]:
        return None
    both = min(len(before), len(array))
    difference: Bits = array.view(_BITS[array.dtype]).copy()
    difference[:both] -= before[:both].view(difference.dtype)
    return difference


def _together(difference: npt.NDArray[np.generic], before: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """Return what a difference was made of."""
    both = min(len(before), len(difference))
    bits: Bits = difference.view(_BITS[difference.dtype]).copy()
    bits[:both] += before[:both].view(bits.dtype)
    return bits.view(difference.dtype)


def _by_row(array: npt.NDArray[np.generic]) -> Bits | None:
    """Return bytes as differences from cell to cell of each row; None where that is not worth it."""
    if array.dtype not in (np.uint8, np.uint16) or array.ndim < 2 or array.size < _FEWEST["rows"]:
        return None
    bits: Bits = array.view(_BITS[array.dtype])
    return np.diff(bits, axis=-1, prepend=bits.dtype.type(0))


def _size(differences: Bits) -> int:
    """Return how far differences are from nothing, together."""
    signed = differences.view(np.int8 if differences.dtype == np.uint8 else np.int16)
    return int(np.abs(signed, dtype=np.int32).sum())
