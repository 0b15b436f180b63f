from typing import get_args

import numpy as np
import pytest
import torch

from playground.activations import ACTIVATIONS
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
def test_every_entry_says_everything(name: str) -> None:
    entry = ACTIVATIONS[name]
    assert all([entry.label, entry.formula, entry.derivative_formula, entry.sentence.endswith(".")])


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
