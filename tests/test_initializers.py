from math import sqrt
from typing import get_args

import pytest
import torch
from scipy import stats

from playground.experiment.model import InitializerName
from playground.initializers import INITIALIZERS, initialize

OUTPUTS, INPUTS = 300, 200
LAWS = {
    "default": stats.uniform(-1 / sqrt(INPUTS), 2 / sqrt(INPUTS)),
    "too_small": stats.norm(0, 0.001),
    "xavier": stats.uniform(-sqrt(6 / (INPUTS + OUTPUTS)), 2 * sqrt(6 / (INPUTS + OUTPUTS))),
    "he": stats.norm(0, sqrt(2 / INPUTS)),
    "too_large": stats.norm(0, 3),
}


def drawn(name: str, seed: int = 5) -> tuple[torch.Tensor, torch.Tensor]:
    weight, bias = torch.full((OUTPUTS, INPUTS), 7.0), torch.full((OUTPUTS,), 7.0)
    initialize(name, weight, bias, torch.Generator().manual_seed(seed))
    return weight, bias


def test_an_experiment_may_name_each_of_them() -> None:
    assert tuple(INITIALIZERS) == get_args(InitializerName)
    assert set(INITIALIZERS) == {*LAWS, "zeros"}


@pytest.mark.parametrize("name", LAWS)
def test_weights_follow_the_law(name: str) -> None:
    weights = drawn(name)[0].double().flatten().numpy()
    assert stats.kstest(weights, LAWS[name].cdf).pvalue > 0.001
    assert weights.std() == pytest.approx(LAWS[name].std(), rel=0.01)
    assert abs(weights.mean()) < 4 * LAWS[name].std() / sqrt(weights.size)


@pytest.mark.parametrize("name", ["default", "xavier"])
def test_uniform_weights_fill_their_range_and_never_leave_it(name: str) -> None:
    bound = LAWS[name].support()[1]
    assert 0.99 * bound < drawn(name)[0].abs().max() <= bound * (1 + 1e-6)


def test_zeros_are_zeros() -> None:
    weight, bias = drawn("zeros")
    assert not weight.any()
    assert not bias.any()


@pytest.mark.parametrize("name", [name for name in INITIALIZERS if name != "default"])
def test_biases_start_at_zero(name: str) -> None:
    assert not drawn(name)[1].any()


def test_the_default_is_the_law_of_torchs_linear_layer_number_for_number() -> None:
    torch.manual_seed(11)
    linear = torch.nn.Linear(INPUTS, OUTPUTS)
    weight, bias = drawn("default", seed=11)
    assert torch.equal(weight, linear.weight)
    assert torch.equal(bias, linear.bias)


def test_default_biases_have_the_range_of_the_weights() -> None:
    bound = 1 / sqrt(INPUTS)
    bias = drawn("default")[1]
    assert 0.95 * bound < bias.abs().max() <= bound * (1 + 1e-6)
    assert stats.kstest(bias.double().numpy(), LAWS["default"].cdf).pvalue > 0.001


@pytest.mark.parametrize("name", INITIALIZERS)
def test_the_generator_alone_decides(name: str) -> None:
    torch.manual_seed(1)
    first = drawn(name)
    torch.manual_seed(2)
    second = drawn(name)
    assert all(torch.equal(a, b) for a, b in zip(first, second, strict=True))
    if name != "zeros":
        assert not torch.equal(first[0], drawn(name, seed=6)[0])


@pytest.mark.parametrize("name", INITIALIZERS)
def test_a_layer_without_biases_is_filled_too(name: str) -> None:
    weight = torch.full((OUTPUTS, INPUTS), 7.0)
    initialize(name, weight, None, torch.Generator().manual_seed(5))
    assert torch.equal(weight, drawn(name)[0])


@pytest.mark.parametrize("name", INITIALIZERS)
def test_every_entry_says_everything(name: str) -> None:
    entry = INITIALIZERS[name]
    assert all([entry.label, entry.formula, entry.sentence.endswith(".")])
