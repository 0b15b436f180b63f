"""Descents, held to PyTorch's optimizers in double precision and to published numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from playground.concepts.descent import SURFACES, history, trajectory
from playground.concepts.descent.methods import METHODS
from playground.concepts.formulas import parse
from tests.concepts.formulas.test_derivative import in_torch

STEPS = 300
LARGE = 1e3
BY_SLOPE = [name for name in METHODS if name != "annealing"]
OPTIONS: dict[str, list[dict[str, float]]] = {
    "gd": [{}],
    "momentum": [{}, {"momentum": 0.5}],
    "nesterov": [{}, {"momentum": 0.67}],
    "adagrad": [{}],
    "rmsprop": [{}, {"alpha": 0.9}],
    "adam": [{}, {"beta1": 0.5, "beta2": 0.9}],
}
CASES = [(surface, method, options) for surface in SURFACES for method in BY_SLOPE for options in OPTIONS[method]]
# CONCEPT-NUMBERS, of torch.optim: x and y after 1, 10 and 100 steps
REFERENCE: dict[tuple[str, str], list[tuple[float, float]]] = {
    ("bowl", "gd"): [(1.86, -0.75), (0.967965, 0.0563135), (0.00141034, 3.2072e-13)],
    ("bowl", "momentum"): [(1.96, 0.5), (0.61424, 0.0877248), (0.00845623, 0.00289005)],
    ("bowl", "nesterov"): [(1.924, 0.05), (0.526297, -0.0162985), (0.003608, -5.10198e-18)],
    ("bowl", "adagrad"): [(1.5, 0.5), (0.292474, 0.0031056), (1.14408e-07, 4.31705e-25)],
    ("bowl", "adam"): [(1.9, 0.9), (1.02459, 0.0762492), (-0.0084228, 0.00293668)],
    ("rosenbrock", "gd"): [(-1.345, 2.05), (-1.42221, 2.00142), (-1.36377, 1.8675)],
    ("rosenbrock", "momentum"): [(-1.4225, 2.025), (-1.37856, 1.97854), (-1.11128, 1.24316)],
    ("rosenbrock", "nesterov"): [(-1.35275, 2.0475), (-1.40325, 1.97669), (-1.1362, 1.29879)],
    ("rosenbrock", "adagrad"): [(-1, 2.5), (-1.42186, 2.0247), (-1.34936, 1.82755)],
    ("rosenbrock", "rmsprop"): [(-1, 2.5), (-1.42229, 2.02375), (-1.3258, 1.76392)],
    ("rosenbrock", "adam"): [(-1.45, 2.05), (-1.4562, 2.01238), (-1.26731, 1.61251)],
    ("beale", "gd"): [(1, 0.7225), (1.48538, 0.170588), (2.48135, 0.337473)],
    ("beale", "momentum"): [(1, 0.86125), (1.73366, -0.811718), (2.92319, 0.475452)],
    ("beale", "nesterov"): [(1, 0.736375), (1.84524, -0.546961), (2.98927, 0.49731)],
    ("beale", "adagrad"): [(1, 0.5), (2.32488, 0.250012), (2.90468, 0.474769)],
    ("beale", "rmsprop"): [(1, 0.5), (2.32881, 0.251792), (2.94116, 0.484704)],
    ("beale", "adam"): [(1, 0.95), (1.41531, 0.523295), (2.64413, 0.396015)],
    ("himmelblau", "gd"): [(0.14, 0.22), (2.89415, 2.17239), (3, 2)],
    ("himmelblau", "momentum"): [(0.07, 0.11), (3.36223, 2.19021), (3.59101, -1.83932)],
    ("himmelblau", "nesterov"): [(0.133, 0.209), (3.03796, 1.8369), (3, 1.99999)],
    ("himmelblau", "adagrad"): [(0.5, 0.5), (2.70394, 2.14945), (3, 2)],
    ("himmelblau", "adam"): [(0.1, 0.1), (1.01321, 1.0141), (3.00015, 2.01701)],
    ("rastrigin", "gd"): [(2.17129, -1.91231), (1.98991, -1.98991), (1.98991, -1.98991)],
    ("rastrigin", "momentum"): [(2.23564, -1.85616), (2.13374, -1.87956), (1.99022, -1.99058)],
    ("rastrigin", "adagrad"): [(1.8, -2.3), (2.00082, -1.96223), (1.98991, -1.98991)],
    ("rastrigin", "adam"): [(2.25, -1.85), (1.88785, -2.05853), (1.98867, -1.99028)],
}


def of_torch(method: str, parameter: torch.Tensor, rate: float, options: dict[str, float]) -> torch.optim.Optimizer:
    """Return PyTorch's own optimizer."""
    match method:
        case "gd":
            return torch.optim.SGD([parameter], lr=rate)
        case "momentum" | "nesterov":
            momentum = options.get("momentum", 0.9)
            return torch.optim.SGD([parameter], lr=rate, momentum=momentum, nesterov=method == "nesterov")
        case "adagrad":
            return torch.optim.Adagrad([parameter], lr=rate)
        case "rmsprop":
            return torch.optim.RMSprop([parameter], lr=rate, alpha=options.get("alpha", 0.99))
    return torch.optim.Adam([parameter], lr=rate, betas=(options.get("beta1", 0.9), options.get("beta2", 0.999)))


def path_of_torch(surface: str, method: str, rate: float, steps: int, options: dict[str, float]) -> np.ndarray:
    """Return where PyTorch's optimizer goes with PyTorch's gradients."""
    formula = parse(SURFACES[surface].formula)
    parameter = torch.tensor(SURFACES[surface].start, dtype=torch.float64, requires_grad=True)
    optimizer = of_torch(method, parameter, rate, options)
    path = [parameter.detach().numpy().copy()]
    for _ in range(steps):
        optimizer.zero_grad()
        in_torch(formula, parameter[0], parameter[1]).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        path.append(parameter.detach().numpy().copy())
    return np.array(path)


@pytest.mark.parametrize(("surface", "method", "options"), CASES)
def test_every_step_is_pytorchs(surface: str, method: str, options: dict[str, Any]) -> None:
    forgets = method == "rmsprop" or options.get("beta2", 1.0) < 0.95
    steps = 100 if forgets else STEPS  # later rounding decides: next to nothing is divided by its own size
    rate = SURFACES[surface].rate(method)
    mine = trajectory(surface, method, SURFACES[surface].start, rate, steps, **options)
    theirs = path_of_torch(surface, method, rate, steps, options)
    assert np.abs(theirs).max() < LARGE
    np.testing.assert_allclose(mine, theirs, rtol=1e-12, atol=1e-12 * max(1, np.abs(theirs).max()))


@pytest.mark.parametrize(("surface", "method"), REFERENCE)
def test_published_numbers(surface: str, method: str) -> None:
    rate = 0.1 if (surface, method) == ("himmelblau", "adam") else SURFACES[surface].rate(method)
    path = trajectory(surface, method, SURFACES[surface].start, rate, 100)
    np.testing.assert_allclose(path[[1, 10, 100]], REFERENCE[surface, method], rtol=6e-6, atol=6e-6)


def test_the_history_has_what_led_to_each_point() -> None:
    told = history("himmelblau", "adam", (0, 0), 0.1, 30)
    gradients = told.gradients[:-1]
    np.testing.assert_allclose(told.velocities[1], 0.1 * gradients[0], rtol=1e-12)
    np.testing.assert_allclose(told.squares[1], 0.001 * gradients[0] ** 2, rtol=1e-9)
    np.testing.assert_allclose(told.velocities[2], 0.9 * told.velocities[1] + 0.1 * gradients[1], rtol=1e-12)
    x, y = told.points.T
    np.testing.assert_allclose(told.heights, (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2, rtol=1e-12)


def test_what_diverges_leaves_all_numbers_without_a_word() -> None:
    path = trajectory("himmelblau", "gd", (4, 4), 0.5, 50)
    assert np.isfinite(path[0]).all()
    assert not np.isfinite(path[-1]).any()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"surface": "hill"}, "surface: 'hill' is not one of bowl, rosenbrock"),
        ({"method": "newton"}, "method: 'newton' is not one of gd, momentum"),
        ({"steps": -1}, "steps: -1 is not from 0 to 10000"),
        ({"steps": 20_000}, "steps: 20000 is not from 0 to 10000"),
    ],
)
def test_what_is_not_known_is_refused(change: dict[str, Any], sentence: str) -> None:
    known: dict[str, Any] = {"surface": "bowl", "method": "gd", "start": (1, 1), "learning_rate": 0.01, "steps": 5}
    with pytest.raises(ValueError, match=sentence):
        trajectory(**(known | change))


def test_no_step_leaves_the_start() -> None:
    assert trajectory("beale", "adam", (1, 1), 0.05, 0).tolist() == [[1, 1]]
