"""What the components of a comparison are given to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from playground.concepts.gan import TARGETS
from playground.datasets import load
from playground.experiment import Experiment
from playground.experiment.comparison import MOST_VALUES, Comparison
from playground.experiment.gan import GanExperiment
from playground.figures.theme import VALUE_COLOURS
from playground.training.worker.commands import Settings
from playground.training.worker.runs import Run, Runs
from playground.ui.compare import grids as module
from playground.ui.compare.grids import MOST_DATA, MOST_POINTS, Cell, Row, boundary_grid, generated_grid, value_look


@dataclass
class Given:
    """What was handed to a component."""

    data: dict[str, Any]
    key: str = ""


@pytest.fixture(name="given")
def fixture_given(monkeypatch: pytest.MonkeyPatch) -> Given:
    call = Given({})

    def keep(key: str, data: dict[str, Any]) -> None:
        call.data, call.key = data, key

    monkeypatch.setattr(module, "_GRID", keep)
    return call


def run_of(name: str) -> Run:
    base = Experiment.from_parts({"data": {"name": name}})
    return Runs(limit=1).create(Settings(base, (), comparison=Comparison(base=base)))


def grid(given: Given, name: str, seeds: Sequence[int] = (0,), **data: Any) -> dict[str, Any]:
    experiment = Experiment.from_parts({"data": {"name": name, **data}})
    rows = [Row("tanh", (Cell(0, "tanh, seed 0", "link"),)), Row("ReLU", (Cell(5, "ReLU, seed 0", None),))]
    datasets = [load(experiment.data, seed) for seed in seeds]
    boundary_grid(rows, [], datasets, run_of(name), columns=4, key="grid")
    return given.data


def test_looks_of_values_all_differ() -> None:
    looks = [value_look(place) for place in range(MOST_VALUES)]
    assert len({look["dash"] for look in looks}) == MOST_VALUES
    for shade, colours in VALUE_COLOURS.items():
        assert [look["colour"][shade] for look in looks] == list(colours)
    for look in looks:
        assert all(part.isdigit() for part in look["dash"].split()), "as SVG has dashes"


def test_the_grid_knows_its_networks_and_their_looks(given: Given) -> None:
    data = grid(given, "circle")
    assert given.key == "grid"
    assert [row["label"] for row in data["rows"]] == ["tanh", "ReLU"]
    assert [row["cells"][0] for row in data["rows"]] == [
        {"network": 0, "name": "tanh, seed 0", "link": "link"},
        {"network": 5, "name": "ReLU, seed 0", "link": None},
    ]
    assert [row["dash"] for row in data["rows"]] == [value_look(0)["dash"], value_look(1)["dash"]]
    assert len(data["token"]) > 30


@pytest.mark.parametrize(
    ("name", "curve", "percent"), [("spiral", "test_accuracy", True), ("plane", "test_loss", False)]
)
def test_under_each_picture_stands_what_counts(given: Given, name: str, curve: str, percent: bool) -> None:
    data = grid(given, name)
    assert (data["curve"], data["lossCurve"], data["percent"]) == (curve, "test_loss", percent)


@pytest.mark.parametrize("name", ["spiral", "blobs", "plane", "iris"])
def test_points_are_training_points_with_places_from_0_to_1(given: Given, name: str) -> None:
    experiment = Experiment.from_parts({"data": {"name": name}})
    data = grid(given, name, seeds=(0, 3))
    assert len(data["points"]) == 2
    for points, seed in zip(data["points"], (0, 3), strict=True):
        dataset = load(experiment.data, seed)
        count = min(MOST_POINTS, dataset.train_samples)
        assert len(points) == count
        for place in (0, 1, count - 1):
            x, y, colour = points[place]
            for share, axis, position in zip((x, y), dataset.axes, dataset.points[place], strict=True):
                assert axis.low + share * (axis.high - axis.low) == pytest.approx(position, abs=1e-3)
            target = dataset.targets[place]
            assert colour == (target if dataset.task.is_classification else target > 0)
        assert 0 <= np.min([point[:2] for point in points]) <= np.max([point[:2] for point in points]) <= 1
    assert data["points"][0] != data["points"][1], "another seed, other points"


def test_no_more_points_than_can_be_seen(given: Given) -> None:
    assert len(grid(given, "circle", samples=5000)["points"][0]) == MOST_POINTS


def gans(given: Given, name: str) -> dict[str, Any]:
    base = GanExperiment.from_parts({"data": {"name": name}})
    comparison = Comparison(base=base, axis="gan_loss", values=("saturating", "wasserstein"))
    run = Runs(limit=1).create(Settings(base, (), comparison=comparison))
    rows = [Row("Saturating", (Cell(0, "Saturating, seed 0", "link"),))]
    generated_grid(rows, [], base.data.mixture, run, columns=4, key="grid")
    return given.data


@pytest.mark.parametrize(("name", "modes"), [("ring8", 8), ("grid25", 25)])
def test_modes_are_rings_of_three_standard_deviations(given: Given, name: str, modes: int) -> None:
    data = gans(given, name)
    target = TARGETS[name]
    generated = data["generated"]
    assert data["modes"] == len(generated["rings"]) == modes
    assert generated["data"] == []
    np.testing.assert_allclose(6 * np.array(generated["rings"]) - 3, target.centres, atol=1e-3)
    assert 6 * generated["radius"] == pytest.approx(3 * target.sigma)
    assert (data["curve"], data["lossCurve"]) == ("modes_covered", "share_within_3_sigma")
    assert data["texts"]["score"] == "modes covered"


def test_data_without_modes_are_points(given: Given) -> None:
    data = gans(given, "two_moons")
    assert data["modes"] == 0
    assert data["generated"]["rings"] == []
    points = 6 * np.array(data["generated"]["data"]) - 3
    assert len(points) == MOST_DATA
    distances = np.linalg.norm(points[:, None] - TARGETS["two_moons"].centres, axis=2).min(axis=1)
    assert distances.max() < 0.6
    assert (data["curve"], data["lossCurve"], data["alive"]) == ("value", "on_real", "value")


def test_nothing_lies_over_the_pictures_of_other_networks(given: Given) -> None:
    data = grid(given, "circle")
    assert (data["generated"], data["modes"], data["alive"]) == (None, 0, "train_loss")
