"""What the command line shows people: the table of a network's layers, the progress of training, the closing table."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from playground.architecture.summary import SummaryRow
from playground.experiment.layers import show_shape
from playground.experiment.read import AnyExperiment
from playground.experiment.spec import Shape
from playground.i18n import N_, _
from playground.numerals import fixed, percent, significant, whole

if TYPE_CHECKING:
    from playground.training.trainers.gan import GanTrainer
    from playground.training.trainers.run_to_end import Result
    from playground.training.trainers.trainer import Trainer

_CURVES: Mapping[str, str] = {
    "train_loss": N_("Training loss"),
    "test_loss": N_("Test loss"),
    "train_accuracy": N_("Training accuracy"),
    "test_accuracy": N_("Test accuracy"),
    "value": N_("Value of the game"),
    "on_real": N_("D on data, mean"),
    "on_generated": N_("D on generated points, mean"),
    "modes_covered": N_("Modes covered"),
    "share_within_3_sigma": N_("Within 3σ of a mode"),
}
_STATUS: Mapping[str, str] = {"finished": N_("finished"), "diverged": N_("diverged: the loss was no longer finite")}


def print_layers(rows: Sequence[SummaryRow], input_shape: Shape) -> None:
    """Print the table of a network's layers and the total of its parameters on standard output."""
    table = Table(show_footer=True)
    table.add_column(_("Layer"), _("Total"))
    table.add_column(_("Type"))
    table.add_column(_("Activation"))
    table.add_column(_("Output shape"), justify="right")
    table.add_column(_("Parameters"), whole(sum(row.parameters for row in rows)), justify="right")
    table.add_row(_("input"), "", "", show_shape(input_shape), "")
    for row in rows:
        table.add_row(row.name, row.kind, row.activation, show_shape(row.output_shape), whole(row.parameters))
    Console().print(table)


def train_with_bar(experiment: AnyExperiment, epochs: int, device: str) -> Result:
    """Train with a progress bar on standard error."""
    from playground.training.trainers.run_to_end import train

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[loss]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task(_("Epoch"), total=epochs, loss="")

        def show(trainer: Trainer | GanTrainer) -> None:
            last = trainer.history.last()
            if "test_loss" in last:
                words = _("test loss {loss}").format(loss=significant(last["test_loss"], 4))
            else:
                words = _("value {value}").format(value=significant(last["value"], 4))
            bar.update(task, completed=trainer.epoch, loss=words)

        return train(experiment, epochs, device, after_epoch=show)


def print_result(result: Result) -> None:
    """Print what training gave on standard output."""
    table = Table(show_header=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_row(_("Status"), _(_STATUS.get(result.status, result.status)))
    table.add_row(_("Epochs"), whole(result.epochs))
    table.add_row(_("Parameters"), whole(result.parameters))
    for name, curve in result.history.items():
        table.add_row(_(_CURVES.get(name, name)), _value(name, curve[-1]))
    table.add_row(_("Device"), result.device)
    table.add_row(_("Seconds"), fixed(result.seconds, 2))
    table.add_row(_("Samples a second"), whole(round(result.samples_per_second)))
    Console().print(table)


def _value(name: str, value: float) -> str:
    if not math.isfinite(value):
        return "-"
    return percent(value, 1) if name.endswith(("accuracy", "sigma")) else significant(value, 4)
