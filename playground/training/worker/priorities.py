"""Which processes come first where there are more of them than processors."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from contextlib import suppress

import psutil

POLITE, PATIENT = 10, 15
"""Nice values of workers on a full machine: of all, and of those that have had much of it already."""
MUCH = 600.0
"""Seconds of processor time after which a worker gives way to those that have had less: to a third of their share."""


def put_pages_first(workers: Collection[int]) -> None:
    """Where more workers live than there are processors, let all of them give way to what lays out pages.

    Those that have trained for long give way to the others: who comes later is not slowed down by who has been at it
    for hours. Looked at whenever a worker starts, as only then there is somebody to give way to.

    Alone they need not: measured, a browser on the same machine then takes a sixth of the epochs. What an ordinary
    user has given away cannot be taken back, so they stay polite for as long as they live.

    Parameters
    ----------
    workers
        Their process numbers.
    """
    if sys.platform == "win32" or len(workers) <= (os.cpu_count() or 1):
        return
    for process_id in workers:
        with suppress(ProcessLookupError, PermissionError):  # it has just ended; a machine that forbids it
            os.setpriority(os.PRIO_PROCESS, process_id, PATIENT if _has_had_much(process_id) else POLITE)


def _has_had_much(process_id: int) -> bool:
    try:
        times = psutil.Process(process_id).cpu_times()
    except psutil.Error:  # it has just ended
        return False
    return bool(times.user + times.system > MUCH)
