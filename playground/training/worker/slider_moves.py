"""What a slider says of a run before its page has run again.

Streamlit tells a page of a slider once the hand has rested, and the page takes its time to lay everything out. A number
that a network understands goes to it at once; the page, which follows, finds the run as it would have it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection

from playground.experiment.read import AnyExperiment
from playground.training.worker.commands import Settings

Change = Callable[[str, int], Settings | None]
"""Returns what settings become when a control goes to one of its stops, ``None`` where that is not allowed."""

PATIENCE = 1.0  # seconds after a move in which a page may still tell of what was before


class SliderMoves:
    """The sliders of a run's page, and what they have moved.

    Parameters
    ----------
    settings
        Returns what the run trains now.
    configure
        Gives it other settings.
    """

    def __init__(self, settings: Callable[[], Settings], configure: Callable[[Settings], None]) -> None:
        self._settings, self._configure = settings, configure
        self._change: Change | None = None
        self._passed: list[AnyExperiment] = []
        self._moved_at = 0.0
        self._page: Settings | None = None
        self._lock = threading.RLock()
        self.controls: tuple[str, ...] = ()

    def move(self, control: str, stop: int) -> None:
        """Let a slider of the page go to one of its stops; what is no slider of it, or no stop, is ignored."""
        with self._lock:
            before = self._settings()
            after = self._change(control, stop) if self._change and control in self.controls else None
            if after is None or after.experiment == before.experiment:
                return
            self._passed = [one for one in (*self._passed, before.experiment) if one != after.experiment]
            self._moved_at = time.monotonic()
            self._configure(after)

    def follow(self, settings: Settings, controls: Collection[str], change: Change) -> None:
        """Take what a page says once it has run: its settings, and what its sliders would make of them.

        A page that ran for an earlier place of a slider that has moved on says what is past already. It is believed
        only if nothing else comes of it within :data:`PATIENCE`.
        """
        with self._lock:
            self._page = settings
            late = settings.experiment in self._passed
            left = self._moved_at + PATIENCE - time.monotonic()
            if late and left > 0:
                timer = threading.Timer(left, self._believe, (settings, controls, change))
                timer.daemon = True
                timer.start()
            else:
                self._believe(settings, controls, change)

    def _believe(self, settings: Settings, controls: Collection[str], change: Change) -> None:
        with self._lock:
            if self._page is not settings:  # the page has run again since
                return
            self._passed, self._change, self.controls = [], change, tuple(controls)
            self._configure(settings)
