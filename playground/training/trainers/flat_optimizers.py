"""The optimizers on flat NumPy arrays, for small networks, where PyTorch's own cost more than the whole backward pass.

Same updates as ``torch.optim`` (tests compare every optimizer with all its parameters), element by element.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from playground.arrays import Array
from playground.experiment.spec import Spec
from playground.experiment.training import SGD, Adagrad, Adam, AdamW, RMSprop

State = dict[str, Array]


class FlatOptimizer:
    """Updates parameters ``(count,)`` in place from a gradient ``(count,)`` of the same memory layout.

    Parameters
    ----------
    spec
        The optimizer and its parameters.
    parameters, gradient
        Views of the network's own memory.

    Attributes
    ----------
    learning_rate
        May be changed at any time.
    """

    def __init__(self, spec: Spec, parameters: Array, gradient: Array) -> None:
        self.learning_rate: float = getattr(spec, "learning_rate")  # noqa: B009
        self._spec, self._update = spec, UPDATES[type(spec)]
        self._parameters, self._gradient = parameters, gradient
        self._state: State = {name: np.zeros_like(parameters) for name in _STATE[type(spec)]}
        self._steps = 0

    def step(self) -> None:
        """Take one step."""
        self._steps += 1
        with np.errstate(all="ignore"):  # what grows beyond all numbers is seen by the trainer
            self._update(self._spec, self)

    def state(self) -> dict[str, Any]:
        """Return a copy of what the optimizer remembers."""
        return {"steps": self._steps, **{name: array.copy() for name, array in self._state.items()}}

    def load(self, state: Mapping[str, Any]) -> None:
        """Take up what :meth:`state` returned."""
        self._steps = state["steps"]
        for name, array in self._state.items():
            array[:] = state[name]


def _sgd(spec: SGD, of: FlatOptimizer) -> None:
    step = of._gradient
    if spec.momentum:
        velocity = of._state["velocity"]
        velocity *= spec.momentum
        velocity += of._gradient
        step = of._gradient + spec.momentum * velocity if spec.nesterov else velocity
    of._parameters -= of.learning_rate * step


def _adagrad(spec: Adagrad, of: FlatOptimizer) -> None:
    squares = of._state["squares"]
    squares += of._gradient * of._gradient
    of._parameters -= of.learning_rate * of._gradient / (np.sqrt(squares) + spec.epsilon)


def _rmsprop(spec: RMSprop, of: FlatOptimizer) -> None:
    squares, velocity = of._state["squares"], of._state["velocity"]
    squares *= spec.alpha
    squares += (1 - spec.alpha) * (of._gradient * of._gradient)
    step = of._gradient / (np.sqrt(squares) + spec.epsilon)
    if spec.momentum:
        velocity *= spec.momentum
        velocity += step
        step = velocity
    of._parameters -= of.learning_rate * step


def _adam(spec: Adam | AdamW, of: FlatOptimizer) -> None:
    mean, squares = of._state["mean"], of._state["squares"]
    if isinstance(spec, AdamW):
        of._parameters *= 1 - of.learning_rate * spec.weight_decay
    mean *= spec.beta1
    mean += (1 - spec.beta1) * of._gradient
    squares *= spec.beta2
    squares += (1 - spec.beta2) * (of._gradient * of._gradient)
    root = np.sqrt(squares)
    root *= (1 - spec.beta2**of._steps) ** -0.5
    root += spec.epsilon
    np.divide(mean, root, out=root)
    root *= of.learning_rate / (1 - spec.beta1**of._steps)
    of._parameters -= root


UPDATES: Mapping[type[Spec], Callable[[Any, FlatOptimizer], None]] = MappingProxyType(
    {SGD: _sgd, Adagrad: _adagrad, RMSprop: _rmsprop, Adam: _adam, AdamW: _adam}
)
_STATE: Mapping[type[Spec], tuple[str, ...]] = MappingProxyType(
    {
        SGD: ("velocity",),
        Adagrad: ("squares",),
        RMSprop: ("squares", "velocity"),
        Adam: ("mean", "squares"),
        AdamW: ("mean", "squares"),
    }
)
