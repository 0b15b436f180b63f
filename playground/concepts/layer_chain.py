"""A chain of layers of one neuron each: what becomes of the gradient on its way back (lecture, slides 36 and 37).

``layer_chain.js`` computes the same in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.activations import ACTIVATIONS
from playground.arrays import Float64Array


@dataclass(frozen=True)
class Chain:
    """All numbers of a chain of L layers.

    Parameters
    ----------
    pre_activations, factors, weight_gradients
        ``(L,)``: a, ∂h_l/∂h_{l-1} and ∂h_L/∂w_l of each layer.
    activations, gradients
        ``(L + 1,)``: h and ∂h_L/∂h_l, from the input on; the last gradient is 1.
    """

    pre_activations: Float64Array
    activations: Float64Array
    factors: Float64Array
    gradients: Float64Array
    weight_gradients: Float64Array


def layer_chain(phi: str, weights: Float64Array, bias: float, x: float, shortcut: bool = False) -> Chain:
    """Return the numbers of h_l = φ(w_l h_{l-1} + b), from h_0 = x.

    Parameters
    ----------
    phi
        Name of an activation.
    weights
        ``(L,)``, one for each layer.
    shortcut
        Whether each layer adds what it is given to what it gives (He et al. 2016); a factor is then 1 + w φ'(a).
    """
    function, slope = ACTIVATIONS[phi].function, ACTIVATIONS[phi].derivative
    activations, pre_activations = [float(x)], []
    for weight in weights:
        a = weight * activations[-1] + bias
        pre_activations.append(a)
        activations.append(float(function(np.array(a))) + (activations[-1] if shortcut else 0.0))
    slopes = slope(np.array(pre_activations, dtype=np.float64))
    factors = weights * slopes + (1.0 if shortcut else 0.0)
    gradients = np.ones(len(weights) + 1)
    for layer in reversed(range(len(weights))):
        gradients[layer] = gradients[layer + 1] * factors[layer]
    h = np.array(activations)
    return Chain(np.array(pre_activations), h, factors, gradients, gradients[1:] * slopes * h[:-1])
