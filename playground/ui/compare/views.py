"""What a comparison's page shows of its run."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from playground.controls.image_data import class_label
from playground.controls.sequence_classes import class_names
from playground.datasets import Dataset, load
from playground.experiment import Experiment, SequenceSpec
from playground.experiment.comparison import Comparison
from playground.experiment.read import AnyExperiment
from playground.figures.comparison import (
    DEAD,
    SATURATED,
    accuracy_curves,
    gradient_lines,
    gradients_in_time,
    loss_curves,
    unit_bars,
)
from playground.i18n import _, language
from playground.live.figure import Binding, live_figure
from playground.training.worker.runs import Run
from playground.ui.compare.compared import Compared
from playground.ui.compare.families import family_of
from playground.ui.compare.gan_views import gan_ranking, gan_sentence
from playground.ui.compare.grids import Cell, Row, boundary_grid, confusion_grid, generated_grid
from playground.ui.compare.rankings import ranking
from playground.ui.value_curves import value_colours, value_curves
from playground.ui.widgets import pick

EVERY_SEED = "all"


def shown_choice(comparison: Comparison) -> tuple[int, ...]:
    """Show the choice of which seeds' networks are in the grid, and return their places among a value's networks."""
    if comparison.networks_each == 1 or not Compared(comparison, (0,)).has_pictures:
        return (0,)
    seeds = [network.seed for network in comparison.experiments[0]]
    options = {EVERY_SEED: _("every seed")} | {str(k): _("seed {n}").format(n=seed) for k, seed in enumerate(seeds)}
    if st.session_state.get("shown") not in (None, *options):
        st.session_state["shown"] = "0"
    chosen = pick(_("Pictures of"), "shown", options, "0", form="segments", hide_label=True)
    return tuple(range(len(seeds))) if chosen == EVERY_SEED else (int(chosen),)


def warn_if_alike(compared: Compared) -> None:
    """Say so where some of the values make the very same network: activations of a network without hidden layers."""
    networks = [row[0] for row in compared.comparison.experiments]
    if len(set(networks)) < len(networks):
        st.info(
            _("Some of these networks do not differ: what is compared changes nothing in them."), icon=":material/info:"
        )


def part_choice() -> str:
    """Show the choice of which part's curves are drawn, and return ``test`` or ``train``."""
    parts = {"test": _("Test"), "train": _("Training")}
    return pick(_("Curves of"), "part", parts, "test", form="segments", hide_label=True)


def grid(compared: Compared, run: Run) -> None:
    """Show a picture of each network: its decision boundaries, or which classes it takes for which."""
    if not compared.has_pictures:
        return
    comparison = compared.comparison
    every = len(compared.shown) > 1
    rows = []
    for place, (text, experiments) in enumerate(zip(compared.labels, comparison.experiments, strict=True)):
        cells = []
        for k in compared.shown:
            experiment = experiments[k]
            name = _("{value}, seed {n}").format(value=text, n=experiment.seed)
            own = experiment.data.is_own
            page = family_of(experiment).page
            link = None if own else f"{page}?" + urlencode({"experiment": experiment.to_json()})
            cells.append(Cell(place * comparison.networks_each + k, name, link))
        rows.append(Row(text, tuple(cells)))
    seeds = [str(comparison.experiments[0][k].seed) for k in compared.shown] if every else []
    if compared.is_of_gans:
        columns = len(compared.shown) if every else min(4, len(rows))
        generated_grid(rows, seeds, compared.target, run, columns=columns, key="figure-grid")
    elif compared.is_on_plane:
        columns = len(compared.shown) if every else min(4, len(rows))
        boundary_grid(rows, seeds, _datasets(compared), run, columns=columns, key="figure-grid")
    else:  # larger: their cells have names
        columns = len(compared.shown) if every else 2 if len(rows) in (2, 4) else 3
        names = _class_names(comparison.base)
        confusion_grid(rows, seeds, names, run, columns=columns, key="figure-grid")
    _explain(compared, every)


def _explain(compared: Compared, every: bool) -> None:
    """Say what is in the pictures and under them."""
    comparison, sentences = compared.comparison, []
    if compared.is_of_gans:
        st.caption(gan_sentence(compared))
        return
    if not compared.is_on_plane:
        names = ", ".join(_class_names(comparison.base))
        sentence = _(
            "Each picture: the test samples by their true class, from top to bottom, and by the class that the network "
            "gives them, from left to right ({names}). Blue is right, orange wrong; the stronger, the more of them."
        )
        sentences.append(sentence.format(names=names))
    if not every:
        accuracy, loss = (
            _("Under each picture: its accuracy and its loss on the test points."),
            _("Under each picture: its loss on the test points."),
        )
        if not compared.is_on_plane:
            accuracy = _("Under each picture: its accuracy and its loss on the test samples.")
        sentences.append(accuracy if comparison.base.data.task.counts_right else loss)
        if not comparison.base.data.is_own:
            sentences.append(_("Click it to open it alone."))
    if sentences:
        st.caption(" ".join(sentences))


def _class_names(experiment: AnyExperiment) -> Sequence[str]:
    """Return what people call the classes."""
    if isinstance(experiment.data, SequenceSpec):
        return class_names(experiment)
    return [class_label(name) for name in getattr(experiment.data, "class_names", ())]


def _datasets(compared: Compared) -> list[Dataset]:
    """Return the data of each seed shown."""
    row = compared.comparison.experiments[0]
    shown = [network for k in compared.shown if isinstance(network := row[k], Experiment)]
    return [load(network.data, network.seed) for network in shown]


def curves(compared: Compared, run: Run, part: str, logarithmic: bool) -> None:
    """Show the losses, and for classes the accuracies, of the training or of the test part."""
    comparison, labels = compared.comparison, compared.labels
    assert isinstance(comparison.base, Experiment)
    task, loss = comparison.base.data.task, comparison.base.loss
    titles = _titles(part, comparison.networks_each == 1)
    figures = {f"{part}_loss": loss_curves(labels, titles[0], loss, task, logarithmic)}
    if task.counts_right:
        figures[f"{part}_accuracy"] = accuracy_curves(labels, titles[1])
    for name, figure in figures.items():
        value_curves(figure, name, labels, run, key=f"figure-{name.split('_')[1]}")


def _titles(part: str, single: bool) -> tuple[str, str]:
    """Return what the curves of the losses and of the accuracies are called."""
    if single:
        return (_("Test loss"), _("Test accuracy")) if part == "test" else (_("Training loss"), _("Training accuracy"))
    return {
        "test": (_("Test loss, median and range"), _("Test accuracy, median and range")),
        "train": (_("Training loss, median and range"), _("Training accuracy, median and range")),
    }[part]


def gradients(compared: Compared, run: Run) -> None:
    """Show the sizes of the gradients, layer by layer."""
    labels = compared.labels
    live_figure(
        gradient_lines(labels, compared.layers),
        [Binding("gradient_median", k, row=k) for k in range(len(labels))],
        run,
        key="figure-gradients",
        alt=_("Norm of the last batch's gradient in each layer, a line for each of: {values}").format(
            values=", ".join(labels)
        ),
        colours=value_colours(len(labels)),
    )
    st.caption(
        _("Norm of the last batch's gradient by each layer's weights, median over the seeds; from the first step on.")
    )


def in_time(compared: Compared, run: Run) -> None:
    """Show how far back the loss depends on the first recurrent layer's states, a line for each value."""
    labels = compared.labels
    live_figure(
        gradients_in_time(labels),
        [Binding("gradients_in_time", k, row=k) for k in range(len(labels))],
        run,
        key="figure-in-time",
        alt=_("How much the loss depends on the state at each step, a line for each of: {values}").format(
            values=", ".join(labels)
        ),
        colours=value_colours(len(labels)),
    )
    st.caption(
        _(
            "Norm of the loss's gradient by the state of the first recurrent layer at each step (of an LSTM by its "
            "cell), as a share of the largest; the mean over eight test sequences, of each value's first seed. A line "
            "that falls to the left forgets."
        )
    )


def units(compared: Compared, run: Run) -> None:
    """Show the shares of dead and saturated units."""
    live_figure(
        unit_bars(compared.labels),
        [Binding("units_dead", DEAD, "x"), Binding("units_saturated", SATURATED, "x")],
        run,
        key="figure-units",
        alt=_("Shares of dead and of saturated hidden units for each value"),
    )
    if compared.is_on_plane:
        sentence = _(
            "Dead: 0 for every training point. Saturated: within 2 % of a bound of the activation for 95 % of them."
        )
    else:
        sentence = _(
            "A unit is a neuron, or a filter with its whole map. Dead: 0 for each of 250 training samples. Saturated: "
            "95 % of its values within 2 % of a bound of the activation. As of the last epoch."
        )
    st.caption(sentence)


def table(compared: Compared, run: Run) -> None:
    """Show the ranking, and of GANs how many modes each of them covers."""
    comparison = compared.comparison
    seeds = [[network.seed for network in row] for row in comparison.experiments]
    values = [str(value) for value in comparison.values]
    heading = "" if language() == "en" else compared.axis_label
    ranked = gan_ranking(compared) if compared.is_of_gans else None
    ranking(comparison.axis, values, compared.labels, seeds, run, key="ranking", axis_heading=heading, ranked=ranked)
