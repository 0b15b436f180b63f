"""Presets of the page of recurrent networks: their menu, and what the chosen one claims and asks."""

from __future__ import annotations

import streamlit as st

from playground.experiment import Experiment
from playground.i18n import _
from playground.presets.recurrent import RNN_PRESETS
from playground.ui.groups import hidden
from playground.ui.preset_menu import claim_and_question, linked_menu
from playground.ui.rnn_form import to_rnn_form

START = next(iter(RNN_PRESETS))
KEY = "rnn_preset"


def rnn_preset_menu() -> None:
    """Show the menu of presets; a choice fills the controls and sets the speed.

    ``?rnn_preset=`` names the preset that the page begins with; what else the address says counts more.
    """
    labels = {name: _(preset.label) for name, preset in RNN_PRESETS.items()}
    linked_menu(_("Start from a preset"), KEY, labels, _apply)


def rnn_claim(experiment: Experiment) -> None:
    """Show what the preset chosen last claims and asks, its answer folded away, and whether it was changed since."""
    if hidden("question"):
        return
    name = st.session_state[KEY]
    preset = RNN_PRESETS[name]
    if preset.experiment.data.name != experiment.data.name:
        said = _("Started from the preset “{label}”; the data are others now.")
        st.caption(said.format(label=_(preset.label)))
        return
    claim_and_question(preset, f"question-{name}", _is_same(preset.experiment, experiment))


def fill_rnn(experiment: Experiment) -> list[str]:
    """Make the controls show an experiment, and return their keys. Call before they are drawn.

    Raises
    ------
    ExperimentError
        If they cannot show it.
    """
    values = to_rnn_form(experiment)
    for key, value in values.items():
        st.session_state[key] = value
    return list(values)


def _apply() -> list[str]:
    """Make the controls show the preset that the menu says, and return their keys."""
    preset = RNN_PRESETS[st.session_state[KEY]]
    st.session_state["speed"] = preset.speed
    return ["speed", *fill_rnn(preset.experiment)]


def _is_same(preset: Experiment, shown: Experiment) -> bool:
    """Return whether two experiments show the same, whatever their seeds."""
    return to_rnn_form(preset.model_copy(update={"seed": shown.seed})) == to_rnn_form(shown)
