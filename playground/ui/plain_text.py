"""Texts of files and links on a page: shown as they are, whatever Markdown would make of them."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def plain(text: str) -> str:
    """Return a text such that Markdown shows it as it is: what a file says is no markup."""
    return _MARKUP.sub(r"\\\1", text)
