"""The part of the neuron page on linear regression: a neuron with the identity, trained live."""

from __future__ import annotations

from dataclasses import dataclass
from random import randrange

import numpy as np
import numpy.typing as npt
import streamlit as st

from playground.concepts.least_squares import Line, largest_stable_rate, least_squares_line
from playground.datasets import load
from playground.experiment import SGD, Experiment, Model, PlaneData, Training
from playground.figures.line_fit import ENDS, LINE, RESIDUALS, line_fit_figure
from playground.i18n import _
from playground.live.figure import Binding, live_figure, transport
from playground.live.table import Columns, live_table
from playground.numerals import percent, significant
from playground.training.probes.line_fit import LineFit
from playground.training.probes.plane import Losses
from playground.training.worker.runs import Run
from playground.ui.runs import live_run, speed_choice
from playground.ui.slide_links import with_slide_links
from playground.ui.widgets import pick, steps, whole_number

SAMPLES = (20, 40, 60, 80, 120, 200, 400, 1000)
NOISES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)
RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.12, 0.15, 0.2)
RATE = 0.01
BATCHES = ("all", "10", "1")


@dataclass(frozen=True)
class Fitted:
    """The training points, and what is known of them beforehand.

    Parameters
    ----------
    x, y
        Places and heights, ``(n,)``.
    exact
        The line of least squares.
    bound
        The learning rate above which descent on all points at once diverges.
    """

    x: npt.NDArray[np.floating]
    y: npt.NDArray[np.floating]
    exact: Line
    bound: float

    @classmethod
    def of(cls, experiment: Experiment) -> Fitted:
        """Return what is known of an experiment with one input."""
        dataset = load(experiment.data, experiment.seed)
        x = dataset.inputs[dataset.train, 0].astype(np.float64)
        y = dataset.targets[dataset.train].astype(np.float64)
        return cls(x, y, least_squares_line(x, y), largest_stable_rate(x))


def line_fit() -> None:
    """Show a neuron with the identity learn its line (lecture, slide 12), beside the line of least squares."""
    st.header(_("With the identity: linear regression"), anchor=False)
    words = _(
        "With φ = Id the neuron is h(x) = w x₁ + b: linear regression (slide 12). Gradient descent (slide 30) goes "
        "there step by step; least squares knows the end."
    )
    st.markdown(with_slide_links(words))
    bar, pace = st.columns([7, 1], vertical_alignment="center")
    picture, beside = st.columns([3, 2], gap="medium")
    with beside:
        experiment = _controls()
    with pace:
        speed = speed_choice()
    run = live_run("neuron", experiment, [Losses(), LineFit(ENDS)], speed)
    fitted = Fitted.of(experiment)
    known = (experiment.training.optimizer.learning_rate, fitted.bound, _all_at_once(experiment))
    with bar:
        transport(run, key="transport", on_new_seed=_new_seed, after_divergence=after_divergence(*known))
    with picture:
        _figure(run, fitted)
    with beside:
        st.markdown(advice(*known))
        _numbers(run)


def _controls() -> Experiment:
    """Show the regression's controls and return the experiment that they describe."""
    first, second = st.columns(2)
    with first:
        rate = steps(
            _("Learning rate"),
            "fit_rate",
            RATES,
            RATE,
            show=_decimal,
            help_text=_("Acts on the running network; one that has diverged starts anew with Reset."),
            bounds=(1e-5, 10.0),
        )
        samples = steps(_("Points, half of them for training"), "fit_samples", SAMPLES, 60)
    with second:
        labels = {"all": _("all points"), "10": "10", "1": "1"}
        batch = pick(_("Points in a step"), "fit_batch", labels, "all", form="segments")
        noise = steps(_("Noise"), "fit_noise", NOISES, 0.1, show=percent, bounds=(0.0, 1.0))
    seed = whole_number(_("Seed"), "fit_seed", 0, 2**31 - 1, 0)
    data = PlaneData(name="plane", samples=samples, noise=noise, features=("x1",))
    sizes = {"all": samples, "10": 10, "1": 1}
    training = Training(optimizer=SGD(learning_rate=rate), batch_size=sizes[batch])
    return Experiment(data=data, model=Model(layers=()), training=training, seed=seed)


def _new_seed() -> None:
    st.session_state["fit_seed"] = randrange(1, 10_000)


def _all_at_once(experiment: Experiment) -> bool:
    return experiment.batches_per_epoch == 1


def advice(rate: float, bound: float, all_at_once: bool) -> str:
    """Return what a learning rate will do, in words.

    Parameters
    ----------
    rate, bound
        The learning rate, and the one above which descent on all points at once diverges.
    all_at_once
        Whether each step takes all points.
    """
    limit = _("Bound of the learning rate: 2/λ = {bound}.").format(bound=f"**{_decimal(bound)}**")
    if not all_at_once:
        sentence = _(
            "It holds for all points at once. With a few points in a step the line never comes to rest: it trembles "
            "about the best one, the more the larger the rate, and may diverge earlier."
        )
    elif rate > bound:
        sentence = _(
            ":material/warning: **{rate} is above it: the line diverges.** Each step lands further away on the other "
            "side than it started."
        )
    elif rate > bound / 2:
        sentence = _(
            "{rate} is below it, but above half of it: the slope swings to and fro on its way to the best line."
        )
    else:
        sentence = _("{rate} is below half of it: the slope moves to the best line without swinging.")
    return f"{limit} {sentence.format(rate=_decimal(rate))}"


def after_divergence(rate: float, bound: float, all_at_once: bool) -> str:
    """Return what to do once the line has diverged, in words; the parameters are those of :func:`advice`."""
    if not all_at_once:
        return _("Take a smaller learning rate, or more points in a step; then press Reset.")
    if rate > bound:
        return _("Take a learning rate below 2/λ = {bound}, then press Reset.").format(bound=_decimal(bound))
    return _("Now press Reset: with the learning rate {rate} the line converges.").format(rate=_decimal(rate))


def _decimal(number: float) -> str:
    return significant(number, 3)


def _figure(run: Run, fitted: Fitted) -> None:
    live_figure(
        line_fit_figure(fitted.x, fitted.y, fitted.exact),
        [Binding("fit_line", LINE, "y"), Binding("fit_residuals", RESIDUALS, "y")],
        run,
        key="figure-fit",
        alt=_("The training points, the neuron's line with its residuals, and the line of least squares, dashed"),
    )


def _numbers(run: Run) -> None:
    """Show weight, bias and error of the neuron beside those of least squares."""
    rows = (_("weight w"), _("bias b"), _("mean squared error"))
    columns = {_("the neuron"): "fit_numbers", _("least squares"): "fit_best"}
    live_table([Columns(_("Now and at best"), columns, _("training part"), rows)], run, key="numbers-fit")
