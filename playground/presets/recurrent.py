"""Recurrent networks worth watching: each a claim that training proves."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.presets.forecasting import FORECASTING
from playground.presets.preset import Preset
from playground.presets.remembering import REMEMBERING
from playground.presets.steps import STEPS

RNN_PRESETS: Mapping[str, Preset] = MappingProxyType({**REMEMBERING, **STEPS, **FORECASTING})
"""All presets of the page of recurrent networks by name, in the order of the menu, the opening one first."""
