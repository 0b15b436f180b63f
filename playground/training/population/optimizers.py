"""The optimizers on many networks at once: a row of parameters for each, with hyperparameters of its own.

Same updates as ``torch.optim``, row by row (tests compare every optimizer).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor

from playground.experiment.spec import Spec
from playground.experiment.training import SGD, Adagrad, Adam, AdamW, RMSprop

Factor = float | Tensor


class RowOptimizer:
    """Updates rows of parameters ``(rows, count)`` in place from gradients of the same shape.

    Parameters
    ----------
    specs
        The optimizer of each row, all of one kind.
    parameters, gradient
        Views of the networks' own memory.

    Attributes
    ----------
    state
        What the optimizer remembers, by name, ``(rows, count)`` each.
    steps
        Steps taken.
    has_momentum, has_nesterov
        Whether any row has a momentum, and one of Nesterov's.
    """

    def __init__(self, specs: Sequence[Spec], parameters: Tensor, gradient: Tensor) -> None:
        self.parameters, self.gradient = parameters, gradient
        self._kind = type(specs[0])
        names = _STATE[self._kind]
        self.state: dict[str, Tensor] = {name: torch.zeros_like(parameters) for name in names}
        self._frozen: Tensor | None = None
        self.steps = 0
        self.set(specs)

    def set(self, specs: Sequence[Spec]) -> None:
        """Take other hyperparameters; the kind stays."""
        self._specs = list(specs)
        fields = [name for name in self._kind.model_fields if name != "name"]
        self._values = {name: [float(getattr(spec, name)) for spec in self._specs] for name in fields}
        self._find_factors()

    def freeze(self, rows: Tensor) -> None:
        """Leave rows ``(rows,)``, those that are true, as they are from now on, and forget what is known of them."""
        self._frozen = rows if self._frozen is None else self._frozen | rows
        for state in self.state.values():
            state[rows] = 0
        self._find_factors()

    def step(self) -> None:
        """Take one step."""
        self.steps += 1
        if self._frozen is not None:
            self.gradient[self._frozen] = 0
        UPDATES[self._kind](self, self._factors)

    def corrected(self, name: str) -> Factor:
        """Return 1 minus the present power of a hyperparameter: what Adam's averages lack at first."""
        if isinstance(self._factors[name], float):
            return 1 - self._factors[name] ** self.steps
        # In double: what single precision leaves of 1 - 0.99999 has an error of a thousandth.
        return _factor([1 - value**self.steps for value in self._values[name]], self.parameters)

    def _find_factors(self) -> None:
        """Bring the hyperparameters into the form in which updates take them: numbers or columns."""
        if self._frozen is not None:
            rates = zip(self._frozen.tolist(), self._values["learning_rate"], strict=True)
            self._values["learning_rate"] = [0.0 if frozen else rate for frozen, rate in rates]
        values = self._values | {f"less_{name}": [1 - value for value in self._values[name]] for name in self._values}
        self._factors = {name: _factor(numbers, self.parameters) for name, numbers in values.items()}
        self.has_momentum, self.has_nesterov = (any(self._values.get(name, ())) for name in ("momentum", "nesterov"))


def _factor(values: Sequence[float], like: Tensor) -> Factor:
    """Return one number where all rows have the same, else a column ``(rows, 1)``."""
    if len(set(values)) == 1:
        return values[0]
    return torch.tensor(values, dtype=like.dtype, device=like.device).unsqueeze(1)


def _add_squares(target: Tensor, gradient: Tensor, factor: Factor) -> None:
    """Add a multiple of the squared gradient in place."""
    if isinstance(factor, float):
        target.addcmul_(gradient, gradient, value=factor)
    else:
        target.add_(gradient * gradient * factor)


def _descend(parameters: Tensor, step: Tensor, rate: Factor) -> None:
    """Take a multiple of a step away in place."""
    if isinstance(rate, float):
        parameters.add_(step, alpha=-rate)
    else:
        parameters.addcmul_(step, rate, value=-1)


def _sgd(of: RowOptimizer, given: Mapping[str, Factor]) -> None:
    step = of.gradient
    if of.has_momentum:
        velocity = of.state["velocity"]
        velocity.mul_(given["momentum"]).add_(of.gradient)
        step = velocity
        if of.has_nesterov:
            ahead = of.gradient + velocity * given["momentum"]
            nesterov = given["nesterov"]
            step = ahead if isinstance(nesterov, float) else torch.where(nesterov > 0, ahead, velocity)
    _descend(of.parameters, step, given["learning_rate"])


def _adagrad(of: RowOptimizer, given: Mapping[str, Factor]) -> None:
    squares = of.state["squares"]
    squares.addcmul_(of.gradient, of.gradient)
    _descend(of.parameters, of.gradient / squares.sqrt().add_(given["epsilon"]), given["learning_rate"])


def _rmsprop(of: RowOptimizer, given: Mapping[str, Factor]) -> None:
    squares = of.state["squares"]
    _add_squares(squares.mul_(given["alpha"]), of.gradient, given["less_alpha"])
    step = of.gradient / squares.sqrt().add_(given["epsilon"])
    if of.has_momentum:
        step = of.state["velocity"].mul_(given["momentum"]).add_(step)
    _descend(of.parameters, step, given["learning_rate"])


def _adam(of: RowOptimizer, given: Mapping[str, Factor]) -> None:
    mean, squares = of.state["mean"], of.state["squares"]
    if "weight_decay" in given:
        of.parameters.mul_(1 - given["weight_decay"] * given["learning_rate"])
    mean.lerp_(of.gradient, given["less_beta1"])
    _add_squares(squares.mul_(given["beta2"]), of.gradient, given["less_beta2"])
    # Root and epsilon times what the correction lacks, and the rate too: a pass over the parameters less.
    lacks = of.corrected("beta2") ** 0.5
    root = squares.sqrt().add_(given["epsilon"] * lacks)
    rate = given["learning_rate"] * lacks / of.corrected("beta1")
    if isinstance(rate, float):
        of.parameters.addcdiv_(mean, root, value=-rate)
    else:
        _descend(of.parameters, mean / root, rate)


UPDATES: Mapping[type[Spec], Callable[[Any, Mapping[str, Any]], None]] = MappingProxyType(
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
