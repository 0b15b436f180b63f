"""Pooling against PyTorch and a plain reference."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.concepts.pooling import changed_share, places_of_maxima, pool, pooled_size, shifted

SIDES, WINDOWS, STRIDES = st.integers(1, 24), st.integers(1, 8), st.integers(1, 8)


def image(seed: int, height: int, width: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width)).astype(float)


@given(SIDES, SIDES, WINDOWS, STRIDES, st.integers(0, 2**31))
def test_equals_a_plain_reference(height: int, width: int, window: int, stride: int, seed: int) -> None:
    pixels = image(seed, height, width)
    rows, columns = range(0, height - window + 1, stride), range(0, width - window + 1, stride)
    for kind, reduce in (("max", np.max), ("mean", np.mean)):
        expected = [[reduce(pixels[r : r + window, c : c + window]) for c in columns] for r in rows]
        output = pool(pixels, kind, window, stride)  # type: ignore[arg-type]
        assert output.shape == (pooled_size(height, window, stride), pooled_size(width, window, stride) if rows else 0)
        if output.size:
            np.testing.assert_allclose(output, expected, atol=1e-10)


@given(st.integers(8, 24), st.integers(8, 24), WINDOWS, STRIDES, st.integers(0, 2**31))
def test_equals_pytorch(height: int, width: int, window: int, stride: int, seed: int) -> None:
    pixels = image(seed, height, width)
    tensor = torch.from_numpy(pixels)[None, None]
    maxima, places = torch.nn.functional.max_pool2d(tensor, window, stride, return_indices=True)
    means = torch.nn.functional.avg_pool2d(tensor, window, stride)
    np.testing.assert_array_equal(pool(pixels, "max", window, stride), maxima[0, 0].numpy())
    np.testing.assert_allclose(pool(pixels, "mean", window, stride), means[0, 0].numpy(), atol=1e-10)
    mine = places_of_maxima(pixels, window, stride)
    np.testing.assert_array_equal(mine[..., 0] * width + mine[..., 1], places[0, 0].numpy())


def test_the_lectures_figure() -> None:
    pixels = [[1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]]
    assert pool(pixels, "max", 2, 2).tolist() == [[6, 8], [3, 4]]
    assert pool(pixels, "mean", 2, 2).tolist() == [[3.25, 5.25], [2, 2]]
    assert places_of_maxima(pixels, 2, 2).tolist() == [[[1, 1], [1, 3]], [[2, 0], [3, 3]]]


def test_a_shift_keeps_the_size() -> None:
    assert shifted([[1, 2, 3]], 1).tolist() == [[1, 1, 2]]
    assert shifted([[1, 2, 3]], 0).tolist() == [[1, 2, 3]]


def test_a_shift_inside_its_window_does_not_change_a_maximum() -> None:
    pixels = np.zeros((4, 4))
    pixels[1, 0] = 255
    before, after = (pool(shifted(pixels, by), "max", 2, 2) for by in (0, 1))
    assert changed_share(pixels, shifted(pixels, 1)) > 0
    assert changed_share(before, after) == 0


@pytest.mark.parametrize(("before", "after", "share"), [([0, 0], [0, 10], 0.5), ([0, 0], [0, 9.9], 0.0), ([], [], 0.0)])
def test_what_counts_as_changed(before: list[float], after: list[float], share: float) -> None:
    assert changed_share(before, after) == share
