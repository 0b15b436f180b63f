"""What all parts of the descent page have in common: presets, and which part is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from playground.concepts.descent.methods import METHODS
from playground.concepts.descent.surfaces import KAPPA, REACH
from playground.i18n import _
from playground.presets.claim import PagePreset
from playground.presets.descent_basins import BASINS
from playground.presets.descents import DESCENTS
from playground.ui.descent import noise, step_size
from playground.ui.descent.surface_choice import OWN_FORMULA, SURFACE, surface_named
from playground.ui.part_controls import PartControls
from playground.ui.widgets import pick, section

START = next(iter(DESCENTS))
USUAL: Mapping[str, Any] = {
    "descent_part": "race",
    SURFACE: "bowl",
    "descent_kappa": KAPPA,
    "descent_formula": OWN_FORMULA,
    "descent_reach": REACH,
    "descent_methods": ["gd", "momentum", "adam"],
    "descent_method": "gd",
    "descent_linear": "gd",
    "descent_steps": 300,
    "descent_momentum": 0.9,
    "descent_alpha": 0.99,
    "descent_beta1": 0.9,
    "descent_beta2": 0.999,
    "descent_temperature": 10.0,
    "descent_cooling": 0.995,
    "descent_seed": 0,
    "descent_together": 0,
    "descent_step": -1,
    "descent_batches": ["1", "10", "100"],
    "descent_decay": 0.0,
    "descent_replacement": True,
    "descent_draws": 0,
    f"{step_size.PREFIX}rate": 0.07,
    f"{step_size.PREFIX}flat": 1.0,
    f"{step_size.PREFIX}steep": 25.0,
    f"{step_size.PREFIX}momentum": 0.9,
    f"{step_size.PREFIX}step": -1,
    f"{noise.PREFIX}start": (-2.0, 2.0),
    f"{noise.PREFIX}rate": 0.1,
    f"{noise.PREFIX}step": -1,
}
"""The controls' values where a preset says nothing."""
LOOKED_AT = (*("descent_part", "descent_step", f"{BASINS}start", f"{step_size.PREFIX}step", f"{noise.PREFIX}step"),)
"""Where somebody looks, which changes nothing."""
_PRESET = "descent_preset"


@dataclass(frozen=True, kw_only=True)
class Controls(PartControls):
    """What the page's controls say.

    Parameters
    ----------
    part
        Which part of the page is open, one of :func:`parts`.
    """

    part_key = "descent_part"
    looked_at = LOOKED_AT
    part: str


def parts() -> dict[str, str]:
    """Return what people call the parts of the page."""
    return {
        "race": _("Race"),
        "basins": _("Where each start ends"),
        "size": _("Step size"),
        "noise": _("Noise"),
    }


def settings_of(preset: PagePreset) -> dict[str, Any]:
    """Return all that a preset sets, by the controls' keys."""
    settings: dict[str, Any] = {**USUAL, **preset.settings}
    own_rates = settings.pop("rates", {})
    surface = surface_named(settings[SURFACE], settings)
    rates = {name: surface.rate(name) for name in METHODS} | own_rates
    suiting = {
        "descent_start": surface.start,
        "descent_rates": tuple(rates.values()),
        f"{BASINS}start": surface.start,
        f"{BASINS}rate": surface.rate(settings["descent_method"]),
    }
    return {**suiting, **settings}


def descent_controls() -> Controls:
    """Show the menu of presets and the choice of the part, and return what they say."""
    with st.sidebar:
        section("start")
        labels = {name: _(preset.label) for name, preset in DESCENTS.items()}
        preset = DESCENTS[pick(_("Start from a preset"), _PRESET, labels, START, on_change=apply_preset)]
    usual = settings_of(preset)
    part = pick(_("Part"), "descent_part", parts(), usual["descent_part"], form="segments", hide_label=True)
    return Controls(preset=preset, part=part, usual=usual)


def apply_preset() -> None:
    """Make the controls show the preset that the menu says. Call before they are drawn."""
    st.session_state.update(settings_of(DESCENTS[st.session_state[_PRESET]]))
