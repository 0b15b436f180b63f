"""What descending shows: the presets of the descent page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.presets.claim import PagePreset
from playground.presets.descent_basins import BASIN_PRESETS
from playground.presets.descent_races import RACES
from playground.presets.descent_steps import STEP_PRESETS

DESCENTS: Mapping[str, PagePreset] = MappingProxyType({**RACES, **BASIN_PRESETS, **STEP_PRESETS})
"""The presets by the name that a link gives them; the page opens on the first."""
