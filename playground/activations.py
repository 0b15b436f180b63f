"""Activation functions: for each its formula, function, derivative and a sentence on when to use it.

Functions and derivatives are NumPy, elementwise, any shape, and serve figures, lessons and tests; networks use
PyTorch's own modules, found by :attr:`Activation.module`. Lecture, slides 13 and 14.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import erf, pi, sqrt
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from playground.i18n import N_

Array = npt.NDArray[np.float64]
Function = Callable[[Array], Array]

# Constants of Klambauer et al. 2017, as PyTorch has them.
SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805
LEAKY_SLOPE = 0.01


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
    module
        Name of its class in ``torch.nn``, or in :mod:`playground.architecture.modules`.
    sentence
        When to use it.
    """

    label: str
    formula: str
    derivative_formula: str
    function: Function
    derivative: Function
    module: str
    sentence: str


def _sigmoid(x: Array) -> Array:
    return np.where(x >= 0, 1 / (1 + np.exp(-np.abs(x))), np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))))


def _softplus(x: Array) -> Array:
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


_erf = np.vectorize(erf, otypes=[float])


def _normal_cdf(x: Array) -> Array:
    return 0.5 * (1 + np.asarray(_erf(x / sqrt(2))))


def _normal_density(x: Array) -> Array:
    return np.exp(-(x**2) / 2) / sqrt(2 * pi)


def _exp_below_zero(x: Array) -> Array:
    return np.exp(np.minimum(x, 0))


ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        "linear": Activation(
            label=N_("Linear"),
            formula=r"x",
            derivative_formula=r"1",
            function=lambda x: x,
            derivative=np.ones_like,
            module="Identity",
            sentence=N_("No activation: however many layers, the network stays a linear function of its inputs."),
        ),
        "threshold": Activation(
            label=N_("Threshold"),
            formula=r"\mathbf{1}_{x>0}",
            derivative_formula=r"0",
            function=lambda x: (x > 0).astype(float),
            derivative=np.zeros_like,
            module="Threshold",
            sentence=N_("The formal neuron of 1943. Its derivative is zero, so nothing before it can learn."),
        ),
        "relu": Activation(
            label="ReLU",
            formula=r"\max(0, x)",
            derivative_formula=r"\mathbf{1}_{x>0}",
            function=lambda x: np.maximum(x, 0),
            derivative=lambda x: (x > 0).astype(float),
            module="ReLU",
            sentence=N_("Today's first choice in hidden layers: cheap, and its gradient does not fade."),
        ),
        "leaky_relu": Activation(
            label="Leaky ReLU",
            formula=r"\max(0, x) + 0.01\,\min(0, x)",
            derivative_formula=r"\mathbf{1}_{x>0} + 0.01\,\mathbf{1}_{x\leq 0}",
            function=lambda x: np.where(x > 0, x, LEAKY_SLOPE * x),
            derivative=lambda x: np.where(x > 0, 1.0, LEAKY_SLOPE),
            module="LeakyReLU",
            sentence=N_("ReLU with a slight slope on the left, so that no neuron is dead for good."),
        ),
        "sigmoid": Activation(
            label=N_("Sigmoid"),
            formula=r"\frac{1}{1+e^{-x}}",
            derivative_formula=r"\sigma(x)\,(1-\sigma(x))",
            function=_sigmoid,
            derivative=lambda x: _sigmoid(x) * (1 - _sigmoid(x)),
            module="Sigmoid",
            sentence=N_("Smooth, from 0 to 1, and flat at both ends: slow to learn from in deep networks."),
        ),
        "tanh": Activation(
            label="tanh",
            formula=r"\frac{e^x-e^{-x}}{e^x+e^{-x}}",
            derivative_formula=r"1-\tanh^2(x)",
            function=np.tanh,
            derivative=lambda x: 1 - np.tanh(x) ** 2,
            module="Tanh",
            sentence=N_("A sigmoid centred on 0, from -1 to 1: learns faster than the sigmoid in small networks."),
        ),
        "elu": Activation(
            label="ELU",
            formula=r"x\ \text{if}\ x>0,\ e^x-1\ \text{if not}",
            derivative_formula=r"1\ \text{if}\ x>0,\ e^x\ \text{if not}",
            function=lambda x: np.where(x > 0, x, _exp_below_zero(x) - 1),
            derivative=lambda x: np.where(x > 0, 1.0, _exp_below_zero(x)),
            module="ELU",
            sentence=N_("ReLU with a smooth left side down to -1: outputs closer to zero on average."),
        ),
        "selu": Activation(
            label="SELU",
            formula=r"\lambda x\ \text{if}\ x>0,\ \lambda\alpha(e^x-1)\ \text{if not}",
            derivative_formula=r"\lambda\ \text{if}\ x>0,\ \lambda\alpha e^x\ \text{if not}",
            function=lambda x: SELU_SCALE * np.where(x > 0, x, SELU_ALPHA * (_exp_below_zero(x) - 1)),
            derivative=lambda x: SELU_SCALE * np.where(x > 0, 1.0, SELU_ALPHA * _exp_below_zero(x)),
            module="SELU",
            sentence=N_("An ELU scaled so that signals keep mean 0 and variance 1 through many layers."),
        ),
        "softplus": Activation(
            label="Softplus",
            formula=r"\log(1+e^x)",
            derivative_formula=r"\frac{1}{1+e^{-x}}",
            function=_softplus,
            derivative=_sigmoid,
            module="Softplus",
            sentence=N_("A smooth ReLU; its derivative is the sigmoid."),
        ),
        "gelu": Activation(
            label="GELU",
            formula=r"x\,\Phi(x)",
            derivative_formula=r"\Phi(x)+x\,\varphi(x)",
            function=lambda x: x * _normal_cdf(x),
            derivative=lambda x: _normal_cdf(x) + x * _normal_density(x),
            module="GELU",
            sentence=N_(
                "A smooth ReLU weighted by the normal distribution function: the usual choice in transformers."
            ),
        ),
        "silu": Activation(
            label="SiLU",
            formula=r"x\,\sigma(x)",
            derivative_formula=r"\sigma(x)\,(1+x\,(1-\sigma(x)))",
            function=lambda x: x * _sigmoid(x),
            derivative=lambda x: _sigmoid(x) * (1 + x * (1 - _sigmoid(x))),
            module="SiLU",
            sentence=N_("x times its sigmoid, also called swish: smooth, and slightly below zero on the left."),
        ),
    }
)
