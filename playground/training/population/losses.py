"""Losses of many networks at once; targets are ``(networks, outputs, n)``, classes among several as 0 and 1."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F


def logistic_gradient(outputs: Tensor, targets: Tensor, out: Tensor) -> None:
    """Write dL/d(logit) of the sigmoid's cross-entropy, ``(networks, 1, n)`` as all arguments."""
    torch.sigmoid(outputs, out=out).sub_(targets).div_(outputs.shape[2])


def softmax_gradient(outputs: Tensor, targets: Tensor, out: Tensor) -> None:
    """Write dL/d(logits) of the softmax's cross-entropy: p - y (slide 28)."""
    torch.softmax(outputs, 1, out=out).sub_(targets).div_(outputs.shape[2])


def squared_gradient(outputs: Tensor, targets: Tensor, out: Tensor) -> None:
    """Write dL/d(outputs) of the mean squared error."""
    torch.sub(outputs, targets, out=out).mul_(2 / (outputs.shape[1] * outputs.shape[2]))


def logistic_losses(outputs: Tensor, targets: Tensor) -> Tensor:
    """Return each sample's cross-entropy ``(networks, n)`` of a sigmoid."""
    return F.binary_cross_entropy_with_logits(outputs, targets, reduction="none").squeeze(1)


def softmax_losses(outputs: Tensor, targets: Tensor) -> Tensor:
    """Return each sample's cross-entropy ``(networks, n)`` of a softmax."""
    return -(torch.log_softmax(outputs, 1) * targets).sum(1)


def squared_losses(outputs: Tensor, targets: Tensor) -> Tensor:
    """Return each sample's squared error ``(networks, n)``, the mean over its outputs."""
    return (outputs - targets).square().mean(1)


def right_answers(outputs: Tensor, classes: Tensor, loss: str) -> Tensor:
    """Return whether each answer ``(networks, n)`` is the true class ``(networks, n)``.

    As :func:`playground.losses.predicted_classes` reads outputs under each loss, ``mse`` or ``cross_entropy``.
    """
    if outputs.shape[1] > 1:
        return outputs.argmax(1).eq(classes)
    return outputs.squeeze(1).gt(0.0 if loss == "cross_entropy" else 0.5).eq(classes)
