import re
from typing import get_args

import numpy as np
import pytest
import torch

from playground.activations import ACTIVATIONS, leaky_relu, near_bound
from playground.architecture.modules import activation_module
from playground.experiment.layers import ActivationName

EVERY_ONE = {
    "linear", "threshold", "relu", "leaky_relu", "sigmoid", "tanh", "elu", "selu", "softplus", "gelu", "silu"
}  # fmt: skip
TORCH = {
    "linear": torch.nn.Identity(),
    "threshold": lambda x: torch.heaviside(x, torch.zeros((), dtype=x.dtype)),
    "relu": torch.nn.ReLU(),
    "leaky_relu": torch.nn.LeakyReLU(),
    "sigmoid": torch.nn.Sigmoid(),
    "tanh": torch.nn.Tanh(),
    "elu": torch.nn.ELU(),
    "selu": torch.nn.SELU(),
    "softplus": torch.nn.Softplus(),
    "gelu": torch.nn.GELU(),
    "silu": torch.nn.SiLU(),
}

# Holds 0, where the kinks are, the smallest steps beside it, and values where careless formulas overflow.
GRID = np.concatenate([np.linspace(-8, 8, 1601), [-1e-300, 1e-300, -1e-8, 1e-8, -50, 50, -1000, 1000]])
PLACES = np.sort(GRID)


def test_there_are_the_eleven_and_an_experiment_may_name_each_of_them() -> None:
    assert set(ACTIVATIONS) == EVERY_ONE
    assert tuple(ACTIVATIONS) == get_args(ActivationName)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_function_is_torchs(name: str) -> None:
    assert 0.0 in PLACES
    expected = TORCH[name](torch.from_numpy(PLACES)).numpy()
    np.testing.assert_allclose(ACTIVATIONS[name].function(PLACES), expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_derivative_is_that_of_autograd_at_the_kinks_too(name: str) -> None:
    x = torch.from_numpy(PLACES).clone().requires_grad_()
    (expected,) = torch.autograd.grad(activation_module(name)(x).sum(), x)
    np.testing.assert_allclose(ACTIVATIONS[name].derivative(PLACES), expected.numpy(), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_derivative_is_the_slope_of_the_function(name: str) -> None:
    away_from_kinks = np.linspace(-5, 5, 200)
    step = 1e-6
    entry = ACTIVATIONS[name]
    slope = (entry.function(away_from_kinks + step) - entry.function(away_from_kinks - step)) / (2 * step)
    np.testing.assert_allclose(entry.derivative(away_from_kinks), slope, atol=1e-8)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_networks_compute_the_same_function(name: str) -> None:
    x = torch.from_numpy(PLACES).float()
    expected = ACTIVATIONS[name].function(x.double().numpy())
    np.testing.assert_allclose(activation_module(name)(x).numpy(), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_any_shape_keeps_its_shape(name: str) -> None:
    values = np.linspace(-1, 1, 12).reshape(2, 3, 2)
    assert ACTIVATIONS[name].function(values).shape == (2, 3, 2)
    assert ACTIVATIONS[name].derivative(values).shape == (2, 3, 2)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_formulas_say_what_their_symbols_are(name: str) -> None:
    entry = ACTIVATIONS[name]
    text = " ".join([entry.formula, entry.derivative_formula, entry.where])
    assert "\\varphi" not in text, "φ is the activation itself"
    for symbol in (r"\sigma(x)=", r"\Phi(x)=", r"\lambda\approx", r"\alpha\approx"):
        used = symbol.removesuffix("=").removesuffix(r"\approx") in text
        assert not used or symbol in text


def test_the_constants_of_selu_are_torchs() -> None:
    one = torch.ones(1, dtype=torch.float64)
    scale = float(torch.nn.functional.selu(one))
    slope = -float(torch.nn.functional.selu(-1000 * one)) / scale
    assert [f"{value:.4f}" for value in (scale, slope)] == re.findall(r"\d\.\d+", ACTIVATIONS["selu"].where)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_entry_says_everything(name: str) -> None:
    entry = ACTIVATIONS[name]
    assert all([entry.label, entry.formula, entry.derivative_formula, entry.values, entry.sentence.endswith(".")])


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_kinks_are_those_of_the_function_and_autograd_has_the_documented_derivative(name: str) -> None:
    entry, step = ACTIVATIONS[name], 1e-7
    grid = np.linspace(-4, 4, 801)
    left, right = entry.derivative(grid - step), entry.derivative(grid + step)
    jumps = np.abs(entry.function(grid + step) - entry.function(grid - step)) > 1e-3
    places = grid[(np.abs(left - right) > 1e-3) | jumps]
    np.testing.assert_allclose(places, [kink.at for kink in entry.kinks], atol=1e-12)
    for kink in entry.kinks:
        x = torch.tensor([kink.at], dtype=torch.float64, requires_grad=True)
        (gradient,) = torch.autograd.grad(activation_module(name)(x).sum(), x)
        assert kink.derivative == pytest.approx(gradient.item(), rel=1e-12)
        sides = entry.derivative(np.array([kink.at - step, kink.at + step]))
        assert (kink.left, kink.right) == pytest.approx(tuple(sides), abs=1e-6)
        assert kink.jump == bool(jumps[np.argmin(np.abs(grid - kink.at))])


@pytest.mark.parametrize("slope", [0.0, 0.1, 0.5])
def test_a_leaky_relu_of_any_slope_is_torchs(slope: float) -> None:
    x = torch.from_numpy(PLACES).clone().requires_grad_()
    y = torch.nn.functional.leaky_relu(x, slope)
    (gradient,) = torch.autograd.grad(y.sum(), x)
    entry = leaky_relu(slope)
    np.testing.assert_allclose(entry.function(PLACES), y.detach().numpy())
    np.testing.assert_allclose(entry.derivative(PLACES), gradient.numpy())
    assert f"{slope:g}" in entry.formula
    assert entry.kinks[0].derivative == slope


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_bounds_are_the_limits_and_the_values_say_so(name: str) -> None:
    entry = ACTIVATIONS[name]
    far = entry.function(np.array([-1e5, 1e5]))
    for bound, value in zip(entry.bounds, far, strict=True):
        assert (bound is None and abs(value) > 100) or bound == pytest.approx(value)
    values = entry.function(np.linspace(-30, 30, 60_001))
    low, high = (float(end) for end in re.sub(r"[\\{}()\[\]]|ty", "", entry.values).split(","))
    assert low == (-np.inf if entry.bounds[0] is None else pytest.approx(values.min(), abs=1e-3))
    assert high == (np.inf if entry.bounds[1] is None else pytest.approx(values.max(), abs=1e-3))
    assert (entry.values[0] == "[") == (name in ("relu", "gelu", "silu")), "the others never arrive at their ends"


def test_saturated_is_within_2_percent_of_a_bound() -> None:
    values = np.array([-1, -0.981, -0.979, 0, 0.979, 0.981, 1])
    assert near_bound(values, (-1.0, 1.0)).tolist() == [True, True, False, False, False, True, True]
    assert near_bound(np.array([0.0, 0.019, 0.021]), (0.0, None)).tolist() == [True, True, False]
    assert not near_bound(values, (None, None)).any()


def test_threshold_teaches_nothing_to_what_is_before_it() -> None:
    x = torch.tensor([-1.0, 0.0, 2.0], requires_grad=True)
    y = activation_module("threshold")(x)
    y.sum().backward()
    assert y.tolist() == [0, 0, 1]
    assert x.grad is not None
    assert x.grad.tolist() == [0, 0, 0]


def test_the_registry_cannot_be_changed_by_accident() -> None:
    with pytest.raises(TypeError):
        ACTIVATIONS["relu"] = ACTIVATIONS["tanh"]
