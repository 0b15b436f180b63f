"""What viewers are told of their run's worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum


class Notice(Enum):
    """What viewers are told of their run's worker."""

    GONE = "gone"
    GAVE_WAY = "gave_way"
    TOO_LARGE = "too_large"
    STARTED = "started"


Deliver = Callable[[bytes | Notice], None]
"""What a viewer does with a packed frame, or with what it is told of the worker."""


def tell(viewers: Iterable[Deliver], notice: Notice) -> None:
    """Tell all of them."""
    for deliver in viewers:
        deliver(notice)
