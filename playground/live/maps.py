"""The component that shows a network for images at work: the image in hand, all feature maps, the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from playground.activations import ACTIVATIONS
from playground.experiment import Dense, Experiment, ImageData, OwnImages
from playground.experiment.layers import Conv2d, show_shape
from playground.experiment.model import PlacedLayer
from playground.experiment.spec import Task
from playground.figures.theme import colorscale
from playground.i18n import _, language, n_
from playground.live.figure import connection, source
from playground.training.runs import Run

_MAPS = st.components.v2.component(
    "live_maps",
    html=source("maps.html"),
    css=source("maps.css"),
    js=source("live_element.js", "maps.js"),
    isolate_styles=False,  # so that people who script the page find it as they find every live figure
)
CENTRED = ("mnist", "digits")
"""Data sets whose images lie in the middle, as drawings then must."""


def live_maps(run: Run, class_names: Sequence[str], tests: int, *, key: str, brought: str = "") -> None:
    """Show the image in hand and what the layers of a run's network make of it.

    The run must measure :class:`playground.training.maps.InHand`, ``FeatureMaps``, ``Kernels`` and ``ChosenMap``.

    Parameters
    ----------
    tests
        How many test images there are to take in hand.
    key
        Names the element on the page.
    brought
        An image to take in hand, in base64; nothing where it is empty.
    """
    experiment = run.settings.experiment
    assert isinstance(experiment.data, ImageData | OwnImages)
    channels, side, _width = experiment.data.input_shape
    data = connection(run) | {
        "layers": _layers(experiment),
        "classes": list(class_names),
        "side": side,
        "channels": channels,
        "centred": experiment.data.name in CENTRED,
        "tests": tests,
        "brought": brought,
        "scales": {shade: colorscale(shade, Task(classes=2)) for shade in ("light", "dark")},
        "language": language(),
        "texts": _texts(),
    }
    _MAPS(key=key, data=data)


def _layers(experiment: Experiment) -> list[dict[str, Any]]:
    """Return what the component needs to know of each layer, the output layer last."""
    placed = experiment.layers
    return [_layer(number, layer, number == len(placed)) for number, layer in enumerate(placed, 1)]


def _layer(number: int, layer: PlacedLayer, is_output: bool) -> dict[str, Any]:
    spec = layer.spec
    count = n_("{n} parameter", "{n} parameters", layer.parameters).format(n=f"{layer.parameters:,}")
    shape = show_shape(layer.output_shape)
    activation = spec.activation if isinstance(spec, Conv2d | Dense) else "linear"
    return {
        "number": number,
        "title": _("output") if is_output else f"{number} · {spec.kind}",
        "facts": f"{shape} · {count}" if layer.parameters else shape,
        "image": len(layer.output_shape) == 3,
        "kernels": isinstance(spec, Conv2d),
        "stride": spec.stride if isinstance(spec, Conv2d) else 1,
        "padding": spec.padding if isinstance(spec, Conv2d) else 0,
        "activation": _(ACTIVATIONS[activation].label),
    }


def _texts() -> dict[str, str]:
    return {
        "alt": _("The image in hand, the feature maps of every layer, and the network's answer"),
        "draw": _("Draw here with the mouse or a finger: all layers answer while you draw"),
        "previous_help": _("Previous test image"),
        "next_help": _("Next test image"),
        "clear": _("Clear the drawing"),
        "which": _("Test image {n}: {name}"),
        "drawn": _("Your drawing: beside it, what every layer makes of it"),
        "own": _("Your picture, as the network sees it"),
        "after": _("After the activation"),
        "before": _("Before the activation"),
        "map": _("{layer}, map {n}"),
        "enlarge": _("Enlarge: what made this map"),
        "close": _("Close"),
        "inputs": _("What comes in"),
        "arithmetic": _("The pixel under the pointer"),
        "channel": _("Input map {n}, which gives most: {sum}"),
        "sum": _("Sum over all input maps, and the bias"),
    }
