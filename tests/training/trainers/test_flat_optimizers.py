"""Every optimizer against PyTorch's own, on random gradients."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from playground.experiment.spec import Spec
from playground.experiment.training import OPTIMIZERS, SGD, Adagrad, Adam, AdamW, RMSprop
from playground.training.trainers.flat_optimizers import FlatOptimizer
from tests.strategies import optimizers

STEPS = 60
CASES: list[tuple[Spec, str, dict[str, Any]]] = [
    (SGD(learning_rate=0.3), "SGD", {"lr": 0.3}),
    (SGD(learning_rate=0.1, momentum=0.9), "SGD", {"lr": 0.1, "momentum": 0.9}),
    (SGD(learning_rate=0.1, momentum=0.7, nesterov=True), "SGD", {"lr": 0.1, "momentum": 0.7, "nesterov": True}),
    (Adagrad(), "Adagrad", {"lr": 0.1, "eps": 1e-10}),
    (Adagrad(learning_rate=0.5, epsilon=0.2), "Adagrad", {"lr": 0.5, "eps": 0.2}),
    (RMSprop(), "RMSprop", {"lr": 0.01, "alpha": 0.99, "eps": 1e-8}),
    (
        RMSprop(learning_rate=0.02, alpha=0.5, momentum=0.9, epsilon=0.1),
        "RMSprop",
        {"lr": 0.02, "alpha": 0.5, "momentum": 0.9, "eps": 0.1},
    ),
    (Adam(), "Adam", {"lr": 0.01, "betas": (0.9, 0.999), "eps": 1e-8}),
    (
        Adam(learning_rate=0.3, beta1=0.5, beta2=0.6, epsilon=0.1),
        "Adam",
        {"lr": 0.3, "betas": (0.5, 0.6), "eps": 0.1},
    ),
    (Adam(beta1=0, beta2=0), "Adam", {"lr": 0.01, "betas": (0.0, 0.0), "eps": 1e-8}),
    (AdamW(), "AdamW", {"lr": 0.01, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.01}),
    (
        AdamW(learning_rate=0.1, beta1=0.8, beta2=0.9, epsilon=1e-3, weight_decay=2.0),
        "AdamW",
        {"lr": 0.1, "betas": (0.8, 0.9), "eps": 1e-3, "weight_decay": 2.0},
    ),
]


class Pair:
    """Our optimizer and PyTorch's on the same numbers, in double precision."""

    def __init__(self, spec: Spec, name: str, options: dict[str, Any], count: int = 17) -> None:
        start = np.random.default_rng(1).normal(0, 1, count)
        self.parameters, self.gradient = start.copy(), np.zeros(count)
        self.ours = FlatOptimizer(spec, self.parameters, self.gradient)
        self.reference = torch.tensor(start, requires_grad=True)
        self.theirs: torch.optim.Optimizer = getattr(torch.optim, name)([self.reference], **options)

    def step(self, gradient: np.ndarray) -> None:
        self.gradient[:] = gradient
        self.ours.step()
        self.reference.grad = torch.tensor(gradient)
        self.theirs.step()

    def set_learning_rate(self, rate: float) -> None:
        self.ours.learning_rate = rate
        self.theirs.param_groups[0]["lr"] = rate

    def assert_equal(self, tolerance: float = 1e-12) -> None:
        np.testing.assert_allclose(self.parameters, self.reference.detach().numpy(), rtol=tolerance, atol=tolerance)


def gradients(steps: int = STEPS, count: int = 17) -> np.ndarray:
    """Return gradients of very different sizes, some of them zero."""
    random = np.random.default_rng(2)
    drawn = random.normal(0, 1, (steps, count)) * 10.0 ** random.integers(-4, 3, (1, count))
    drawn[random.random((steps, count)) < 0.1] = 0
    return drawn


def named(case: tuple[Spec, str, dict[str, Any]]) -> Pair:
    return Pair(*case)


def test_every_optimizer_and_every_option_is_compared() -> None:
    assert {type(spec) for spec, _, _ in CASES} == set(OPTIMIZERS.values())
    for kind in OPTIMIZERS.values():
        of_kind = [spec for spec, _, _ in CASES if type(spec) is kind]
        for field in set(kind.model_fields) - {"name"}:
            assert len({getattr(spec, field) for spec in of_kind}) > 1, field


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case[0]))
def test_updates_are_those_of_pytorch(case: tuple[Spec, str, dict[str, Any]]) -> None:
    pair = named(case)
    for gradient in gradients():
        pair.step(gradient)
        pair.assert_equal()


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case[0]))
def test_the_learning_rate_may_change_at_any_time(case: tuple[Spec, str, dict[str, Any]]) -> None:
    pair = named(case)
    for step, gradient in enumerate(gradients()):
        if step in (20, 45):
            pair.set_learning_rate(0.2 / step)
        pair.step(gradient)
    pair.assert_equal()


def test_the_learning_rate_is_the_specs_at_first() -> None:
    assert [FlatOptimizer(spec, np.zeros(1), np.zeros(1)).learning_rate for spec, _, _ in CASES] == [
        options["lr"] for _, _, options in CASES
    ]


def torch_case(spec: Spec) -> tuple[Spec, str, dict[str, Any]]:
    match spec:
        case SGD():
            return spec, "SGD", {"lr": spec.learning_rate, "momentum": spec.momentum, "nesterov": spec.nesterov}
        case Adagrad():
            return spec, "Adagrad", {"lr": spec.learning_rate, "eps": spec.epsilon}
        case RMSprop():
            others = {"alpha": spec.alpha, "momentum": spec.momentum, "eps": spec.epsilon}
            return spec, "RMSprop", {"lr": spec.learning_rate, **others}
        case Adam() | AdamW():
            options = {"lr": spec.learning_rate, "betas": (spec.beta1, spec.beta2), "eps": spec.epsilon}
            decay = {"weight_decay": spec.weight_decay} if isinstance(spec, AdamW) else {}
            return spec, type(spec).__name__, options | decay
    raise AssertionError(spec)


@settings(max_examples=100)
@given(optimizers)
def test_any_options_give_the_updates_of_pytorch(spec: Spec) -> None:
    # PyTorch takes β₁ as 1 - (1 - β₁), which keeps only four digits of 1e-12; where β₂ is 0 that rounding is seen.
    assume(not 0 < getattr(spec, "beta1", 0.0) < 1e-3)
    pair = named(torch_case(spec))
    for gradient in gradients(steps=10):
        pair.step(gradient)
    scale = max(1.0, float(pair.reference.detach().abs().max()))
    pair.assert_equal(1e-9 * scale)


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case[0]))
def test_a_state_taken_up_again_goes_on_bit_for_bit(case: tuple[Spec, str, dict[str, Any]]) -> None:
    pair, steps = named(case), gradients()
    for gradient in steps[:20]:
        pair.step(gradient)
    state, parameters = pair.ours.state(), pair.parameters.copy()
    for gradient in steps[20:40]:
        pair.step(gradient)
    there = pair.parameters.copy()

    elsewhere = named(case)
    for optimizer in (pair, elsewhere):
        optimizer.ours.load(state)
        optimizer.parameters[:] = parameters
        for gradient in steps[20:40]:
            optimizer.gradient[:] = gradient
            optimizer.ours.step()
        np.testing.assert_array_equal(optimizer.parameters, there)


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case[0]))
def test_a_state_is_a_copy(case: tuple[Spec, str, dict[str, Any]]) -> None:
    pair = named(case)
    fresh = pair.ours.state()
    pair.step(gradients()[0])
    again = named(case).ours.state()
    assert fresh.keys() == again.keys()
    assert all(np.array_equal(fresh[name], again[name]) for name in fresh)
    assert pair.ours.state()["steps"] == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case[0]))
def test_the_numbers_stay_where_they_are(case: tuple[Spec, str, dict[str, Any]]) -> None:
    parameters, gradient = np.ones(4, dtype=np.float32), np.full(4, 0.5, dtype=np.float32)
    optimizer = FlatOptimizer(case[0], parameters, gradient)
    for _ in range(3):
        optimizer.step()
    assert parameters.dtype == np.float32
    assert (parameters < 1).all()
    np.testing.assert_array_equal(gradient, np.float32(0.5))
    state = optimizer.state()
    assert {values.dtype for name, values in state.items() if name != "steps"} == {np.dtype(np.float32)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case[0]))
@given(size=st.sampled_from([1e-45, 1e20, 3e38, float("inf"), float("nan")]))
def test_gradients_beyond_all_numbers_are_no_error(case: tuple[Spec, str, dict[str, Any]], size: float) -> None:
    optimizer = FlatOptimizer(case[0], np.ones(2, dtype=np.float32), np.full(2, size, dtype=np.float32))
    for _ in range(3):
        optimizer.step()
