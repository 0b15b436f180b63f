"""What the browser computes on the descent page is what Python computes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from benchmarks.serving import Served
from playground.concepts.descent import SURFACES, history
from playground.concepts.descent.basins import basins
from playground.concepts.descent.methods import METHODS, Options
from playground.concepts.descent.random_numbers import RandomNumbers
from playground.concepts.descent.stationary_points import stationary_points
from playground.concepts.descent.step_size import halving_steps, largest_stable_rate, shrinkage
from playground.concepts.descent.stochastic import START, Sampling, descent, exercise, variance_of_mean
from playground.concepts.descent.table_surface import TableSurface
from playground.concepts.formulas import Program, parse

pytestmark = pytest.mark.browser

DESCEND = """
async (cases) => {
  const { FormulaProgram } = await import("/live/any/formula_program.js");
  const { descend } = await import("/live/any/descent_paths.js");
  return cases.map(({ program, method, start, rate, steps, options }) => {
    const path = descend(new FormulaProgram(program), method, start, rate, steps, options);
    return [path.x, path.y, path.f, ...path.g, ...path.v, ...path.s].map((values) => [...values].map(String));
  });
}
"""
OVER = """
async ([programs, x, y]) => {
  const { FormulaProgram } = await import("/live/any/formula_program.js");
  return programs.map((data) => {
    const program = new FormulaProgram(data);
    const all = program.over(Float64Array.from(x), Float64Array.from(y)).map((values) => [...values].map(String));
    const single = x.map((_, k) => program.at(x[k], y[k]).map(String));
    const again = new FormulaProgram(data).over(Float64Array.from(x), Float64Array.from(y), 1);
    return [all, single, again.slice(1).map((values) => [...values].map(String))];
  });
}
"""
BASINS = """
async ({ program, ...search }) => {
  const { FormulaProgram } = await import("/live/any/formula_program.js");
  const { BasinSearch } = await import("/live/any/basin_search.js");
  const found = new BasinSearch({ ...search, program: new FormulaProgram(program) }, search.size);
  while (!found.isDone) found.go(7);
  return [[...found.minima], [...found.steps]];
}
"""
BATCHES = """
async ([points, sampling, steps, start]) => {
  const { descendByBatches, spreadAt } = await import("/live/any/stochastic.js");
  const { w, b, loss } = descendByBatches(points, sampling, steps, start);
  return [[...w], [...b], [...loss], spreadAt(points, start[0], start[1], sampling)];
}
"""
PARABOLAS = """
async (cases) => {
  const { halvingSteps, largestStableRate, shrinkage } = await import("/live/any/parabola_steps.js");
  return cases.map(([method, rate, curvature, momentum]) => {
    const factor = shrinkage(method, rate, curvature, momentum);
    return [factor, largestStableRate(method, curvature, momentum), String(halvingSteps(factor))];
  });
}
"""
TABLE = """
async ([table, domain, x, y]) => {
  const { programOf } = await import("/live/any/table_program.js");
  const { descend } = await import("/live/any/descent_paths.js");
  const program = programOf({ table, domain });
  const all = program.over(Float64Array.from(x), Float64Array.from(y)).map((values) => [...values].map(String));
  const options = { momentum: 0.9, alpha: 0.99, beta1: 0.9, beta2: 0.999, temperature: 1, cooling: 0.99, seed: 1 };
  const path = descend(program, "adam", [-1, 3], 0.05, 300, options);
  return [all, x.map((_, k) => program.at(x[k], y[k]).map(String)), [...path.x], [...path.y]];
}
"""
RANDOM = """
async (seed) => {
  const { RandomNumbers } = await import("/live/any/random_numbers.js");
  const random = new RandomNumbers(seed);
  const uniform = Array.from({ length: 1000 }, () => random.uniform());
  const normal = Array.from({ length: 500 }, () => random.normalPair()).flat();
  return [uniform, normal, Array.from({ length: 100 }, () => random.below(7))];
}
"""
FORMULAS = [
    *("x^2 + 25 y^2", "sin(x) cos(y) + x²/10", "tanh(x y)^3 - exp(-x^2)/(1 + y^2)", "2^x + e^(y/3)", "abs(x - y)^1.5"),
    *(
        "sqrt(x^2 + y^2)",
        "log(2 + x^2) x^-2",
        "1/(x - y)",
        "x^12 - y^11 + x^-5",
        "7",
        "y",
        "-x",
        "cos(cos(cos(x + y)))",
    ),
]


@pytest.fixture(name="page")
def fixture_page(chrome: Browser, served: Served) -> Iterator[Page]:
    """A page of this server that has nothing on it."""
    page = chrome.new_page()
    page.goto(f"{served.address}/_stcore/health")
    yield page
    page.close()


def told(program: Program) -> dict[str, Any]:
    return asdict(program)


def numbers(texts: Any) -> np.ndarray:
    return np.array(texts).astype(np.float64)


def test_formulas_have_the_same_values_and_slopes(page: Page) -> None:
    x, y = np.random.default_rng(0).uniform(-3, 3, (2, 200))
    programs = [Program.of(parse(formula)) for formula in FORMULAS]
    found = page.evaluate(OVER, [[told(program) for program in programs], x.tolist(), y.tolist()])
    for formula, program, (together, single, slopes) in zip(FORMULAS, programs, found, strict=True):
        expected = np.array(program(x, y))
        np.testing.assert_allclose(numbers(together), expected, rtol=1e-12, atol=1e-12, err_msg=formula)
        np.testing.assert_array_equal(numbers(together), numbers(single).T, err_msg=formula)
        np.testing.assert_array_equal(numbers(slopes), numbers(together)[1:], err_msg=f"{formula}, without f")


def test_a_surface_known_at_points_has_the_same_values_slopes_and_descents(page: Page) -> None:
    generator = np.random.default_rng(3)
    domain = (-2.0, 3.0, 0.0, 4.0)
    surface = TableSurface("", "", domain, generator.uniform(0.1, 3, (21, 25)), (-1, 3), np.zeros((0, 2)))
    x, y = generator.uniform((-2.5, -0.5), (3.5, 4.5), (400, 2)).T
    table = {"rows": 21, "columns": 25, "heights": surface.padded.ravel().tolist()}
    together, single, *path = page.evaluate(TABLE, [table, domain, x.tolist(), y.tolist()])
    np.testing.assert_allclose(numbers(together), np.array(surface.program(x, y)), rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(numbers(together), numbers(single).T)
    expected = history(surface, "adam", (-1, 3), 0.05, 300).points
    np.testing.assert_allclose(np.transpose(path), expected, atol=1e-9)


@pytest.mark.parametrize("name", SURFACES)
def test_every_step_of_every_method_is_pythons(page: Page, name: str) -> None:
    surface = SURFACES[name]
    options = Options(momentum=0.85, alpha=0.95, beta1=0.8, beta2=0.99, temperature=3.0, cooling=0.99, seed=11)
    steps = {method: 100 if method == "rmsprop" else 300 for method in METHODS}
    cases = [
        {
            **{"program": told(surface.program), "method": method, "start": surface.start},
            **{"rate": surface.rate(method), "steps": steps[method], "options": asdict(options)},
        }
        for method in METHODS
    ]
    for method, found in zip(METHODS, page.evaluate(DESCEND, cases), strict=True):
        path = history(surface, method, surface.start, surface.rate(method), steps[method], **asdict(options))
        parts = [path.points, path.heights[:, None], path.gradients, path.velocities, path.squares]
        expected = np.concatenate(parts, axis=1).T
        scale = np.abs(expected).max(axis=1, keepdims=True)
        np.testing.assert_allclose(numbers(found) / scale.clip(1), expected / scale.clip(1), atol=1e-12, err_msg=method)


def test_what_leaves_all_numbers_leaves_them_here_too(page: Page) -> None:
    surface = SURFACES["himmelblau"]
    case = {"program": told(surface.program), "method": "gd", "start": [4, 4], "rate": 0.5, "steps": 60}
    ((x, *_rest),) = page.evaluate(DESCEND, [case | {"options": asdict(Options())}])
    expected = history(surface, "gd", (4, 4), 0.5, 60).points[:, 0]
    assert np.isfinite(numbers(x)).tolist() == np.isfinite(expected).tolist()


@pytest.mark.parametrize(("method", "rate"), [("gd", 0.01), ("gd", 0.017), ("momentum", 0.005), ("adam", 0.1)])
def test_basins_are_pythons(page: Page, method: str, rate: float) -> None:
    surface = SURFACES["himmelblau"]
    minima = [point for point in stationary_points(surface) if point.kind == "minimum"]
    search = {
        **{"program": told(surface.program), "minima": [{"x": point.x, "y": point.y} for point in minima]},
        **{"domain": surface.domain, "method": method, "rate": rate, "steps": 200, "size": 40},
        "options": asdict(Options()),
    }
    expected = basins(surface, minima, method, rate, (40, 40), 200)
    ends, steps = (np.array(found).reshape(40, 40) for found in page.evaluate(BASINS, search))
    assert (ends == expected.minima).mean() > 0.999, "a start on a border may fall to either side by its last digit"
    assert (steps == expected.steps).mean() > 0.998


@pytest.mark.parametrize("replacement", [True, False])
@pytest.mark.parametrize("batch", [1, 10, 50, 100])
def test_batches_are_pythons(page: Page, batch: int, replacement: bool) -> None:
    problem = exercise()
    points = {"x": problem.x.tolist(), "y": problem.y.tolist()}
    sampling = Sampling(batch, 0.1, decay=40.0, replacement=replacement, seed=5)
    w, b, loss, spread = page.evaluate(BATCHES, [points, asdict(sampling), 300, START])
    expected = descent(problem, sampling, 300)
    np.testing.assert_allclose(np.stack([w, b], axis=1), expected, atol=1e-12)
    np.testing.assert_allclose(loss, [problem.loss(*at) for at in expected], rtol=1e-12)
    assert spread["variance"] == pytest.approx(variance_of_mean(problem, *START, batch, replacement), rel=1e-12)
    assert spread["mean"] == pytest.approx(problem.gradients(*START).mean(axis=0), rel=1e-12)


def test_factors_and_bounds_are_pythons(page: Page) -> None:
    generator = np.random.default_rng(0)
    methods = ["gd", "momentum", "nesterov"] * 60
    cases = [[method, *map(float, generator.uniform((1e-3, 1, 0), (0.2, 100, 0.99)))] for method in methods]
    for case, (factor, bound, halving) in zip(cases, page.evaluate(PARABOLAS, cases), strict=True):
        method, rate, curvature, momentum = case
        assert factor == pytest.approx(shrinkage(method, rate, curvature, momentum), rel=1e-7)
        assert bound == pytest.approx(largest_stable_rate(method, curvature, momentum), rel=1e-12)
        assert float(halving.replace("Infinity", "inf")) == pytest.approx(halving_steps(factor), rel=1e-9)


@pytest.mark.parametrize("seed", [0, 1, 4_000_000_000])
def test_random_numbers_are_pythons(page: Page, seed: int) -> None:
    uniform, normal, below = page.evaluate(RANDOM, seed)
    random = RandomNumbers(seed)
    assert uniform == [random.uniform() for _ in range(1000)]
    expected = [number for _ in range(500) for number in random.normal_pair()]
    assert normal == pytest.approx(expected, abs=1e-14)
    assert below == [random.below(7) for _ in range(100)]
