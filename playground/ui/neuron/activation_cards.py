"""The part of the neuron page on activation functions."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from playground.activations import Activation, Kink
from playground.concepts.saturation import saturated_zones
from playground.figures.activations import activation_figure, overlay_figure
from playground.i18n import _, language
from playground.numerals import in_latex
from playground.ui.widgets import several

OVERLAID = ("threshold", "relu", "sigmoid", "tanh")
"""Those of the lecture's slides 13 and 14, without the leaky ReLU: with its usual slope it would hide the ReLU."""
STILL = {"displayModeBar": False}


def activation_cards(name: str, activations: Mapping[str, Activation]) -> None:
    """Show all that there is to say of one activation, and several side by side."""
    st.header(_("Activation functions"), anchor=False)
    activation = activations[name]
    card, curve = st.columns([2, 3], gap="medium")
    with card:
        _card(activation)
    curve.plotly_chart(
        activation_figure(activation, saturated_zones(activation)), key="figure-activation", config=STILL
    )
    _overlay(activations)


def interval(values: str) -> str:
    """Return a set of values in LaTeX, an interval as the reader's language writes it: in French ``]0 ; 1[``."""
    if language() != "fr" or values.startswith("\\"):
        return values
    first, last = ("]" if values[0] == "(" else "["), ("[" if values[-1] == ")" else "]")
    inside = in_latex(values[1:-1].replace(",", r"\,;"))
    return f"{first}{inside}{last}"


def _card(activation: Activation) -> None:
    st.markdown(f"**{_(activation.label)}.** {_(activation.sentence)}")
    st.latex(in_latex(rf"\varphi(x) = {activation.formula}"))
    st.latex(in_latex(rf"\varphi'(x) = {activation.derivative_formula}"))
    if activation.where:
        st.latex(in_latex(activation.where))
    lines = [
        _("**Values:** {values}").format(values=f"${interval(activation.values)}$"),
        _("**Saturated:** {zones}").format(zones=zones_in_words(saturated_zones(activation))),
        *map(kink_in_words, activation.kinks),
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))


def zones_in_words(zones: list[tuple[float, float]]) -> str:
    """Return where an activation is saturated, in words."""
    if not zones:
        return _("nowhere; its slope never fades")
    infinite = float("inf")
    if zones == [(-infinite, infinite)]:
        return _("everywhere: its slope is 0")
    parts = [f"$x \\leq {_decimal(high)}$" if low == -infinite else f"$x \\geq {_decimal(low)}$" for low, high in zones]
    where = _(" and ").join(parts)
    return _("for {where}: within 2 % of a limit, and flat").format(where=where)


def kink_in_words(kink: Kink) -> str:
    """Return what happens where an activation has no derivative, in words."""
    numbers = {name: f"${_decimal(getattr(kink, name))}$" for name in ("at", "left", "right", "derivative")}
    if kink.jump:
        sentence = _("**Jump** at {at}: no derivative there; PyTorch takes {derivative}, as everywhere.")
    else:
        sentence = _("**Kink** at {at}: slope {left} before, {right} after; PyTorch takes {derivative}.")
    return sentence.format(**numbers)


def _decimal(number: float) -> str:
    """Return a number in LaTeX, with the reader's decimal mark."""
    return in_latex(f"{round(number, 3):g}")


def _overlay(activations: Mapping[str, Activation]) -> None:
    labels = {name: _(entry.label) for name, entry in activations.items()}
    chosen = several(_("Side by side"), "neuron_overlaid", labels, OVERLAID, None)
    shown = {labels[name]: activations[name] for name in chosen}
    order = list(labels.values())
    st.caption(_("In a legend, a click on a name hides its curve, and a double click shows it alone."))
    functions, derivatives = st.columns(2, gap="medium")
    functions.plotly_chart(overlay_figure(shown, order, derivatives=False), key="figure-functions", config=STILL)
    derivatives.plotly_chart(overlay_figure(shown, order, derivatives=True), key="figure-derivatives", config=STILL)
