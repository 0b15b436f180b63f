"""The methods that descend, as ``torch.optim`` has them, for one point or very many at once.

Momentum is PyTorch's: the first step is not damped, and Nesterov's form looks ahead by the velocity of this step.
``descent_methods.js`` does the same in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from playground.arrays import Float64Array
from playground.i18n import N_


@dataclass(frozen=True)
class Method:
    """What is said of a method.

    Parameters
    ----------
    label
        Its name.
    formula
        Its step in LaTeX, with the gradient g and the learning rate γ.
    sentence
        What it does, for those who compare.
    slide
        Where the lecture names it.
    """

    label: str
    formula: str
    sentence: str
    slide: int


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "gd": Method(
            N_("Gradient descent"),
            r"\theta \leftarrow \theta - \gamma g",
            N_("Downhill, the faster the steeper."),
            30,
        ),
        "momentum": Method(
            N_("Momentum"),
            r"v \leftarrow \mu v + g,\quad \theta \leftarrow \theta - \gamma v",
            N_("A ball that rolls: what has been downhill for long goes faster, and overshoots."),
            30,
        ),
        "nesterov": Method(
            "Nesterov",
            r"v \leftarrow \mu v + g,\quad \theta \leftarrow \theta - \gamma\,(g + \mu v)",
            N_("A ball that looks ahead, and so brakes earlier."),
            30,
        ),
        "adagrad": Method(
            "Adagrad",
            r"s \leftarrow s + g^2,\quad \theta \leftarrow \theta - \gamma\,\frac{g}{\sqrt{s} + \varepsilon}",
            N_("Each direction has a step of its own, which only ever shrinks."),
            33,
        ),
        "rmsprop": Method(
            "RMSprop",
            r"s \leftarrow \alpha s + (1 - \alpha) g^2,\quad "
            r"\theta \leftarrow \theta - \gamma\,\frac{g}{\sqrt{s} + \varepsilon}",
            N_("The same with a memory that fades: it never comes to rest, as its steps never shrink."),
            33,
        ),
        "adam": Method(
            "Adam",
            r"m \leftarrow \beta_1 m + (1 - \beta_1) g,\ s \leftarrow \beta_2 s + (1 - \beta_2) g^2,\ "
            r"\theta \leftarrow \theta - \gamma\,\frac{\hat m}{\sqrt{\hat s} + \varepsilon}",
            N_("RMSprop that rolls: the first step is γ in every direction, whatever the slope."),
            33,
        ),
        "annealing": Method(
            N_("Simulated annealing"),
            r"\theta' = \theta + \sigma \xi,\quad "
            r"u < e^{-(f(\theta') - f(\theta))/T} \Rightarrow \theta \leftarrow \theta',\quad T \leftarrow c\,T",
            N_("No gradient: a random step, also uphill as long as it is warm. It finds what a descent cannot."),
            30,
        ),
    }
)
"""By their names."""

RATES: Mapping[str, float] = MappingProxyType(
    {
        "gd": 0.05,
        "momentum": 0.02,
        "nesterov": 0.02,
        "adagrad": 0.5,
        "rmsprop": 0.05,
        "adam": 0.1,
        "annealing": 0.5,
    }
)
"""Learning rates where a surface says nothing; of annealing the size σ of its steps."""


@dataclass(frozen=True)
class Options:
    """What the methods have beside their learning rate; the defaults are PyTorch's.

    Parameters
    ----------
    momentum
        μ of momentum and Nesterov.
    alpha
        α of RMSprop.
    beta1, beta2
        Of Adam.
    temperature, cooling
        Of annealing: T at the first step, and the factor c of each step.
    seed
        Of annealing's random steps.
    """

    momentum: float = 0.9
    alpha: float = 0.99
    beta1: float = 0.9
    beta2: float = 0.999
    temperature: float = 10.0
    cooling: float = 0.995
    seed: int = 0


EPSILON: Mapping[str, float] = MappingProxyType({"adagrad": 1e-10, "rmsprop": 1e-8, "adam": 1e-8})
"""ε of each, as PyTorch has it."""


@dataclass
class Stepper:
    """One method on its way, for points of any shape; only who made it may step.

    Parameters
    ----------
    method
        One of :data:`METHODS` but annealing.
    rate
        The learning rate γ.
    options
        The rest.

    Attributes
    ----------
    velocity, squares
        What it remembers: v or m, and s; zeros where it remembers nothing.
    count
        How many steps it has taken.
    """

    method: str
    rate: float
    options: Options = field(default_factory=Options)
    velocity: Float64Array = field(default_factory=lambda: np.zeros(()))
    squares: Float64Array = field(default_factory=lambda: np.zeros(()))
    count: int = 0

    def step(self, gradient: Float64Array) -> Float64Array:
        """Return what is to be taken from the point.

        Raises
        ------
        KeyError
            If there is no such method.
        """
        self.count += 1
        return _STEPS[self.method](self, gradient)

    def _gd(self, gradient: Float64Array) -> Float64Array:
        return self.rate * gradient

    def _momentum(self, gradient: Float64Array) -> Float64Array:
        self.velocity = self.options.momentum * self.velocity + gradient
        return self.rate * self.velocity

    def _nesterov(self, gradient: Float64Array) -> Float64Array:
        self.velocity = self.options.momentum * self.velocity + gradient
        return self.rate * (gradient + self.options.momentum * self.velocity)

    def _adagrad(self, gradient: Float64Array) -> Float64Array:
        self.squares = self.squares + gradient * gradient
        return self.rate * gradient / (np.sqrt(self.squares) + EPSILON["adagrad"])

    def _rmsprop(self, gradient: Float64Array) -> Float64Array:
        alpha = self.options.alpha
        self.squares = alpha * self.squares + (1 - alpha) * gradient * gradient
        return self.rate * gradient / (np.sqrt(self.squares) + EPSILON["rmsprop"])

    def _adam(self, gradient: Float64Array) -> Float64Array:
        beta1, beta2 = self.options.beta1, self.options.beta2
        self.velocity = self.velocity + (gradient - self.velocity) * (1 - beta1)
        self.squares = beta2 * self.squares + (1 - beta2) * gradient * gradient
        size = self.rate / (1 - beta1**self.count)
        below = np.sqrt(self.squares) / np.sqrt(1 - beta2**self.count) + EPSILON["adam"]
        return size * (self.velocity / below)


_STEPS = MappingProxyType(
    {
        "gd": Stepper._gd,
        "momentum": Stepper._momentum,
        "nesterov": Stepper._nesterov,
        "adagrad": Stepper._adagrad,
        "rmsprop": Stepper._rmsprop,
        "adam": Stepper._adam,
    }
)
