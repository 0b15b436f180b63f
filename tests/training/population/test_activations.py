"""Every activation and its way back against PyTorch's own modules and autograd."""

import pytest
import torch
from torch import Tensor, nn

from playground.activations import ACTIVATIONS
from playground.architecture.modules import activation_module
from playground.training.population.activations import ACTIVATION_KERNELS, spans

SPECIAL = [0.0, -0.0, 1e-30, 1e-3, 1, 9, 15, 19.99, 20, 20.01, 30, 88, 90, 110, 750, 1e4, 1e30, float("inf")]
PRECISIONS = [(torch.float32, 3e-6, 1e-6), (torch.float64, 1e-12, 1e-14)]
UNTOUCHED = 7.0


def sums(dtype: torch.dtype) -> Tensor:
    """Return many ordinary numbers, and some where functions bend, saturate or overflow: ``(4, 9, 12)``."""
    source, special = torch.Generator().manual_seed(1), torch.tensor(SPECIAL, dtype=torch.float64)
    ordinary = 3 * torch.randn(4 * 9 * 12 - 2 * len(special), generator=source, dtype=torch.float64)
    numbers = torch.cat([special, -special, ordinary])
    return numbers[torch.randperm(len(numbers), generator=source)].view(4, 9, 12).to(dtype)


def whole(like: Tensor) -> tuple[Tensor, Tensor]:
    room = torch.full_like(like, UNTOUCHED)
    return room, room


def without_a_row(like: Tensor) -> tuple[Tensor, Tensor]:
    """Return a slice as layers have it: all but the row of ones that biases are multiplied with."""
    room = torch.full((like.shape[0], like.shape[1] + 1, like.shape[2]), UNTOUCHED, dtype=like.dtype)
    return room, room[:, :-1]


def some_networks(like: Tensor) -> tuple[Tensor, Tensor]:
    room = torch.full((like.shape[0] + 3, like.shape[1] + 1, like.shape[2]), UNTOUCHED, dtype=like.dtype)
    return room, room[1:-2, :-1]


def every_second_sample(like: Tensor) -> tuple[Tensor, Tensor]:
    room = torch.full((*like.shape[:2], 2 * like.shape[2]), UNTOUCHED, dtype=like.dtype)
    return room, room[:, :, ::2]


ROOMS = [whole, without_a_row, some_networks, every_second_sample]


def test_every_activation_is_there() -> None:
    assert ACTIVATION_KERNELS.keys() == ACTIVATIONS.keys()


@pytest.mark.parametrize(("dtype", "rtol", "atol"), PRECISIONS)
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("name", ACTIVATION_KERNELS)
def test_forward_and_backward_are_those_of_autograd(
    name: str, room: object, dtype: torch.dtype, rtol: float, atol: float
) -> None:
    assert callable(room)
    z, module = sums(dtype), activation_module(name)
    d = torch.randn(z.shape, generator=torch.Generator().manual_seed(2), dtype=dtype)
    reference = z.clone().requires_grad_()
    expected = module(reference)
    expected.backward(d)

    (around, activations), (around_too, delta) = room(z), room(z)
    before = z.clone()
    ACTIVATION_KERNELS[name].forward(z, out=activations)
    ACTIVATION_KERNELS[name].backward(d, z, activations, delta)
    torch.testing.assert_close(activations, expected.detach(), rtol=rtol, atol=atol, equal_nan=True)
    torch.testing.assert_close(delta, reference.grad, rtol=rtol, atol=atol, equal_nan=True)
    torch.testing.assert_close(z, before, rtol=0, atol=0)
    for written, part in ((around, activations), (around_too, delta)):
        part.fill_(UNTOUCHED)
        assert (written == UNTOUCHED).all()  # nothing was written beside it


@pytest.mark.parametrize("name", ACTIVATION_KERNELS)
def test_sums_may_be_a_part_too(name: str) -> None:
    z, module = sums(torch.float64), activation_module(name)
    _around, part = every_second_sample(z)
    part.copy_(z)
    activations, delta = torch.empty_like(z), torch.empty_like(z)
    reference = z.clone().requires_grad_()
    module(reference).backward(torch.ones_like(z))
    ACTIVATION_KERNELS[name].forward(part, out=activations)
    ACTIVATION_KERNELS[name].backward(torch.ones_like(z), part, activations, delta)
    torch.testing.assert_close(activations, module(z), rtol=1e-12, atol=1e-14, equal_nan=True)
    torch.testing.assert_close(delta, reference.grad, rtol=1e-12, atol=1e-14, equal_nan=True)


@pytest.mark.parametrize("name", ACTIVATION_KERNELS)
def test_numbers_that_are_none_stay_none_as_in_the_module(name: str) -> None:
    z, module = torch.full((2, 3, 4), float("nan")), activation_module(name)
    activations = torch.zeros_like(z)
    ACTIVATION_KERNELS[name].forward(z, out=activations)
    torch.testing.assert_close(activations, module(z), equal_nan=True)


def test_neighbours_of_one_activation_are_computed_in_one_operation() -> None:
    names = ["tanh", "tanh", "relu", "tanh", "linear", "linear", "linear"]
    assert spans(names) == [
        (ACTIVATION_KERNELS["tanh"], slice(0, 2)),
        (ACTIVATION_KERNELS["relu"], slice(2, 3)),
        (ACTIVATION_KERNELS["tanh"], slice(3, 4)),
        (ACTIVATION_KERNELS["linear"], slice(4, 7)),
    ]


def test_runs_of_one_layer_with_every_activation_cover_each_network_once() -> None:
    names = [name for name in ACTIVATION_KERNELS for _ in range(2)]
    z = sums(torch.float64)[:1].repeat(len(names), 1, 1)
    activations = torch.full_like(z, UNTOUCHED)
    for slope, part in spans(names):
        slope.forward(z[part], out=activations[part])
    modules: list[nn.Module] = [activation_module(name) for name in names]
    expected = torch.stack([module(row) for module, row in zip(modules, z, strict=True)])
    torch.testing.assert_close(activations, expected, rtol=1e-12, atol=1e-14, equal_nan=True)
