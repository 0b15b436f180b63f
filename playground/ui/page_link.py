"""Links from one page to another: ordinary ones, which open in a tab of their own and work under a base path."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from playground.i18n import language
from playground.live.scripts import base_path
from playground.ui.class_link import LARGE, large_type
from playground.ui.groups import HIDE, hidden_names, write_hidden


def page_link(page: str, query: Mapping[str, str] | None = None, place: str = "") -> str:
    """Return the address of a page in the reader's language, with what a class link has hidden or enlarged.

    Parameters
    ----------
    page
        Its name, one of :data:`playground.ui.menu.ENTRIES`.
    query
        What its address says of its controls.
    place
        The element of the page to go to.
    """
    hiding = write_hidden(hidden_names())
    words = {
        **(query or {}),
        "lang": language(),
        **({LARGE: "1"} if large_type() else {}),
        **({HIDE: hiding} if hiding else {}),
    }
    return f"{base_path()}/{page}?{urlencode(words, safe=',')}" + (f"#{place}" if place else "")
