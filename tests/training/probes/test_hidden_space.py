from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.decomposition import PCA

from playground.training.probes.focus import Focus
from playground.training.probes.hidden_space import HiddenSpace, principal_components, separator, two_units
from tests.training.looking import forward, measured, trainer


def places(tensors: dict[str, np.ndarray], name: str) -> np.ndarray:
    return np.stack([tensors[f"{name}_x"], tensors[f"{name}_y"]], axis=1)


def scikit_learn(values: np.ndarray) -> tuple[PCA, np.ndarray]:
    """Return a fitted PCA whose components have a positive largest loading."""
    fitted = PCA(2, svd_solver="full").fit(values)
    signs = np.sign([row[np.abs(row).argmax()] for row in fitted.components_])
    return fitted, signs


@pytest.mark.parametrize("layer", [1, 2])
@pytest.mark.parametrize("data", ["circle", "plane", "iris"])
def test_components_are_those_of_scikit_learn(data: str, layer: int) -> None:
    of = trainer((9, "tanh"), (6, "relu"), data=data)
    tensors = measured(HiddenSpace(layer, lines=5), of)
    values = forward(of, of.dataset.inputs[of.dataset.train])[layer]
    fitted, signs = scikit_learn(values)
    np.testing.assert_allclose(places(tensors, "hidden"), fitted.transform(values) * signs, atol=2e-5)
    np.testing.assert_allclose(tensors["hidden_shares"], fitted.explained_variance_ratio_, atol=1e-5)


def test_the_grid_is_the_plane_seen_by_the_layer() -> None:
    of = trainer((9, "tanh"), (6, "tanh"))
    tensors = measured(HiddenSpace(2, lines=4), of)
    fitted, signs = scikit_learn(forward(of, of.dataset.inputs[of.dataset.train])[2])
    centres = np.linspace(-6 + 6 / 7, 6 - 6 / 7, 7)
    rows = [[(x, y) for x in centres] for y in centres[::2]]
    columns = [[(x, y) for y in centres] for x in centres[::2]]
    expected = []
    for line in rows + columns:
        seen = forward(of, of.dataset.inputs_at(np.array(line)))[2]
        expected += [*fitted.transform(seen) * signs, [np.nan, np.nan]]
    np.testing.assert_allclose(places(tensors, "hidden_grid"), expected, atol=2e-5)


def test_two_units_are_their_own_coordinates() -> None:
    of = trainer((9, "tanh"))
    tensors = measured(HiddenSpace(1, (4, 2)), of)
    values = forward(of, of.dataset.inputs[of.dataset.train])[1]
    np.testing.assert_allclose(places(tensors, "hidden"), values[:, [4, 2]], atol=1e-5)
    shares = values.var(axis=0)[[4, 2]] / values.var(axis=0).sum()
    np.testing.assert_allclose(tensors["hidden_shares"], shares, atol=1e-5)


def test_only_the_first_training_points_are_told_of() -> None:
    of = trainer((5, "tanh"))
    assert measured(HiddenSpace(1, (0, 1), most=7), of)["hidden_x"].shape == (7,)
    assert measured(HiddenSpace(1, (0, 1)), of)["hidden_x"].shape == (of.dataset.train_samples,)


@pytest.mark.parametrize("units", [None, (0, 1)])
def test_corners_hold_everything_at_steps(units: tuple[int, int] | None) -> None:
    of = trainer((5, "relu"))
    tensors = measured(HiddenSpace(1, units), of)
    (right, bottom), (left, top) = places(tensors, "hidden_corners")
    everything = np.concatenate([places(tensors, "hidden"), places(tensors, "hidden_grid")])
    low, high = np.nanmin(everything, axis=0), np.nanmax(everything, axis=0)
    slack = 1e-5 * max(high - low)
    assert left <= low[0] + slack
    assert bottom <= low[1] + slack
    assert right >= high[0] - slack
    assert top >= high[1] - slack
    if units is None:
        assert right - left == pytest.approx(top - bottom), "distances mean the same in both directions"


@pytest.mark.parametrize("loss", ["cross_entropy", "mse"])
@pytest.mark.parametrize("units", [None, (1, 0)])
def test_on_the_separator_the_network_is_undecided(units: tuple[int, int] | None, loss: str) -> None:
    of = trainer((2, "tanh"), epochs=60, training={"loss": loss})
    tensors = measured(HiddenSpace(1, units), of)
    ends = places(tensors, "hidden_separator")
    assert np.isfinite(ends).all()
    values = forward(of, of.dataset.inputs[of.dataset.train])[1]
    if units is None:
        fitted, signs = scikit_learn(values)
        hidden = fitted.inverse_transform(ends * signs)
    else:
        hidden = ends[:, [1, 0]]
    weights = of.weights()
    outputs = hidden @ weights["output.weight"][0] + weights["output.bias"][0]
    middle = 0 if loss == "cross_entropy" else 0.5
    np.testing.assert_allclose(outputs, middle, atol=1e-4)
    corners = places(tensors, "hidden_corners")
    assert (ends >= corners.min(axis=0) - 1e-5).all()
    assert (ends <= corners.max(axis=0) + 1e-5).all()


def test_a_network_that_has_learned_has_its_classes_on_two_sides_of_the_separator() -> None:
    of = trainer((8, "tanh"), (3, "tanh"), data="circle", epochs=120)
    tensors = measured(HiddenSpace(2), of)
    (x0, y0), (x1, y1) = places(tensors, "hidden_separator")
    points = places(tensors, "hidden")
    side = (x1 - x0) * (points[:, 1] - y0) - (y1 - y0) * (points[:, 0] - x0) > 0
    agreeing = (side == of.dataset.targets[of.dataset.train]).mean()
    assert max(agreeing, 1 - agreeing) > 0.9


@pytest.mark.parametrize(("layers", "data", "layer"), [(2, "circle", 1), (1, "plane", 1), (1, "blobs", 1)])
def test_there_is_no_separator_before_other_layers_or_without_two_classes(layers: int, data: str, layer: int) -> None:
    of = trainer(*[(4, "tanh")] * layers, data=data)
    assert not [name for name in measured(HiddenSpace(layer), of) if "separator" in name]


@pytest.mark.parametrize(
    ("weights", "bias", "ends"),
    [
        ((1, 0), -0.5, [(0.5, -1), (0.5, 1)]),
        ((0, 1), 0.25, [(-1, -0.25), (1, -0.25)]),
        ((1, 1), 0, [(-1, 1), (1, -1)]),
        ((1, 1), -1.5, [(0.5, 1), (1, 0.5)]),
        ((1, 1), -3, None),
        ((1, 0), -2, None),
        ((0, 0), 1, None),
    ],
)
def test_separators_end_at_the_limits(
    weights: tuple[float, float], bias: float, ends: list[tuple[float, float]] | None
) -> None:
    projection = two_units(np.zeros((3, 2)), (0, 1))
    line = separator(projection, np.array(weights, float), bias, np.array([[-1.0, 1], [-1, 1]]))
    if ends is None:
        assert np.isnan(line).all()
    else:
        np.testing.assert_allclose(sorted(line.tolist()), ends, atol=1e-12)


def test_signs_do_not_depend_on_the_solver() -> None:
    values = np.random.default_rng(0).normal(size=(50, 6)) * np.arange(1, 7)
    projection = principal_components(values)
    assert all(axis[np.abs(axis).argmax()] > 0 for axis in projection.axes)
    np.testing.assert_allclose(projection.axes @ projection.axes.T, np.eye(2), atol=1e-12)


def test_a_layer_of_one_unit_lies_on_a_line() -> None:
    of = trainer((1, "tanh"))
    tensors = measured(HiddenSpace(1), of)
    assert not tensors["hidden_y"].any()
    assert tensors["hidden_shares"].tolist() == [1, 0]


def test_a_layer_that_says_nothing_is_a_point() -> None:
    tensors = measured(HiddenSpace(1), trainer((4, "relu"), initializer="zeros", epochs=0))
    assert not tensors["hidden_x"].any()
    assert tensors["hidden_shares"].tolist() == [0, 0]


def test_the_followed_sample_is_where_its_outputs_are() -> None:
    of = trainer((5, "tanh"))
    values = forward(of, of.dataset.inputs)[1]
    tensors = measured(HiddenSpace(1, (0, 1)), of, Focus(sample=77))
    np.testing.assert_allclose(places(tensors, "hidden_chosen"), values[77:78, :2], atol=1e-5)
    for nobody in (Focus(), Focus(sample=120)):
        assert places(measured(HiddenSpace(1, (0, 1)), of, nobody), "hidden_chosen").shape == (0, 2)


@pytest.mark.parametrize("probe", [HiddenSpace(0), HiddenSpace(3), HiddenSpace(1, (0, 5))])
def test_of_what_the_network_does_not_have_nothing_is_told(probe: HiddenSpace) -> None:
    assert measured(probe, trainer((5, "tanh"))) == {}


def test_of_outputs_beyond_all_numbers_nothing_is_told() -> None:
    of = trainer((3, "relu"), epochs=0)
    with torch.no_grad():
        of.network.layers[0].linear.weight.fill_(float("inf"))
    assert measured(HiddenSpace(1), of) == {}
