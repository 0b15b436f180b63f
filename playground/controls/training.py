"""The sidebar's controls of how a network trains: optimizer, batches, loss, penalties, initial weights, seed."""

from __future__ import annotations

from math import nextafter, ulp

import streamlit as st

from playground.controls.form import FormValues, option_key
from playground.experiment import Task
from playground.experiment.training import OPTIMIZERS as OPTIMIZER_SPECS
from playground.i18n import _
from playground.initializers import INITIALIZERS
from playground.numerals import compact
from playground.optimizers import OPTIMIZERS
from playground.ui.groups import hidden
from playground.ui.widgets import pick, steps, switch, whole_number

LEARNING_RATES = (1e-5, 3e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
PENALTIES = (0.0, 1e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
BATCHES = (1, 2, 5, 10, 20, 32, 50, 64, 100, 128, 250, 256, 500, 512, 1000)
CLIPS = (0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0)
DECAYS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999)
SMALLEST, BELOW_ONE = ulp(0.0), nextafter(1.0, 0.0)
EPSILONS = (1e-10, 1e-8, 1e-6, 1e-4, 1e-2)


def training_controls(task: Task, defaults: FormValues, prefix: str = "", *, letters: bool = False) -> FormValues:
    """Show the controls of training and return their values, by names without the prefix.

    Parameters
    ----------
    task
        What the network is asked for; it says which losses there are.
    defaults
        What the address need not say, by the same names.
    prefix
        What the controls' keys begin with, where pages keep them apart.
    letters
        Whether the classes are the letters of a text, which squared error cannot judge.
    """
    initializers = {name: _(entry.label) for name, entry in INITIALIZERS.items()}
    return {
        **_step_controls(defaults, prefix),
        "batch": steps(_("Batch size"), f"{prefix}batch", BATCHES, defaults["batch"], bounds=(1, 100_000)),
        "loss": _loss_choice(task, defaults["loss"], f"{prefix}loss", letters),
        **_l1_controls(prefix),
        "l2": steps(_("L2 penalty"), f"{prefix}l2", PENALTIES, 0.0, show=compact, bounds=(0.0, 10.0)),
        "clip": steps(
            _("Longest gradient"),
            f"{prefix}clip",
            CLIPS,
            defaults["clip"],
            show=lambda length: compact(length) if length else _("no limit"),
            bounds=(0.0, 1000.0),
            help_text=_("A batch's gradient that is longer is shortened to this length (clipping)."),
        ),
        "init": pick(_("Initial weights"), f"{prefix}init", initializers, defaults["init"]),
        "shuffle": switch(_("Shuffle each epoch"), f"{prefix}shuffle", default=True),
        "seed": whole_number(
            _("Seed"),
            f"{prefix}seed",
            0,
            2**31 - 1,
            defaults["seed"],
            _("All random numbers come from it: the same seed, the same run."),
        ),
    }


def _l1_controls(prefix: str) -> FormValues:
    """Show the L1 penalty, and where there is one how it is followed."""
    strength = steps(_("L1 penalty"), f"{prefix}l1", PENALTIES, 0.0, show=compact, bounds=(0.0, 10.0))
    key = f"{prefix}l1_step"
    if not strength:
        st.session_state.pop(key, None)  # as the experiment has it: without a penalty it has no step
        return {"l1": strength}
    names = {"proximal": _("proximal: exact zeros"), "subgradient": _("subgradient")}
    help_text = _(
        "Proximal: after each step weights move towards 0 by γ·l1, and not beyond. Subgradient: l1·sign w is added."
    )
    return {"l1": strength, "l1_step": pick(_("L1 step"), key, names, "proximal", help_text=help_text)}


def _step_controls(defaults: FormValues, prefix: str) -> FormValues:
    """Show the optimizer, its learning rate, and its parameters folded away."""
    labels = {name: entry.label for name, entry in OPTIMIZERS.items()}
    optimizer = pick(_("Optimizer"), f"{prefix}optimizer", labels, defaults["optimizer"])
    rate = steps(
        _("Learning rate"),
        f"{prefix}learning_rate",
        LEARNING_RATES,
        defaults["learning_rate"],
        show=compact,
        bounds=(SMALLEST, 100.0),
        help_text=_("May be changed while the network trains, like the penalties."),
    )
    values: FormValues = {"optimizer": optimizer, "learning_rate": rate}
    details, folded = _("{optimizer} in detail").format(optimizer=labels[optimizer]), f"{prefix}optimizer_details"
    if hidden(folded):
        return values | _optimizer_controls(optimizer, prefix)
    with st.expander(details, key=folded, on_change="rerun") as expander:
        values |= _optimizer_controls(optimizer, prefix)
        if expander.open:  # the formula alone costs a browser 300 ms when the page loads
            st.caption(_(OPTIMIZERS[optimizer].sentence))
            st.latex(OPTIMIZERS[optimizer].formula)
    return values


def _loss_choice(task: Task, default: str, key: str, letters: bool) -> str:
    """Show the losses that fit the data; a choice that no longer fits falls back to automatic."""
    losses = {"auto": _("Automatic"), "mse": _("Squared error"), "mae": _("Absolute error")}
    if task.is_classification:
        losses |= {"cross_entropy": _("Cross-entropy")}
        del losses["mae"]
    if letters:
        del losses["mse"]
    if st.session_state.get(key) not in (None, *losses):
        st.session_state[key] = "auto"
    return pick(_("Loss"), key, losses, default)


def _optimizer_controls(optimizer: str, prefix: str) -> FormValues:
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
        option = option_key(optimizer, name)
        key = f"{prefix}{option}"
        if name == "nesterov":
            if values[option_key(optimizer, "momentum")] > 0:
                values[option] = switch(_("Nesterov's momentum"), key)
        elif name in labels:
            stops = {"epsilon": EPSILONS, "weight_decay": PENALTIES}.get(name, DECAYS)
            bounds = {"epsilon": (1e-12, 1.0), "weight_decay": (0.0, 10.0)}.get(name, (0.0, BELOW_ONE))
            values[option] = steps(labels[name], key, stops, field.default, show=compact, bounds=bounds)
    return values
