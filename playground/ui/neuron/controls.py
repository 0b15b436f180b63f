"""The controls of the neuron page: presets, weights, bias, activation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from playground.activations import ACTIVATIONS, LEAKY_SLOPE, Activation, leaky_relu
from playground.concepts.neuron import Neuron
from playground.controls.preset_menu import claim_and_question
from playground.i18n import _
from playground.presets.neurons import NEURONS, NeuronPreset
from playground.ui.address import note, seed
from playground.ui.groups import hidden
from playground.ui.neuron.neuron import LIMIT, REACH, neuron_figure
from playground.ui.widgets import pick, section, steps

START = next(iter(NEURONS))
ALPHAS = (0.0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
_PRESET, _ACTIVATION = "neuron_preset", "neuron_activation"
_FIELDS = ("w1", "w2", "bias", "neuron_x1", "neuron_x2")


@dataclass(frozen=True)
class Controls:
    """What the page's controls say.

    Parameters
    ----------
    name
        Name of the activation; the leaky ReLU's has the slope that was chosen.
    neuron, point
        The neuron, and the input whose way through it is shown.
    preset
        The preset chosen last.
    activations
        All activations, with that slope.
    """

    name: str
    neuron: Neuron
    point: tuple[float, float]
    preset: NeuronPreset
    activations: Mapping[str, Activation]


def neuron_controls() -> Controls:
    """Show the sidebar's controls and return what they and the figure's sliders say."""
    with st.sidebar:
        section("start")
        preset = NEURONS[_preset_menu()]
        section("neuron")
        labels = {name: _(entry.label) for name, entry in ACTIVATIONS.items()}
        activation = pick(_("Activation φ"), _ACTIVATION, labels, preset.activation)
        alpha = _alpha() if activation == "leaky_relu" else LEAKY_SLOPE
    activations = {**ACTIVATIONS, "leaky_relu": leaky_relu(alpha)}
    w1, w2, bias, x1, x2 = (_number(key, usual) for key, usual in _numbers(preset).items())
    return Controls(activation, Neuron(w1, w2, bias, activations[activation]), (x1, x2), preset, activations)


def show_neuron(controls: Controls) -> None:
    """Show what the preset claims, and the neuron that people can take hold of."""
    preset = controls.preset
    if not hidden("question"):
        same = controls.neuron == preset.with_activation(controls.neuron.activation)
        same = same and controls.name == preset.activation
        claim_and_question(preset, f"question-{preset.label}", same, _apply_preset)
    neuron_figure(controls.neuron, controls.point, preset.targets, key="figure-neuron", on_move=_move)


def _preset_menu() -> str:
    """Show the menu of presets and return the chosen one; a choice sets all that the figure shows."""
    labels = {name: _(preset.label) for name, preset in NEURONS.items()}
    return pick(_("Start from a preset"), _PRESET, labels, START, on_change=_apply_preset)


def _apply_preset() -> None:
    preset = NEURONS[st.session_state[_PRESET]]
    st.session_state[_ACTIVATION] = preset.activation
    st.session_state.update(_numbers(preset))


def _alpha() -> float:
    return steps(
        _("Slope α of the leaky ReLU"),
        "neuron_alpha",
        ALPHAS,
        LEAKY_SLOPE,
        help_text=_("The slope on the left (slide 14): max(x, 0) + α min(x, 0)."),
        bounds=(ALPHAS[0], ALPHAS[-1]),
    )


def _numbers(preset: NeuronPreset) -> dict[str, float]:
    values = (preset.w1, preset.w2, preset.bias, *preset.point)
    return dict(zip(_FIELDS, values, strict=True))


def _number(key: str, usual: float) -> float:
    """Return a number that the figure's sliders keep, at first that of the address, and say it in the address."""
    limit = REACH if key.startswith("neuron_x") else LIMIT
    value = float(seed(key, usual, float, lambda number: -limit <= number <= limit))
    note(key, value, usual)
    return value


def _move(moved: Mapping[str, Any]) -> None:
    """Keep what somebody set in the figure; what is no number in its range is left."""
    match moved:
        case {"w": [int() | float() as w1, int() | float() as w2], "b": int() | float() as bias, "x": [x1, x2]}:
            for key, value in zip(_FIELDS, (w1, w2, bias, x1, x2), strict=True):
                limit = REACH if key.startswith("neuron_x") else LIMIT
                if isinstance(value, int | float) and -limit <= value <= limit:
                    st.session_state[key] = round(float(value), 6)
