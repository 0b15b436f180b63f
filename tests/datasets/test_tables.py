"""Tables, compared with scikit-learn's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.datasets import load_breast_cancer, load_iris, load_wine
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from playground.datasets import Dataset, load
from playground.datasets.tables import read_table
from playground.experiment import Column, OwnTable, TableData
from playground.experiment.tables import TABLES
from tests.datasets.extracts import agrees
from tests.strategies import built_in_tables, own_tables
from tools import tables

LOADERS = {"iris": load_iris, "wine": load_wine, "breast_cancer": load_breast_cancer}
SEEDS = st.integers(0, 1000)


def order_of(data: TableData | OwnTable, seed: int) -> np.ndarray:
    """Return the order of the rows, drawn as for the points of the plane."""
    return np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0]).permutation(data.samples)


def own(values: dict[str, list[float]], targets: list[float], **fields: object) -> OwnTable:
    columns = tuple(Column(name=name, values=tuple(numbers)) for name, numbers in values.items())
    return OwnTable(columns=columns, target="t", targets=tuple(targets), **fields)


@pytest.mark.parametrize("name", TABLES)
def test_the_files_are_those_of_scikit_learn(name: str) -> None:
    rows, targets = read_table(name)
    np.testing.assert_array_equal(rows, LOADERS[name]().data)
    np.testing.assert_array_equal(targets, LOADERS[name]().target)


def test_the_tool_would_write_the_same_files(request: pytest.FixtureRequest) -> None:
    agrees(request, tables)


@given(built_in_tables(), SEEDS)
def test_inputs_are_standardized_by_the_training_part(data: TableData, seed: int) -> None:
    source, dataset = LOADERS[data.name](), load(data, seed)
    order = order_of(data, seed)
    rows = source.data[order][:, [list(source.feature_names).index(name) for name in data.inputs]]
    assume(np.ptp(rows[dataset.train], axis=0).all())
    scaler = StandardScaler().fit(rows[dataset.train])
    expected = scaler.transform(rows) if data.standardize else rows
    np.testing.assert_allclose(dataset.inputs, expected, rtol=1e-5, atol=1e-5)
    np.testing.assert_array_equal(dataset.targets, source.target[order])
    assert dataset.input_names == data.inputs
    assert dataset.class_names == tuple(source.target_names)


@given(built_in_tables() | own_tables(), SEEDS)
def test_points_are_the_columns_of_the_view_in_their_own_units(data: TableData | OwnTable, seed: int) -> None:
    dataset, order = load(data, seed), order_of(data, seed)
    for k, name in enumerate(data.plane):
        if isinstance(data, OwnTable):
            numbers = np.array(next(column.values for column in data.columns if column.name == name))
        else:
            numbers = LOADERS[data.name]().data[:, TABLES[data.name].columns.index(name)]
        np.testing.assert_array_equal(dataset.points[:, k], numbers[order])
        assert dataset.axes[k].label == name


@given(built_in_tables(), SEEDS)
def test_axes_are_a_little_wider_than_the_data(data: TableData, seed: int) -> None:
    for axis, numbers in zip(load(data, seed).axes, load(data, seed).points.T, strict=True):
        margin = 0.08 * np.ptp(numbers)
        assert (axis.low, axis.high) == pytest.approx((numbers.min() - margin, numbers.max() + margin))


@given(built_in_tables(), SEEDS)
def test_of_a_place_all_other_columns_have_their_mean(data: TableData, seed: int) -> None:
    dataset, order = load(data, seed), order_of(data, seed)
    rows = LOADERS[data.name]().data[order][:, [TABLES[data.name].columns.index(name) for name in data.inputs]]
    assume(np.ptp(rows[dataset.train], axis=0).all())
    expected = np.tile(rows[dataset.train].mean(axis=0), (data.samples, 1))
    for k, name in enumerate(data.plane):
        expected[:, data.inputs.index(name)] = dataset.points[:, k]
    if data.standardize:
        expected = StandardScaler().fit(rows[dataset.train]).transform(expected)
    np.testing.assert_allclose(dataset.inputs_at(dataset.points), expected, rtol=1e-5, atol=1e-5)


def test_of_two_columns_a_place_says_all() -> None:
    data = TableData(name="iris", columns=TABLES["iris"].columns[2:])
    dataset = load(data, 3)
    np.testing.assert_array_equal(dataset.inputs_at(dataset.points), dataset.inputs)


@pytest.mark.parametrize("largest", [1.0, 1e-6, 1e20])
def test_numbers_to_predict_span_minus_one_to_one_in_the_training_part(largest: float) -> None:
    numbers = np.random.default_rng(0).uniform(-largest, 3 * largest, 40)
    data = own({"a": list(range(40)), "b": list(range(40, 80))}, numbers.tolist())
    dataset, shuffled = load(data, 5), numbers[order_of(data, 5)]
    scaler = MinMaxScaler((-1, 1)).fit(shuffled[dataset.train, None])
    np.testing.assert_allclose(dataset.targets, scaler.transform(shuffled[:, None])[:, 0], rtol=1e-9, atol=1e-9)
    offset, factor = dataset.target_scale
    np.testing.assert_allclose(offset + factor * dataset.targets, shuffled)
    assert dataset.class_names == ()


def test_classes_of_an_own_table_are_whole_numbers_with_names() -> None:
    data = own({"a": [1.0] * 10, "b": [2.0] * 10}, [0.0, 1.0] * 5, classes=("no", "yes"))
    dataset = load(data, 0)
    assert dataset.class_names == ("no", "yes")
    assert dataset.targets.dtype == np.int64
    assert sorted(dataset.targets) == [0] * 5 + [1] * 5
    assert dataset.target_scale == (0, 1)


@pytest.mark.parametrize("value", [0.0, 1.0, 0.1, -7e5, 1e30])
def test_a_column_that_never_changes_says_nothing(value: float) -> None:
    dataset: Dataset = load(own({"a": [value] * 30, "b": list(range(30))}, [value] * 30), 0)
    np.testing.assert_allclose(dataset.inputs[:, 0], 0, atol=1e-6)
    np.testing.assert_allclose(dataset.targets, 0, atol=1e-6)
    assert dataset.axes[0].low < value < dataset.axes[0].high


def test_a_change_that_only_the_test_part_has_stays_finite() -> None:
    data = own({"a": [1.0] * 29 + [1e30], "b": list(range(30))}, [0.5] * 29 + [1e30])
    for seed in range(8):
        dataset = load(data, seed)
        assert np.isfinite(dataset.inputs).all()
        assert np.isfinite(dataset.targets).all()
