"""What the server keeps of a run whose machine may be lost, so that it goes on elsewhere. No PyTorch here."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_HEAD = struct.Struct("<QQ?")
_NO_VIEWER = 2**64 - 1
"""Stands where the messages of a worker to its viewers have their number."""


@dataclass(frozen=True)
class Keepsake:
    """A moment of a run.

    Parameters
    ----------
    generation
        Of which network it is.
    playing
        Whether that was training.
    state
        What a worker makes the network of again (:mod:`playground.training.timeline.portable`). The server does not
        look into it.
    """

    generation: int
    playing: bool
    state: bytes

    def message(self) -> bytes:
        """Return what a worker sends."""
        return _HEAD.pack(_NO_VIEWER, self.generation, self.playing) + self.state

    @staticmethod
    def of(message: bytes) -> Keepsake | None:
        """Return what a message holds, or ``None`` where it is a picture for a viewer."""
        if len(message) < _HEAD.size:
            return None
        viewer, generation, playing = _HEAD.unpack_from(message)
        return Keepsake(generation, playing, message[_HEAD.size :]) if viewer == _NO_VIEWER else None
