"""Update rules against NumPy transcriptions of the papers' formulas, with torch's conventions where they differ."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import optim

from playground.experiment import SGD, Adagrad, Adam, AdamW, Dense, RMSprop
from playground.experiment import training as described
from playground.experiment.spec import Spec
from playground.optimizers import OPTIMIZERS, build_optimizer

# A quadratic bowl, E = 1/2 θᵀAθ - bᵀθ, whose gradient is Aθ - b.
A = np.array([[3.0, 0.5, 0.0], [0.5, 1.0, -0.2], [0.0, -0.2, 0.3]])
B = np.array([1.0, -2.0, 0.5])
START = np.array([2.0, -1.0, 3.0])
STEPS = 40

Rule = Callable[[Spec], list[np.ndarray]]


def gradient(theta: np.ndarray) -> np.ndarray:
    return A @ theta - B


def sgd(spec: Any) -> list[np.ndarray]:
    theta, v, path = START.copy(), np.zeros(3), []
    for _ in range(STEPS):
        g = gradient(theta)
        v = spec.momentum * v + g
        theta = theta - spec.learning_rate * (g + spec.momentum * v if spec.nesterov else v)
        path.append(theta)
    return path


def adagrad(spec: Any) -> list[np.ndarray]:
    theta, s, path = START.copy(), np.zeros(3), []
    for _ in range(STEPS):
        g = gradient(theta)
        s = s + g**2
        theta = theta - spec.learning_rate * g / (np.sqrt(s) + spec.epsilon)
        path.append(theta)
    return path


def rmsprop(spec: Any) -> list[np.ndarray]:
    theta, s, v, path = START.copy(), np.zeros(3), np.zeros(3), []
    for _ in range(STEPS):
        g = gradient(theta)
        s = spec.alpha * s + (1 - spec.alpha) * g**2
        v = spec.momentum * v + g / (np.sqrt(s) + spec.epsilon)
        theta = theta - spec.learning_rate * v
        path.append(theta)
    return path


def adam(spec: Any) -> list[np.ndarray]:
    theta, m, s, path = START.copy(), np.zeros(3), np.zeros(3), []
    for t in range(1, STEPS + 1):
        g = gradient(theta)
        m = spec.beta1 * m + (1 - spec.beta1) * g
        s = spec.beta2 * s + (1 - spec.beta2) * g**2
        theta = theta * (1 - spec.learning_rate * getattr(spec, "weight_decay", 0.0))
        m_hat, s_hat = m / (1 - spec.beta1**t), s / (1 - spec.beta2**t)
        theta = theta - spec.learning_rate * m_hat / (np.sqrt(s_hat) + spec.epsilon)
        path.append(theta)
    return path


def followed(spec: Spec) -> list[np.ndarray]:
    theta = torch.nn.Parameter(torch.from_numpy(START.copy()))
    optimizer = build_optimizer(spec, [theta])
    path = []
    for _ in range(STEPS):
        theta.grad = torch.from_numpy(gradient(theta.detach().numpy()))
        optimizer.step()
        path.append(theta.detach().numpy().copy())
    return path


@pytest.mark.parametrize(
    ("spec", "rule"),
    [
        (SGD(learning_rate=0.1), sgd),
        (SGD(learning_rate=0.05, momentum=0.9), sgd),
        (SGD(learning_rate=0.05, momentum=0.9, nesterov=True), sgd),
        (Adagrad(learning_rate=0.5), adagrad),
        (Adagrad(learning_rate=0.5, epsilon=0.1), adagrad),
        (RMSprop(learning_rate=0.05), rmsprop),
        (RMSprop(learning_rate=0.05, alpha=0.9, momentum=0.5, epsilon=0.01), rmsprop),
        (Adam(learning_rate=0.1), adam),
        (Adam(learning_rate=0.1, beta1=0.8, beta2=0.99, epsilon=0.01), adam),
        (AdamW(learning_rate=0.1), adam),
        (AdamW(learning_rate=0.1, beta1=0.8, beta2=0.99, epsilon=0.01, weight_decay=0.5), adam),
    ],
    ids=lambda value: getattr(value, "__name__", repr(value)),
)
def test_the_path_down_a_bowl_is_the_one_of_the_formula(spec: Spec, rule: Rule) -> None:
    path = followed(spec)
    np.testing.assert_allclose(path, rule(spec), rtol=1e-9, atol=1e-12)
    assert np.linalg.norm(path[-1] - START) > 0.1


@pytest.mark.parametrize(
    ("spec", "kind", "parameters"),
    [
        (
            SGD(learning_rate=0.2, momentum=0.7, nesterov=True),
            optim.SGD,
            {"lr": 0.2, "momentum": 0.7, "nesterov": True, "weight_decay": 0, "dampening": 0},
        ),
        (Adagrad(learning_rate=0.2, epsilon=1e-3), optim.Adagrad, {"lr": 0.2, "eps": 1e-3, "weight_decay": 0}),
        (
            RMSprop(learning_rate=0.2, alpha=0.8, momentum=0.3, epsilon=1e-3),
            optim.RMSprop,
            {"lr": 0.2, "alpha": 0.8, "momentum": 0.3, "eps": 1e-3, "weight_decay": 0, "centered": False},
        ),
        (
            Adam(learning_rate=0.2, beta1=0.5, beta2=0.6, epsilon=1e-3),
            optim.Adam,
            {"lr": 0.2, "betas": (0.5, 0.6), "eps": 1e-3, "weight_decay": 0, "amsgrad": False},
        ),
        (
            AdamW(learning_rate=0.2, beta1=0.5, beta2=0.6, epsilon=1e-3, weight_decay=0.4),
            optim.AdamW,
            {"lr": 0.2, "betas": (0.5, 0.6), "eps": 1e-3, "weight_decay": 0.4, "amsgrad": False},
        ),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_each_spec_builds_torchs_optimizer_with_its_parameters(
    spec: Spec, kind: type[optim.Optimizer], parameters: dict[str, object]
) -> None:
    built = build_optimizer(spec, [torch.nn.Parameter(torch.zeros(2))])
    assert type(built) is kind
    assert {name: built.param_groups[0][name] for name in parameters} == parameters


def test_all_parameters_are_updated() -> None:
    parameters = [torch.nn.Parameter(torch.ones(size)) for size in (2, 3)]
    optimizer = build_optimizer(SGD(learning_rate=0.5), iter(parameters))
    for parameter in parameters:
        parameter.grad = torch.ones_like(parameter)
    optimizer.step()
    assert [parameter.tolist() for parameter in parameters] == [[0.5] * 2, [0.5] * 3]


def test_what_is_no_optimizer_is_refused() -> None:
    with pytest.raises(TypeError, match="Dense is no optimizer"):
        build_optimizer(Dense(units=1), [torch.nn.Parameter(torch.zeros(1))])


def test_menus_and_experiments_know_the_same_ones() -> None:
    assert list(OPTIMIZERS) == list(described.OPTIMIZERS) == ["sgd", "adagrad", "rmsprop", "adam", "adamw"]
    for name, spec in described.OPTIMIZERS.items():
        assert spec().name == name
        entry = OPTIMIZERS[name]
        assert all([entry.label, entry.formula, entry.sentence.endswith(".")])
