"""Losses of many networks at once against PyTorch's loss of each, and autograd."""

import pytest
import torch
from torch import Tensor

from playground.experiment.spec import Task
from playground.losses import encode_targets, loss_function, predicted_classes
from playground.training.population.losses import (
    logistic_gradient,
    logistic_losses,
    right_answers,
    softmax_gradient,
    softmax_losses,
    squared_gradient,
    squared_losses,
)

TWO, FOUR, NUMBER = Task(classes=2), Task(classes=4), Task(classes=None)
KINDS = [
    ("cross_entropy", TWO, logistic_gradient, logistic_losses),
    ("cross_entropy", FOUR, softmax_gradient, softmax_losses),
    ("mse", TWO, squared_gradient, squared_losses),
    ("mse", FOUR, squared_gradient, squared_losses),
    ("mse", NUMBER, squared_gradient, squared_losses),
]
NETWORKS, SAMPLES = 5, 13


def outputs_and_targets(task: Task, size: float, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
    """Return outputs ``(networks, outputs, n)``, and targets ``(networks, n)``."""
    source = torch.Generator().manual_seed(4)
    outputs = size * torch.randn(NETWORKS, task.outputs, SAMPLES, generator=source, dtype=dtype)
    if task.classes is None:
        return outputs, torch.randn(NETWORKS, SAMPLES, generator=source, dtype=dtype)
    return outputs, torch.randint(task.classes, (NETWORKS, SAMPLES), generator=source)


def in_columns(targets: Tensor, task: Task) -> Tensor:
    """Return targets ``(networks, outputs, n)``; one of several classes as 0 and 1."""
    if task.outputs == 1:
        return targets.unsqueeze(1)
    return torch.stack([targets == label for label in range(task.outputs)], 1)


@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float32, 1e-5), (torch.float64, 1e-12)])
@pytest.mark.parametrize("size", [1e-3, 1.0, 50.0, 1e4])
@pytest.mark.parametrize(("name", "task", "gradient", "losses"), KINDS)
def test_losses_and_gradients_are_those_of_autograd(
    name: str, task: Task, gradient: object, losses: object, size: float, dtype: torch.dtype, tolerance: float
) -> None:
    assert callable(gradient)
    assert callable(losses)
    outputs, targets = outputs_and_targets(task, size, dtype)
    columns = in_columns(targets, task).to(dtype)
    gradients, each = torch.full_like(outputs, 7.0), losses(outputs, columns)
    gradient(outputs, columns, gradients)
    assert each.shape == (NETWORKS, SAMPLES)
    loss = loss_function(name, task)
    for k in range(NETWORKS):
        reference = outputs[k].mT.clone().requires_grad_()
        encoded = encode_targets(targets[k], name, task)
        encoded = encoded.to(dtype) if encoded.is_floating_point() else encoded
        if task.classes is None:
            encoded = targets[k].unsqueeze(1)  # encoding is single precision
        mean = loss(reference, encoded)
        mean.backward()
        one_by_one = [loss(reference[i : i + 1], encoded[i : i + 1]) for i in range(SAMPLES)]
        torch.testing.assert_close(each[k], torch.stack(one_by_one).detach(), rtol=tolerance, atol=tolerance)
        torch.testing.assert_close(each[k].mean(), mean.detach(), rtol=tolerance, atol=tolerance)
        torch.testing.assert_close(gradients[k].mT, reference.grad, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize(("name", "task"), [(name, task) for name, task, *_ in KINDS if task.classes])
def test_right_answers_are_those_of_predicted_classes(name: str, task: Task) -> None:
    outputs, targets = outputs_and_targets(task, 1.0, torch.float32)
    outputs[0, :, 0], outputs[1, 0, 0], outputs[2, 0, 0] = 0.0, 0.5, 0.3  # where outputs turn
    classes = targets.bool() if task.classes == 2 else targets
    right = right_answers(outputs, classes, name)
    expected = torch.stack([predicted_classes(o.mT, name, task).eq(t) for o, t in zip(outputs, targets, strict=True)])
    assert torch.equal(right, expected)
    assert 0 < expected.float().mean() < 1
