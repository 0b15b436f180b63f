"""Words that people brought along, as part of a figure."""

from __future__ import annotations


def plain(text: str) -> str:
    """Return a text that Plotly shows as it is, in titles and in templates of hover texts: no tags, no variables."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("%{", "%&#123;")
