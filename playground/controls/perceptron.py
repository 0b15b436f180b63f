"""The controls of the perceptron page: presets and sidebar to an experiment."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.activations import ACTIVATIONS
from playground.controls.data import data_controls, percent
from playground.controls.form import (
    MOST_LAYERS,
    MOST_UNITS,
    FormValues,
    activation_key,
    from_form,
    rate_key,
    task_from_form,
    to_form,
    units_key,
)
from playground.controls.preset_menu import START, fill, link_preset, preset_menu
from playground.controls.training import training_controls
from playground.experiment import MAX_LINK, Experiment, ExperimentError
from playground.i18n import _
from playground.presets import PRESETS
from playground.ui.address import became
from playground.ui.groups import hidden
from playground.ui.widgets import pick, section, steps

DEFAULTS = to_form(PRESETS[START].experiment)
"""What the page opens with, and what its address need not say."""

UNITS = (*range(1, 17), 20, 24, 32, 48, 64, 96, 128, 192, 256, 384, MOST_UNITS)
RATES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def perceptron_controls() -> Experiment:
    """Show the sidebar and return the experiment that it describes."""
    take_from_address()
    with st.sidebar:
        preset_menu()
    return network_controls()


def network_controls() -> Experiment:
    """Show the controls of data, network and training in the sidebar and return the experiment that they describe."""
    values: FormValues = {}
    with st.sidebar:
        section("data")
        values |= data_controls(DEFAULTS)
        section("network")
        values |= _network_controls()
        section("training")
        values |= training_controls(task_from_form(values), DEFAULTS)
    return from_form(values)


def take_from_address() -> None:
    """Fill the controls from ``?experiment=`` or ``?preset=``, once, and say so if it is refused."""
    text, preset = st.query_params.get("experiment"), st.query_params.get("preset")
    if text is not None:
        became("experiment", text)
        try:
            fill(Experiment.from_json(text, MAX_LINK))
        except ExperimentError as refused:
            st.error(_("The link's experiment was refused. {reason}").format(reason=refused), icon=":material/block:")
    else:
        link_preset(preset)
    for taken in ("experiment", "preset"):  # last: a script may be cut short anywhere
        st.query_params.pop(taken, None)


class MovedNetwork:
    """What becomes of an experiment when a slider of its network or its training moves.

    Parameters
    ----------
    experiment
        What the controls describe.
    """

    def __init__(self, experiment: Experiment) -> None:
        self._values = {**_layers_to_come(), **to_form(experiment)}
        own = [make(layer) for layer in range(1, MOST_LAYERS + 1) for make in (units_key, rate_key)]
        self.controls = ["layers", *own, "learning_rate", "batch", "l1", "l2", "clip"]

    def to(self, control: str, value: Any) -> Experiment | None:
        """Return the experiment once a slider stands on a value, ``None`` where there is none."""
        values = self._values | {control: value}
        try:
            experiment = from_form(values)
        except ExperimentError:  # the page, which follows, says why
            return None
        self._values = values
        return experiment


def _layers_to_come() -> FormValues:
    """Return what the controls of layers that are not there yet will say."""
    values: FormValues = {}
    for layer in range(1, MOST_LAYERS + 1):
        keys = {units_key(layer): 8, activation_key(layer): "tanh", rate_key(layer): 0.2}
        values |= {key: st.session_state.get(key, DEFAULTS.get(key, usual)) for key, usual in keys.items()}
    return values


def _network_controls() -> FormValues:
    values: FormValues = {
        "layers": steps(_("Hidden layers"), "layers", range(MOST_LAYERS + 1), DEFAULTS["layers"]),
        "drop": pick(
            _("Dropout"),
            "drop",
            {"none": _("None"), "dropout": _("Dropout"), "dropconnect": "DropConnect"},
            DEFAULTS["drop"],
            form="segments",
            help_text=_("Dropout silences neurons, DropConnect cuts connections, at random in each batch."),
        ),
    }
    activations = {name: _(activation.label) for name, activation in ACTIVATIONS.items()}
    for layer in range(1, values["layers"] + 1):
        with st.container(border=not hidden(units_key(layer)), gap="small"):
            values |= _layer_controls(layer, activations, values["drop"])
    return values


def _layer_controls(layer: int, activations: dict[str, str], drop: str) -> FormValues:
    """Show the controls of one hidden layer."""
    units, activation, rate = units_key(layer), activation_key(layer), rate_key(layer)
    values: FormValues = {
        units: steps(
            _("Layer {number}: neurons").format(number=layer),
            units,
            UNITS,
            DEFAULTS.get(units, 8),
            bounds=(1, MOST_UNITS),
        ),
        activation: pick(
            _("Layer {number}: activation").format(number=layer),
            activation,
            activations,
            DEFAULTS.get(activation, "tanh"),
            hide_label=True,
        ),
    }
    if drop != "none":
        label = _("Layer {number}: dropout rate") if drop == "dropout" else _("Layer {number}: DropConnect rate")
        values[rate] = steps(label.format(number=layer), rate, RATES, 0.2, show=percent, bounds=(0.0, 0.95))
    return values
