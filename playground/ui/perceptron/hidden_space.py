"""The controls of hidden space: which layer, and along which axes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from playground.experiment import Dense, Experiment
from playground.i18n import _
from playground.ui.address import seed
from playground.ui.widgets import pick

LAYER, AXES, UNITS = "views_layer", "views_axes", ("views_first", "views_second")
"""Keys of the controls; a class link that hides the views hides them too (:mod:`playground.ui.groups`)."""


class HiddenSpaceChoice(NamedTuple):
    """What of hidden space is shown: a layer, from 1, and two units, from 0, or none for principal components."""

    layer: int
    units: tuple[int, int] | None


def hidden_layers(experiment: Experiment) -> list[Dense]:
    """Return the dense layers before the output layer."""
    return [layer for layer in experiment.model.layers if isinstance(layer, Dense)]


def has_hidden_layers(experiment: Experiment) -> bool:
    """Return whether there is a hidden space to look at."""
    return bool(hidden_layers(experiment))


def hidden_space_choice(experiment: Experiment) -> HiddenSpaceChoice:
    """Return what the controls say, or will say when they are drawn: the run needs it before.

    What no longer fits the network falls back to its default.
    """
    layers, (layer_default, axes_default) = hidden_layers(experiment), _defaults(experiment)
    layer = int(_present(LAYER, _layers(experiment), layer_default))
    count = layers[layer - 1].units
    if count == 1 or _present(AXES, _axes(), axes_default) == "components":
        return HiddenSpaceChoice(layer, None)
    first, second = (int(_present(key, _units(count), str(n))) - 1 for n, key in enumerate(UNITS, 1))
    return HiddenSpaceChoice(layer, (first, second))


def hidden_space_controls(experiment: Experiment) -> HiddenSpaceChoice:
    """Show the controls and return what they say."""
    choice, (layer_default, axes_default) = hidden_space_choice(experiment), _defaults(experiment)
    pick(_("Layer"), LAYER, _layers(experiment), layer_default, form="segments")
    units = hidden_layers(experiment)[choice.layer - 1].units
    if units > 1:
        pick(_("Axes"), AXES, _axes(), axes_default, form="segments", hide_label=True)
    if choice.units is not None:
        labels = (_("Horizontal unit"), _("Vertical unit"))
        for cell, key, label, n in zip(st.columns(2), UNITS, labels, ("1", "2"), strict=True):
            with cell:
                pick(label, key, _units(units), n)
    return choice


def _defaults(experiment: Experiment) -> tuple[str, str]:
    """Return the last hidden layer, where classes are to be separable by a line, and axes."""
    return str(len(hidden_layers(experiment))), "components"


def _present(key: str, options: Mapping[str, str], default: str) -> str:
    if st.session_state.get(key, default) not in options:
        del st.session_state[key]
    return seed(key, default, str, lambda text: text in options)


def _layers(experiment: Experiment) -> dict[str, str]:
    return {str(n): str(n) for n in range(1, len(hidden_layers(experiment)) + 1)}


def _axes() -> dict[str, str]:
    return {"components": _("Principal components"), "units": _("Two units")}


def _units(count: int) -> dict[str, str]:
    return {str(n): _("unit {n}").format(n=n) for n in range(1, count + 1)}
