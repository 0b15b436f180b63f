"""The way from a network in training to the page that calculates it by hand, with a data point's numbers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from playground.activations import ACTIVATIONS
from playground.architecture.summary import output_activation
from playground.concepts.by_hand import ACTIVATION_NAMES, LIMIT, MOST_HIDDEN, MOST_INPUTS, MOST_OUTPUTS, MOST_UNITS
from playground.experiment import Dense, Experiment
from playground.experiment.spec import Task
from playground.i18n import _, language
from playground.live.scripts import base_path
from playground.ui.class_link import LARGE, large_type


@dataclass(frozen=True)
class ByHand:
    """Whether a network can be calculated by hand.

    Parameters
    ----------
    address
        Of the page that does it, but for the numbers, which the diagram adds; ``None`` where it cannot be.
    sentence
        What to say of it: where the link leads, or why there is none.
    """

    address: str | None
    sentence: str
    limit: float = LIMIT
    """How large a number may be."""


def by_hand(experiment: Experiment, task: Task, inputs: int) -> ByHand:
    """Return the way to the backpropagation page from a network with so many inputs."""
    hidden = [layer for layer in experiment.model.layers if isinstance(layer, Dense)]
    obstacle = _too_large(hidden, task, inputs) or _other_functions(experiment, hidden, task)
    if obstacle:
        return ByHand(None, obstacle)
    values = {
        "backprop_inputs": inputs,
        "backprop_layers": len(hidden),
        **{f"backprop_units{place}": layer.units for place, layer in enumerate(hidden, 1)},
        "backprop_outputs": task.outputs,
        "backprop_phi": hidden[0].activation,
        "backprop_psi": output_activation(experiment),
        "backprop_loss": "squared" if experiment.loss == "mse" else "cross_entropy",
        "lang": language(),
    }
    address = f"{base_path()}/backpropagation?{urlencode(values | ({LARGE: 1} if large_type() else {}))}"
    return ByHand(address, _("Backpropagation, number by number"))


def _too_large(hidden: list[Dense], task: Task, inputs: int) -> str:
    """Return why the network has not the shape that the page draws, or nothing."""
    fits = inputs <= MOST_INPUTS and task.outputs <= MOST_OUTPUTS and 1 <= len(hidden) <= MOST_HIDDEN
    if fits and all(layer.units <= MOST_UNITS for layer in hidden):
        return ""
    return _(
        "A network of at most {inputs} inputs, one or two hidden layers of {units} neurons and {outputs} outputs could "
        "be followed number by number on the page “Backpropagation”."
    ).format(units=MOST_UNITS, inputs=MOST_INPUTS, outputs=MOST_OUTPUTS)


def _other_functions(experiment: Experiment, hidden: list[Dense], task: Task) -> str:
    """Return which function of the network the page has not, or nothing."""
    functions = {layer.activation for layer in hidden}
    if len(functions) > 1 or not functions <= set(ACTIVATION_NAMES):
        return _("The page “Backpropagation” takes one activation for all hidden neurons: {names}.").format(
            names=", ".join(_(ACTIVATIONS[name].label) for name in ACTIVATION_NAMES)
        )
    if experiment.loss == "mae" or (experiment.loss == "mse" and task.outputs > 1):
        return _("The page “Backpropagation” knows two losses: cross-entropy and, of one output, squared error.")
    return ""
