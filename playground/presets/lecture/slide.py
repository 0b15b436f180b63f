"""What a slide of the lecture is on the map, and the links from it to what shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playground.i18n import N_
from playground.presets.architectures import ARCHITECTURES
from playground.presets.menus import MENUS


@dataclass(frozen=True)
class Link:
    """A way to a page, with what it shows there.

    Parameters
    ----------
    page
        The page's name.
    query
        What its address says.
    label
        What is seen there, in a few words.
    """

    page: str
    query: Mapping[str, str]
    label: str


@dataclass(frozen=True)
class Slide:
    """One slide: its subject in our own words, and what shows it.

    Parameters
    ----------
    title
        What it is on.
    sentence
        What it says, or what to look at.
    picture
        Name of its picture, one of :data:`playground.ui.lecture.pictures.PICTURES`; empty where it has no link.
    links
        Where it is shown, the best one first.
    reason
        Why nothing here shows it, where nothing does.
    """

    title: str
    sentence: str
    picture: str = ""
    links: tuple[Link, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Chapter:
    """Slides that belong together.

    Parameters
    ----------
    title
        What they are on.
    slides
        By their numbers.
    """

    title: str
    slides: Mapping[int, Slide]


def preset(menu: str, name: str) -> Link:
    """Return the way to a preset, by the key of its menu.

    Raises
    ------
    KeyError
        If there is no such menu or preset.
    """
    page, presets = MENUS[menu]
    return Link(page, {menu: name}, presets[name].label)


def architecture(name: str) -> Link:
    """Return the way to a known architecture, drawn on the page of convolutional networks."""
    return Link("cnn", {"cnn_look": name}, ARCHITECTURES[name].label)


THREE_NEURONS = Link("perceptron", {"preset": "bumps", "units1": "3"}, N_("Three hidden neurons"))
"""The network of the exercise on slide 21."""
