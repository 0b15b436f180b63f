"""The component that shows a network for images at work: the image in hand, all feature maps, the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from playground.activations import ACTIVATIONS
from playground.experiment import Experiment, ImageData, OwnImages
from playground.experiment.layers import AvgPool2d, Conv2d, LayerSpec, MaxPool2d, show_shape
from playground.experiment.model import PlacedLayer
from playground.figures.component_colours import component_colours
from playground.figures.theme import CURVE_COLOURS
from playground.i18n import _, language, n_
from playground.live.figure import connection
from playground.live.files import source
from playground.numerals import whole
from playground.training.worker.runs import Run
from playground.ui.cnn.architecture import SHORT_NAMES

_MAPS = st.components.v2.component(
    "live_maps",
    html=source("maps.html"),
    css=source("maps.css", "enlarged.css"),
    js=source("page_element.js", "live_element.js", "maps.js"),
    isolate_styles=False,  # so that people who script the page find it as they find every live figure
)
CENTRED = ("mnist", "digits")
"""Data sets whose images lie in the middle, as drawings then must."""


def live_maps(run: Run, class_names: Sequence[str], tests: int, *, key: str, brought: str = "", why: str = "") -> None:
    """Show the image in hand and what the layers of a run's network make of it.

    The run must measure :class:`playground.training.probes.maps.InHand`, ``FeatureMaps``, ``Kernels`` and
    ``ChosenMap``.

    Parameters
    ----------
    tests
        How many test images there are to take in hand.
    key
        Names the element on the page.
    brought
        An image to take in hand, in base64; nothing where it is empty.
    why
        What the map of reasons says of the class that the network says, ``{name}``; empty where there is none.
    """
    experiment = run.settings.network
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
        "why": why,
        "themes": {"light": component_colours("light"), "dark": component_colours("dark")},
        "curves": CURVE_COLOURS,
        "language": language(),
        "texts": _texts(binary=experiment.data.task.outputs == 1),
    }
    _MAPS(key=key, data=data)


def _layers(experiment: Experiment) -> list[dict[str, Any]]:
    """Return what the component needs to know of each layer, the output layer last."""
    placed = experiment.layers
    return [_layer(number, layer, number == len(placed)) for number, layer in enumerate(placed, 1)]


def _layer(number: int, layer: PlacedLayer, is_output: bool) -> dict[str, Any]:
    spec = layer.spec
    count = n_("{n} parameter", "{n} parameters", layer.parameters).format(n=whole(layer.parameters))
    shape = show_shape(layer.output_shape)
    return {
        "number": number,
        "title": _("output (logits)") if is_output else f"{number} · {_(SHORT_NAMES[spec.kind])}",
        "kind": spec.kind,
        "facts": f"{shape} · {count}" if layer.parameters else shape,
        "kernels": isinstance(spec, Conv2d),
        "activation": _(ACTIVATIONS[getattr(spec, "activation", "linear")].label),
        **_sliding(spec),
    }


def _sliding(spec: LayerSpec) -> dict[str, int]:
    """Return how a convolution or a pooling layer goes over its maps; nothing of other layers."""
    match spec:
        case Conv2d(kernel_size=window, stride=step, padding=padding):
            return {"window": window, "stride": step, "padding": padding, "group": spec.filters // spec.groups}
        case MaxPool2d(kernel_size=window, padding=padding) | AvgPool2d(kernel_size=window, padding=padding):
            return {"window": window, "stride": spec.step, "padding": padding}
        case _:
            return {}


def _texts(binary: bool) -> dict[str, str]:
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
        "every": _("Show all {n} maps"),
        "fewer": _("Show fewer maps"),
        "own_again": _("Your picture"),
        "answer": _("What it says: sigmoid of the logit") if binary else _("What it says: softmax of the logits"),
        "truth": _("the true class"),
        "loss": _("Loss"),
        "accuracy": _("Accuracy"),
        "train": _("training"),
        "test": _("test"),
    } | _enlarged_texts()


def _enlarged_texts() -> dict[str, str]:
    """Return the words of an enlarged map; those of the products are the convolution page's."""
    return {
        "close": _("Close"),
        "inputs": _("What comes in: choose a map to see its part of the sum"),
        "input_map": _("map {n}"),
        "image": _("image"),
        "planes": _("red green blue"),
        "activated": _("After the activation: {name}"),
        "pooled": _("After pooling"),
        "window_alt": _("What comes in; the frame is the window of the chosen pixel"),
        "hint": _("Point at a pixel of the result, tap it, or use the arrow keys."),
        "window": _("window"),
        "weights": _("kernel"),
        "products": _("products"),
        "rest": _("the other {n} maps"),
        "bias": _("bias"),
        "maximum": _("Largest of the window: {value}"),
        "mean": _("Mean of the window: {sum} ÷ {count} = {value}"),
    }
