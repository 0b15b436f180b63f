"""Data that are not drawn from a formula: points of a person, tables of the playground and of a person."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from sklearn.datasets import load_breast_cancer, load_iris, load_wine

from playground.experiment import Column, Experiment, OwnTable, PlaneData, PointsData, TableData, Task
from playground.experiment.data import DATA, Data
from playground.experiment.tables import TABLES
from tests.strategies import any_data, own_data

LOADERS = {"iris": load_iris, "wine": load_wine, "breast_cancer": load_breast_cancer}
POINTS = ((0.0, 1.0, 0), (1.0, 0.0, 2), (-6.0, 6.0, 0), (0.5, 0.5, 1))
IRIS = TABLES["iris"].columns


def own(rows: int = 10, classes: tuple[str, ...] | None = None) -> OwnTable:
    columns = tuple(Column(name=name, values=tuple(map(float, range(rows)))) for name in "abc")
    return OwnTable(columns=columns, target="t", targets=(1.0,) * rows, classes=classes)


@given(any_data() | own_data())
def test_all_data_say_what_a_network_has_to_know(data: Data) -> None:
    assert isinstance(data, DATA[data.name])
    assert 1 <= data.train_samples < data.samples
    assert abs(data.train_samples - data.samples * data.train_fraction) < 1
    assert len(data.input_shape) == 1
    assert data.is_own == (data.name in ("points", "table"))
    assert data.task.classes is None or data.task.classes >= 2
    assert hash(data) == hash(type(data).model_validate(data.model_dump()))


@pytest.mark.parametrize(("fraction", "train"), [(0.1, 1), (0.5, 2), (0.9, 3)])
def test_of_the_fewest_points_one_is_left_for_each_part(fraction: float, train: int) -> None:
    assert PointsData(points=POINTS, train_fraction=fraction).train_samples == train


def test_data_without_a_name_are_of_the_plane() -> None:
    assert Experiment.from_json('{"data": {"samples": 300}}').data == PlaneData(samples=300)
    assert Experiment.from_parts({"data": {}}).data == PlaneData()


@pytest.mark.parametrize("labels", [(0, 0), (0, 1), (1, 1), (0, 4), (3, 1)])
def test_points_have_as_many_classes_as_their_largest_number_asks_for(labels: tuple[int, ...]) -> None:
    data = PointsData(points=tuple((0.0, 0.0, label) for label in labels * 2))
    assert data.task == Task(classes=max(2, max(labels) + 1))
    assert (data.samples, data.input_shape) == (4, (2,))


def test_points_are_read_as_lists() -> None:
    text = json.dumps({"data": {"name": "points", "points": POINTS, "features": ["sin(x1)", "x1"]}})
    assert Experiment.from_json(text).data == PointsData(points=POINTS, features=("x1", "sin(x1)"))


@pytest.mark.parametrize("name", TABLES)
def test_built_in_tables_are_those_of_scikit_learn(name: str) -> None:
    source, table = LOADERS[name](), TABLES[name]
    assert table.columns == tuple(source.feature_names)
    assert table.classes == tuple(source.target_names)
    assert table.rows == len(source.data)
    data = TableData(name=name)
    assert data.inputs == table.columns
    assert data.plane == table.columns[:2]
    assert (data.samples, data.input_shape) == (table.rows, (len(table.columns),))
    assert data.task == Task(classes=len(table.classes))


def test_columns_have_the_order_of_the_table() -> None:
    turned = TableData(name="iris", columns=(IRIS[3], IRIS[1]))
    assert turned == TableData(name="iris", columns=(IRIS[1], IRIS[3]))
    assert turned.inputs == turned.plane == (IRIS[1], IRIS[3])
    assert turned.input_shape == (2,)


def test_equal_data_are_equal_values() -> None:
    assert TableData(name="iris", columns=IRIS[::-1], view=IRIS[:2]) == TableData(name="iris")
    assert TableData(name="iris", columns=IRIS[1:], view=IRIS[1:3]) == TableData(name="iris", columns=IRIS[1:])
    assert own().model_copy(update={"view": ("a", "b")}).plane == own().plane


def test_a_view_has_its_own_order() -> None:
    assert TableData(name="iris", view=(IRIS[3], IRIS[0])).plane == (IRIS[3], IRIS[0])
    assert TableData(name="iris", view=(IRIS[1], IRIS[0])) != TableData(name="iris")


def test_an_own_table_asks_for_classes_or_a_number() -> None:
    assert own().task == Task(classes=None)
    assert own(classes=("no", "yes", "never seen")).task == Task(classes=3)
    assert (own().samples, own().input_shape, own().inputs, own().plane) == (10, (3,), ("a", "b", "c"), ("a", "b"))


def test_the_largest_table_fits_into_a_file() -> None:
    columns = tuple(Column(name=f"column {k}", values=(-1.2345678901234567e-30,) * 20_000) for k in range(10))
    experiment = Experiment(data=OwnTable(columns=columns, target="t", targets=(-1.2345678901234567e-30,) * 20_000))
    assert Experiment.from_json(experiment.to_json(indent=2)) == experiment
