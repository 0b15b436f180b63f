"""The choice of methods, of the number of steps, and of what the methods have beside their learning rates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from playground.concepts.descent.methods import METHODS, Options
from playground.i18n import _
from playground.numerals import compact
from playground.ui.descent.step_size import LINEAR
from playground.ui.descent.surface_choice import suit_surface
from playground.ui.groups import hidden
from playground.ui.widgets import pick, several, steps, whole_number

STEPS = (10, 30, 100, 300, 1000, 2000)
MOMENTA = (0.0, 0.3, 0.5, 0.67, 0.8, 0.9, 0.95, 0.99)
DECAYS = (0.0, 0.5, 0.8, 0.9, 0.99, 0.999)
TEMPERATURES = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
COOLINGS = (0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 1.0)


def racing_methods(usual: Mapping[str, Any]) -> list[str]:
    """Show the methods, of which any may race, and return those that do."""
    labels = {name: _(method.label) for name, method in METHODS.items()}
    return several(_("Methods"), "descent_methods", labels, usual["descent_methods"], None)


def one_method(usual: Mapping[str, Any]) -> str:
    """Show the methods that follow a slope, and return the chosen one."""
    labels = {name: _(method.label) for name, method in METHODS.items() if name != "annealing"}
    return pick(_("Method"), "descent_method", labels, usual["descent_method"], on_change=suit_surface)


def linear_method(usual: Mapping[str, Any]) -> str:
    """Show the methods whose step on a parabola is linear, and return the chosen one."""
    labels = {name: _(METHODS[name].label) for name in LINEAR}
    return pick(_("Method"), "descent_linear", labels, usual["descent_linear"])


def step_count(usual: Mapping[str, Any]) -> int:
    """Show how many steps are taken, and return it."""
    return steps(_("Steps"), "descent_steps", STEPS, int(usual["descent_steps"]), bounds=(1, STEPS[-1]))


def method_details(usual: Mapping[str, Any]) -> Options:
    """Show what the methods have beside their learning rates, folded away, and return it."""

    def number(label: str, name: str, options: tuple[float, ...], low: float, high: float) -> float:
        default = float(usual[f"descent_{name}"])
        return steps(label, f"descent_{name}", options, default, show=compact, bounds=(low, high))

    folded = st.container() if hidden("descent_details") else st.expander(_("Methods in detail"), key="descent_details")
    with folded:
        return Options(
            number(_("Momentum μ"), "momentum", MOMENTA, 0.0, 0.999),
            number(_("RMSprop's α"), "alpha", DECAYS, 0.0, 0.9999),
            number(_("Adam's β₁"), "beta1", DECAYS, 0.0, 0.9999),
            number(_("Adam's β₂"), "beta2", DECAYS, 0.0, 0.9999),
            number(_("Annealing: first temperature T"), "temperature", TEMPERATURES, 0.0, 1000.0),
            number(_("Annealing: factor c of T"), "cooling", COOLINGS, 0.5, 1.0),
            whole_number(_("Annealing: seed"), "descent_seed", 0, 9999, usual["descent_seed"]),
        )
