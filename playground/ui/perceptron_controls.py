"""The controls of the perceptron page: presets and sidebar to an experiment."""

from __future__ import annotations

from math import nextafter, ulp

import streamlit as st

from playground.activations import ACTIVATIONS
from playground.datasets.planes import PLANES
from playground.experiment import Experiment, ExperimentError
from playground.experiment.data import FEATURES as FEATURE_NAMES
from playground.experiment.data import PLANE_TASKS
from playground.experiment.training import OPTIMIZERS as OPTIMIZER_SPECS
from playground.i18n import _
from playground.initializers import INITIALIZERS
from playground.optimizers import OPTIMIZERS
from playground.presets import PRESETS
from playground.ui.form import (
    MOST_LAYERS,
    MOST_UNITS,
    FormValues,
    activation_key,
    from_form,
    option_key,
    rate_key,
    to_form,
    units_key,
)
from playground.ui.widgets import pick, several, steps, switch, whole_number

START = "spiral"
DEFAULTS = to_form(PRESETS[START].experiment)
"""What the page opens with, and what its address need not say."""

UNITS = (*range(1, 17), 20, 24, 32, 48, 64, 96, 128, 192, 256, 384, MOST_UNITS)
LEARNING_RATES = (1e-5, 3e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
PENALTIES = (0.0, 1e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
BATCHES = (1, 2, 5, 10, 20, 32, 50, 64, 100, 128, 250, 256, 500, 512, 1000)
SAMPLES = (50, 100, 200, 300, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
NOISES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
RATES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
DECAYS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999)
SMALLEST, BELOW_ONE = ulp(0.0), nextafter(1.0, 0.0)
EPSILONS = (1e-10, 1e-8, 1e-6, 1e-4, 1e-2)
FEATURE_LABELS = {
    "x1": "x₁",
    "x2": "x₂",
    "x1^2": "x₁²",
    "x2^2": "x₂²",
    "x1*x2": "x₁x₂",
    "sin(x1)": "sin x₁",
    "sin(x2)": "sin x₂",
}


def perceptron_controls() -> Experiment:
    """Show the sidebar and return the experiment that it describes."""
    _take_from_address()
    values: FormValues = {}
    with st.sidebar:
        _preset_menu()
        st.subheader(_("Data"), anchor=False)
        values |= _data_controls()
        st.subheader(_("Network"), anchor=False)
        values |= _network_controls()
        st.subheader(_("Training"), anchor=False)
        values |= _training_controls()
    return from_form(values)


def preset_sentence(experiment: Experiment) -> None:
    """Show what the preset chosen last is about, and whether it was changed since."""
    preset = PRESETS[st.session_state["_preset_shown"]]
    same = preset.experiment.model_copy(update={"seed": experiment.seed}) == experiment
    changed = "" if same else " " + _("*(settings changed since)*")
    st.markdown(f"**{_(preset.label)}.** {_(preset.sentence)}{changed}")


def fill(experiment: Experiment) -> None:
    """Make the controls show an experiment. Call before they are drawn.

    Raises
    ------
    ExperimentError
        If they cannot show it.
    """
    for key, value in to_form(experiment).items():
        st.session_state[key] = value


def _take_from_address() -> None:
    """Fill the controls from ``?experiment=`` or ``?preset=``, once, and say so if it is refused."""
    text, preset = st.query_params.pop("experiment", None), st.query_params.pop("preset", None)
    if text is not None:
        try:
            fill(Experiment.from_json(text))
        except ExperimentError as refused:
            st.error(_("The link's experiment was refused. {reason}").format(reason=refused), icon=":material/block:")
    elif preset in PRESETS:
        st.session_state["preset"] = preset
        _apply_preset()


def _apply_preset() -> None:
    name = st.session_state["preset"]
    if name in PRESETS:
        st.session_state["_preset_shown"] = name
        fill(PRESETS[name].experiment)


def _preset_menu() -> None:
    st.session_state.setdefault("_preset_shown", START)
    st.session_state.setdefault("preset", st.session_state["_preset_shown"])
    st.selectbox(
        _("Start from a preset"),
        list(PRESETS),
        format_func=lambda name: _(PRESETS[name].label),
        key="preset",
        on_change=_apply_preset,
        persist_state="session",
    )


def _data_controls() -> FormValues:
    names: dict[str, str] = {name: _(plane.label) for name, plane in PLANES.items()}
    return {
        "data": pick(_("Data set"), "data", names, DEFAULTS["data"]),
        "features": several(
            _("Inputs"),
            "features",
            {name: FEATURE_LABELS[name] for name in FEATURE_NAMES},
            DEFAULTS["features"],
            _("What the network sees of each point."),
        ),
        "noise": steps(_("Noise"), "noise", NOISES, DEFAULTS["noise"], show=_percent, bounds=(0.0, 1.0)),
        "samples": steps(_("Samples"), "samples", SAMPLES, DEFAULTS["samples"], bounds=(10, 100_000)),
        "train": steps(_("Share for training"), "train", SHARES, DEFAULTS["train"], show=_percent, bounds=(0.1, 0.9)),
    }


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
        with st.container(border=True, gap="small"):
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
        values[rate] = steps(label.format(number=layer), rate, RATES, 0.2, show=_percent, bounds=(0.0, 0.95))
    return values


def _training_controls() -> FormValues:
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
    with st.expander(details, key="optimizer_details", on_change="rerun") as expander:
        values |= _optimizer_controls(optimizer)
        if expander.open:  # the formula alone costs a browser 300 ms when the page loads
            st.caption(_(OPTIMIZERS[optimizer].sentence))
            st.latex(OPTIMIZERS[optimizer].formula)
    return values | {
        "batch": steps(_("Batch size"), "batch", BATCHES, DEFAULTS["batch"], bounds=(1, 100_000)),
        "loss": _loss_choice(),
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


def _loss_choice() -> str:
    """Show the losses that fit the data; a choice that no longer fits falls back to automatic."""
    losses = {"auto": _("Automatic"), "mse": _("Squared error"), "cross_entropy": _("Cross-entropy")}
    if not PLANE_TASKS[st.session_state["data"]].is_classification:
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


def _percent(share: float) -> str:
    """Return a share as people write it; different shares differ, as the widget knows its stops by them."""
    return f"{share:.0%}" if float(f"{share:.2f}") == share else str(share)


def _compact(number: float) -> str:
    """Return a number in few characters; different numbers always differ, as for shares."""
    return f"{number:g}" if float(f"{number:g}") == number else str(number)
