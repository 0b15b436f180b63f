"""Snapshots kept while a network trains, so that one can go back in time; in bounded memory."""

from __future__ import annotations

from typing import Protocol

MOST_CHECKPOINTS = 80
MOST_BYTES = 48 * 2**20


class Moment(Protocol):
    """What is kept of one or more networks: when it was, and how many bytes it holds."""

    @property
    def epoch(self) -> int:
        """Epochs that were finished then."""
        ...

    @property
    def size(self) -> int:
        """Bytes that it holds."""
        ...


class Checkpoints:
    """Snapshots at the ends of epochs, evenly spread: when there are too many, every other one goes.

    Parameters
    ----------
    most
        How many to keep.
    most_bytes
        How much memory they may take. A network of which not even two fit has no checkpoints.
    """

    def __init__(self, most: int = MOST_CHECKPOINTS, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._stride = 1
        self._kept: list[Moment] = []

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, place: int) -> Moment:
        return self._kept[place]

    @property
    def epochs(self) -> list[int]:
        """The epochs of the snapshots, rising."""
        return [snapshot.epoch for snapshot in self._kept]

    def wants(self, epoch: int) -> bool:
        """Return whether a snapshot at the end of this epoch would be kept."""
        return self._most > 1 and epoch % self._stride == 0 and (not self._kept or epoch > self._kept[-1].epoch)

    def add(self, snapshot: Moment) -> None:
        """Keep a snapshot, a later one than all before."""
        self._most = min(self._most, self._most_bytes // snapshot.size)
        if self._most < 2:
            self._kept.clear()
            return
        self._kept.append(snapshot)
        while len(self._kept) > self._most:
            self._stride *= 2
            self._kept = [checkpoint for checkpoint in self._kept if checkpoint.epoch % self._stride == 0]

    def cut(self, epoch: int) -> None:
        """Drop what comes after an epoch: training goes on from there, another way perhaps."""
        self._kept = [checkpoint for checkpoint in self._kept if checkpoint.epoch <= epoch]
