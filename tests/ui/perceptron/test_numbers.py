from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from playground.datasets import load
from playground.experiment import Dense, Experiment, Model, TableData
from playground.live.table import Columns, Matrix
from playground.training.probes.diagram import Diagram
from playground.training.probes.plane import Boundary
from playground.training.probes.view import View
from playground.training.trainers.trainer import Trainer
from playground.ui.perceptron import numbers


@pytest.fixture(name="shown")
def fixture_shown(monkeypatch: pytest.MonkeyPatch) -> list[Columns | Matrix]:
    """The tables that are shown, as if somebody had opened every one."""
    tables: list[Columns | Matrix] = []
    monkeypatch.setattr(numbers, "folded_table", lambda name, of, run: tables.extend(of))
    return tables


@pytest.mark.parametrize(
    "experiment",
    [Experiment(), Experiment(model=Model(layers=())), Experiment(data=TableData(name="iris"))],
    ids=["spiral", "no hidden layer", "iris"],
)
def test_every_row_of_the_network_has_its_name(experiment: Experiment, shown: list[Columns | Matrix]) -> None:
    dataset, trainer = load(experiment.data, 0), Trainer(experiment)
    numbers.network_numbers(None, experiment, dataset)  # type: ignore[arg-type]
    measured = Diagram().measure(View(trainer))
    links, biases = shown
    assert isinstance(links, Columns)
    assert isinstance(biases, Columns)
    for table in (links, biases):
        assert {len(measured[name]) for name in table.columns.values()} == {len(table.rows)}
    layers = trainer.network.layers
    last = [
        [*dataset.input_names],
        *([f"{k}.{u + 1}" for u in range(len(x.linear.bias))] for k, x in enumerate(layers, 1)),
    ]
    before, after = list(pairwise(last))[-1]
    weight = layers[-1].linear.weight.detach().numpy()
    place = links.rows.index(f"{before[-1]} → {after[0]}")
    assert measured["links"][place] == np.float32(weight[0, -1])


def test_rows_of_wide_layers_are_counted(shown: list[Columns | Matrix]) -> None:
    experiment = Experiment(model=Model(layers=(Dense(units=9),)))
    numbers.network_numbers(None, experiment, load(experiment.data, 0))  # type: ignore[arg-type]
    assert [table.rows for table in shown] == [(), ()]


def test_the_plane_has_a_name_for_each_row_and_column(shown: list[Columns | Matrix]) -> None:
    experiment = Experiment()
    numbers.plane_numbers(None, load(experiment.data, 0), 20)  # type: ignore[arg-type]
    (table,) = shown
    assert isinstance(table, Matrix)
    measured = Boundary(20).measure(View(Trainer(experiment)))[table.tensor]
    assert measured.shape == (len(table.rows), len(table.columns)) == (20, 20)
    assert table.rows[0] == table.columns[0] == -5.7  # the browser writes it
