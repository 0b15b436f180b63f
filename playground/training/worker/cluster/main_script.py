"""What a process was started with, kept from the processes that it starts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def main_script_hidden() -> Iterator[None]:
    """Keep a process that is started meanwhile from importing this one's main script, as :mod:`multiprocessing` has it.

    That is the app, which would start once more, or Ray's own, which takes a second. Not for two threads at once.
    """
    main = sys.modules["__main__"]
    hidden: dict[str, Any] = {name: vars(main).pop(name) for name in ("__file__", "__spec__") if name in vars(main)}
    main.__spec__ = None
    try:
        yield
    finally:
        vars(main).update(hidden)
