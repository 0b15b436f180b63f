"""The flat parameter: the same numbers, in one piece of memory."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from playground.training.trainers.parameters import flatten, weight_mask

SHAPES = st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=3).map(tuple), min_size=1, max_size=5)


def drawn(shapes: list[tuple[int, ...]]) -> list[nn.Parameter]:
    random = np.random.default_rng(0)
    return [nn.Parameter(torch.from_numpy(random.normal(0, 1, shape))) for shape in shapes]


@given(SHAPES)
def test_parameters_and_gradients_become_parts_of_one(shapes: list[tuple[int, ...]]) -> None:
    parts = drawn(shapes)
    before = [part.detach().clone() for part in parts]
    flat = flatten(iter(parts))

    assert flat.grad is not None
    assert flat.shape == flat.grad.shape == (sum(part.numel() for part in parts),)
    assert not flat.grad.any()
    for part, values in zip(parts, before, strict=True):
        assert torch.equal(part, values)
    joined = torch.cat([values.reshape(-1) for values in before])
    assert torch.equal(flat, joined)

    flat.data.mul_(2)
    parts[-1].data.add_(1)
    for number, (part, values) in enumerate(zip(parts, before, strict=True)):
        assert torch.equal(part, 2 * values + (number == len(parts) - 1))
    assert torch.equal(flat.detach()[-parts[-1].numel() :], parts[-1].detach().reshape(-1))

    sum((part * part).sum() for part in parts).backward()
    assert torch.equal(flat.grad, 2 * flat.detach())


@pytest.mark.parametrize("name", ["SGD", "Adagrad", "RMSprop", "Adam", "AdamW"])
def test_an_optimizer_of_the_flat_one_updates_all_parts_alike(name: str) -> None:
    models = [nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2)).double() for _ in range(2)]
    models[1].load_state_dict(models[0].state_dict())
    flat = flatten(models[1].parameters())
    made = [getattr(torch.optim, name)(p, lr=0.05) for p in (models[0].parameters(), [flat])]
    inputs = torch.linspace(-1, 1, 15, dtype=torch.float64).reshape(5, 3)
    for _ in range(20):
        for model, optimizer in zip(models, made, strict=True):
            optimizer.zero_grad(set_to_none=False)
            model(inputs).square().sum().backward()
            optimizer.step()
    for separate, part in zip(models[0].parameters(), models[1].parameters(), strict=True):
        torch.testing.assert_close(part, separate, rtol=1e-12, atol=1e-12)


def test_the_mask_tells_weights_from_biases() -> None:
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
    mask = weight_mask(model.named_parameters())
    assert mask.tolist() == [1] * 6 + [0] * 3 + [1] * 3 + [0]
    flat = flatten(model.parameters())
    biases = torch.cat([layer.bias for layer in model if isinstance(layer, nn.Linear)])
    assert torch.equal(flat[mask == 0], biases)
