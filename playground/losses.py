"""Losses, and what an output means under each.

The output layer is linear; what follows it is part of the loss, as PyTorch has it.

========== =================================== ==============================================
task        cross_entropy                       mse
========== =================================== ==============================================
two classes sigmoid of one logit against 0 or 1 one number against 0 or 1
K classes   softmax of K logits                 K numbers against the class's column of 0 and 1
numbers     -                                   the numbers (mae alike)
========== =================================== ==============================================

Where an answer is asked for at every time step, all of these hold for each step; a target of
:data:`~playground.experiment.spec.IGNORED` is left out of the loss.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

from playground.experiment.spec import IGNORED, Task

Loss = Callable[[Tensor, Tensor], Tensor]


def loss_function(name: str, task: Task) -> Loss:
    """Return the loss ``(outputs (n, [steps,] o), targets) -> scalar`` for targets made by :func:`encode_targets`.

    Raises
    ------
    KeyError
        If ``name`` is none of ``mse``, ``mae`` and ``cross_entropy``.
    """
    softmax = _softmax_of_steps if task.steps else F.cross_entropy
    entropy = F.binary_cross_entropy_with_logits if task.outputs == 1 else softmax
    return {"mse": F.mse_loss, "mae": F.l1_loss, "cross_entropy": entropy}[name]


def _softmax_of_steps(outputs: Tensor, targets: Tensor) -> Tensor:
    """Return the mean cross-entropy of outputs ``(n, steps, classes)`` against classes ``(n, steps)``."""
    return F.cross_entropy(outputs.flatten(0, 1), targets.flatten(), ignore_index=IGNORED)


def encode_targets(targets: Tensor, name: str, task: Task) -> Tensor:
    """Return targets as the loss takes them.

    Parameters
    ----------
    targets
        ``(n,)`` or ``(n, steps)``: class numbers, int64, or the numbers to predict, float; ``(n, numbers)`` where
        several are.

    Returns
    -------
    Tensor
        ``(n,)`` or ``(n, steps)`` class numbers for the softmax cross-entropy, ``(n, outputs)`` or
        ``(n, steps, outputs)`` float32 for all others.
    """
    if task.classes is None and targets.ndim == 2 and not task.steps:
        return targets.to(torch.float32)
    if task.classes is None or task.outputs == 1:
        return targets.to(torch.float32).unsqueeze(-1)
    if name == "cross_entropy":
        return targets.to(torch.int64)
    return F.one_hot(targets.to(torch.int64), task.classes).to(torch.float32)


def probabilities(outputs: Tensor, name: str, task: Task) -> Tensor:
    """Return what the outputs ``(..., o)`` say of the classes, ``(..., classes)``, or the numbers themselves.

    Under squared error an output is no probability; it is shown clipped to [0, 1].
    """
    if task.classes is None:
        return outputs
    if task.outputs == 1:
        positive = outputs.sigmoid() if name == "cross_entropy" else outputs.clamp(0, 1)
        return torch.cat([1 - positive, positive], dim=-1)
    return outputs.softmax(dim=-1) if name == "cross_entropy" else outputs.clamp(0, 1)


def predicted_classes(outputs: Tensor, name: str, task: Task) -> Tensor:
    """Return the class that outputs ``(..., o)`` stand for: the largest; one logit beyond 0, or beyond 0.5 (mse)."""
    if task.outputs == 1:
        threshold = 0.0 if name == "cross_entropy" else 0.5
        return (outputs[..., 0] > threshold).to(torch.int64)
    return outputs.argmax(dim=-1)
