"""What a preset says: what a teacher claims, what to look at, and a question with its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """The words of a preset: source sentences of the catalogue, translated where they are shown.

    Parameters
    ----------
    label
        A few words for the menu.
    claim
        What a teacher says, in one sentence; a test in ``tests/presets`` or ``tests/test_presets_*.py`` proves it.
    sentence
        What to look at.
    question, answer
        Something to think about before the answer is unfolded: what one sees and why, with the lecture's slides.
    """

    label: str
    claim: str
    sentence: str
    question: str
    answer: str


@dataclass(frozen=True)
class PagePreset(Claim):
    """One setting of a page's controls that shows what a teacher says.

    Parameters
    ----------
    settings
        Controls that differ from their usual values, by their keys.
    """

    settings: Mapping[str, object]
