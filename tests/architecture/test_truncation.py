"""Backpropagation through time that is cut off, against a loop that does so by hand."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from playground.architecture.recurrent import RecurrentLayer
from tests.architecture.test_recurrent import STEPS, layer, sequences
from tests.training.sequencing import CELLS


def by_hand(made: RecurrentLayer, x: torch.Tensor, k: int) -> torch.Tensor:
    """Return all states ``(n, steps, units)``, cut off from what was before every k steps, counted from the end."""
    state: Any = None
    states = []
    for t in range(x.shape[1]):
        if state is not None and (x.shape[1] - t) % k == 0:
            state = tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()
        output, state = made.step(x[:, t : t + 1], state)
        states.append(output)
    return torch.cat(states, dim=1)


def gradients(made: RecurrentLayer, x: torch.Tensor, loss: torch.Tensor) -> list[torch.Tensor]:
    return list(torch.autograd.grad(loss, [x, *made.parameters()]))


@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize("k", [1, 2, 3, 4, 8, 9, 10, 50])
class TestTruncation:
    def test_of_a_single_answer_nothing_goes_back_further(self, kind: str, k: int) -> None:
        x, made = sequences().requires_grad_(), layer(kind, k)
        answer = made(x)
        torch.testing.assert_close(answer, layer(kind)(x))
        ours = gradients(made, x, answer.pow(2).sum())
        theirs = gradients(made, x, by_hand(made, x, k)[:, -1].pow(2).sum())
        for gradient, expected in zip(ours, theirs, strict=True):
            torch.testing.assert_close(gradient, expected, rtol=1e-5, atol=1e-6)
        reached = ours[0].abs().sum(dim=(0, 2)) > 0
        assert reached.tolist() == [t >= STEPS - k for t in range(STEPS)]

    def test_of_answers_at_each_step_nothing_leaves_its_block(self, kind: str, k: int) -> None:
        x, made = sequences().requires_grad_(), layer(kind, k, return_sequences=True)
        outputs, states = made(x), by_hand(made, x, k)
        weighting = torch.randn(outputs.shape, generator=torch.Generator().manual_seed(5))
        for gradient, expected in zip(
            gradients(made, x, (made(x) * weighting).sum()), gradients(made, x, (states * weighting).sum()), strict=True
        ):
            torch.testing.assert_close(gradient, expected, rtol=1e-5, atol=1e-6)
        for t in range(STEPS):
            (gradient,) = torch.autograd.grad(outputs[:, t].sum(), x, retain_graph=True)
            own = [s <= t and (STEPS - 1 - s) // k == (STEPS - 1 - t) // k for s in range(STEPS)]
            assert (gradient.abs().sum(dim=(0, 2)) > 0).tolist() == own

    def test_leaves_measuring_alone(self, kind: str, k: int) -> None:
        x = sequences().requires_grad_()
        cut, whole = layer(kind, k).eval(), layer(kind).eval()
        assert torch.equal(cut(x), whole(x))
        for gradient, expected in zip(
            gradients(cut, x, cut(x).sum()), gradients(whole, x, whole(x).sum()), strict=True
        ):
            assert torch.equal(gradient, expected)
