"""The pages that the menu offers, in the lecture's order: a page is a room, a script and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from playground.i18n import N_


class Entry(NamedTuple):
    """What is said of a page before it is open.

    Parameters
    ----------
    title, icon
        A word and a Material symbol for the menu.
    heading
        What the page is, said in full.
    """

    title: str
    icon: str
    heading: str


START = "perceptron"
"""The page that opens where the address names none."""
ENTRIES: Mapping[str, Entry] = MappingProxyType(
    {
        "neuron": Entry(N_("Neuron"), "hub", N_("The formal neuron")),
        "perceptron": Entry(N_("Perceptron"), "scatter_plot", N_("Multilayer perceptron")),
        "compare": Entry(N_("Compare"), "compare", N_("Networks compared")),
        "convolution": Entry(N_("Convolution"), "blur_on", N_("Convolution and pooling")),
        "cnn": Entry(N_("CNN"), "layers", N_("Convolutional network")),
        "rnn": Entry(N_("RNN"), "replay", N_("Recurrent network")),
    }
)
"""By the name of the page's script, which is its path too."""
