"""Each claim of the descent page's presets, with the preset's own numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from playground.concepts.descent import SURFACES, Surface, history, trajectory
from playground.concepts.descent.basins import Basins, basins
from playground.concepts.descent.methods import METHODS
from playground.concepts.descent.stationary_points import StationaryPoint, stationary_points
from playground.concepts.descent.step_size import best_rate, halving_steps, largest_stable_rate, shrinkage
from playground.concepts.descent.stochastic import Sampling, descent, exercise, variance_of_mean
from playground.concepts.descent.surfaces import bowl
from playground.presets.descents import DESCENTS
from playground.ui.descent.controls import settings_of

SEEDS = range(20)


class Setting:
    """A preset's numbers, as the page has them."""

    def __init__(self, name: str) -> None:
        self.settings = settings_of(DESCENTS[name])
        chosen = str(self.settings["descent_surface"])
        self.surface: Surface = bowl(self.settings["descent_kappa"]) if chosen == "bowl" else SURFACES[chosen]

    def heights(self, method: str, steps: int | None = None, **options: Any) -> np.ndarray:
        return self.history(method, steps, **options).heights

    def history(self, method: str, steps: int | None = None, **options: Any) -> Any:
        names = ("momentum", "alpha", "beta1", "beta2", "temperature", "cooling", "seed")
        given = {name: self.settings[f"descent_{name}"] for name in names} | options
        rate = dict(zip(METHODS, self.settings["descent_rates"], strict=True))[method]
        count = self.settings["descent_steps"] if steps is None else steps
        return history(self.surface, method, self.settings["descent_start"], rate, count, **given)

    def first_below(self, method: str, height: float) -> int:
        return int(np.argmax(self.heights(method) < height))

    def minima(self) -> list[StationaryPoint]:
        return [point for point in stationary_points(self.surface) if point.kind == "minimum"]

    def basins(self, rate: float | None = None, method: str | None = None, size: int = 100) -> Basins:
        chosen = method or self.settings["descent_method"]
        mine = self.settings["descent_basin_rate"] if rate is None else rate
        return basins(self.surface, self.minima(), chosen, mine, (size, size), self.settings["descent_steps"])


def shares(found: Basins, minima: int) -> np.ndarray:
    return np.bincount(found.minima.ravel() + 1, minlength=minima + 1)[1:] / found.minima.size


def test_the_ravine() -> None:
    ravine = Setting("ravine")
    arrived = {name: ravine.first_below(name, 1e-3) for name in ravine.settings["descent_methods"]}
    assert arrived == {"gd": 53, "momentum": 61, "nesterov": 14, "adam": 79}
    y = ravine.history("gd").points[:30, 1]
    assert (y[1:] * y[:-1] < 0).all(), "from side to side at every step"
    assert largest_stable_rate("gd", 25, 0) == 0.08


def test_momentum_that_fits() -> None:
    tuned = Setting("tuned")
    assert (tuned.first_below("momentum", 1e-3), tuned.first_below("gd", 1e-3)) == (21, 60)
    far = bowl(100)
    slow = history(far, "gd", (2, 1), 2 / 101, 400).heights
    fast = history(far, "momentum", (2, 1), (2 / 11) ** 2, 400, momentum=(9 / 11) ** 2).heights
    assert (np.argmax(slow < 1e-3), np.argmax(fast < 1e-3)) == (272, 50)


def test_the_banana() -> None:
    banana = Setting("banana")
    last = {name: banana.heights(name)[-1] for name in banana.settings["descent_methods"]}
    assert last == pytest.approx({"gd": 2.76, "momentum": 0.0056, "adam": 0.00033}, rel=0.02)
    low, high = min(stationary_points(banana.surface), key=lambda point: point.height).curvatures
    assert (high, high / low) == pytest.approx((1001.6, 2508), rel=0.01)


def test_leaving_the_saddle() -> None:
    saddle = Setting("saddle")
    step = saddle.settings["descent_step"]
    y = {name: saddle.history(name).points[step, 1] for name in saddle.settings["descent_methods"]}
    assert y == pytest.approx({"gd": 0.0026, "rmsprop": 1.064, "adam": 0.464}, rel=0.01)
    for name in y:
        exactly = trajectory("saddle", name, (1.5, 0.0), SURFACES["saddle"].rate(name), 100)
        assert (exactly[:, 1] == 0).all(), "from the ridge none ever leaves"


def test_rolling_past_a_minimum() -> None:
    past = Setting("rolls_past")
    ends = {name: past.history(name, 2000).points[-1] for name in past.settings["descent_methods"]}
    assert ends.pop("momentum") == pytest.approx([3.58443, -1.84813], abs=1e-3)
    for name, end in ends.items():
        assert end == pytest.approx([3, 2], abs=0.2 if name == "rmsprop" else 1e-2), name


def test_trapped_and_out_of_it() -> None:
    trapped = Setting("trapped")
    for name in ("gd", "momentum", "adam"):
        assert trapped.history(name).points[-1] == pytest.approx([1.98991, -1.98991], abs=1e-3)
        assert trapped.heights(name)[-1] == pytest.approx(7.96, abs=1e-2)
    assert trapped.heights("annealing")[-1] < 1, "with the preset's own seed"
    below = sum(trapped.heights("annealing", seed=seed)[-1] < 1 for seed in range(50))
    assert below == pytest.approx(45, abs=4), "of 50 seeds"


def test_rmsprop_never_arrives() -> None:
    restless = Setting("never_arrives")
    assert restless.heights("rmsprop")[900:].max() > 1e-3
    assert restless.heights("adam")[900:].max() < 1e-20
    assert max(restless.heights(name)[100] for name in ("rmsprop", "adam")) < 1e-3


def test_the_start_decides() -> None:
    four = Setting("four_basins")
    found = shares(four.basins(), 4)
    assert found == pytest.approx([0.25] * 4, abs=0.02)
    assert found.sum() == pytest.approx(1)


def test_the_rate_decides_too() -> None:
    decides = Setting("rate_decides")
    steep = [place for place, point in enumerate(decides.minima()) if point.largest_rate < 0.015]
    assert len(steep) == 1
    assert decides.minima()[steep[0]].x == pytest.approx(-3.78, abs=0.01)
    found = shares(decides.basins(), 4)
    assert found[steep[0]] == 0
    assert np.delete(found, steep[0]).min() > 0.1
    assert (shares(decides.basins(0.02), 4) > 0).sum() == 2
    assert (shares(decides.basins(0.0255), 4) > 0).sum() == 0


def test_frayed_borders() -> None:
    frayed, smooth = Setting("frayed"), Setting("four_basins")

    def border(found: Basins) -> float:
        return float((np.diff(found.minima, axis=0) != 0).mean() + (np.diff(found.minima, axis=1) != 0).mean())

    assert border(frayed.basins()) > 4 * border(smooth.basins())


def test_one_start_in_a_hundred() -> None:
    hollows = Setting("one_in_a_hundred")
    minima = hollows.minima()
    assert len(minima) == 121
    assert minima[0].height == pytest.approx(0, abs=1e-9)
    found = hollows.basins(size=110)
    assert shares(found, 121)[0] == pytest.approx(0.01, abs=0.004)
    middles = (np.arange(110) + 0.5) * 10.24 / 110 - 5.12
    near = np.array([np.round(at) for at in middles])
    stay = [
        abs(minima[place].x - near[column]) < 0.6 and abs(minima[place].y - near[row]) < 0.6
        for row, column in np.ndindex(110, 110)
        if (place := found.minima[row, column]) >= 0
    ]
    assert np.mean(stay) > 0.85, "nearly all stay in the hollow that they start in"


def test_on_which_side_of_the_ridge() -> None:
    ridge = Setting("ridge")
    found = ridge.basins()
    above = [place for place, point in enumerate(ridge.minima()) if point.y > 0]
    rows = np.arange(100) >= 50
    assert (np.isin(found.minima, above) == rows[:, None]).all()
    assert found.steps[49:51].min() > found.steps[[10, 90]].max(), "the nearer to the border, the longer"


def test_sizes_of_steps() -> None:
    rate = {name: DESCENTS[name].settings["descent_size_rate"] for name in ("creeps", "best", "swings", "diverges")}
    assert rate["creeps"] == 0.5 * largest_stable_rate("gd", 25, 0)
    assert (1 - 25 * rate["creeps"], 1 - rate["creeps"]) == (0, 0.96)
    assert halving_steps(0.96) == pytest.approx(17, abs=0.1)
    assert rate["best"] == best_rate(1, 25)
    assert (1 - rate["best"], 1 - 25 * rate["best"]) == pytest.approx((12 / 13, -12 / 13))
    swinging = history(bowl(25), "gd", (2, 1), rate["swings"], 100)
    assert set(swinging.points[:, 1]) == {1.0, -1.0}
    diverging = trajectory(bowl(25), "gd", (0, 1), rate["diverges"], 100)
    assert 12.5 * diverging[-1, 1] ** 2 == pytest.approx(1744.55, rel=1e-4)
    assert rate["diverges"] == pytest.approx(1.0125 * 0.08)


def test_bounds_with_momentum() -> None:
    assert largest_stable_rate("momentum", 25, 0.9) == pytest.approx(0.152)
    assert [shrinkage("momentum", 0.15, curvature, 0.9) for curvature in (1, 25)] == pytest.approx([0.9**0.5] * 2)
    assert largest_stable_rate("nesterov", 25, 0.9) == pytest.approx(0.0543, abs=1e-4)
    assert DESCENTS["nesterov_bound"].settings["descent_size_rate"] == 0.06 < largest_stable_rate("gd", 25, 0)
    assert shrinkage("nesterov", 0.06, 25, 0.9) > 1


def excess(sampling: Sampling, steps: int) -> np.ndarray:
    problem = exercise()
    lowest = problem.loss(*problem.solution)
    return np.array([problem.loss(*at) - lowest for at in descent(problem, sampling, steps)])


def test_an_equal_budget() -> None:
    early, late = {}, {}
    for size in (1, 10, 100):
        runs = [excess(Sampling(size, 0.1, seed=seed), 3000 // size) for seed in (SEEDS if size < 100 else [0])]
        early[size] = float(np.mean([run[300 // size] for run in runs]))
        late[size] = float(np.mean([run[-1] for run in runs]))
    assert early[1] < early[10] < early[100]
    assert late[10] < late[1] < late[100]
    assert early[100] == pytest.approx(4.376, abs=1e-3)
    assert early[10] == pytest.approx(0.06, abs=0.02)
    assert early[1] < 0.03


def test_it_never_comes_to_rest() -> None:
    bands = [
        np.mean([excess(Sampling(1, rate, seed=seed), 4000)[2000:].mean() for seed in range(4)]) for rate in (0.1, 0.05)
    ]
    assert bands[0] / bands[1] == pytest.approx(2, abs=0.5)
    assert bands[0] == pytest.approx(0.013, abs=0.004)


def test_steps_that_shrink() -> None:
    settings = settings_of(DESCENTS["decreasing"])
    rate, decay = settings["descent_noise_rate"], settings["descent_decay"]
    shrinking = np.mean([excess(Sampling(1, rate, decay, seed=seed), 3000)[-500:].mean() for seed in range(6)])
    constant = np.mean([excess(Sampling(1, rate, seed=seed), 3000)[-500:].mean() for seed in range(6)])
    assert shrinking < constant / 8


def test_all_points_have_no_noise() -> None:
    problem = exercise()
    assert variance_of_mean(problem, -2, 2, 100, False) == 0
    exact = excess(Sampling(100, 0.1), 30)
    again = excess(Sampling(100, 0.1, seed=5), 30)
    assert (exact == again).all()


def test_every_point_once_an_epoch() -> None:
    problem = exercise()
    for size, ratio in ((1, 1.0), (10, 90 / 99), (50, 50 / 99)):
        with_, without = (variance_of_mean(problem, -2, 2, size, replacement) for replacement in (True, False))
        assert without / with_ == pytest.approx(ratio)


def test_each_part_has_five_presets_or_more() -> None:
    parts = [settings_of(preset)["descent_part"] for preset in DESCENTS.values()]
    assert {part: parts.count(part) >= 5 for part in parts} == dict.fromkeys(("race", "basins", "size", "noise"), True)
