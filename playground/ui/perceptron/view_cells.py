"""What stands in the cell of each view: its controls, its live figure, the table of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from playground.activations import ACTIVATIONS
from playground.datasets import Dataset
from playground.experiment import Dense, Experiment
from playground.figures import confusion as confusion_traces
from playground.figures import hidden_space as hidden_traces
from playground.figures.confusion import confusion_figure
from playground.figures.curves import TEST, TRAIN, accuracy_figure, loss_figure
from playground.figures.distributions import activations_figure, bars, weights_figure
from playground.figures.gradients import EXPLODING, FINE, VANISHING, gradients_figure
from playground.figures.hidden_space import hidden_space_figure
from playground.figures.surface import surface_count, surface_figure
from playground.i18n import _
from playground.live.figure import Binding, live_figure
from playground.live.table import Columns, Matrix
from playground.numerals import rounded
from playground.training.worker.runs import Run
from playground.ui.folded_table import folded_table
from playground.ui.perceptron.hidden_space import hidden_layers, hidden_space_controls
from playground.ui.widgets import switch


@dataclass(frozen=True)
class Viewed:
    """What views are drawn of.

    Parameters
    ----------
    logarithmic
        Whether the axis of the losses is logarithmic.
    """

    run: Run
    dataset: Dataset
    experiment: Experiment
    logarithmic: bool


def curves(viewed: Viewed) -> None:
    """Show the losses, and for classes the accuracies."""
    live_figure(
        loss_figure(viewed.logarithmic),
        [Binding("train_loss", TRAIN, curve=True), Binding("test_loss", TEST, curve=True)],
        viewed.run,
        key="figure-loss",
        alt=_("Training and test loss over epochs"),
    )
    columns = {_("training loss"): "train_loss", _("test loss"): "test_loss"}
    if viewed.dataset.task.is_classification:
        live_figure(
            accuracy_figure(),
            [Binding("train_accuracy", TRAIN, curve=True), Binding("test_accuracy", TEST, curve=True)],
            viewed.run,
            key="figure-accuracy",
            alt=_("Training and test accuracy over epochs"),
        )
        columns |= {_("training accuracy"): "train_accuracy", _("test accuracy"): "test_accuracy"}
    folded_table("curves", [Columns(_("Curves"), columns, _("epoch"), curves=True)], viewed.run)


def surface(viewed: Viewed) -> None:
    """Show the network's answer as a surface in space."""
    points = switch(_("Training points"), "views_points")
    count, names = surface_count(viewed.dataset), viewed.dataset.class_names
    tensors = ["surface"] if count == 1 else [f"surface_{k}" for k in range(count)]
    live_figure(
        surface_figure(viewed.dataset, show_points=points),
        [Binding(tensor, trace, "z") for trace, tensor in enumerate(tensors)],
        viewed.run,
        key="figure-surface",
        alt=_("The network's answer as a surface over the plane; drag to turn it"),
    )
    across, up = ([rounded(float(centre), 4) for centre in axis.centres(50)] for axis in viewed.dataset.axes)
    corner = f"{viewed.dataset.axes[1].label} \\ {viewed.dataset.axes[0].label}"
    shown = [_("Answer")] if count == 1 else [_("Probability of {name}").format(name=name) for name in names]
    tables = [Matrix(title, tensor, corner, up, across) for title, tensor in zip(shown, tensors, strict=True)]
    folded_table("surface", tables, viewed.run)


def hidden_space(viewed: Viewed) -> None:
    """Show the plane and its points as a hidden layer sees them, with the controls that say which."""
    layer, units = hidden_space_controls(viewed.experiment)
    places = {
        "hidden_grid": hidden_traces.GRID,
        "hidden_separator": hidden_traces.SEPARATOR,
        "hidden_corners": hidden_traces.CORNERS,
        "hidden": hidden_traces.POINTS,
        "hidden_chosen": hidden_traces.CHOSEN,
    }
    bindings = [Binding(f"{name}_{axis}", trace, axis) for name, trace in places.items() for axis in "xy"]
    live_figure(
        hidden_space_figure(viewed.dataset, units),
        [*bindings, Binding("hidden_shares", hidden_traces.CORNERS, "customdata")],
        viewed.run,
        key="figure-hidden",
        alt=_("The grid of the plane and the training points as layer {number} sees them").format(number=layer),
    )
    if layer == len(hidden_layers(viewed.experiment)) and viewed.dataset.task.classes == 2:
        st.caption(
            _("The violet line is where the output layer, linear in this space, goes from one class to the other.")
        )
    title = _("Training points in layer {number}").format(number=layer)
    columns = {_("horizontal"): "hidden_x", _("vertical"): "hidden_y"}
    folded_table("hidden", [Columns(title, columns, _("point"))], viewed.run)


def confusion(viewed: Viewed) -> None:
    """Show the confusion matrices of the training and the test part."""
    names = viewed.dataset.class_names
    live_figure(
        confusion_figure(names),
        [
            Binding("confusion_train_colours", confusion_traces.TRAIN_CELLS, "z"),
            Binding("confusion_train_cells", confusion_traces.TRAIN_NUMBERS, "customdata"),
            Binding("confusion_train_rows", confusion_traces.TRAIN_NUMBERS, "y"),
            Binding("confusion_test_colours", confusion_traces.TEST_CELLS, "z"),
            Binding("confusion_test_cells", confusion_traces.TEST_NUMBERS, "customdata"),
            Binding("confusion_test_rows", confusion_traces.TEST_NUMBERS, "y"),
        ],
        viewed.run,
        key="figure-confusion",
        alt=_("Confusion matrices of the training and the test part: true classes in rows, predicted ones in columns"),
    )
    corner = _("true \\ predicted")
    titles = {"train": _("Confusion matrix, training"), "test": _("Confusion matrix, test")}
    tables = [Matrix(title, f"confusion_{part}", corner, names, names) for part, title in titles.items()]
    folded_table("confusion", tables, viewed.run)


def weights(viewed: Viewed) -> None:
    """Show the histograms of each layer's weights."""
    names = _layer_names(viewed.experiment)
    live_figure(
        weights_figure(names),
        _histogram_bindings("weight", len(names)),
        viewed.run,
        key="figure-weights",
        alt=_("Histograms of the weights, layer by layer"),
    )
    facts = [_("mean"), _("standard deviation"), _("share of zeros")]
    folded_table("weights", _histogram_tables("weight", names, facts), viewed.run)


def activations(viewed: Viewed) -> None:
    """Show the histograms of each layer's activations."""
    names, layers = _layer_names(viewed.experiment), _dense_layers(viewed.experiment)
    titles = [f"{name} · {_(ACTIVATIONS[layer.activation].label)}" for name, layer in zip(names, layers, strict=True)]
    live_figure(
        activations_figure([*titles[:-1], names[-1]], [layer.activation for layer in layers]),
        _histogram_bindings("activation", len(names)),
        viewed.run,
        key="figure-activations",
        alt=_("Histograms of the activations for the training points, layer by layer"),
    )
    facts = [_("share of zeros"), _("dead units"), _("share saturated"), _("units")]
    folded_table("activations", _histogram_tables("activation", names, facts), viewed.run)


def gradients(viewed: Viewed) -> None:
    """Show how large the gradient of each layer's weights is."""
    names = _layer_names(viewed.experiment)
    live_figure(
        gradients_figure(names),
        [
            Binding("gradient_fine", FINE, "x"),
            Binding("gradient_vanishing", VANISHING, "x"),
            Binding("gradient_exploding", EXPLODING, "x"),
        ],
        viewed.run,
        key="figure-gradients",
        alt=_("Size of the last batch's gradient, layer by layer"),
    )
    st.caption(
        _(
            "Vanishing: on average below a thousandth of the output layer's. Exploding: a norm above 100, or above a "
            "thousand times the output layer's."
        )
    )
    columns = {
        _("norm"): "gradient_norm",
        _("mean size"): "gradient_mean",
        _("state (1 vanishing, 2 exploding)"): "gradient_state",
    }
    folded_table("gradients", [Columns(_("Gradients"), columns, _("layer"), names)], viewed.run)


def _dense_layers(experiment: Experiment) -> list[Dense]:
    """Return all dense layers, the output layer last."""
    return [placed.spec for placed in experiment.layers if isinstance(placed.spec, Dense)]


def _layer_names(experiment: Experiment) -> list[str]:
    hidden = range(1, len(hidden_layers(experiment)) + 1)
    return [*(_("layer {number}").format(number=number) for number in hidden), _("output")]


def _histogram_bindings(name: str, layers: int) -> list[Binding]:
    bindings = []
    for number in range(1, layers + 1):
        trace = bars(number)
        bindings += [
            Binding(f"{name}_bins_{number}", trace, "x"),
            Binding(f"{name}_heights_{number}", trace, "y"),
            Binding(f"{name}_shares_{number}", trace, "customdata"),
            Binding(f"{name}_edge_{number}", trace + 1, "x"),
            Binding(f"{name}_facts_{number}", trace + 1, "customdata"),
        ]
    return bindings


def _histogram_tables(name: str, layers: Sequence[str], facts: Sequence[str]) -> list[Columns | Matrix]:
    tables: list[Columns | Matrix] = []
    for number, layer in enumerate(layers, 1):
        columns = {_("centre"): f"{name}_bins_{number}", _("share"): f"{name}_shares_{number}"}
        tables += [
            Matrix(layer, f"{name}_facts_{number}", _("layer"), [layer], facts),
            Columns(_("{layer}, histogram").format(layer=layer), columns, _("bin")),
        ]
    return tables
