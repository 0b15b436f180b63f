"""Presets of the compare page: their menu, and what the chosen one claims and asks."""

from __future__ import annotations

import streamlit as st

from playground.controls.form import FormValues
from playground.controls.preset_menu import back_to_preset, claim_and_question, linked_menu
from playground.experiment.comparison import Comparison
from playground.i18n import _
from playground.presets.comparison_preset import ComparisonPreset
from playground.presets.comparisons import COMPARISONS
from playground.ui.address import name_preset
from playground.ui.compare import families
from playground.ui.groups import hidden

KEY = "comparison"


def comparison_preset_menu() -> None:
    """Show the menu of presets; a choice fills the controls and sets the speed.

    ``?comparison=`` names the preset that the page begins with; what else the address says counts more.
    """
    labels = {name: _(preset.label) for name, preset in COMPARISONS.items()}
    _take_family()
    linked_menu(_("Start from a comparison"), KEY, labels, _apply)
    if st.session_state[KEY] != next(iter(COMPARISONS)):  # with that one the page begins anyway
        name_preset(_form(COMPARISONS[st.session_state[KEY]]))


def start_with(family: str) -> None:
    """Make the controls show the first preset of a kind of network. Call before they are drawn."""
    st.session_state[KEY] = _first_of(family)
    _apply()


def _first_of(family: str) -> str:
    return next(name for name, one in COMPARISONS.items() if families.family_name(one.comparison.base) == family)


def _take_family() -> None:
    """Begin with the first preset of the kind of network that the address names, if it says no more of the network."""
    family = st.query_params.get(families.KEY, families.START)
    if family not in families.FAMILIES or family == families.START or KEY in st.query_params:
        return
    network = families.FAMILIES[family].to_form(COMPARISONS[_first_of(family)].comparison.base)
    if {KEY, families.KEY} & set(st.session_state) or set(network) & set(st.query_params):
        return
    st.session_state[KEY] = _first_of(family)
    for control in set(_apply()) & set(st.query_params):  # what else the address says counts more than the preset
        del st.session_state[control]


def _apply() -> list[str]:
    """Make the controls show the preset that the menu says, and return their keys. Call before they are drawn."""
    values = _form(COMPARISONS[st.session_state[KEY]])
    st.session_state.update(values)
    return list(values)


def _form(preset: ComparisonPreset) -> FormValues:
    """Return what the controls show for a preset, by their keys."""
    comparison = preset.comparison
    family = families.family_name(comparison.base)
    return families.FAMILIES[family].to_form(comparison.base) | {
        "speed": preset.speed,
        families.KEY: family,
        "axis": comparison.axis,
        f"values_{comparison.axis}": list(comparison.values),
        "seeds": comparison.seeds,
    }


def comparison_claim(comparison: Comparison) -> None:
    """Show what the preset chosen last claims and asks, its answer folded away, and whether it was changed since."""
    if hidden("question"):
        return
    name = st.session_state[KEY]
    preset = COMPARISONS[name]
    if preset.comparison.axis != comparison.axis or preset.comparison.base.data.name != comparison.base.data.name:
        if name != next(iter(COMPARISONS)):  # with which the page begins if nobody chooses
            sentence = _("Started from “{label}”; something else is compared now.")
            st.caption(sentence.format(label=_(preset.label)))
            back_to_preset(_apply)
        return
    claim_and_question(preset, f"question-{name}", _is_same(preset.comparison, comparison), _apply)


def _is_same(preset: Comparison, shown: Comparison) -> bool:
    """Return whether two comparisons show the same, whatever their first seeds and the order of their values."""
    base = preset.base.model_copy(update={"seed": shown.base.seed})
    to_form = families.family_of(shown.base).to_form
    alike = preset.model_copy(update={"base": shown.base, "values": shown.values})
    return alike == shown and set(preset.values) == set(shown.values) and to_form(base) == to_form(shown.base)
