"""Slides that a text speaks of, as links to their places on the lecture's map."""

from __future__ import annotations

import re
from collections.abc import Callable

from playground.ui.page_link import page_link

LAST = 57
"""How many slides the lecture has."""
_NUMBER = r"\d{1,2}(?!\d)"
_MENTION = rf"\b(?:slides?|diapo(?:sitive)?s?)\s{_NUMBER}"
_MORE = rf"(?:(?:,\s|,?\s(?:to|and|or|à|et|ou)\s){_NUMBER})*"
_ELSE = r"`[^`]*`|\$[^$]+\$|!?\[[^\]]*\]\([^)]*\)|^#+ .*$"
"""What is left as it is: code, formulas, links, headings."""
_PARTS = re.compile(rf"{_ELSE}|(?P<mention>{_MENTION}{_MORE})", re.MULTILINE | re.IGNORECASE)


def with_slide_links(text: str, link: Callable[[str, int], str] | None = None) -> str:
    """Return Markdown in which each slide that is mentioned is a link: of several, each number to its own place.

    Parameters
    ----------
    link
        Writes a link of its words and the slide's number in another way than Markdown's.
    """
    write = link or _to_the_map
    return _PARTS.sub(lambda part: _linked(part["mention"], write) if part["mention"] else part[0], text)


def slide_place(number: int) -> str:
    """Return the name that a slide's place has on the map."""
    return f"slide-{number}"


def _linked(mention: str, write: Callable[[str, int], str]) -> str:
    """Return a mention whose first link takes its word along."""

    def one(part: re.Match[str]) -> str:
        number = int(part["number"])
        return write(part[0], number) if 1 <= number <= LAST else part[0]

    return re.sub(rf"(?:^\D+)?(?P<number>{_NUMBER})", one, mention)


def _to_the_map(words: str, number: int) -> str:
    return f"[{words}]({page_link('lecture', place=slide_place(number))})"
