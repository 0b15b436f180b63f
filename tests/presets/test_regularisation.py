"""Each claim of the regularisation page's presets, with the preset's own numbers."""

from __future__ import annotations

from itertools import chain
from typing import Any

import numpy as np
import pytest

from playground.activations import ACTIVATIONS
from playground.concepts.regularisation.dropout import MaskedLayer, expected_activation, moments
from playground.concepts.regularisation.penalties import (
    best_in_plane,
    diabetes,
    kept_by_ridge,
    kept_by_stopping,
    proximal_path,
    smallest_all_zero,
    subgradient_path,
)
from playground.experiment.studies.curves import SureStudy
from playground.presets.regularisation import REGULARISATION
from playground.training.population.how_sure import PLACES, REACH, HowSure
from playground.training.population.population import Population
from playground.training.population.view import PopulationView
from playground.ui.regularisation.controls import settings_of
from playground.ui.regularisation.masks import MaskNumbers
from playground.ui.regularisation.paths import GRAM, LAMBDAS, RATE, STEPS
from playground.ui.regularisation.sure import X, Y

PLANE = np.array([[GRAM[0], GRAM[1]], [GRAM[1], GRAM[2]]])


def settings(name: str) -> dict[str, Any]:
    return settings_of(REGULARISATION[name])


def layer(name: str, **changes: Any) -> MaskedLayer:
    """Return the layer that a preset shows."""
    all_of_it = settings(name)
    numbers = MaskNumbers(**{each: all_of_it[f"regularisation_mask_{each}"] for each in MaskNumbers.model_fields})
    parts: dict[str, Any] = {
        "values": np.array(numbers.values),
        "weights": np.array(numbers.weights).reshape(2, -1),
        "biases": np.array(numbers.biases),
        "rate": numbers.rate,
        "kind": all_of_it["regularisation_drop"],
        "inverted": all_of_it["regularisation_training"] == "inverted",
    }
    return MaskedLayer(**{**parts, **changes})


def test_what_is_kept_is_divided() -> None:
    for rate in np.linspace(0, 0.9, 10):
        shown = layer("inverted", rate=float(rate))
        np.testing.assert_allclose(moments(shown)[0], shown.full(), atol=1e-9)
        assert shown.full()[0] == pytest.approx(-1.3)
    assert 2 ** len(shown.values) == 16


def test_factor_p_or_one_minus_p() -> None:
    shown = layer("which_factor")
    assert (shown.rate, shown.inverted) == (0.2, False)
    assert moments(shown)[0][0] == pytest.approx(-1.0)
    assert shown.at_test("keep")[0] == pytest.approx(-1.0)
    assert shown.at_test("drop")[0] == pytest.approx(-0.1)
    assert settings("which_factor")["regularisation_scaling"] == "keep"


def test_noise_that_grows() -> None:
    found = [moments(layer("noise", rate=rate))[1][0, 0] for rate in (0.8, 0.5, 0.2, 0.9)]
    assert found[:3] == pytest.approx([49, 12.25, 3.0625])
    assert found[3] / found[1] == pytest.approx(9)


def test_dropout_ties_neurons() -> None:
    tied, free = (moments(layer("tied", kind=kind)) for kind in ("dropout", "dropconnect"))
    assert tied[1][0, 1] == pytest.approx(-4.25)
    assert free[1][0, 1] == 0
    np.testing.assert_allclose(np.diag(tied[1]), np.diag(free[1]))
    np.testing.assert_allclose(tied[0], free[0])


def test_only_approximately() -> None:
    shown = layer("only_approximately")
    relu = ACTIVATIONS[settings("only_approximately")["regularisation_phi"]].function
    assert expected_activation(shown, relu)[0] == pytest.approx(0.85)
    assert relu(moments(shown)[0])[0] == 0


def test_the_diamond_has_corners() -> None:
    all_of_it = settings("corner")
    strength, centre = all_of_it["regularisation_penalty_strength"], all_of_it["regularisation_penalty_centre"]
    assert centre == (2.0, 0.6)
    best = best_in_plane(PLANE, np.array(centre), strength, 0)
    assert best[1] == 0 < best[0]


def test_the_disc_has_none() -> None:
    all_of_it = settings("disc")
    centre = np.array(all_of_it["regularisation_penalty_centre"])
    sizes = [np.abs(best_in_plane(PLANE, centre, 0, strength)) for strength in (0.1, 1.0, 10.0)]
    assert (np.diff(sizes, axis=0) < 0).all()
    assert np.min(sizes) > 0


def test_the_lasso_chooses() -> None:
    names, loss = diabetes()
    strength = np.array([settings("lasso")["regularisation_penalty_strength"]])
    (weights,) = proximal_path(loss, strength, np.zeros(1))
    assert (weights == 0).sum() == 6
    strengths = np.array(LAMBDAS)
    assert (proximal_path(loss, np.zeros(len(strengths)), strengths) != 0).all()
    assert smallest_all_zero(loss) == pytest.approx(0.586, abs=5e-4)
    path = proximal_path(loss, strengths, np.zeros(len(strengths)))
    enters = {name: strengths[np.flatnonzero(path[:, k])[-1]] for k, name in enumerate(names) if path[:, k].any()}
    assert sorted(enters, key=lambda name: -enters[name])[:3] == ["bmi", "s5", "bp"]


def test_what_frameworks_do() -> None:
    _names, loss = diabetes()
    assert (RATE, STEPS) == (0.1, 4000)
    strengths = np.array(LAMBDAS)
    found = subgradient_path(loss, strengths, np.zeros(len(strengths)), RATE, STEPS)
    assert (found != 0).all()
    large = strengths > smallest_all_zero(loss)
    rocking = np.abs(found[large]).max(axis=1) / (RATE * strengths[large])
    assert 0.3 < np.median(rocking) < 2
    assert rocking.max() < 3


def test_l2_shrinks_where_the_loss_is_flat() -> None:
    _names, loss = diabetes()
    kept = kept_by_ridge(loss, settings("directions")["regularisation_penalty_strength"])[1]
    assert (kept[0], kept[-1]) == pytest.approx((0.98, 0.08), abs=0.005)


def test_stopping_early_looks_like_l2() -> None:
    _names, loss = diabetes()
    all_of_it = settings("stopping")
    steps, strength = all_of_it["regularisation_penalty_stops"], all_of_it["regularisation_penalty_strength"]
    assert strength == pytest.approx(1 / (RATE * steps))
    stopped, kept = kept_by_stopping(loss, RATE, steps), kept_by_ridge(loss, strength)[1]
    assert stopped[0] > 0.97
    assert kept[0] > 0.97
    assert (stopped[-1], kept[-1]) == pytest.approx((0.08, 0.08), abs=0.005)
    assert (stopped >= kept).all()


@pytest.fixture(name="spreads", scope="module")
def fixture_spreads() -> dict[tuple[str, float], np.ndarray]:
    """Of activations and rates, from five seeds, the spread at the points, in the gap and far beyond: of both ways."""
    x = np.linspace(-REACH, REACH, PLACES)
    zones = [(np.abs(x) > 0.7) & (np.abs(x) < 2), np.abs(x) < 0.35, np.abs(x) > 2.9]
    found = {}
    for activation, rate in (("relu", 0.1), ("tanh", 0.1), ("relu", 0.3), ("relu", 0.2), ("relu", 0.0)):
        rows = []
        for seed in range(5):
            points = tuple(zip(X, Y, strict=True))
            study = SureStudy(points=points, activation=activation, rate=rate, seed=20 * seed)  # type: ignore[arg-type]
            networks = Population(list(chain(*study.experiments)))
            for _ in range(1200):
                networks.train_epoch()
            measured = HowSure().measure(PopulationView(networks))
            rows.append([[measured[f"{kind}_spread"][zone].mean() for zone in zones] for kind in ("drop", "group")])
        found[activation, rate] = np.array(rows)
    return found


def asked(name: str) -> tuple[str, float]:
    all_of_it = settings(name)
    return all_of_it["regularisation_sure_phi"], all_of_it["regularisation_sure_rate"]


def test_dropout_as_doubt(spreads: dict[tuple[str, float], np.ndarray]) -> None:
    at, gap, _far = spreads[asked("band")][:, 0].T
    assert np.median(gap / at) < 2.4
    assert (gap / at < 3).sum() >= 4


def test_a_band_that_says_nothing(spreads: dict[tuple[str, float], np.ndarray]) -> None:
    at, gap, _far = spreads[asked("flat_band")][:, 0].T
    assert 0.7 < np.median(gap / at) < 1.4
    at, gap, _far = spreads[asked("flat_band")][:, 1].T
    assert np.median(gap / at) > 5


def test_five_that_disagree(spreads: dict[tuple[str, float], np.ndarray]) -> None:
    at, gap, _far = spreads[asked("five")][:, 1].T
    assert (gap / at > 3).sum() >= 4
    assert np.median(gap / at) > 5


def test_beyond_the_data(spreads: dict[tuple[str, float], np.ndarray]) -> None:
    at, gap, far = spreads[asked("beyond")][:, 0].T
    assert np.median(far / np.maximum(at, gap)) > 1.4


def test_never_in_doubt(spreads: dict[tuple[str, float], np.ndarray]) -> None:
    dropped, group = spreads[asked("no_doubt")].transpose(1, 0, 2)
    assert not dropped.any()
    assert (group > 0).all()
