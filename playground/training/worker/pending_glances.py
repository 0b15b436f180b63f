"""Glances that the server has asked for, and that no worker has answered yet."""

from __future__ import annotations

from collections.abc import Callable

from playground.training.worker.commands import Glance, Goal

Goals = tuple[Goal, ...]
DeliverGlance = Callable[[bytes], None]
"""What an asker does with a packed frame; it is called in the listener's thread and should return at once."""
MOST = 8
"""Glances that wait at once: a worker that is busy for minutes is not asked again and again."""


class PendingGlances:
    """Who waits for a glance at one run. Its run keeps its threads apart, but for what has been answered."""

    def __init__(self) -> None:
        self._waiting: dict[int, DeliverGlance] = {}

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._waiting)

    def ask(self, number: int, deliver: DeliverGlance, shown: str, goals: Goals) -> Glance | None:
        """Let somebody wait for the answer to a glance, and return what the worker is to be asked.

        A glance is not watching: it keeps nothing awake, and starts no worker. The answer comes once, or, if the worker
        goes, never. It tells of the settings that the run has when it asks, which :meth:`Run.glance` returns: whatever
        is changed afterwards reaches the worker later. Who judges by an answer judges those settings, and no newer
        ones.

        Parameters
        ----------
        number
            The asker's, which nobody else of this run has or had.
        deliver
            Gets the packed frame (:class:`Glance` says what is in it).
        shown
            The fact ``glance`` of the newest glance that the asker has; empty for none. Of an unchanged network the
            answer has facts, but no picture.
        goals
            What it wants to know of.

        Returns
        -------
        Glance or None
            ``None`` where :data:`MOST` are waiting already: then nobody is asked.
        """
        if len(self._waiting) >= MOST:
            return None
        self._waiting[number] = deliver
        return Glance(number, shown, goals)

    def wait(self, number: int, deliver: DeliverGlance) -> None:
        """Let somebody wait for another answer that comes once."""
        self._waiting[number] = deliver

    def take(self, number: int) -> DeliverGlance | None:
        """Return who waits under a number, and forget it; ``None`` where nobody does."""
        return self._waiting.pop(number, None)

    def forget_all(self) -> None:
        """Give up: the worker is gone."""
        self._waiting.clear()
