"""The part of the page on recurrent networks that shows where a gradient goes on its way back through time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, cast, get_args

import numpy as np
import numpy.typing as npt
import streamlit as st

from playground.concepts.gradient_in_time import TYPICAL_SEED, GradientInTime, gradient_in_time
from playground.concepts.recurrence import Cell
from playground.concepts.recurrent_weights import Start
from playground.figures.gradient_in_time import FLOOR, Line, gradient_in_time_figure
from playground.i18n import _
from playground.numerals import as_power, fixed, significant
from playground.ui.slide_links import with_slide_links
from playground.ui.widgets import pick, steps, whole_number

LENGTHS = (5, 10, 20, 30, 40, 60, 80, 100, 150, 200)
AS_DRAWN = 0.0
RADII = (AS_DRAWN, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 2.0)
BIASES = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0)
LENGTH, BIAS = 60, 1.0
VANISHED, EXPLODED = 1e-3, 1e2
"""What remains of a gradient that counts as vanished, as exploded."""
STILL = {"displayModeBar": False}

Gradients = Mapping[Cell, GradientInTime]


class Choice(NamedTuple):
    """What the section's controls say."""

    length: int
    radius: float
    forget_bias: float
    start: Start
    seed: int


def gradient_through_time() -> None:
    """Show what is left of a gradient at each step back, in fresh cells of each kind (lecture, slide 57)."""
    st.header(_("The gradient through time"), anchor=False)
    words = _(
        "“The naive structure makes the gradient too flat” (slide 57): three fresh networks of 32 units read a "
        "sequence of symbols and are then asked for the **first** one. To learn it, the gradient of the loss must "
        "get from the last step, on the right, back to the first."
    )
    st.markdown(with_slide_links(words))
    choice = _controls()
    gradients = _gradients(choice)
    sentence = what_remains(gradients, choice.length)
    picture, reasons = st.columns([3, 2], gap="medium")
    with picture:
        lines: dict[Line, npt.NDArray[np.float64]] = {cell: one.remaining for cell, one in gradients.items()}
        figure = gradient_in_time_figure(lines | {"lstm_h": gradients["lstm"].remaining_in_state})
        st.plotly_chart(figure, key="figure-gradient-in-time", config=STILL)
        st.markdown(sentence)
    with reasons:
        _explanation(gradients, choice.length)


def what_remains(gradients: Gradients, length: int) -> str:
    """Return what remains at the first step of the last one's gradient, for each cell, and what that means."""
    names = {"rnn": _("RNN"), "lstm": _("LSTM"), "gru": _("GRU")}
    shares = {cell: float(one.remaining[0]) for cell, one in gradients.items()}
    parts = [f"{names[cell]} **{share_text(share)}** ({_verdict(share)})" for cell, share in shares.items()]
    sentence = _("From step {last} back to step 1, of the gradient remain: {parts}.")
    return sentence.format(last=length, parts=", ".join(parts))


def share_text(share: float) -> str:
    """Return a share with two digits, as people read it: 0.73, or 7.1 × 10⁻¹⁶."""
    if share < FLOOR:
        return _("less than {least}").format(least="10⁻³⁸")
    if 0.01 <= share < 1000:
        return _decimal(share)
    return as_power(share)


def _verdict(share: float) -> str:
    if share < VANISHED:
        return _("vanishes")
    return _("explodes") if share > EXPLODED else _("arrives")


def _controls() -> Choice:
    first, second = st.columns(2, gap="medium")
    with first:
        length = steps(_("Length of the sequence"), "rnn_time_length", LENGTHS, LENGTH, bounds=(5, 200))
        radius = steps(
            _("Spectral radius of the plain RNN's recurrent matrix"),
            "rnn_time_radius",
            RADII,
            AS_DRAWN,
            show=lambda value: _("as drawn") if value == AS_DRAWN else _decimal(value),
            help_text=_(
                "The largest absolute value of its eigenvalues; the matrix is multiplied until it has this one."
            ),
            bounds=(0.2, 2.0),
        )
    with second:
        bias = steps(
            _("Forget bias"),
            "rnn_time_bias",
            BIASES,
            BIAS,
            show=_decimal,
            help_text=_("Added to the bias of the LSTM's forget gate f and of the GRU's update gate z."),
            bounds=(0.0, 6.0),
        )
        starts = {"default": _("uniform, as PyTorch"), "orthogonal": _("orthogonal")}
        chosen, drawn = st.columns([3, 2])
        with chosen:
            start = pick(_("Recurrent weights at the start"), "rnn_time_start", starts, "default", form="segments")
        with drawn:
            seed = whole_number(_("Seed"), "rnn_time_seed", 0, 2**31 - 1, TYPICAL_SEED)
    return Choice(length, radius, bias, cast(Start, start), seed)


@st.cache_data(show_spinner=False, max_entries=64)
def _gradients(choice: Choice) -> dict[Cell, GradientInTime]:
    radius = None if choice.radius == AS_DRAWN else choice.radius
    return {
        cell: gradient_in_time(
            cell,
            choice.length,
            start=choice.start,
            radius=radius if cell == "rnn" else None,
            forget_bias=choice.forget_bias,
            seed=choice.seed,
        )
        for cell in get_args(Cell)
    }


def _explanation(gradients: Gradients, length: int) -> None:
    """Say with the formulas, and with the present numbers, why."""
    plain, lstm, gru = gradients["rnn"], gradients["lstm"], gradients["gru"]
    st.markdown(_("**RNN.** Each step back multiplies by the recurrent matrix U and by the slopes of tanh:"))
    st.latex(
        r"\frac{\partial L}{\partial h_1} = \prod_{t=2}^{T} U^\top \mathrm{diag}(1 - h_t^2)"
        r"\;\frac{\partial L}{\partial h_T}"
    )
    st.markdown(
        _(
            "The slopes are at most 1 (now {slope} on average). With a spectral radius below 1 the product shrinks "
            "like a power: the gradient **vanishes**. Above 1 it can grow: it **explodes**, unless the slopes hold it "
            "down. Now the radius is {radius}."
        ).format(slope=_decimal(plain.kept), radius=_decimal(plain.radius))
    )
    st.markdown(_("**LSTM.** The memory is a sum, and along it a step back only multiplies by the forget gate:"))
    st.latex(
        r"c_t = f_t\, c_{t-1} + i_t\, g_t \qquad"
        r"\frac{\partial c_t}{\partial c_{t-1}} = \mathrm{diag}(f_t) + \cdots"
    )
    power = share_text(lstm.kept ** (length - 1))
    st.markdown(
        _(
            "Now f is {kept} on average, and {kept} to the power {steps} is {power}. The dots are the ways through the "
            "gates, which come on top. A forget bias of 5 keeps f near 1: the gradient gets through."
        ).format(kept=_decimal(lstm.kept, 3), steps=length - 1, power=power)
    )
    st.markdown(
        _(
            "**GRU.** The same way leads along the state: $h_t = (1 - z_t)\\, n_t + z_t\\, h_{{t-1}}$, now z is {kept}."
        ).format(kept=_decimal(gru.kept, 3))
    )


def _decimal(number: float, digits: int = 2) -> str:
    return significant(number, digits) if abs(number) < 100 else fixed(number, 0)
