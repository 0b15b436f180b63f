"""The numbers behind the plane and the network diagram, as tables that follow the run."""

from __future__ import annotations

from itertools import pairwise

from playground.datasets import Dataset
from playground.experiment import Dense, Experiment
from playground.i18n import _
from playground.live.table import Columns, Matrix
from playground.numerals import rounded
from playground.training.probes.diagram import MOST_UNITS
from playground.training.worker.runs import Run
from playground.ui.folded_table import folded_table


def plane_numbers(run: Run, dataset: Dataset, resolution: int) -> None:
    """Offer the network's answers over the plane."""
    across, up = ([rounded(float(centre), 4) for centre in axis.centres(resolution)] for axis in dataset.axes)
    corner = f"{dataset.axes[1].label} \\ {dataset.axes[0].label}"
    folded_table("plane", [Matrix(_("Answer"), "boundary", corner, up, across)], run)


def network_numbers(run: Run, experiment: Experiment, dataset: Dataset) -> None:
    """Offer the weights and biases that the diagram shows, with the last batch's gradients."""
    layers = [[*dataset.input_names], *_units(experiment)]
    named = all(len(names) <= MOST_UNITS for names in layers)  # of wider layers the diagram shows a part that moves
    links = [f"{before} → {after}" for befores, afters in pairwise(layers) for after in afters for before in befores]
    units = [name for names in layers[1:] for name in names]
    values, gradient = _("value"), _("gradient of the last batch")
    tables = [
        Columns(_("Weights"), {values: "links", gradient: "link_gradients"}, _("link"), links if named else ()),
        Columns(_("Biases"), {values: "biases", gradient: "bias_gradients"}, _("neuron"), units if named else ()),
    ]
    folded_table("network", tables, run)


def _units(experiment: Experiment) -> list[list[str]]:
    """Return names of the neurons of each dense layer, the output layer last."""
    specs = [placed.spec for placed in experiment.layers if isinstance(placed.spec, Dense)]
    return [[f"{layer}.{unit}" for unit in range(1, spec.units + 1)] for layer, spec in enumerate(specs, 1)]
