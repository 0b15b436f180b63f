"""The lecture, slide by slide: what each says in our own words, and which preset of which page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.presets.lecture.beginnings import BEGINNINGS
from playground.presets.lecture.images_and_sequences import CONVOLUTION, RECURRENCE
from playground.presets.lecture.neurons import NEURON
from playground.presets.lecture.optimisation import BACKPROPAGATION, DESCENT, LOSS, REGULARISATION
from playground.presets.lecture.perceptron import APPROXIMATION, PERCEPTRON
from playground.presets.lecture.slide import Chapter, Link, Slide

__all__ = ["CHAPTERS", "SLIDES", "Chapter", "Link", "Slide"]

CHAPTERS: Mapping[str, Chapter] = MappingProxyType(
    {
        "beginnings": BEGINNINGS,
        "neuron": NEURON,
        "perceptron": PERCEPTRON,
        "approximation": APPROXIMATION,
        "losses": LOSS,
        "descent": DESCENT,
        "backpropagation": BACKPROPAGATION,
        "regularisation": REGULARISATION,
        "convolution": CONVOLUTION,
        "recurrence": RECURRENCE,
    }
)
"""The chapters by the name that an address gives them, in the lecture's order."""
SLIDES: Mapping[int, Slide] = MappingProxyType(
    {number: slide for chapter in CHAPTERS.values() for number, slide in chapter.slides.items()}
)
"""All slides by their numbers."""
