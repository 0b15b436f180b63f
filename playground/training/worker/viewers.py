"""Who watches a run: which pictures are waited for, and when the next one may be made."""

from __future__ import annotations

import time
from collections.abc import Iterable

from playground.training.worker.commands import Picture


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

    def next_due(self, viewer: int, share: float, interval: float) -> float:
        """Return when a viewer may get the next picture while a network trains.

        Parameters
        ----------
        share, interval
            Of the time, how much may go into all viewers' pictures together; seconds between two of one viewer.
        """
        return max(self._sent_at.get(viewer, 0.0) + interval, self._measured_at + self._picture_cost / share)

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
