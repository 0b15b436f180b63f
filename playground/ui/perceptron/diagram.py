"""The component that shows a run's network as a diagram."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from playground.activations import ACTIVATIONS
from playground.architecture.summary import output_activation
from playground.concepts.by_hand import LIMIT
from playground.datasets import Dataset
from playground.experiment import Dense, Experiment
from playground.experiment.spec import Task
from playground.figures.theme import CLASS_COLOURS, MIDDLE, TEXT, Shade, blend, colorscale
from playground.i18n import _, language
from playground.live.figure import connection
from playground.live.files import source
from playground.training.probes.diagram import MAP_CELLS, MOST_UNITS
from playground.training.worker.runs import Run
from playground.ui.perceptron.by_hand import by_hand

_DIAGRAM = st.components.v2.component(
    "network_diagram",
    html=source("diagram.html"),
    css=source("diagram.css"),
    js=source("page_element.js", "live_element.js", "diagram.js"),
)
_SHADES: tuple[Shade, ...] = ("light", "dark")


@dataclass(frozen=True)
class Inputs:
    """The inputs that a diagram shows, those in use and those that might be.

    Parameters
    ----------
    choices
        Label of each by its name.
    used
        Names of those that the network has.
    dataset
        The data with every choice as an input, for their maps.
    may_change
        Whether a click turns one on and off.
    """

    choices: Mapping[str, str]
    used: Sequence[str]
    dataset: Dataset
    may_change: bool


@dataclass(frozen=True)
class Limits:
    """What plus and minus may do.

    Parameters
    ----------
    layers, units
        How many there may be at most; ``None`` where their number is not to be changed.
    """

    layers: int | None
    units: int | None


def network_diagram(
    run: Run,
    dataset: Dataset,
    inputs: Inputs,
    limits: Limits,
    *,
    key: str,
    on_change: Callable[[Mapping[str, Any]], None],
) -> None:
    """Show the network of a run; the worker must measure :class:`playground.training.probes.diagram.Diagram`.

    Parameters
    ----------
    on_change
        Called, before the page reruns, with what somebody wants changed: ``{"kind": "layers", "by": 1}``,
        ``{"kind": "units", "layer": 2, "by": -1}`` or ``{"kind": "input", "name": "x1^2"}``.
    """
    experiment = run.settings.network
    data = connection(run) | {
        "network": _structure(experiment, dataset, inputs),
        "most": MOST_UNITS,
        "most_layers": limits.layers,
        "most_units": limits.units,
        "editable": {
            "layers": limits.layers is not None,
            "units": limits.units is not None,
            "features": inputs.may_change,
        },
        "palettes": {shade: _palettes(shade, dataset.task) for shade in _SHADES},
        "colours": {shade: _colours(shade) for shade in _SHADES},
        "by_hand": asdict(by_hand(experiment, dataset.task, len(inputs.used))),
        "texts": _texts(),
        "language": language(),
    }
    _DIAGRAM(key=key, data=data, on_change_change=lambda: on_change(st.session_state[key]["change"]))


def _structure(experiment: Experiment, dataset: Dataset, inputs: Inputs) -> dict[str, Any]:
    """Return the network as the component takes it."""
    maps = _input_maps(inputs.dataset)
    hidden = [layer for layer in experiment.model.layers if isinstance(layer, Dense)]
    classes = dataset.class_names
    return {
        "inputs": [
            {"key": name, "label": label, "on": name in inputs.used, "map": image}
            for (name, label), image in zip(inputs.choices.items(), maps, strict=True)
        ],
        "toggles": len(inputs.choices) <= MOST_UNITS,
        "layers": [{"units": layer.units, "activation": _function(layer.activation)} for layer in hidden],
        "output": {
            "units": dataset.task.outputs,
            "labels": _output_labels(classes),
            "classes": list(classes),
            "activation": _function(output_activation(experiment)),
        },
    }


def _output_labels(classes: Sequence[str]) -> list[str]:
    if not classes:
        return ["ŷ"]
    return [f"P({classes[1]})"] if len(classes) == 2 else list(classes)


def _function(name: str) -> str:
    """Return how a formula writes an activation: nothing for the identity."""
    if name == "linear":
        return ""
    return _(ACTIVATIONS[name].label) if name in ACTIVATIONS else name


def _input_maps(dataset: Dataset) -> list[str]:
    """Return each input over the plane as the diagram's maps are: base64 of ``(cells, cells)`` bytes."""
    values = dataset.inputs_at(dataset.grid(MAP_CELLS))
    scaled = values / np.maximum(np.abs(values).max(axis=0), 1)
    maps: npt.NDArray[np.uint8] = np.clip(np.rint(127.5 + 127.5 * scaled), 0, 255).astype(np.uint8)
    return [base64.b64encode(column.tobytes()).decode("ascii") for column in maps.T]


def _palettes(shade: Shade, task: Task) -> dict[str, Any]:
    """Return the colours of neurons' answers, and where there are several outputs those of each class."""
    classes = CLASS_COLOURS[: task.outputs] if task.outputs > 1 else ()
    middle = MIDDLE[shade]
    return {
        "predictions": colorscale(shade, Task(classes=2)),
        "classes": [[[0.0, middle], [0.5, middle], [1.0, blend(colour, middle, 0.9)]] for colour in classes],
    }


def _colours(shade: Shade) -> dict[str, str]:
    return {
        "negative": CLASS_COLOURS[0],
        "positive": {"light": CLASS_COLOURS[1], "dark": "#3d9be0"}[shade],
        "text": TEXT[shade],
        "border": blend(TEXT[shade], MIDDLE[shade], 0.45),
        "faint": blend(TEXT[shade], MIDDLE[shade], 0.3),
        "middle": MIDDLE[shade],
        "background": {"light": "#ffffff", "dark": "#0e1117"}[shade],
    }


def _texts() -> dict[str, str]:
    return {
        "alt": _("The network: its neurons with what each answers over the plane, and the links between them"),
        "neurons": _("Neurons; the arrow keys go from one to the next"),
        "hint": _(
            "Point at a neuron to see its answer on the plane and its formula, at a link to see its weight. "
            "Click to edit a weight or a bias; click a data point to follow it through the network."
        ),
        "hidden_layers": _("Hidden layers: {n}"),
        "fewer_layers": _("Remove the last hidden layer"),
        "more_layers": _("Add a hidden layer"),
        "fewer_units": _("Layer {layer}: fewer neurons"),
        "more_units": _("Layer {layer}: more neurons"),
        "more": _("… {n} more"),
        "before": _("Show the neurons before"),
        "after": _("Show the neurons after"),
        "input": _("input {name}"),
        "neuron": _("layer {layer}, neuron {unit}"),
        "output": _("output {name}"),
        "off": _("not used; click to use it"),
        "weight": _("weight"),
        "bias": _("bias"),
        "gradient": _("gradient of the last batch"),
        "says": _("{name}: {formula}"),
        "part": _("number to edit"),
        "weight_from": _("weight from {name}"),
        "value": _("New value"),
        "dropped": _("dropped for {share} of the last batch"),
        "cut": _("cut in the last batch"),
        "point": _("Point chosen: target {target}; the network answers {answer}; loss {loss}."),
        "close_trace": _("Let the point go"),
        "too_large": _("A number beyond ±{limit} does not fit on the page “Backpropagation”.").format(
            limit=round(LIMIT)
        ),
    }
