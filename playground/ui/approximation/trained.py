"""Networks of every width that learn the target at the same time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from playground.activations import ACTIVATIONS
from playground.concepts.approximation import Target
from playground.datasets.curves import curve_places
from playground.experiment.studies.curves import WidthStudy
from playground.i18n import _
from playground.training.population.width_fits import WidthFits
from playground.training.worker.runs import Run
from playground.ui.runs import live_run, speed_choice, transport_with_seed
from playground.ui.widgets import pick, steps, switch, whole_number

LEARNING_RATES = (0.001, 0.003, 0.01, 0.03, 0.1)
ACTIVATION_NAMES = ("tanh", "sigmoid", "relu")
_TRAIN, _PHI = "approximation_train", "approximation_trained"
_RATE, _SEED = "approximation_learning_rate", "approximation_seed"
TRAINED_USUAL: Mapping[str, Any] = {_TRAIN: False, _PHI: "tanh", _RATE: 0.01, _SEED: 0}
"""The controls' values where a preset says nothing."""


def trained_controls(target: Target, usual: Mapping[str, Any]) -> Callable[[], tuple[Run, str] | None]:
    """Show the controls of the networks in training; return what shows their transport, and returns their run."""
    if not switch(_("Train networks, too"), _TRAIN, usual[_TRAIN]):
        return lambda: None
    names = {name: _(ACTIVATIONS[name].label) for name in ACTIVATION_NAMES}
    activation = pick(_("Activation of the trained"), _PHI, names, usual[_PHI])
    rate = steps(_("Learning rate"), _RATE, LEARNING_RATES, usual[_RATE])
    seed = whole_number(_("Seed"), _SEED, 0, 9999, usual[_SEED])
    values = tuple(round(float(value), 6) for value in target(curve_places()))
    study = WidthStudy(values=values, activation=activation, learning_rate=rate, seed=seed)  # type: ignore[arg-type]
    label = _("{activation}, trained by Adam").format(activation=names[activation])

    def show() -> tuple[Run, str]:
        bar, pace = st.columns([7, 1], vertical_alignment="center")
        with pace:
            speed = speed_choice()
        run = live_run("approximation", study.experiments[0][0], [WidthFits(len(study.widths))], speed, study)
        with bar:
            transport_with_seed(run, key="transport", seed_key=_SEED)
        return run, label

    return show
