"""The batched passes against autograd through the networks that are built, one by one."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from playground.activations import ACTIVATIONS
from playground.architecture.modules import SeededDropout
from playground.architecture.seeds import generators
from playground.experiment.data import FEATURES
from playground.losses import loss_function
from playground.training.population.losses import logistic_gradient, softmax_gradient, squared_gradient
from playground.training.population.passes import MOST_SIZES, Passes
from playground.training.population.structure import structure
from tests.training.population.following import row_of
from tests.training.trainers.test_by_hand import PRECISIONS, TASKS, Case

DROPPED: list[tuple[dict[str, Any], ...]] = [
    (),
    ({"type": "dropout", "rate": 0.3},),
    ({"type": "dropout", "rate": 0.0},),
    ({"type": "dropconnect", "rate": 0.4},),
    ({"type": "dropconnect", "rate": 0.2}, {"type": "dropout", "rate": 0.6}),
]
TWICE: list[tuple[dict[str, Any], ...]] = [
    ({"type": "dropout", "rate": 0.2}, {"type": "dropout", "rate": 0.5}),
    ({"type": "dropout", "rate": 0.0}, {"type": "dropout", "rate": 0.3}),
    ({"type": "dropout", "rate": 0.4}, {"type": "dropconnect", "rate": 0.1}, {"type": "dropout", "rate": 0.0}),
]


class SideBySide:
    """Networks in one set of passes, and the same ones built by PyTorch, in training mode, with equal masks to come."""

    def __init__(self, cases: Sequence[Case], dtype: torch.dtype) -> None:
        self.cases, self.dtype = cases, dtype
        self.models = [case.model(dtype) for case in cases]
        self.parameters = torch.stack([row_of(model) for model in self.models])
        self.gradient = torch.full_like(self.parameters, 7.0)
        structures = [structure(case.experiment) for case in cases]
        sources = [generators(case.seed).dropout for case in cases]
        self.passes = Passes(structures, self.parameters, self.gradient, sources)
        self.loss, self.task = cases[0].experiment.loss, cases[0].experiment.data.task

    @property
    def gradient_of(self) -> Callable[[Tensor, Tensor, Tensor], None]:
        entropy = logistic_gradient if self.task.outputs == 1 else softmax_gradient
        return entropy if self.loss == "cross_entropy" else squared_gradient

    def batches(self) -> tuple[Tensor, Tensor]:
        """Return inputs and targets, samples last."""
        samples = [case.samples(self.dtype) for case in self.cases]
        encoded = [
            targets if targets.dim() > 1 else nn.functional.one_hot(targets, self.task.outputs).to(self.dtype)
            for _inputs, targets in samples
        ]
        return torch.stack([inputs.mT for inputs, _targets in samples]), torch.stack([each.mT for each in encoded])

    def assert_gradients_are_those_of_autograd(self, tolerance: float) -> None:
        self.passes.learn(*self.batches(), self.gradient_of)
        for case, model, row in zip(self.cases, self.models, self.gradient, strict=True):
            model.zero_grad()
            inputs, targets = case.samples(self.dtype)
            loss = loss_function(self.loss, self.task)(model(inputs), targets)
            loss.backward()
            atol = tolerance * max(1, loss.item())  # what is rounded is of the loss's order
            torch.testing.assert_close(row, gradient_of(model), rtol=tolerance, atol=atol, msg=f"{case}")


def gradient_of(model: nn.Sequential) -> Tensor:
    """Return a network's gradient, laid out as its numbers are."""
    layers = [module for module in model if isinstance(module, nn.Linear)]
    parts = []
    for layer in layers:
        pair = [torch.zeros_like(p) if p.grad is None else p.grad for p in (layer.weight, layer.bias)]
        parts.append(torch.cat([pair[0], pair[1].unsqueeze(1)], 1).flatten())
    return torch.cat(parts)


@pytest.mark.parametrize(("dtype", "tolerance"), PRECISIONS)
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("drops", [DROPPED, TWICE])
def test_gradients_are_those_of_autograd(
    drops: list[tuple[dict[str, Any], ...]], task: tuple[str, str], dtype: torch.dtype, tolerance: float
) -> None:
    pairs = itertools.product(ACTIVATIONS, drops)
    cases = [Case(activation, task, dropped, seed=seed) for seed, (activation, dropped) in enumerate(pairs)]
    together = SideBySide(cases, dtype)
    for _ in range(3):  # with other masks each time, and with what the time before has left
        together.assert_gradients_are_those_of_autograd(tolerance)
    assert torch.equal(together.parameters, torch.stack([row_of(model) for model in together.models]))


@settings(max_examples=60)
@given(st.data())
def test_in_any_shape(data: st.DataObject) -> None:
    shape = {
        "task": data.draw(st.sampled_from(TASKS)),
        "units": data.draw(st.lists(st.integers(1, 9), max_size=4).map(tuple)),
        "features": data.draw(st.integers(1, len(FEATURES))),
        "batch": data.draw(st.integers(1, 40)),
    }
    network = st.builds(
        Case,
        activation=st.sampled_from(list(ACTIVATIONS)),
        drops=st.sampled_from(data.draw(st.sampled_from([DROPPED, TWICE]))),
        seed=st.integers(0, 10_000),
        **{name: st.just(value) for name, value in shape.items()},
    )
    cases = data.draw(st.lists(network, min_size=1, max_size=5))
    for dtype, tolerance in PRECISIONS:
        SideBySide(cases, dtype).assert_gradients_are_those_of_autograd(tolerance)


@pytest.mark.parametrize("drops", [DROPPED, TWICE])
def test_answers_are_those_of_the_networks_without_dropout(drops: list[tuple[dict[str, Any], ...]]) -> None:
    cases = [Case(activation, drops=d) for activation, d in itertools.product(ACTIVATIONS, drops)]
    together = SideBySide(cases, torch.float64)
    inputs, _targets = together.batches()
    for batch in (inputs, inputs[:, :, :3], inputs):
        layers = together.passes.outputs(batch)
        assert [layer.shape[1] for layer in layers] == [2, 5, 3, 1]
        assert torch.equal(layers[0], batch)
        for k, model in enumerate(together.models):
            expected = answers_of(model.eval(), batch[k].mT)
            for layer, values in zip(layers[1:], expected, strict=True):
                torch.testing.assert_close(layer[k].mT, values, rtol=1e-12, atol=1e-13)


def answers_of(model: nn.Sequential, values: Tensor) -> list[Tensor]:
    """Return what each layer gives, after its activation."""
    outputs: list[Tensor] = []
    for module in model:
        values = module(values)
        if isinstance(module, nn.Linear):
            outputs.append(values)
        elif not isinstance(module, SeededDropout):
            outputs[-1] = values
    return outputs


def test_networks_learn_nothing_from_each_other() -> None:
    cases = [Case("tanh", drops=DROPPED[1], seed=seed) for seed in range(4)]
    alone, beside = SideBySide(cases, torch.float64), SideBySide(cases, torch.float64)
    inputs, targets = beside.batches()
    with torch.no_grad():
        beside.parameters[1] = float("nan")
    inputs[1], targets[1] = float("inf"), float("nan")
    alone.passes.learn(*alone.batches(), alone.gradient_of)
    beside.passes.learn(inputs, targets, beside.gradient_of)
    others = [0, 2, 3]
    assert torch.equal(alone.gradient[others], beside.gradient[others])
    assert not torch.isfinite(beside.gradient[1]).all()


def test_layers_are_parts_of_the_rows() -> None:
    together = SideBySide([Case(seed=seed) for seed in range(3)], torch.float32)
    assert [weight.shape for weight in together.passes.weights] == [(3, 5, 3), (3, 3, 6), (3, 1, 4)]
    with torch.no_grad():
        together.parameters.zero_()
        together.parameters[1, -1] = 3.0  # the output's bias
    inputs, _targets = together.batches()
    outputs = together.passes.outputs(inputs)[-1]
    assert (outputs[1] == 3).all()
    assert (outputs[[0, 2]] == 0).all()
    together.passes.learn(*together.batches(), together.gradient_of)
    joined = torch.cat([part.flatten(1) for part in together.passes.gradients], 1)
    assert torch.equal(joined, together.gradient)


def test_more_sizes_than_memory_is_kept_for_give_the_same() -> None:
    together = SideBySide([Case("gelu", drops=DROPPED[4], batch=30, seed=seed) for seed in range(2)], torch.float64)
    inputs, _targets = together.batches()
    for size in [*range(1, 2 * MOST_SIZES), 3]:
        part = inputs[:, :, :size]
        for k, model in enumerate(together.models):
            outputs = together.passes.outputs(part)[-1][k].mT
            torch.testing.assert_close(outputs, model.eval()(part[k].mT), rtol=1e-12, atol=1e-13)
