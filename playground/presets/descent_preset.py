"""What a preset of the descent page is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playground.presets.claim import Claim

BASINS = "descent_basin_"
"""What the keys of the numbers on the map of basins begin with."""


@dataclass(frozen=True)
class DescentPreset(Claim):
    """One setting of the page that shows what a teacher says.

    Parameters
    ----------
    settings
        Controls that differ from their usual values, by their keys; ``rates`` by the names of methods.
    """

    settings: Mapping[str, object]
