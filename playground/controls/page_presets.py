"""The presets of a page whose controls show an experiment: their menu, and what the chosen one claims and asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from playground.controls.form import FormValues
from playground.controls.preset_menu import back_to_preset, claim_and_question, linked_menu
from playground.experiment import MAX_LINK, Experiment, ExperimentError
from playground.experiment.gan import GanExperiment
from playground.experiment.read import AnyExperiment
from playground.i18n import _
from playground.presets.preset import GanPreset, Preset
from playground.ui.address import became, name_preset
from playground.ui.groups import hidden


@dataclass(frozen=True)
class PagePresets:
    """The presets of one page.

    Parameters
    ----------
    key
        Of the menu; in an address it names the preset that the page begins with, what else it says counts more.
    presets
        By name, the opening one first.
    to_form
        Returns what the page's controls show for an experiment, by their keys.
    """

    key: str
    presets: Mapping[str, Preset] | Mapping[str, GanPreset]
    to_form: Callable[[Any], FormValues]

    @property
    def start(self) -> str:
        """The name of the preset that the page opens with."""
        return next(iter(self.presets))

    def menu(self) -> None:
        """Show the menu of presets; a choice fills the controls and sets the speed."""
        labels = {name: _(preset.label) for name, preset in self.presets.items()}
        linked_menu(_("Start from a preset"), self.key, labels, self._apply)
        if st.session_state[self.key] != self.start:  # with that one the page begins anyway
            preset = self.presets[st.session_state[self.key]]
            name_preset({"speed": preset.speed, **self.to_form(preset.experiment)})

    def begin_anew(self) -> None:
        """Make the controls show the preset that the page opens with. Call before they are drawn."""
        st.session_state[self.key] = self.start
        self._apply()

    def claim(self, experiment: AnyExperiment) -> None:
        """Show what the chosen preset claims and asks, its answer folded away, and whether it was changed since."""
        if hidden("question"):
            return
        name = st.session_state[self.key]
        preset = self.presets[name]
        if preset.experiment.data.name != experiment.data.name:
            sentence = _("Started from the preset “{label}”; the data are others now.")
            st.caption(sentence.format(label=_(preset.label)))
            back_to_preset(self._apply)
            return
        claim_and_question(preset, f"question-{name}", self._is_same(preset.experiment, experiment), self._apply)

    def fill(self, experiment: AnyExperiment) -> list[str]:
        """Make the controls show an experiment, and return their keys. Call before they are drawn.

        Raises
        ------
        ExperimentError
            If they cannot show it.
        """
        values = self.to_form(experiment)
        st.session_state.update(values)
        return list(values)

    def take_link(self, kind: type[Experiment] | type[GanExperiment]) -> None:
        """Fill the controls from ``?experiment=``, once, and say so if it is refused.

        Parameters
        ----------
        kind
            Of experiment that the page shows.
        """
        text = st.query_params.get("experiment")
        if text is None:
            return
        became("experiment", text)
        try:
            self.fill(kind.from_json(text, MAX_LINK))
        except ExperimentError as refused:
            st.error(_("The link's experiment was refused. {reason}").format(reason=refused), icon=":material/block:")
        st.query_params.pop("experiment", None)  # last: a script may be cut short anywhere

    def _apply(self) -> list[str]:
        """Make the controls show the preset that the menu says, and return their keys."""
        preset = self.presets[st.session_state[self.key]]
        st.session_state["speed"] = preset.speed
        return ["speed", *self.fill(preset.experiment)]

    def _is_same(self, preset: AnyExperiment, shown: AnyExperiment) -> bool:
        """Return whether two experiments show the same, whatever their seeds."""
        return self.to_form(preset.model_copy(update={"seed": shown.seed})) == self.to_form(shown)
