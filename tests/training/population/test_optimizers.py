"""Every optimizer, with other hyperparameters in each row, against PyTorch's own on the row alone."""

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch import Tensor

from playground.experiment.spec import Spec
from playground.experiment.training import OPTIMIZERS, SGD, Adam, AdamW, RMSprop
from playground.training.population.optimizers import RowOptimizer
from tests.strategies import optimizers
from tests.training.trainers.test_flat_optimizers import CASES, STEPS, gradients, torch_case

COUNT = 17
TogetherCase = list[Spec]
MIXED: list[TogetherCase] = [[spec for spec, _, _ in CASES if type(spec) is kind] for kind in OPTIMIZERS.values()]
ALIKE: list[TogetherCase] = [[spec] * 3 for spec, _, _ in CASES]


def called(specs: TogetherCase) -> str:
    return f"{specs[0]!r} and {len(set(map(repr, specs))) - 1} others"


class Rows:
    """Our optimizer on rows, and one of PyTorch's for each row, on the same numbers."""

    def __init__(self, specs: TogetherCase, dtype: torch.dtype = torch.float64) -> None:
        start = torch.from_numpy(np.random.default_rng(1).normal(0, 1, (len(specs), COUNT))).to(dtype)
        # As in a population, where rows are parts of a larger tensor.
        self.parameters, self.gradient = torch.zeros(len(specs) + 2, COUNT, dtype=dtype), torch.zeros_like(start)
        self.parameters = self.parameters[1:-1]
        self.parameters.copy_(start)
        self.ours = RowOptimizer(specs, self.parameters, self.gradient)
        self.references = [row.clone().requires_grad_() for row in start]
        self.theirs: list[torch.optim.Optimizer] = []
        for spec, reference in zip(specs, self.references, strict=True):
            _spec, name, options = torch_case(spec)
            self.theirs.append(getattr(torch.optim, name)([reference], **options))

    def step(self, gradient: np.ndarray) -> None:
        """Take a step, each row with a gradient of its own."""
        for k, (reference, optimizer) in enumerate(zip(self.references, self.theirs, strict=True)):
            self.gradient[k] = torch.from_numpy(np.roll(gradient, k))
            reference.grad = self.gradient[k].clone()
            optimizer.step()
        self.ours.step()

    def set(self, specs: TogetherCase) -> None:
        self.ours.set(specs)
        for spec, optimizer in zip(specs, self.theirs, strict=True):
            optimizer.param_groups[0].update(torch_case(spec)[2])

    def expected(self) -> Tensor:
        return torch.stack([reference.detach() for reference in self.references])

    def assert_equal(self, tolerance: float = 1e-11) -> None:
        torch.testing.assert_close(self.parameters, self.expected(), rtol=tolerance, atol=tolerance)


def test_every_kind_is_compared_with_rows_that_differ() -> None:
    assert [type(specs[0]) for specs in MIXED] == list(OPTIMIZERS.values())
    assert all(len(specs) > 1 for specs in MIXED)


@pytest.mark.parametrize("specs", [*MIXED, *ALIKE], ids=called)
def test_updates_are_those_of_pytorch(specs: TogetherCase) -> None:
    rows = Rows(specs)
    for gradient in gradients():
        rows.step(gradient)
        rows.assert_equal()


@pytest.mark.parametrize("specs", [*MIXED, *ALIKE], ids=called)
def test_hyperparameters_may_change_at_any_time(specs: TogetherCase) -> None:
    rows = Rows(specs)
    for step, gradient in enumerate(gradients()):
        if step == 20:
            rows.set([spec.model_copy(update={"learning_rate": 0.01 * (k + 1)}) for k, spec in enumerate(specs)])
        if step == 45:
            rows.set([spec.model_copy(update={"learning_rate": 0.005}) for spec in specs])
        rows.step(gradient)
    rows.assert_equal()


def of_one_kind(specs: TogetherCase) -> TogetherCase:
    return [spec for spec in specs if type(spec) is type(specs[0])]


@settings(max_examples=100)
@given(st.lists(optimizers, min_size=1, max_size=10).map(of_one_kind))
def test_any_options_give_the_updates_of_pytorch(specs: TogetherCase) -> None:
    # As for flat optimizers: where β₁ is tiny PyTorch's own rounding decides.
    assume(not any(0 < getattr(spec, "beta1", 0.0) < 1e-3 for spec in specs))
    rows = Rows(specs)
    for gradient in gradients(steps=10):
        rows.step(gradient)
    for ours, theirs in zip(rows.parameters, rows.expected(), strict=True):
        scale = max(1.0, float(theirs.abs().max()))
        torch.testing.assert_close(ours, theirs, rtol=1e-9, atol=1e-9 * scale)


@pytest.mark.parametrize("kind", [Adam, AdamW])
@pytest.mark.parametrize("field", ["beta1", "beta2"])
def test_averages_that_forget_slowly_are_corrected_as_exactly_beside_others(kind: type[Spec], field: str) -> None:
    rows = Rows([kind(**{field: decay}) for decay in (0.9, 0.9999, 0.999999)], torch.float32)
    start = rows.parameters.clone()
    for gradient in gradients():
        rows.step(np.sign(gradient) * 0.5)
        moved, expected = rows.parameters - start, rows.expected() - start
        torch.testing.assert_close(moved, expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("specs", [*MIXED, *ALIKE], ids=called)
def test_a_frozen_row_stays_bit_for_bit_and_the_others_go_on(specs: TogetherCase) -> None:
    rows, steps = Rows(specs), gradients()
    for gradient in steps[:10]:
        rows.step(gradient)
    frozen = torch.zeros(len(specs), dtype=torch.bool)
    frozen[1] = True
    rows.ours.freeze(frozen)
    before = rows.parameters[1].clone()
    others = [k for k in range(len(specs)) if k != 1]
    for step, gradient in enumerate(steps[10:]):
        odd = gradient.copy()
        odd[: 5 * (step % 2)] = np.nan
        for k in others:
            rows.references[k].grad = torch.from_numpy(np.roll(gradient, k))
            rows.theirs[k].step()
            rows.gradient[k] = torch.from_numpy(np.roll(gradient, k))
        rows.gradient[1] = torch.from_numpy(odd)
        rows.ours.step()
        assert torch.equal(rows.parameters[1], before)
    torch.testing.assert_close(rows.parameters[others], rows.expected()[others], rtol=1e-11, atol=1e-11)
    assert not any(state[1].any() for state in rows.ours.state.values())


@pytest.mark.parametrize("specs", MIXED, ids=called)
def test_rows_stay_frozen_whatever_is_set_and_whichever_follow(specs: TogetherCase) -> None:
    rows, steps = Rows(specs), gradients()
    rows.step(steps[0])
    first = torch.tensor([True] + [False] * (len(specs) - 1))
    rows.ours.freeze(first)
    rows.ours.set([spec.model_copy(update={"learning_rate": 1.0}) for spec in specs])
    before = rows.parameters.clone()
    rows.step(steps[1])
    assert torch.equal(rows.parameters[0], before[0])
    assert not torch.equal(rows.parameters[1], before[1])
    rows.ours.freeze(~first)
    before = rows.parameters.clone()
    rows.step(steps[2])
    assert torch.equal(rows.parameters, before)


def test_what_is_remembered_starts_at_zero_and_has_the_precision_of_the_rows() -> None:
    remembered: dict[type[Spec], set[str]] = {SGD: {"velocity"}, RMSprop: {"squares", "velocity"}}
    for specs in MIXED:
        ours = Rows(specs, torch.float32).ours
        assert all(not state.any() and state.dtype == torch.float32 for state in ours.state.values())
        assert set(ours.state) == remembered.get(type(specs[0]), set(ours.state))
        assert ours.steps == 0


@pytest.mark.parametrize("specs", MIXED, ids=called)
def test_numbers_beyond_all_bounds_stay_in_their_row(specs: TogetherCase) -> None:
    rows = Rows(specs)
    for gradient in gradients()[: STEPS // 2]:
        rows.step(gradient)
    rows.gradient.copy_(torch.from_numpy(np.stack([np.roll(gradients()[-1], k) for k in range(len(specs))])))
    rows.gradient[0] = float("inf")
    for k in range(1, len(specs)):
        rows.references[k].grad = rows.gradient[k].clone()
        rows.theirs[k].step()
    rows.ours.step()
    torch.testing.assert_close(rows.parameters[1:], rows.expected()[1:], rtol=1e-11, atol=1e-11)
    assert not torch.isfinite(rows.parameters[0]).all()
