"""What a preset of the compare page is."""

from __future__ import annotations

from dataclasses import dataclass

from playground.experiment.comparison import Comparison
from playground.presets.claim import Claim


@dataclass(frozen=True)
class ComparisonPreset(Claim):
    """One comparison that proves what a teacher says.

    Parameters
    ----------
    comparison
        The comparison.
    speed
        How fast to train it, one of :data:`playground.ui.runs.SPEEDS`.
    """

    comparison: Comparison
    speed: str = "20-epochs"
