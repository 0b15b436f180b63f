"""Which networks the backpropagation page calculates by hand."""

from __future__ import annotations

MOST_INPUTS, MOST_HIDDEN, MOST_UNITS, MOST_OUTPUTS = 4, 2, 4, 4
"""Inputs, hidden layers, units of a hidden layer, outputs: what a board holds."""

LIMIT = 100.0
"""How large a weight, an input or a target may be, by its size."""

ACTIVATION_NAMES = ("sigmoid", "tanh", "relu", "linear")
"""The activations of hidden units, and of outputs."""
