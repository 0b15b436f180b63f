"""Who watches a run: which pictures are waited for, and when the next one may be made."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Protocol

from playground.training.probes.small_frames import SmallFrames
from playground.training.worker.commands import Picture

MOST_OF_LITTLE, ENOUGH = 0.9, 24.0
"""Of its own time how much a worker gives to pictures at most; pictures a second that are enough on a full machine."""


class Pace(Protocol):
    """How often there may be pictures, as a kind of view says it (:class:`playground.training.probes.view.View`)."""

    picture_share: float
    picture_interval: float


class Viewers:
    """The viewers of one run and the credits that they have given.

    Attributes
    ----------
    watched_at
        When somebody last waited for a picture.
    """

    def __init__(self) -> None:
        self.watched_at = time.monotonic()
        self._waiting: dict[int, Picture] = {}
        self._sent_at: dict[int, float] = {}
        self._frames: dict[int, SmallFrames] = {}
        self._measured_at = 0.0
        self._picture_cost = 0.0
        self._informed: set[int] | None = None  # who has got the new curves since some were rewritten, if any were

    @property
    def waiting(self) -> Iterable[Picture]:
        """The credits that no picture has answered yet."""
        return list(self._waiting.values())

    def ask(self, request: Picture) -> None:
        """Take a viewer's credit."""
        self._waiting[request.viewer] = request
        self.watched_at = time.monotonic()

    def forget(self, viewer: int) -> None:
        """Let a viewer go."""
        self._waiting.pop(viewer, None)
        self._sent_at.pop(viewer, None)
        self._frames.pop(viewer, None)

    def frames(self, viewer: int) -> SmallFrames:
        """Return what makes the frames for a viewer."""
        return self._frames.setdefault(viewer, SmallFrames())

    def show_all(self) -> None:
        """Show a new network without waiting for credits: browsers may be busy laying out the changed page."""
        self._informed = None
        for viewer in self._sent_at:
            self._waiting.setdefault(viewer, Picture(viewer, generation=0, since=0, shown=-1))

    def rewrite_curves(self) -> None:
        """Know that nobody has the curves as they are now: some were rewritten, or are of a new probe."""
        self._informed = set()

    def see_whether_watched(self) -> None:
        """Note that somebody watches, if somebody waits."""
        if self._waiting:
            self.watched_at = time.monotonic()

    def unwatched_for(self) -> float:
        """Return for how many seconds nobody has waited for a picture."""
        return time.monotonic() - self.watched_at

    def next_due(self, viewer: int, kind: Pace, processor: float) -> float:
        """Return when a viewer may get the next picture while a network trains.

        Parameters
        ----------
        kind
            How dear pictures may be.
        processor
            How much of a processor this process gets. Where that is little, pictures come before training: they get as
            much of the processor as alone, up to :data:`MOST_OF_LITTLE` of what there is, until there are
            :data:`ENOUGH` of them.
        """
        usual = self._picture_cost / kind.picture_share
        pause = max(self._picture_cost / min(MOST_OF_LITTLE, kind.picture_share / processor), 1 / ENOUGH)
        return max(self._sent_at.get(viewer, 0.0) + kind.picture_interval, self._measured_at + min(usual, pause))

    def take(self, request: Picture, now: float) -> None:
        """Use up a credit: its picture is made now."""
        del self._waiting[request.viewer]
        self._sent_at[request.viewer] = self._measured_at = now

    def knows_curves(self, viewer: int) -> bool:
        """Return whether a viewer has the curves from before, and note that it gets them as they are now."""
        if self._informed is None:
            return True
        known = viewer in self._informed
        self._informed.add(viewer)
        return known

    def add_cost(self, seconds: float) -> None:
        """Learn what a picture costs."""
        self._picture_cost = 0.7 * self._picture_cost + 0.3 * seconds
