"""Words that people brought along, as part of a figure."""

from __future__ import annotations

import textwrap


def plain(text: str) -> str:
    """Return a text that Plotly shows as it is, in titles and in templates of hover texts: no tags, no variables."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("%{", "%&#123;")


def wrapped(text: str, width: int) -> str:
    """Return a text as Plotly shows it, broken between words into lines of at most so many letters, if it can be."""
    return "<br>".join(plain(line) for line in textwrap.wrap(text, width, break_long_words=False))
