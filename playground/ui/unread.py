"""What of a link was not taken as it stands: values out of their range, names that nobody knows, slips of the pen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from playground.challenges.ready import READY
from playground.i18n import LANGUAGES, _, n_
from playground.ui.group_list import GROUPS
from playground.ui.groups import HIDE, read_hidden

MOST_SENTENCES = 5
LONGEST = 60
"""Characters of a name or a value of a link that are repeated."""
FRAME: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"lang": tuple(LANGUAGES), "autoplay": ("0", "1"), "large": ("0", "1"), "challenge": tuple(READY)}
)
"""What every page takes that is no control, with all that it may be."""
OF_CLASSES = ("room", "student")
"""What pages of a room take, whose own page says what is wrong with it."""
ONCE = ("experiment", "preset", "claim")
"""What fills the controls of some pages."""
TRACKING = ("fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "ref", "source", "si")
"""Names by which others count visitors, beside all that begin with ``utm_``."""
_NEAR = 0.75


@dataclass(frozen=True)
class Unread:
    """A part of a link that was not taken as it stands.

    Parameters
    ----------
    key, text
        Its name and its value.
    used
        What is used instead; ``None`` if nothing is.
    near
        The name that may be meant; empty if there is none.
    """

    key: str
    text: str
    used: str | None = None
    near: str = ""

    @property
    def sentence(self) -> str:
        """What became of it, in the reader's language; it may hold Markdown."""
        part = f"{_short(self.key)}={_short(self.text)}"
        if self.near:
            sentence = _("“{key}” in the link is unknown: did you mean “{near}”?")
            return sentence.format(key=part if self.key == HIDE else _short(self.key), near=self.near)
        if self.used is None:
            return _("“{part}” in the link says nothing on this page as it is set.").format(part=part)
        if not self.used:
            return _("“{part}” in the link is not possible here.").format(part=part)
        used = f"{_short(self.key)}={_short(self.used)}"
        return _("“{part}” in the link is not possible here: “{used}” is used instead.").format(part=part, used=used)


def unread(link: Mapping[str, str], values: Mapping[str, str], whole: bool = True) -> list[Unread]:
    """Return what of a link was not taken as it stands.

    What is no control's name, nor like one, belongs to others, who count where visitors come from, and is left out.

    Parameters
    ----------
    link
        The address as somebody came with it.
    values
        What the controls of the page have now, as an address has it.
    whole
        Whether these are all controls of the page; else nothing is said of those that are not among them.
    """
    of_class = HIDE in link  # it hides controls on purpose, which keep what they had
    parts = []
    for key, text in link.items():
        if key == HIDE:
            parts += _unread_hidden(text)
        elif key in OF_CLASSES:
            continue
        elif key in FRAME:
            parts += [] if text in FRAME[key] else [Unread(key, text, values.get(key, ""))]
        elif key in values:
            parts += [] if says(text, values[key]) else [Unread(key, text, values[key])]
        elif whole and key != "claim":
            parts += _of_nobody(key, text, values, of_class)
    return parts


def sentences(parts: list[Unread]) -> list[str]:
    """Return a sentence for each of the first parts, and one on how many more there are."""
    lines = [part.sentence for part in parts[:MOST_SENTENCES]]
    more = len(parts) - MOST_SENTENCES
    if more > 0:
        lines.append(n_("{n} more value of the link was not used.", "{n} more values of the link were not used.", more))
        lines[-1] = lines[-1].format(n=more)
    return lines


def says(text: str, value: str) -> bool:
    """Return whether a text of a link means a value: the same words, numbers or list, in any order."""
    if _means(text, value):
        return True
    parts, values = text.split(","), value.split(",")
    return all(any(_means(part, one) for one in values) for part in parts) and all(
        any(_means(part, one) for part in parts) for one in values
    )


def number_text(text: str) -> str:
    """Return a number with a decimal comma as programs write it; any other text as it is."""
    whole, comma, rest = text.strip().partition(",")
    return f"{whole}.{rest}" if comma and rest.isdecimal() and whole.lstrip("+-").isdecimal() else text


def _means(text: str, value: str) -> bool:
    if text.strip() == value.strip():
        return True
    try:
        return math.isclose(float(number_text(text)), float(value), rel_tol=1e-9)
    except ValueError:
        return False


def _unread_hidden(text: str) -> list[Unread]:
    known = read_hidden(text)
    strangers = [name for name in text.split(",") if name not in known]
    return [Unread(HIDE, name, "", _nearest(name, GROUPS)) for name in strangers if name or len(strangers) == 1]


def _of_nobody(key: str, text: str, values: Mapping[str, str], of_class: bool) -> list[Unread]:
    """Return what is to be said of a name that no control of the page has."""
    if key in ONCE or any(key in group for group in GROUPS.values()):
        return [] if of_class else [Unread(key, text)]
    near = "" if key in TRACKING or key.startswith("utm_") else _nearest(key, (*values, *FRAME, *ONCE, HIDE))
    return [Unread(key, text, None, near)] if near else []


def _nearest(name: str, names: Iterable[str]) -> str:
    if len(name) > LONGEST:
        return ""
    return next(iter(get_close_matches(name, list(names), 1, _NEAR)), "")


def _short(text: str) -> str:
    """Return a text of a link in one line, not too long."""
    line = "".join(character if character.isprintable() else "?" for character in text)
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
