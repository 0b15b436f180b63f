"""What the page of convolutional networks shows of its run."""

from __future__ import annotations

import streamlit as st

from playground.experiment import Experiment, ImageData, OwnImages
from playground.figures.confusion import ONLY_CELLS, ONLY_NUMBERS, test_confusion_figure
from playground.figures.curves import BATCHES, TEST, TRAIN, accuracy_figure, loss_figure
from playground.i18n import _
from playground.live.figure import Binding, live_figure
from playground.live.images import live_images
from playground.live.maps import live_maps
from playground.live.table import Columns, Matrix, live_table
from playground.training.augmented import AugmentedDraws
from playground.training.confusion import Confusion
from playground.training.maps import BatchCurves, ChosenMap, FeatureMaps, InHand, Kernels, Wrong
from playground.training.probes import Accuracy, Losses, Probe
from playground.training.reasons import Reasons
from playground.training.runs import Run
from playground.ui.brought_image import brought_image
from playground.ui.widgets import pick

NO_REASON = "none"


def why_choice() -> str:
    """Show the choice of how to ask the network for its reasons, and return it."""
    options = {NO_REASON: _("Image alone"), "occlusion": _("Why? Occlusion"), "grad_cam": _("Why? Grad-CAM")}
    return pick(_("Why did it say so?"), "cnn_why", options, NO_REASON, form="segments", hide_label=True)


def probes(why: str) -> list[Probe]:
    """Return what the page needs measured, with the reasons that are asked for."""
    always: list[Probe] = [Losses(), Accuracy(), BatchCurves(), InHand(), FeatureMaps(), Kernels(), ChosenMap()]
    asked: list[Probe] = [] if why == NO_REASON else [Reasons("occlusion" if why == "occlusion" else "grad_cam")]
    return [*always, Confusion(), Wrong(), AugmentedDraws(), *asked]


def maps(run: Run, experiment: Experiment) -> None:
    """Show the image in hand and all layers."""
    data = _images(experiment)
    brought = brought_image(data.input_shape)
    live_maps(run, data.class_names, data.test_samples, key="figure-maps", brought=brought)


def curves(run: Run, logarithmic: bool) -> None:
    """Show losses and accuracies, of batches, of epochs and of the test images."""
    figures = {"loss": loss_figure(logarithmic, batches=True), "accuracy": accuracy_figure(batches=True)}
    alts = {
        "loss": _("Training and test loss over epochs, with the batches behind them"),
        "accuracy": _("Training and test accuracy over epochs, with the batches behind them"),
    }
    for name, figure in figures.items():
        live_figure(
            figure,
            [
                Binding(f"train_{name}", TRAIN, curve=True),
                Binding(f"test_{name}", TEST, curve=True),
                Binding("batch_epoch", BATCHES, "x"),
                Binding(f"batch_{name}", BATCHES, "y"),
            ],
            run,
            key=f"figure-{name}",
            alt=alts[name],
        )
    columns = {
        _("training loss"): "train_loss",
        _("test loss"): "test_loss",
        _("training accuracy"): "train_accuracy",
        _("test accuracy"): "test_accuracy",
    }
    _table("curves", [Columns(_("Curves"), columns, _("epoch"), curves=True)], run)


def confusion(run: Run, experiment: Experiment) -> None:
    """Show which test images are taken for which."""
    names = _images(experiment).class_names
    live_figure(
        test_confusion_figure(names),
        [
            Binding("confusion_test_colours", ONLY_CELLS, "z"),
            Binding("confusion_test_cells", ONLY_NUMBERS, "customdata"),
        ],
        run,
        key="figure-confusion",
        alt=_("Confusion matrix of the test images: true classes in rows, predicted ones in columns"),
    )
    matrix = Matrix(_("Confusion matrix, test"), "confusion_test", _("true \\ predicted"), names, names)
    _table("confusion", [matrix], run)


def wrong(run: Run, experiment: Experiment) -> None:
    """Show test images that the network gets wrong."""
    st.markdown("**" + _("What it gets wrong, and is surest of") + "**")
    live_images(
        run,
        "wrong",
        key="wrong",
        alt=_("Test images that the network gets wrong, those that it is surest of first"),
        classes=_images(experiment).class_names,
        columns=6,
        empty=_("No test image is wrong."),
    )


def _images(experiment: Experiment) -> ImageData | OwnImages:
    """Return the images of the page's experiment; the server itself need not load them."""
    assert isinstance(experiment.data, ImageData | OwnImages)
    return experiment.data


def _table(name: str, tables: list[Columns] | list[Matrix], run: Run) -> None:
    """Show the numbers behind a figure once somebody opens them."""
    with st.expander(_("Table"), key=f"table-{name}", icon=":material/table:", on_change="rerun") as expander:
        if expander.open:
            live_table(tables, run, key=f"numbers-{name}")
