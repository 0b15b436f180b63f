"""The pages that the menu offers, by section, in the lecture's order: a page is a room, a script and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from playground.i18n import N_


class Entry(NamedTuple):
    """What is said of a page before it is open.

    Parameters
    ----------
    section
        Under which heading of the menu it is, one of :data:`SECTIONS`.
    title, icon
        A word and a Material symbol for the menu.
    heading
        What the page is, said in full.
    """

    section: str
    title: str
    icon: str
    heading: str


SECTIONS: Mapping[str, str] = MappingProxyType(
    {"first": "", "networks": N_("Networks"), "concepts": N_("Concepts"), "experiments": N_("Experiments")}
)
"""The menu's headings, in their order; pages under none stand in front, each for itself."""
START = "perceptron"
"""The page that opens where the address names none."""
ENTRIES: Mapping[str, Entry] = MappingProxyType(
    {
        "perceptron": Entry("first", N_("Perceptron"), "scatter_plot", N_("Multilayer perceptron")),
        "lecture": Entry("first", N_("Lecture"), "co_present", N_("The lecture, slide by slide")),
        "class": Entry("first", N_("Class"), "groups", N_("A whole class at once")),
        "cnn": Entry("networks", N_("CNN"), "layers", N_("Convolutional network")),
        "rnn": Entry("networks", N_("RNN"), "replay", N_("Recurrent network")),
        "gan": Entry("networks", N_("GAN"), "swords", N_("Generative adversarial networks")),
        "neuron": Entry("concepts", N_("Neuron"), "hub", N_("The formal neuron")),
        "losses": Entry("concepts", N_("Losses"), "show_chart", N_("Losses and cross-entropy")),
        "descent": Entry("concepts", N_("Descent"), "trending_down", N_("Gradient descent")),
        "backpropagation": Entry("concepts", N_("Backpropagation"), "undo", N_("Backpropagation, step by step")),
        "approximation": Entry("concepts", N_("Approximation"), "ssid_chart", N_("Universal approximation")),
        "regularisation": Entry("concepts", N_("Regularisation"), "tune", N_("Dropout and penalties")),
        "convolution": Entry("concepts", N_("Convolution"), "blur_on", N_("Convolution and pooling")),
        "compare": Entry("experiments", N_("Compare"), "compare", N_("Networks compared")),
    }
)
"""By the page's name, which is its path and, but for :data:`SCRIPTS`, its script's name."""
SCRIPTS: Mapping[str, str] = MappingProxyType({"class": "classroom"})
"""The scripts of pages whose names are words of Python's."""
