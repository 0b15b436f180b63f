from __future__ import annotations

import numpy as np
import pytest
import torch

from playground.training.probes.surface import Surface
from tests.training.looking import forward, measured, trainer


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def test_of_two_classes_the_height_is_the_probability_of_class_1() -> None:
    of = trainer((5, "tanh"), epochs=10)
    heights = measured(Surface(30), of)["surface"]
    grid = of.dataset.inputs_at(of.dataset.grid(30))
    np.testing.assert_allclose(heights.ravel(), sigmoid(forward(of, grid)[-1][:, 0]), atol=1e-5)
    assert (heights.shape, heights.dtype) == ((30, 30), np.float32)


def test_of_a_number_the_height_is_the_number_rows_from_below() -> None:
    of = trainer(data="plane", epochs=0)
    with torch.no_grad():
        of.network.layers[0].linear.weight.copy_(torch.tensor([[1.0, 10.0]]))
        of.network.layers[0].linear.bias.fill_(0.5)
    heights = measured(Surface(20), of)["surface"]
    axis = np.linspace(-5.7, 5.7, 20)
    np.testing.assert_allclose(heights, axis[None, :] + 10 * axis[:, None] + 0.5, atol=1e-4)


@pytest.mark.parametrize("data", ["pinwheel3", "blobs", "pinwheel5", "iris"])
def test_of_many_classes_the_highest_surface_is_the_probability_of_the_winner(data: str) -> None:
    of = trainer((8, "tanh"), data=data, epochs=15)
    surfaces = measured(Surface(25), of)
    classes = of.task.classes
    assert set(surfaces) == {f"surface_{k}" for k in range(classes or 0)}
    logits = forward(of, of.dataset.inputs_at(of.dataset.grid(25)))[-1]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    stacked = np.stack(list(surfaces.values())).reshape(classes, -1)
    np.testing.assert_allclose(np.nanmax(stacked, axis=0), probabilities.max(axis=1), atol=1e-5)
    shown = np.isfinite(stacked)
    np.testing.assert_allclose(stacked[shown], probabilities.T[shown], atol=1e-5)
    assert 25**2 < shown.sum() < 2 * 25**2


def test_surfaces_reach_one_cell_beyond_where_their_class_wins() -> None:
    of = trainer((8, "tanh"), data="blobs", epochs=15)
    surfaces = measured(Surface(25), of)
    winner = of.predict(of.dataset.inputs_at(of.dataset.grid(25))).argmax(axis=1).reshape(25, 25)
    for row, column in np.ndindex(25, 25):
        around = winner[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
        for k in range(4):
            assert np.isfinite(surfaces[f"surface_{k}"][row, column]) == (k in around)


@pytest.mark.parametrize("data", ["plane", "blobs"])
def test_of_answers_beyond_all_numbers_nothing_is_told(data: str) -> None:
    of = trainer((3, "relu"), data=data, epochs=0)
    with torch.no_grad():
        for parameter in of.model.parameters():
            parameter.fill_(1e30)
    assert measured(Surface(), of) == {}
