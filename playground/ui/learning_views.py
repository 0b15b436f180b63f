"""What the pages of networks for images and for sequences show of learning: its curves, and the classes mistaken."""

from __future__ import annotations

from collections.abc import Sequence

from playground.experiment import Experiment
from playground.figures.confusion import ONLY_CELLS, ONLY_NUMBERS, test_confusion_figure
from playground.figures.curves import BATCHES, TEST, TRAIN, accuracy_figure, loss_figure
from playground.i18n import _
from playground.live.figure import Binding, live_figure
from playground.live.table import Columns, Matrix
from playground.training.worker.runs import Run
from playground.ui.folded_table import folded_table


def curves(run: Run, experiment: Experiment, logarithmic: bool) -> None:
    """Show losses, and accuracies where right answers are counted, of batches, of epochs and of the test part.

    The run must measure ``Losses``, ``Accuracy`` and ``BatchCurves``.
    """
    figures = {"loss": loss_figure(logarithmic, batches=True)}
    alts = {"loss": _("Training and test loss over epochs, with the batches behind them")}
    columns = {_("training loss"): "train_loss", _("test loss"): "test_loss"}
    if experiment.data.task.counts_right:
        figures["accuracy"] = accuracy_figure(batches=True)
        alts["accuracy"] = _("Training and test accuracy over epochs, with the batches behind them")
        columns |= {_("training accuracy"): "train_accuracy", _("test accuracy"): "test_accuracy"}
    for name, figure in figures.items():
        live_figure(figure, _bindings(name), run, key=f"figure-{name}", alt=alts[name])
    folded_table("curves", [Columns(_("Curves"), columns, _("epoch"), curves=True)], run)


def confusion(run: Run, names: Sequence[str], alt: str) -> None:
    """Show which test samples are taken for which; the run must measure ``Confusion``.

    Parameters
    ----------
    names
        What people call the classes.
    alt
        Says what the matrix is of.
    """
    live_figure(
        test_confusion_figure(names),
        [
            Binding("confusion_test_colours", ONLY_CELLS, "z"),
            Binding("confusion_test_cells", ONLY_NUMBERS, "customdata"),
            Binding("confusion_test_rows", ONLY_NUMBERS, "y"),
        ],
        run,
        key="figure-confusion",
        alt=alt,
    )
    matrix = Matrix(_("Confusion matrix, test"), "confusion_test", _("true \\ predicted"), names, names)
    folded_table("confusion", [matrix], run)


def _bindings(name: str) -> list[Binding]:
    return [
        Binding(f"train_{name}", TRAIN, curve=True),
        Binding(f"test_{name}", TEST, curve=True),
        Binding("batch_epoch", BATCHES, "x"),
        Binding(f"batch_{name}", BATCHES, "y"),
    ]
