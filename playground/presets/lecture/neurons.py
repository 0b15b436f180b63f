"""Slides 10 to 16: one neuron, its activation, and softmax."""

from __future__ import annotations

from playground.i18n import N_
from playground.presets.lecture.slide import Chapter, Slide, preset

NEURON = Chapter(
    N_("The artificial neuron and its activation"),
    {
        10: Slide(
            N_("What a network is"),
            N_("A function of the inputs with many parameters: one value of θ, one function."),
            "wave",
            (preset("preset", "bumps"), preset("preset", "linear-regression")),
        ),
        11: Slide(
            N_("The artificial neuron"),
            N_("h(x) = φ(⟨w, x⟩ + b): drag the weights and the bias, and see what one neuron can do and what not."),
            "line",
            (preset("neuron_preset", "or"), preset("neuron_preset", "xor")),
        ),
        12: Slide(
            N_("The neuron drawn; φ = Id"),
            N_("Without an activation one neuron is linear regression."),
            "regression",
            (preset("neuron_preset", "identity"), preset("preset", "linear-regression")),
        ),
        13: Slide(
            N_("Four activation functions"),
            N_("Threshold, ReLU, sigmoid, tanh: each with its surface over the plane, curve and slope."),
            "activations",
            (preset("neuron_preset", "steep"), preset("neuron_preset", "fold")),
        ),
        14: Slide(
            N_("Flat sigmoids, leaky ReLUs"),
            N_("Far from 0 a sigmoid hardly changes, so that little is learned there; ReLU keeps its slope."),
            "saturation",
            (preset("neuron_preset", "saturated"), preset("comparison", "activations-deep")),
        ),
        15: Slide(
            N_("The last layer"),
            N_("Sigmoid for two classes, softmax for more: scores become probabilities."),
            "softmax",
            (preset("preset", "five-classes"), preset("losses_preset", "temperature")),
        ),
        16: Slide(
            N_("Softmax drawn"),
            N_("Each output takes its share of the sum of all powers; adding the same to all changes nothing."),
            "shares",
            (preset("losses_preset", "only_differences"),),
        ),
    },
)
