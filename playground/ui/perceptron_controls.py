"""The controls of the perceptron page: presets and sidebar to an experiment."""

from __future__ import annotations

from math import nextafter, ulp

import streamlit as st

from playground.activations import ACTIVATIONS
from playground.experiment import MAX_LINK, Experiment, ExperimentError, Task
from playground.experiment.training import OPTIMIZERS as OPTIMIZER_SPECS
from playground.i18n import _
from playground.initializers import INITIALIZERS
from playground.optimizers import OPTIMIZERS
from playground.presets import PRESETS
from playground.ui.data_controls import data_controls, percent
from playground.ui.form import (
    MOST_LAYERS,
    MOST_UNITS,
    FormValues,
    activation_key,
    from_form,
    option_key,
    rate_key,
    task_from_form,
    to_form,
    units_key,
)
from playground.ui.groups import hidden
from playground.ui.preset_menu import START, fill, link_preset, preset_menu
from playground.ui.widgets import pick, section, steps, switch, whole_number

DEFAULTS = to_form(PRESETS[START].experiment)
"""What the page opens with, and what its address need not say."""

UNITS = (*range(1, 17), 20, 24, 32, 48, 64, 96, 128, 192, 256, 384, MOST_UNITS)
LEARNING_RATES = (1e-5, 3e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
PENALTIES = (0.0, 1e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
BATCHES = (1, 2, 5, 10, 20, 32, 50, 64, 100, 128, 250, 256, 500, 512, 1000)
RATES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
DECAYS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999)
SMALLEST, BELOW_ONE = ulp(0.0), nextafter(1.0, 0.0)
EPSILONS = (1e-10, 1e-8, 1e-6, 1e-4, 1e-2)


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
        values |= _training_controls(task_from_form(values))
    return from_form(values)


def take_from_address() -> None:
    """Fill the controls from ``?experiment=`` or ``?preset=``, once, and say so if it is refused."""
    text, preset = st.query_params.pop("experiment", None), st.query_params.pop("preset", None)
    if text is not None:
        try:
            fill(Experiment.from_json(text, MAX_LINK))
        except ExperimentError as refused:
            st.error(_("The link's experiment was refused. {reason}").format(reason=refused), icon=":material/block:")
    else:
        link_preset(preset)


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


def _training_controls(task: Task) -> FormValues:
    initializers = {name: _(entry.label) for name, entry in INITIALIZERS.items()}
    optimizer = pick(
        _("Optimizer"), "optimizer", {name: entry.label for name, entry in OPTIMIZERS.items()}, DEFAULTS["optimizer"]
    )
    rate = steps(
        _("Learning rate"),
        "learning_rate",
        LEARNING_RATES,
        DEFAULTS["learning_rate"],
        show=_compact,
        bounds=(SMALLEST, 100.0),
        help_text=_("May be changed while the network trains, like the penalties."),
    )
    values: FormValues = {"optimizer": optimizer, "learning_rate": rate}
    details = _("{optimizer} in detail").format(optimizer=OPTIMIZERS[optimizer].label)
    if hidden("optimizer_details"):
        values |= _optimizer_controls(optimizer)
    else:
        with st.expander(details, key="optimizer_details", on_change="rerun") as expander:
            values |= _optimizer_controls(optimizer)
            if expander.open:  # the formula alone costs a browser 300 ms when the page loads
                st.caption(_(OPTIMIZERS[optimizer].sentence))
                st.latex(OPTIMIZERS[optimizer].formula)
    return values | {
        "batch": steps(_("Batch size"), "batch", BATCHES, DEFAULTS["batch"], bounds=(1, 100_000)),
        "loss": _loss_choice(task),
        "l1": steps(_("L1 penalty"), "l1", PENALTIES, 0.0, show=_compact, bounds=(0.0, 10.0)),
        "l2": steps(_("L2 penalty"), "l2", PENALTIES, 0.0, show=_compact, bounds=(0.0, 10.0)),
        "init": pick(_("Initial weights"), "init", initializers, DEFAULTS["init"]),
        "shuffle": switch(_("Shuffle each epoch"), "shuffle", default=True),
        "seed": whole_number(
            _("Seed"),
            "seed",
            0,
            2**31 - 1,
            DEFAULTS["seed"],
            _("All random numbers come from it: the same seed, the same run."),
        ),
    }


def _loss_choice(task: Task) -> str:
    """Show the losses that fit the data; a choice that no longer fits falls back to automatic."""
    losses = {"auto": _("Automatic"), "mse": _("Squared error"), "cross_entropy": _("Cross-entropy")}
    if not task.is_classification:
        del losses["cross_entropy"]
        if st.session_state.get("loss") == "cross_entropy":
            st.session_state["loss"] = "auto"
    return pick(_("Loss"), "loss", losses, DEFAULTS["loss"])


def _optimizer_controls(optimizer: str) -> FormValues:
    """Show the parameters of an optimizer of its own."""
    values: FormValues = {}
    fields = OPTIMIZER_SPECS[optimizer].model_fields
    labels = {
        "momentum": _("Momentum μ"),
        "alpha": _("Memory α"),
        "beta1": _("Memory β₁"),
        "beta2": _("Memory β₂"),
        "weight_decay": _("Weight decay λ"),
        "epsilon": _("Smallest denominator ε"),
    }
    for name, field in fields.items():
        key = option_key(optimizer, name)
        if name == "nesterov":
            if values[option_key(optimizer, "momentum")] > 0:
                values[key] = switch(_("Nesterov's momentum"), key)
        elif name in labels:
            stops = {"epsilon": EPSILONS, "weight_decay": PENALTIES}.get(name, DECAYS)
            bounds = {"epsilon": (1e-12, 1.0), "weight_decay": (0.0, 10.0)}.get(name, (0.0, BELOW_ONE))
            values[key] = steps(labels[name], key, stops, field.default, show=_compact, bounds=bounds)
    return values


def _compact(number: float) -> str:
    """Return a number in few characters; different numbers always differ, as the widget knows them by it."""
    return f"{number:g}" if float(f"{number:g}") == number else str(number)
