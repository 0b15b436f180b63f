"""Which other settings a running worker takes up in place."""

from __future__ import annotations

from playground.training.trainers.changes import is_adjustment, is_adjustment_of_all
from playground.training.worker.commands import Settings


def takes_up(before: Settings, after: Settings) -> bool:
    """Return whether a running worker takes other settings up without starting anew."""
    if after.comparison is not None:
        return is_adjustment_of_all(before.comparison, after.comparison)
    return before.comparison is None and is_adjustment(before.experiment, after.experiment)
