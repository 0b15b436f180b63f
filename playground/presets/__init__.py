"""Experiments worth showing: each a claim that a teacher makes and the page proves."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.presets.depth import DEPTH
from playground.presets.generalization import GENERALIZATION
from playground.presets.optimization import OPTIMIZATION
from playground.presets.preset import Preset
from playground.presets.shapes import SHAPES

__all__ = ["PRESETS", "Preset"]

PRESETS: Mapping[str, Preset] = MappingProxyType({**SHAPES, **DEPTH, **GENERALIZATION, **OPTIMIZATION})
"""All presets by name, in the order of the menu; the first is what the page opens with."""
