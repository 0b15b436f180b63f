"""Slides 17 to 24: the multilayer perceptron, and what it can approximate."""

from __future__ import annotations

from playground.i18n import N_
from playground.presets.lecture.slide import THREE_NEURONS, Chapter, Slide, preset

PERCEPTRON = Chapter(
    N_("The multilayer perceptron"),
    {
        17: Slide(
            N_("One hidden layer"),
            N_("The answers of some neurons are the inputs of the next: a few together can do what one cannot."),
            "hidden_layer",
            (preset("preset", "hidden-layer-xor"), preset("preset", "one-neuron-xor")),
        ),
        18: Slide(
            N_("Weights and biases of each neuron"),
            N_("Each neuron has its own, so that each answers to something else; if all start equal, they stay equal."),
            "units",
            (preset("preset", "zeros"),),
        ),
        19: Slide(
            N_("Two hidden layers drawn"),
            N_("Every link is a weight: point at one, or at a neuron, to see what it carries."),
            "two_layers",
            (preset("preset", "spiral"),),
        ),
        20: Slide(
            N_("Layer after layer"),
            N_("A matrix, a bias, an activation, and again: follow the numbers, or leave the activation out."),
            "forwards",
            (preset("backprop_preset", "two_layers"), preset("preset", "linear-layers")),
        ),
        21: Slide(
            N_("Parameters, and an exercise"),
            N_("Weights and biases are learned, the number of layers and neurons is chosen. Count those of 2–3–1."),
            "exercise",
            (THREE_NEURONS,),
        ),
    },
)
APPROXIMATION = Chapter(
    N_("Universal approximation"),
    {
        22: Slide(
            N_("What can be approximated?"),
            N_("One hidden layer is enough for any continuous function, if it is wide; watch the error fall."),
            "errors",
            (preset("approximation_preset", "everybody"), preset("approximation_preset", "found")),
        ),
        23: Slide(
            N_("The theorem"),
            N_("Sums of v φ(wx + b) come as near to a curve as one likes: build one, neuron by neuron."),
            "bumps",
            (preset("approximation_preset", "wave"), preset("approximation_preset", "tower")),
        ),
        24: Slide(
            N_("Remarks on the theorem"),
            N_("Any φ but a polynomial will do, and thresholds make staircases."),
            "staircase",
            (preset("approximation_preset", "polynomial"), preset("approximation_preset", "staircase")),
        ),
    },
)
