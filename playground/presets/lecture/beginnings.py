"""Slides 1 to 9: where neural networks come from, and what kinds there are."""

from __future__ import annotations

from playground.i18n import N_
from playground.presets.lecture.slide import Chapter, Slide, architecture, preset

BEGINNINGS = Chapter(
    N_("From neurons to deep learning"),
    {
        1: Slide(
            N_("Title"),
            N_("Neural networks and deep learning, in a course on statistical learning in high dimension."),
            reason=N_("The title page: everything here is about it."),
        ),
        2: Slide(
            N_("A little history"),
            N_("A unit adds up what it receives and answers above a threshold; many simple ones make a machine."),
            "threshold",
            (preset("neuron_preset", "nand"),),
        ),
        3: Slide(
            N_("The biological neuron"),
            N_("Dendrites bring signals to a cell, its axon carries the answer on to others."),
            reason=N_("An anatomical drawing; slide 11 says what each part becomes in the formula."),
        ),
        4: Slide(
            N_("The formal neuron"),
            N_("What is kept of the cell: weighted inputs, a sum, a function, one output."),
            "neuron",
            (preset("neuron_preset", "and"),),
        ),
        5: Slide(
            N_("From networks to deep learning"),
            N_("Layers upon layers describe complicated systems; with many of them learning is called deep."),
            "deep_network",
            (preset("preset", "wide-or-deep"),),
        ),
        6: Slide(
            N_("As statistical learning"),
            N_("A network is a family of functions, good at what is not linear: see it bend around a spiral."),
            "spiral",
            (preset("preset", "spiral"),),
        ),
        7: Slide(
            N_("What they can do with images"),
            N_("In 2012 a deep convolutional network left all others behind; look at its size, layer by layer."),
            "alexnet",
            (architecture("alexnet"), preset("cnn_preset", "tiny")),
        ),
        8: Slide(
            N_("Kinds of networks"),
            N_("The multilayer perceptron, CNNs for images, RNNs for sequences, GANs that invent."),
            "ring",
            (
                preset("preset", "hidden-layer-xor"),
                preset("cnn_preset", "digits"),
                preset("rnn_preset", "names"),
                preset("gan_preset", "gan-ring8"),
            ),
        ),
        9: Slide(
            N_("Libraries"),
            N_("Keras and PyTorch. What trains here is PyTorch; each network can be had as code in it."),
            "code",
            (preset("preset", "five-classes"),),
        ),
    },
)
