"""Which new settings a running worker takes up without a new network."""

from __future__ import annotations

from playground.training.trainers.changes import is_adjustment, is_adjustment_of_all
from playground.training.worker.commands import Settings


def is_taken_up(before: Settings, after: Settings) -> bool:
    """Return whether a running worker takes other settings up without starting anew."""
    if before.device != after.device:
        return False
    if after.comparison is not None:
        return is_adjustment_of_all(before.comparison, after.comparison)
    return before.comparison is None and is_adjustment(before.experiment, after.experiment)
