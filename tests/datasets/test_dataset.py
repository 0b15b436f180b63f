"""What all data sets promise to pictures: axes, names, a grid, and what the network sees of a place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.datasets import Axis, Dataset, load
from playground.datasets.drawn import starter_points
from playground.experiment import PlaneData, PointsData
from playground.experiment.data import PLANE_TASKS, Data
from tests.strategies import any_data, drawn_points, own_data

SEEDS = st.integers(0, 2**31 - 1)


@settings(max_examples=150)
@given(any_data(samples=200) | own_data(), SEEDS)
def test_any_data_have_the_promised_form(data: Data, seed: int) -> None:
    dataset = load(data, seed)
    n, classes = data.samples, data.task.classes
    assert dataset.points.shape == (n, 2)
    assert dataset.inputs.shape == (n, *data.input_shape)
    assert dataset.targets.shape == (n,)
    assert (dataset.points.dtype, dataset.inputs.dtype) == (np.float64, np.float32)
    assert dataset.targets.dtype == (np.float64 if classes is None else np.int64)
    assert all(np.isfinite(array).all() for array in (dataset.points, dataset.inputs, dataset.targets))
    assert (dataset.train.stop, dataset.test.stop) == (data.train_samples, n)
    assert len(dataset.input_names) == data.input_shape[0]
    assert len(dataset.class_names) == (classes or 0)
    assert (dataset.task, dataset.train_samples) == (data.task, data.train_samples)
    assert classes is None or set(dataset.targets.tolist()) <= set(range(classes))


@settings(max_examples=100)
@given(any_data(samples=200) | own_data(), SEEDS, st.integers(1, 12))
def test_the_grid_covers_both_axes_row_by_row_from_below(data: Data, seed: int, resolution: int) -> None:
    dataset = load(data, seed)
    grid = dataset.grid(resolution)
    assert grid.shape == (resolution**2, 2)
    rows = grid.reshape(resolution, resolution, 2)
    for axis, across in zip(dataset.axes, (rows[..., 0], rows[..., 1].T), strict=True):
        width = (axis.high - axis.low) / resolution
        expected = axis.low + width * (np.arange(resolution) + 0.5)
        np.testing.assert_allclose(across[0], expected, rtol=1e-9, atol=1e-9 * width)
        assert (across == across[0]).all()
    seen = dataset.inputs_at(grid)
    assert seen.shape == (resolution**2, *data.input_shape)
    assert seen.dtype == np.float32
    assert np.isfinite(seen).all()


@given(any_data(samples=200) | own_data(), SEEDS)
def test_the_axes_hold_all_samples_of_a_table_and_the_square_all_points(data: Data, seed: int) -> None:
    dataset = load(data, seed)
    for axis, numbers in zip(dataset.axes, dataset.points.T, strict=True):
        assert axis.low < axis.high
        if data.name not in PLANE_TASKS:  # noise may carry points of the plane out of the square
            assert axis.low <= numbers.min()
            assert numbers.max() <= axis.high


@pytest.mark.parametrize("name", PLANE_TASKS)
def test_the_plane_is_a_square(name: str) -> None:
    dataset = load(PlaneData(name=name, features=("x2", "sin(x1)", "x1*x2")), 0)
    assert dataset.axes == (Axis("x₁", -6, 6), Axis("x₂", -6, 6))
    assert dataset.input_names == ("x₂", "x₁x₂", "sin x₁")
    assert dataset.class_names == tuple("01234")[: PLANE_TASKS[name].classes or 0]
    assert dataset.target_scale == (0, 1)
    np.testing.assert_array_equal(dataset.inputs_at(dataset.points), dataset.inputs)


@pytest.mark.parametrize("resolution", [1, 7, 50, 100])
def test_the_grid_of_the_plane_is_what_it_was(resolution: int) -> None:
    width = 12 / resolution
    axis = np.linspace(-6 + width / 2, 6 - width / 2, resolution)
    expected = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    np.testing.assert_array_equal(load(PlaneData(), 0).grid(resolution), expected)


@given(drawn_points(), SEEDS)
def test_drawn_points_are_kept_as_they_are(data: PointsData, seed: int) -> None:
    dataset = load(data, seed)
    points = [(*place, label) for place, label in zip(dataset.points.tolist(), dataset.targets.tolist(), strict=True)]
    assert sorted(points) == sorted(data.points)
    np.testing.assert_array_equal(dataset.inputs_at(dataset.points), dataset.inputs)


def test_the_seed_decides_which_points_are_for_training() -> None:
    data = PointsData(points=starter_points())
    first, same, other = load(data, 1), load(data.model_copy(), 1), load(data, 2)
    np.testing.assert_array_equal(first.points, same.points)
    assert not np.array_equal(first.points, other.points)


def test_somebody_who_draws_begins_with_three_clusters_of_twelve() -> None:
    points = starter_points()
    assert points == starter_points()
    dataset = load(PointsData(points=points), 0)
    assert np.bincount(dataset.targets).tolist() == [12, 12, 12]
    centres = np.array([dataset.points[dataset.targets == label].mean(axis=0) for label in range(3)])
    distances = np.linalg.norm(dataset.points[:, None] - centres, axis=2)
    np.testing.assert_array_equal(distances.argmin(axis=1), dataset.targets)
    assert np.abs(dataset.points).max() < 6


def test_arrays_cannot_be_written_to() -> None:
    dataset: Dataset = load(PointsData(points=starter_points()), 0)
    for array in (dataset.points, dataset.inputs, dataset.targets):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
