"""Which processes come first where there are more of them than processors."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from contextlib import suppress

POLITE = 10
"""Nice value of workers on a full machine."""


def put_pages_first(workers: Collection[int]) -> None:
    """Where more workers live than there are processors, let all of them give way to what lays out pages.

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
            os.setpriority(os.PRIO_PROCESS, process_id, POLITE)
