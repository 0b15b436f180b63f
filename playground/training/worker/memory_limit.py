"""What one worker may take of the machine's memory, so that a huge network ends alone.

A system that runs out of memory ends some process, which may be the server's. So a worker is the first to go, and where
the system counts what a process has for itself, it is refused more than its part before that.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

OUT_OF_MEMORY = 77
"""Exit code of a worker whose network needs more than its part."""
FIRST_TO_GO = 500
"""Added to how soon Linux ends a worker when there is no memory left, from -1000 to 1000; the server's is 0."""
_CARDS = (Path("/dev/nvidiactl"), Path("/dev/kfd"))
_ALLOCATORS = ("can't allocate memory", "not enough memory", "bad_alloc", "Cannot allocate memory")


def hold_memory(gigabytes: float) -> None:
    """Let this process take so much more memory than it has, and be the first to go; Linux alone can.

    Where there is a graphics card, drivers reserve more than they use, and nothing is refused.
    """
    if sys.platform != "linux":
        return
    import resource

    with suppress(OSError):  # a container that does not let it
        Path("/proc/self/oom_score_adj").write_text(str(FIRST_TO_GO), "ascii")
    if any(card.exists() for card in _CARDS):
        return
    limit = int(_data_size() + gigabytes * 2**30)
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether an error says that memory was refused; PyTorch's is an ordinary ``RuntimeError``."""
    return isinstance(error, MemoryError) or any(words in str(error) for words in _ALLOCATORS)


def _data_size() -> int:
    """Return how many bytes this process may write, as the limit counts them."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
    return pages * os.sysconf("SC_PAGE_SIZE")
