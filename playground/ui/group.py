"""What a group of controls is, and the parts of the sidebar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from playground.i18n import N_

Section = Literal[
    "start",
    "compare",
    "neuron",
    "classes",
    "surface",
    "method",
    "signal",
    "picture",
    "kernel",
    "data",
    "network",
    "training",
    "page",
]
SECTIONS: Mapping[Section, str] = MappingProxyType(
    {
        "start": N_("Start"),
        "compare": N_("Comparison"),
        "neuron": N_("Neuron"),
        "classes": N_("Classes"),
        "surface": N_("Surface"),
        "method": N_("Methods"),
        "signal": N_("Signal"),
        "picture": N_("Picture"),
        "kernel": N_("Kernel"),
        "data": N_("Data"),
        "network": N_("Network"),
        "training": N_("Training"),
        "page": N_("Page"),
    }
)
"""The parts of the sidebar, and the page beside it, with their headings."""
NETWORK_PAGES = ("perceptron", "compare")


@dataclass(frozen=True)
class Group:
    """Controls that are shown or hidden together.

    Parameters
    ----------
    label
        What people call them.
    section
        Under which heading they are.
    keys
        The controls' keys; one that ends in ``*`` stands for all that begin so.
    pages
        On which pages they are.
    """

    label: str
    section: Section
    keys: tuple[str, ...]
    pages: tuple[str, ...] = NETWORK_PAGES

    def __contains__(self, key: str) -> bool:
        return any(key.startswith(mine[:-1]) if mine.endswith("*") else key == mine for mine in self.keys)
