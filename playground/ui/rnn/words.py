"""The component that says in a sentence what a run's numbers are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import streamlit as st

from playground.i18n import language
from playground.live.figure import connection
from playground.live.files import source
from playground.training.worker.runs import Run

_WORDS = st.components.v2.component(
    "live_words",
    html=source("words.html"),
    css=source("words.css"),
    js=source("page_element.js", "live_element.js", "words.js"),
)


@dataclass(frozen=True)
class Word:
    """What stands in one place of a sentence.

    Parameters
    ----------
    tensor
        Name of a tensor in the frames.
    form
        ``number`` with three digits, ``short`` without zeros at its end, ``whole``, ``percent`` of a share, or
        ``name``: one of the names.
    place
        Which of its numbers.
    names
        Names, by their numbers.
    """

    tensor: str
    form: Literal["number", "short", "whole", "percent", "name"] = "number"
    place: int = 0
    names: Sequence[str] = ()


def live_words(
    run: Run, sentences: Sequence[str], words: Mapping[str, Word], *, key: str, choose: str = "", waiting: str = ""
) -> None:
    """Show a sentence whose words follow a run.

    Parameters
    ----------
    sentences
        One, or several of which one is shown, with ``{places}`` for words, and ``**strong**`` parts.
    words
        What stands in the places.
    key
        Names the element on the page.
    choose
        Name of a tensor that says which sentence: 1 for the first, and so on; beyond the last one the last one.
    waiting
        What stands there before there are numbers.
    """
    data = connection(run) | {
        "sentences": list(sentences),
        "words": {name: asdict(word) for name, word in words.items()},
        "choose": choose,
        "waiting": waiting,
        "language": language(),
    }
    _WORDS(key=key, data=data)
