"""All runs of a server."""

from __future__ import annotations

import threading

from playground.environment import usual_limit
from playground.training.worker.commands import Settings
from playground.training.worker.notices import Deliver, Notice
from playground.training.worker.places import Places, Visitor
from playground.training.worker.pools import Pool
from playground.training.worker.processes import WorkerPool
from playground.training.worker.run import Run

__all__ = ["RUNS", "Deliver", "Notice", "Run", "Runs"]


class Runs:
    """All runs of the server, by token.

    Parameters
    ----------
    limit
        How many workers may live at once (:mod:`playground.training.worker.places` says who gives way beyond it).
    """

    def __init__(self, limit: int) -> None:
        self.places = Places(limit)
        self.pool: Pool = WorkerPool()
        self._runs: dict[str, Run] = {}
        self._created = 0
        self._lock = threading.Lock()

    def create(self, settings: Settings, playing: bool = False, visitor: Visitor | None = None) -> Run:
        """Return a new run; its worker starts with the first viewer.

        Parameters
        ----------
        visitor
            Whose it is; somebody's of their own where it is ``None``.
        """
        with self._lock:
            self._created += 1
            run = Run(settings, playing, self, visitor or Visitor(), self._created)
            self._runs[run.token] = run
        return run

    def all(self) -> list[Run]:
        """Return all runs, as they came."""
        with self._lock:
            return list(self._runs.values())

    def get(self, token: str) -> Run | None:
        """Return the run with a token, or ``None``."""
        return self._runs.get(token)

    def worker_processes(self) -> list[int]:
        """Return the numbers of all workers' processes that live on this machine."""
        return [number for run in self.all() if (number := run.local_process_id) is not None]

    def forget(self, run: Run) -> None:
        """Drop a closed run; unknown ones are ignored."""
        with self._lock:
            self._runs.pop(run.token, None)

    def close(self) -> None:
        """End every run; idempotent."""
        for run in self.all():
            run.close()
        self.pool.close()


RUNS = Runs(usual_limit())
"""Those of this process; a server sets the limit that its environment says."""
