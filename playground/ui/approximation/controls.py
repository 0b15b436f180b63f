"""The controls of the approximation page: presets, the part, the target, the activations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from playground.activations import ACTIVATIONS
from playground.concepts.approximation import TARGETS
from playground.concepts.approximation.one_layer import ACTIVATION_NAMES
from playground.i18n import _
from playground.presets.approximation import APPROXIMATION
from playground.presets.claim import PagePreset
from playground.ui.approximation import field, hand, widths
from playground.ui.approximation.field import TowerNumbers, surface_labels, tower_figure
from playground.ui.approximation.hand import LayerNumbers, layer_figure
from playground.ui.approximation.trained import TRAINED_USUAL, trained_controls
from playground.ui.approximation.widths import WidthNumbers, activation_labels, width_figure
from playground.ui.component_values import Held, held
from playground.ui.part_controls import FigureControls
from playground.ui.widgets import pick, section, several

M = TypeVar("M", bound=Held)
START = next(iter(APPROXIMATION))
DRAWN = "drawn"
_PRESET, _PART, _TARGET = "approximation_preset", "approximation_part", "approximation_target"
_PHI, _SURFACE = "approximation_phi", "approximation_surface"
_ACTIVATIONS, _ERROR = "approximation_activations", "approximation_error"
USUAL: Mapping[str, Any] = {
    _PART: "hand",
    _TARGET: "absolute",
    _PHI: "threshold",
    _ACTIVATIONS: ["sigmoid", "relu", "square"],
    _ERROR: "rms",
    _SURFACE: "hill",
    **TRAINED_USUAL,
    **{hand.PREFIX + name: value for name, value in LayerNumbers()},
    **{widths.PREFIX + name: value for name, value in WidthNumbers()},
    **{field.PREFIX + name: value for name, value in TowerNumbers()},
}
"""The controls' values where a preset says nothing."""


@dataclass(frozen=True, kw_only=True)
class Controls(FigureControls):
    """What the page's controls say."""

    part_key = _PART
    looked_at = (f"{widths.PREFIX}width", f"{field.PREFIX}height")


def settings_of(preset: PagePreset) -> dict[str, Any]:
    """Return all that a preset sets, by the controls' keys."""
    return {**USUAL, **preset.settings}


def approximation_controls() -> Controls:
    """Show the controls and return what they and the figure say."""
    with st.sidebar:
        section("start")
        labels = {name: _(preset.label) for name, preset in APPROXIMATION.items()}
        preset = APPROXIMATION[pick(_("Start from a preset"), _PRESET, labels, START, on_change=apply_preset)]
    usual = settings_of(preset)
    names = {"hand": _("By hand"), "widths": _("More neurons"), "plane": _("Two inputs")}
    part = pick(_("Part"), _PART, names, usual[_PART], form="segments", hide_label=True)
    with st.sidebar:
        section("network")
        show = {"hand": _hand, "widths": _widths, "plane": _plane}[part](usual)
    return Controls(preset=preset, show=show, usual=usual)


def apply_preset() -> None:
    """Make the controls show the preset that the menu says. Call before they are drawn."""
    st.session_state.update(settings_of(APPROXIMATION[st.session_state[_PRESET]]))


def _target(usual: Mapping[str, Any]) -> str:
    labels = {name: _(target.label) for name, target in TARGETS.items()} | {DRAWN: _("draw it yourself")}
    return pick(_("Target f"), _TARGET, labels, usual[_TARGET])


def _hand(usual: Mapping[str, Any]) -> Callable[[], None]:
    target = _target(usual)
    names = {name: _(ACTIVATIONS[name].label) for name in ACTIVATION_NAMES}
    phi = pick(_("φ of hidden units"), _PHI, names, usual[_PHI])
    if target == DRAWN:
        st.caption(_("Draw the target in the upper picture, with the mouse or a finger."))
    return partial(layer_figure, target, phi, _numbers(hand.PREFIX, LayerNumbers, usual), key="figure-layer")


def _widths(usual: Mapping[str, Any]) -> Callable[[], None]:
    target = _target(usual)
    drawn = _numbers(hand.PREFIX, LayerNumbers, usual).drawn
    activations = several(_("Activations"), _ACTIVATIONS, activation_labels(), usual[_ACTIVATIONS], None)
    errors = {"rms": _("mean square"), "sup": _("largest")}
    error = pick(_("Error"), _ERROR, errors, usual[_ERROR], form="segments")
    numbers = _numbers(widths.PREFIX, WidthNumbers, usual)
    trained = trained_controls(widths.target_of(target, drawn), usual)

    def show() -> None:
        run = trained()
        width_figure(target, drawn, activations, error, numbers, run, key="figure-widths")

    return show


def _plane(usual: Mapping[str, Any]) -> Callable[[], None]:
    surface = pick(_("Function of two inputs"), _SURFACE, surface_labels(), usual[_SURFACE])
    return partial(tower_figure, surface, _numbers(field.PREFIX, TowerNumbers, usual), key="figure-towers")


def _numbers(prefix: str, kind: type[M], usual: Mapping[str, Any]) -> M:
    """Return a figure's numbers, which the session or the address has."""
    return held(prefix, kind(**{name: usual[prefix + name] for name in kind.model_fields}))
