"""One step of learning: the loss of a batch, its gradients, penalties, update. By autograd, or by hand."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from playground.experiment import Experiment
from playground.experiment.training import Training
from playground.losses import loss_function
from playground.optimizers import build_optimizer
from playground.training.trainers.by_hand import HandWritten, hand_written
from playground.training.trainers.flat_optimizers import UPDATES, FlatOptimizer
from playground.training.trainers.parameters import weight_mask

Batch = tuple[Any, ...]
"""Inputs and targets as a learner takes them; where batches are measured also the targets as the data set has them."""


class Learner(Protocol):
    """Learns from batches; the optimizer's memory is its only state."""

    def batches(self, inputs: Tensor, targets: Tensor, size: int) -> Iterator[Batch]:
        """Return samples in mini-batches, as :meth:`learn` takes them."""
        ...

    def learn(self, inputs: Any, targets: Any, training: Training) -> float:
        """Take one step with this learning rate and these penalties; return the batch's loss without penalties."""
        ...

    def state(self) -> dict[str, Any]:
        """Return a copy of the optimizer's memory."""
        ...

    def load(self, state: Mapping[str, Any]) -> None:
        """Take up what :meth:`state` returned."""
        ...


def learner(experiment: Experiment, model: nn.Sequential, parameters: nn.Parameter, by_hand: bool) -> Learner:
    """Return what trains a model: the hand-written step where it may and can be taken, else autograd.

    Parameters
    ----------
    parameters
        The model's parameters, flat (:func:`playground.training.trainers.parameters.flatten`).
    """
    size = min(experiment.training.batch_size, experiment.data.train_samples)
    has_step = type(experiment.training.optimizer) in UPDATES
    by_hand = by_hand and has_step and experiment.loss != "mae" and not experiment.training.clip_norm
    passes = hand_written(model, experiment.loss, experiment.data.task.outputs, size) if by_hand else None
    is_weight = weight_mask(model.named_parameters()).to(parameters)
    if passes is None:
        return AutogradLearner(experiment, model, parameters, is_weight)
    return HandLearner(experiment, passes, parameters, is_weight)


class AutogradLearner:
    """Plain PyTorch: any model, any device.

    Attributes
    ----------
    outputs, loss
        What the network said of the last batch, ``(n, outputs)``, and its loss, a scalar; on the model's device.
    """

    outputs: Tensor
    loss: Tensor

    def __init__(self, experiment: Experiment, model: nn.Module, parameters: nn.Parameter, is_weight: Tensor) -> None:
        self._model, self._parameters, self._is_weight = model, parameters, is_weight
        self._loss_function = loss_function(experiment.loss, experiment.data.task)
        self._optimizer = build_optimizer(experiment.training.optimizer, [parameters])
        assert parameters.grad is not None
        self._gradient = parameters.grad

    def batches(self, inputs: Tensor, targets: Tensor, size: int) -> Iterator[Batch]:
        """Return tensors."""
        return zip(torch.split(inputs, size), torch.split(targets, size), strict=True)

    def learn(self, inputs: Tensor, targets: Tensor, training: Training) -> float:
        """Take one step; on a graphics card the loss is not asked for, which would stall it: 0."""
        self._gradient.zero_()
        outputs = self._model(inputs)
        loss = self._loss_function(outputs, targets)
        torch.autograd.backward(loss)
        self.outputs, self.loss = outputs.detach(), loss.detach()
        if training.pull or training.l2:
            self._add_penalties(training)
        if training.clip_norm:
            _clip(self._gradient, training.clip_norm)
        for group in self._optimizer.param_groups:
            group["lr"] = training.optimizer.learning_rate
        self._optimizer.step()
        if training.shrinkage:
            self._shrink(training.shrinkage)
        return float(self.loss.item()) if inputs.device.type == "cpu" else 0.0

    @torch.no_grad()
    def _add_penalties(self, training: Training) -> None:
        """Add the gradient of l2/2 Σw², and of l1 Σ|w| where its subgradient is followed."""
        weights = self._parameters * self._is_weight
        self._gradient.add_(weights, alpha=training.l2).add_(weights.sign(), alpha=training.pull)

    @torch.no_grad()
    def _shrink(self, by: float) -> None:
        """Move the weights towards 0, and not beyond."""
        left = self._parameters.abs().sub_(self._is_weight, alpha=by).clamp_(min=0)
        self._parameters.copy_(left.mul_(self._parameters.sign()))

    def state(self) -> dict[str, Any]:
        """Return a copy of the optimizer's memory."""
        return copy.deepcopy(self._optimizer.state_dict())

    def load(self, state: Mapping[str, Any]) -> None:
        """Take up what :meth:`state` returned."""
        self._optimizer.load_state_dict(copy.deepcopy(dict(state)))


@torch.no_grad()
def _clip(gradient: Tensor, most: float) -> None:
    """Scale a gradient down to a norm, as ``torch.nn.utils.clip_grad_norm_`` does it for many parameters."""
    gradient.mul_((most / (torch.linalg.vector_norm(gradient) + 1e-6)).clamp(max=1.0))


class HandLearner:
    """The hand-written step (:mod:`playground.training.trainers.by_hand`) on the model's own memory."""

    def __init__(
        self, experiment: Experiment, passes: HandWritten, parameters: nn.Parameter, is_weight: Tensor
    ) -> None:
        assert parameters.grad is not None
        self._passes = passes
        self._parameters, self._gradient = parameters.detach().numpy(), parameters.grad.numpy()
        self._is_weight = is_weight.numpy()
        self._optimizer = FlatOptimizer(experiment.training.optimizer, self._parameters, self._gradient)

    def batches(self, inputs: Tensor, targets: Tensor, size: int) -> Iterator[Batch]:
        """Return NumPy arrays."""
        x, y = inputs.numpy(), targets.numpy()
        return iter([(x[start : start + size], y[start : start + size]) for start in range(0, len(x), size)])

    def learn(self, inputs: Any, targets: Any, training: Training) -> float:
        """Take one step."""
        loss = self._passes(inputs, targets)
        if training.pull or training.l2:
            with np.errstate(all="ignore"):  # what grows beyond all numbers is seen by the trainer
                weights = self._parameters * self._is_weight
                self._gradient += training.l2 * weights
                self._gradient += training.pull * ((weights > 0).astype(weights.dtype) - (weights < 0))
        self._optimizer.learning_rate = training.optimizer.learning_rate
        self._optimizer.step()
        if training.shrinkage:
            with np.errstate(all="ignore"):
                left = np.maximum(np.abs(self._parameters) - training.shrinkage * self._is_weight, 0)
                np.copysign(left, self._parameters, out=self._parameters)
        return loss

    def state(self) -> dict[str, Any]:
        """Return a copy of the optimizer's memory."""
        return self._optimizer.state()

    def load(self, state: Mapping[str, Any]) -> None:
        """Take up what :meth:`state` returned."""
        self._optimizer.load(state)
