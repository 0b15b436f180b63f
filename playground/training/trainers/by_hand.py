"""Forward and backward pass of a small dense network, written out (lecture, slides 34 to 37).

In a network of some hundred weights PyTorch spends its time on finding what to do, not on doing it. Here the same is
done by few NumPy calls on the network's own memory: measured, twice the steps a second and more. The gradients are
those of autograd (tests compare each activation, loss and kind of dropout), and the updates those of ``torch.optim``
(:mod:`playground.training.trainers.flat_optimizers`). Larger networks, GELU and other devices go through autograd.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
import torch
from torch import nn

from playground.activations import LEAKY_SLOPE, SELU_ALPHA, SELU_SCALE
from playground.architecture.modules import DropConnectLinear, SeededDropout, Threshold
from playground.arrays import Array

LossGradient = Callable[[Array, Array], tuple[float, Array]]

MOST_PRODUCTS = 2**18
"""Multiplications of a layer for one batch up to which this path is taken: beyond, NumPy uses several threads."""


class HandWritten:
    """Computes the loss of a batch and leaves its gradients in the parameters' ``grad``.

    Parameters
    ----------
    model
        On the CPU, in training mode; each parameter's ``grad`` is a tensor already, and stays the same one.
    loss
        Gives loss and its gradient for outputs and targets.
    """

    def __init__(self, model: nn.Sequential, loss: LossGradient) -> None:
        self._layers = [_layer(module) for module in model]
        self._loss = loss

    def __call__(self, inputs: Array, targets: Array) -> float:
        """Return the loss of inputs ``(n, features)`` and targets (:func:`playground.losses.encode_targets`)."""
        with np.errstate(all="ignore"):  # what grows beyond all numbers is seen by the trainer
            values = inputs
            for layer in self._layers:
                values = layer.forward(values)
            loss, delta = self._loss(values, targets)
            for layer in reversed(self._layers[1:]):
                delta = layer.backward(delta)
            self._layers[0].backward(delta)
        return loss


def hand_written(model: nn.Sequential, loss: str, outputs: int, batch_size: int) -> HandWritten | None:
    """Return the hand-written pass of a network, or ``None`` if it is too large for it or has other layers.

    Parameters
    ----------
    loss
        ``mse`` or ``cross_entropy``.
    outputs
        Units of the output layer: one takes a sigmoid under cross-entropy, several a softmax.
    """
    known = all(type(module) in _LAYERS for module in model)
    largest = max((weight.numel() for weight in model.parameters()), default=0)
    plain = all(w.device.type == "cpu" and w.dtype in (torch.float32, torch.float64) for w in model.parameters())
    if not known or not plain or largest * batch_size > MOST_PRODUCTS:
        return None
    entropy = _logistic_loss if outputs == 1 else _softmax_loss
    return HandWritten(model, {"mse": _squared_error, "cross_entropy": entropy}[loss])


class _Layer(Protocol):
    def forward(self, x: Array) -> Array: ...

    def backward(self, delta: Array) -> Array:
        """Take dL/d(output), leave dL/d(parameters), return dL/d(input)."""
        ...


class _Linear:
    """y = x Wᵀ + b."""

    def __init__(self, module: nn.Linear) -> None:
        assert module.weight.grad is not None
        assert module.bias.grad is not None
        self._weight, self._bias = module.weight.detach().numpy(), module.bias.detach().numpy()
        self._weight_grad, self._bias_grad = module.weight.grad.numpy(), module.bias.grad.numpy()

    def forward(self, x: Array) -> Array:
        self._x = x
        y: Array = np.dot(x, self._weight.T)
        y += self._bias
        return y

    def backward(self, delta: Array) -> Array:
        np.dot(delta.T, self._x, out=self._weight_grad)
        np.add.reduce(delta, axis=0, out=self._bias_grad)
        return np.dot(delta, self._weight)


class _DropConnect(_Linear):
    """A linear layer whose weights are masked, one mask for each batch."""

    def __init__(self, module: DropConnectLinear) -> None:
        super().__init__(module)
        self._module, self._kept = module, self._weight

    def forward(self, x: Array) -> Array:
        self._mask = self._module.draw_mask().numpy() / (1 - self._module.rate)
        self._weight = self._kept * self._mask
        return super().forward(x)

    def backward(self, delta: Array) -> Array:
        returned = super().backward(delta)
        self._weight_grad *= self._mask
        return returned


class _Dropout:
    """Each value zeroed at random, the others scaled."""

    def __init__(self, module: SeededDropout) -> None:
        self._module = module

    def forward(self, x: Array) -> Array:
        if self._module.rate == 0:
            self._mask = np.ones((), dtype=x.dtype)
        else:
            self._mask = self._module.draw_mask(torch.from_numpy(x)).numpy() / (1 - self._module.rate)
        return x * self._mask

    def backward(self, delta: Array) -> Array:
        return delta * self._mask


class _Activation:
    """y = φ(x); the derivative is taken from x and y."""

    def __init__(self, function: Callable[[Array], Array], slope: Callable[[Array, Array], Array]) -> None:
        self._function, self._slope = function, slope

    def forward(self, x: Array) -> Array:
        self._x, self._y = x, self._function(x)
        return self._y

    def backward(self, delta: Array) -> Array:
        return delta * self._slope(self._x, self._y)


def _sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def _exponential(x: Array, alpha: float) -> Array:
    return np.where(x > 0, x, alpha * np.expm1(x))


def _silu_slope(x: Array, y: Array) -> Array:
    s = _sigmoid(x)
    return s * (1 + x * (1 - s))


_ACTIVATIONS: Mapping[type[nn.Module], tuple[Callable[[Array], Array], Callable[[Array, Array], Array]]] = {
    nn.Tanh: (np.tanh, lambda x, y: 1 - y * y),
    nn.Sigmoid: (_sigmoid, lambda x, y: y * (1 - y)),
    nn.ReLU: (lambda x: np.maximum(x, 0), lambda x, y: np.sign(y)),
    nn.LeakyReLU: (
        lambda x: np.maximum(x, LEAKY_SLOPE * x),
        lambda x, y: np.where(x > 0, x.dtype.type(1), x.dtype.type(LEAKY_SLOPE)),
    ),
    nn.ELU: (lambda x: _exponential(x, 1), lambda x, y: np.where(x > 0, x.dtype.type(1), y + 1)),
    nn.SELU: (
        lambda x: SELU_SCALE * _exponential(x, SELU_ALPHA),
        lambda x, y: np.where(x > 0, x.dtype.type(SELU_SCALE), y + SELU_SCALE * SELU_ALPHA),
    ),
    nn.Softplus: (lambda x: np.logaddexp(x, 0, dtype=x.dtype), lambda x, y: _sigmoid(x)),
    nn.SiLU: (lambda x: x * _sigmoid(x), _silu_slope),
    Threshold: (lambda x: (x > 0).astype(x.dtype), lambda x, y: np.zeros_like(x)),
}
_LAYERS: Sequence[type[nn.Module]] = (nn.Linear, DropConnectLinear, SeededDropout, *_ACTIVATIONS)


def _layer(module: nn.Module) -> _Layer:
    if isinstance(module, DropConnectLinear) and module.rate > 0:
        return _DropConnect(module)
    if isinstance(module, nn.Linear):
        return _Linear(module)
    if isinstance(module, SeededDropout):
        return _Dropout(module)
    return _Activation(*_ACTIVATIONS[type(module)])


def _squared_error(outputs: Array, targets: Array) -> tuple[float, Array]:
    """Mean of (o - t)² over samples and outputs."""
    difference = outputs - targets
    return float((difference * difference).sum()) / outputs.size, difference * (2 / outputs.size)


def _logistic_loss(logits: Array, targets: Array) -> tuple[float, Array]:
    """Cross-entropy of a sigmoid: max(o, 0) - o t + log(1 + e^-|o|)."""
    small = np.exp(-np.abs(logits))
    losses = np.maximum(logits, 0) - logits * targets + np.log1p(small)
    probability = np.where(logits > 0, 1, small) / (1 + small)
    return float(losses.sum()) / len(logits), (probability - targets) / len(logits)


def _softmax_loss(logits: Array, classes: Array) -> tuple[float, Array]:
    """Cross-entropy of a softmax; its gradient is p - y (slide 28)."""
    rows = np.arange(len(logits))
    shifted = logits - logits.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    sums = powers.sum(axis=1, keepdims=True)
    loss = float((np.log(sums[:, 0]) - shifted[rows, classes]).sum()) / len(logits)
    delta = powers / sums
    delta[rows, classes] -= 1
    return loss, delta / len(logits)
