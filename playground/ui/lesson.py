"""Lessons: a page of text for each page of the application, in each language."""

from __future__ import annotations

import streamlit as st

from playground.i18n import language, with_french_spaces
from playground.paths import LESSONS


def lesson(name: str) -> None:
    """Show a lesson in the reader's language.

    Raises
    ------
    FileNotFoundError
        If it was not written.
    """
    st.markdown(_text(name, language()))


@st.cache_data(show_spinner=False)
def _text(name: str, code: str) -> str:
    text = (LESSONS / code / f"{name}.md").read_text("utf-8")
    return with_french_spaces(text) if code == "fr" else text
