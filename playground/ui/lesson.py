"""Lessons: a page of text for each page of the application, in each language.

A section after the line ``<!-- folded -->`` is shown folded under its heading: what only some readers want to know.
"""

from __future__ import annotations

import re

import streamlit as st

from playground.i18n import language, with_french_spaces
from playground.paths import LESSONS
from playground.ui.slide_links import with_slide_links


def lesson(name: str) -> None:
    """Show a lesson in the reader's language; slides that it speaks of are links to the lecture's map.

    Raises
    ------
    FileNotFoundError
        If it was not written.
    """
    for title, text in parts(_text(name, language())):
        (st.expander(title) if title else st).markdown(with_slide_links(text))


def parts(text: str) -> list[tuple[str, str]]:
    """Return the parts of a lesson in their order: the heading of a folded one, or nothing, and its text."""
    found: list[tuple[str, str]] = []
    for piece in re.split(r"^(?=<!-- folded -->$)|^(?=## )(?<!<!-- folded -->\n)", text, flags=re.MULTILINE):
        folded = re.fullmatch(r"<!-- folded -->\n## ([^\n]+)\n(.*)", piece, re.DOTALL)
        if folded:
            found.append((folded[1], folded[2].strip()))
        elif found and not found[-1][0]:
            found[-1] = ("", found[-1][1] + piece)
        elif piece:
            found.append(("", piece))
    return found


@st.cache_data(show_spinner=False)
def _text(name: str, code: str) -> str:
    text = (LESSONS / code / f"{name}.md").read_text("utf-8")
    return with_french_spaces(text) if code == "fr" else text
