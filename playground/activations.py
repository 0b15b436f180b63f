"""Activation functions: for each all that there is to say, from its formula to where it no longer learns.

Functions and derivatives are NumPy, elementwise, any shape, and serve figures, lessons and tests; networks use
PyTorch's own modules, found by :attr:`Activation.module`. Lecture, slides 13 and 14.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import erf, pi, sqrt
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.arrays import Float64Array
from playground.i18n import N_

Function = Callable[[Float64Array], Float64Array]

# Constants of Klambauer et al. 2017, as PyTorch has them.
SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805
LEAKY_SLOPE = 0.01

Bounds = tuple[float | None, float | None]

SATURATION = 0.02
"""How near to a bound, in parts of its size (for a bound of 0: of 1), an activation counts as saturated."""
FLAT = 0.1
"""Slope up to which it does: a ReLU just above 0 is near its bound, and as steep as anywhere."""


@dataclass(frozen=True)
class Kink:
    """A place where an activation has no derivative.

    Parameters
    ----------
    at
        The place.
    left, right
        The slopes on both sides.
    derivative
        What stands in for the derivative there, in PyTorch's autograd as in :attr:`Activation.derivative`.
    jump
        Whether the function itself jumps there; its value is then the left one.
    """

    at: float
    left: float
    right: float
    derivative: float
    jump: bool = False


@dataclass(frozen=True)
class Activation:
    """One activation function.

    Parameters
    ----------
    label
        Its usual name.
    formula, derivative_formula
        LaTeX.
    function, derivative
        Elementwise, ``(...)`` to ``(...)``. At a kink the derivative is the one that PyTorch's autograd uses.
    values
        The values that it takes, LaTeX; of an interval a round bracket leaves the end out.
    bounds
        What it tends to on the left and on the right; ``None`` where it has no limit.
    module
        Name of its class in ``torch.nn``, or in :mod:`playground.architecture.modules`.
    sentence
        When to use it.
    kinks
        Where it has no derivative.
    where
        What the symbols in both formulas stand for, LaTeX; nothing where each is usual or is in the formula.
    """

    label: str
    formula: str
    derivative_formula: str
    function: Function
    derivative: Function
    values: str
    bounds: Bounds
    module: str
    sentence: str
    kinks: tuple[Kink, ...] = ()
    where: str = ""

    def saturated(self, x: Float64Array) -> npt.NDArray[np.bool_]:
        """Return where, in ``(...)``, it is within 2 % of a bound and flat: there it hardly learns."""
        return near_bound(self.function(x), self.bounds) & (np.abs(self.derivative(x)) <= FLAT)


def near_bound(values: npt.NDArray[Any], bounds: Bounds) -> npt.NDArray[np.bool_]:
    """Return which values ``(...)`` are within 2 % (:data:`SATURATION`) of a bound."""
    near = np.zeros(np.shape(values), dtype=bool)
    for bound in bounds:
        if bound is not None:
            near |= np.abs(values - bound) <= _closeness(bound)
    return near


def saturation_limits(bounds: Bounds) -> tuple[float, float]:
    """Return up to which value, and from which on, an activation that keeps its bounds is within 2 % of one of them.

    GELU and SiLU do not keep theirs: they go below 0 before they come near it (:func:`near_bound` knows).
    """
    low, high = bounds
    return (
        -np.inf if low is None else low + _closeness(low),
        np.inf if high is None else high - _closeness(high),
    )


def _closeness(bound: float) -> float:
    return SATURATION * (abs(bound) or 1)


def _sigmoid(x: Float64Array) -> Float64Array:
    return np.where(x >= 0, 1 / (1 + np.exp(-np.abs(x))), np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))))


def _softplus(x: Float64Array) -> Float64Array:
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


_erf = np.vectorize(erf, otypes=[float])


def _normal_cdf(x: Float64Array) -> Float64Array:
    return 0.5 * (1 + np.asarray(_erf(x / sqrt(2))))


def _normal_density(x: Float64Array) -> Float64Array:
    return np.exp(-(x**2) / 2) / sqrt(2 * pi)


def _exp_below_zero(x: Float64Array) -> Float64Array:
    return np.exp(np.minimum(x, 0))


def leaky_relu(slope: float) -> Activation:
    """Return the leaky ReLU with a slope α on the left (slide 14); 0 makes it a ReLU, 1 the identity."""
    return Activation(
        label="Leaky ReLU",
        formula=rf"\max(0, x) + {slope:g}\,\min(0, x)",
        derivative_formula=rf"\mathbf{{1}}_{{x>0}} + {slope:g}\,\mathbf{{1}}_{{x\leq 0}}",
        function=lambda x: np.where(x > 0, x, slope * x),
        derivative=lambda x: np.where(x > 0, 1.0, slope),
        values=r"(-\infty, \infty)" if slope else r"[0, \infty)",
        bounds=(None if slope else 0.0, None),
        module="LeakyReLU",
        sentence=N_("ReLU with a slight slope on the left, so that no neuron is dead for good."),
        kinks=(Kink(0.0, slope, 1.0, slope),),
    )


ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        "linear": Activation(
            label=N_("Linear"),
            formula=r"x",
            derivative_formula=r"1",
            function=lambda x: x,
            derivative=np.ones_like,
            values=r"(-\infty, \infty)",
            bounds=(None, None),
            module="Identity",
            sentence=N_("No activation: however many layers, the network stays a linear function of its inputs."),
        ),
        "threshold": Activation(
            label=N_("Threshold"),
            formula=r"\mathbf{1}_{x>0}",
            derivative_formula=r"0",
            function=lambda x: (x > 0).astype(float),
            derivative=np.zeros_like,
            values=r"\{0, 1\}",
            bounds=(0.0, 1.0),
            module="Threshold",
            sentence=N_("The formal neuron of 1943. Its derivative is zero, so nothing before it can learn."),
            kinks=(Kink(0.0, 0.0, 0.0, 0.0, jump=True),),
        ),
        "relu": Activation(
            label="ReLU",
            formula=r"\max(0, x)",
            derivative_formula=r"\mathbf{1}_{x>0}",
            function=lambda x: np.maximum(x, 0),
            derivative=lambda x: (x > 0).astype(float),
            values=r"[0, \infty)",
            bounds=(0.0, None),
            module="ReLU",
            sentence=N_("Today's first choice in hidden layers: cheap, and its gradient does not fade."),
            kinks=(Kink(0.0, 0.0, 1.0, 0.0),),
        ),
        "leaky_relu": leaky_relu(LEAKY_SLOPE),
        "sigmoid": Activation(
            label=N_("Sigmoid"),
            formula=r"\sigma(x)=\frac{1}{1+e^{-x}}",
            derivative_formula=r"\sigma(x)\,(1-\sigma(x))",
            function=_sigmoid,
            derivative=lambda x: _sigmoid(x) * (1 - _sigmoid(x)),
            values="(0, 1)",
            bounds=(0.0, 1.0),
            module="Sigmoid",
            sentence=N_("Smooth, from 0 to 1, and flat at both ends: slow to learn from in deep networks."),
        ),
        "tanh": Activation(
            label="tanh",
            formula=r"\frac{e^x-e^{-x}}{e^x+e^{-x}}",
            derivative_formula=r"1-\tanh^2(x)",
            function=np.tanh,
            derivative=lambda x: 1 - np.tanh(x) ** 2,
            values="(-1, 1)",
            bounds=(-1.0, 1.0),
            module="Tanh",
            sentence=N_("A sigmoid centred on 0, from -1 to 1: learns faster than the sigmoid in small networks."),
        ),
        "elu": Activation(
            label="ELU",
            formula=r"\begin{cases} x & x>0 \\ e^x-1 & x\leq 0 \end{cases}",
            derivative_formula=r"\begin{cases} 1 & x>0 \\ e^x & x\leq 0 \end{cases}",
            function=lambda x: np.where(x > 0, x, _exp_below_zero(x) - 1),
            derivative=lambda x: np.where(x > 0, 1.0, _exp_below_zero(x)),
            values=r"(-1, \infty)",
            bounds=(-1.0, None),
            module="ELU",
            sentence=N_("ReLU with a smooth left side down to -1: outputs closer to zero on average."),
        ),
        "selu": Activation(
            label="SELU",
            formula=r"\lambda\begin{cases} x & x>0 \\ \alpha\,(e^x-1) & x\leq 0 \end{cases}",
            derivative_formula=r"\lambda\begin{cases} 1 & x>0 \\ \alpha\,e^x & x\leq 0 \end{cases}",
            function=lambda x: SELU_SCALE * np.where(x > 0, x, SELU_ALPHA * (_exp_below_zero(x) - 1)),
            derivative=lambda x: SELU_SCALE * np.where(x > 0, 1.0, SELU_ALPHA * _exp_below_zero(x)),
            values=r"(-1.758, \infty)",
            bounds=(-SELU_SCALE * SELU_ALPHA, None),
            module="SELU",
            sentence=N_("An ELU scaled so that signals keep mean 0 and variance 1 through many layers."),
            kinks=(Kink(0.0, SELU_SCALE * SELU_ALPHA, SELU_SCALE, SELU_SCALE * SELU_ALPHA),),
            where=rf"\lambda\approx {SELU_SCALE:.4f},\quad\alpha\approx {SELU_ALPHA:.4f}",
        ),
        "softplus": Activation(
            label="Softplus",
            formula=r"\log(1+e^x)",
            derivative_formula=r"\frac{1}{1+e^{-x}}",
            function=_softplus,
            derivative=_sigmoid,
            values=r"(0, \infty)",
            bounds=(0.0, None),
            module="Softplus",
            sentence=N_("A smooth ReLU; its derivative is the sigmoid."),
        ),
        "gelu": Activation(
            label="GELU",
            formula=r"x\,\Phi(x)",
            derivative_formula=r"\Phi(x)+\frac{x}{\sqrt{2\pi}}\,e^{-x^2/2}",
            function=lambda x: x * _normal_cdf(x),
            derivative=lambda x: _normal_cdf(x) + x * _normal_density(x),
            values=r"[-0.170, \infty)",
            bounds=(0.0, None),
            module="GELU",
            sentence=N_(
                "A smooth ReLU weighted by the normal distribution function: the usual choice in transformers."
            ),
            where=r"\Phi(x)=\frac{1}{\sqrt{2\pi}}\int_{-\infty}^{x}e^{-t^2/2}\,\mathrm{d}t",
        ),
        "silu": Activation(
            label="SiLU",
            formula=r"x\,\sigma(x)",
            derivative_formula=r"\sigma(x)\,(1+x\,(1-\sigma(x)))",
            function=lambda x: x * _sigmoid(x),
            derivative=lambda x: _sigmoid(x) * (1 + x * (1 - _sigmoid(x))),
            values=r"[-0.278, \infty)",
            bounds=(0.0, None),
            module="SiLU",
            sentence=N_("x times its sigmoid, also called swish: smooth, and slightly below zero on the left."),
            where=r"\sigma(x)=\frac{1}{1+e^{-x}}",
        ),
    }
)
