"""Losses, and what an output means under each.

The output layer is linear; what follows it is part of the loss, as PyTorch has it.

========== =================================== ==============================================
task        cross_entropy                       mse
========== =================================== ==============================================
two classes sigmoid of one logit against 0 or 1 one number against 0 or 1
K classes   softmax of K logits                 K numbers against the class's column of 0 and 1
a number    -                                   the number
========== =================================== ==============================================
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

from playground.experiment.spec import Task

Loss = Callable[[Tensor, Tensor], Tensor]


def loss_function(name: str, task: Task) -> Loss:
    """Return the loss ``(outputs (n, o), targets) -> scalar`` for targets made by :func:`encode_targets`.

    Raises
    ------
    KeyError
        If ``name`` is neither ``mse`` nor ``cross_entropy``.
    """
    entropy = F.binary_cross_entropy_with_logits if task.outputs == 1 else F.cross_entropy
    return {"mse": F.mse_loss, "cross_entropy": entropy}[name]


def encode_targets(targets: Tensor, name: str, task: Task) -> Tensor:
    """Return targets as the loss takes them.

    Parameters
    ----------
    targets
        ``(n,)``: class numbers, int64, or the numbers to predict, float.

    Returns
    -------
    Tensor
        ``(n,)`` class numbers for the softmax cross-entropy, ``(n, outputs)`` float32 for all others.
    """
    if task.classes is None or task.outputs == 1:
        return targets.to(torch.float32).unsqueeze(1)
    if name == "cross_entropy":
        return targets.to(torch.int64)
    return F.one_hot(targets.to(torch.int64), task.classes).to(torch.float32)


def probabilities(outputs: Tensor, name: str, task: Task) -> Tensor:
    """Return what the outputs ``(n, o)`` say of the classes, ``(n, classes)``, or the numbers ``(n, 1)`` themselves.

    Under squared error an output is no probability; it is shown clipped to [0, 1].
    """
    if task.classes is None:
        return outputs
    if task.outputs == 1:
        positive = outputs.sigmoid() if name == "cross_entropy" else outputs.clamp(0, 1)
        return torch.cat([1 - positive, positive], dim=1)
    return outputs.softmax(dim=1) if name == "cross_entropy" else outputs.clamp(0, 1)


def predicted_classes(outputs: Tensor, name: str, task: Task) -> Tensor:
    """Return the class ``(n,)`` that outputs ``(n, o)`` stand for: the largest; beyond 0 (one logit) or 0.5 (mse)."""
    if task.outputs == 1:
        threshold = 0.0 if name == "cross_entropy" else 0.5
        return (outputs[:, 0] > threshold).to(torch.int64)
    return outputs.argmax(dim=1)
