"""How plausible typographic marks are where they stand: quotes around words, dashes between them, ° after numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

_OPENERS = " \t\r\n(\xa0\u202f[«“‘„‚‹\"'-–—/;,|"
_CLOSERS = " \t\r\n)\xa0\u202f].,;:!?…»”’“›\"'-–—/|"
_SPACES = " \t\r\n;,|\xa0"


def mark_score(text: str, place: int) -> float:
    """Return how plausible a character that is no letter is where it stands, from -1 to 1."""
    character = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if character not in _FREE and before.islower() and after.islower():
        return -1.0
    rule = _RULES.get(character)
    return -1.0 if rule is None else rule(before, after, text[max(0, place - 3) : place], text[place + 1 : place + 4])


def _apostrophe(before: str, after: str, _left: str, _right: str) -> float:
    if before.isalpha() and after.isalpha():
        return 1.0
    if _opens(before) and after.isalnum():
        return 0.2
    return 0.8 if (before.isalnum() or before in _CLOSERS) and _closes(after) else -0.3


def _opening(before: str, after: str, _left: str, _right: str) -> float:
    return 1.0 if _opens(before) and after and after not in " \t\r\n" else -1.0


def _either_quote(before: str, after: str, left: str, right: str) -> float:
    closes = before and before not in " \t\r\n" and _closes(after)  # as in „Wort“
    return 0.4 if closes else _opening(before, after, left, right)


def _french_quote(before: str, after: str, left: str, right: str) -> float:
    return 1.0 if _opens(before) or _closes(after) else -1.0


def _closing(before: str, after: str, _left: str, _right: str) -> float:
    return 1.0 if before and before not in "\t\r\n" and _closes(after) else -1.0


def _dash(before: str, after: str, _left: str, _right: str) -> float:
    if (before in _SPACES and after in _SPACES) or (before.isdigit() and after.isdigit()):
        return 1.0
    if before.isalpha() and after.isalpha():
        return 0.5 if after.isupper() or before.isupper() else 0.2
    return 0.5


def _ellipsis(before: str, after: str, _left: str, _right: str) -> float:
    if before.isalpha() and after.isalpha():
        return -0.2
    return 1.0 if _closes(after) else 0.2


def _hard_space(before: str, after: str, _left: str, _right: str) -> float:
    if before in "«‹–—" or after in "»›:;!?%€–—" or before.isdigit() or after.isdigit():
        return 0.8
    return 0.4 if before in ".," else -0.3


def _money(before: str, after: str, left: str, right: str) -> float:
    if any(map(str.isdigit, left[-2:])) or any(map(str.isdigit, right[:2])):
        return 1.0
    return -1.0 if before.isalpha() or after.isalpha() else 0.3


def _trade_mark(before: str, after: str, _left: str, right: str) -> float:
    if (before.isalnum() or before in ")”»") and not after.isalpha():
        return 0.9
    return 0.8 if _opens(before) and not after.isalpha() and right.strip() else -0.8


def _degree(before: str, after: str, _left: str, _right: str) -> float:
    if before.isdigit() or after in ("C", "F") or (before in ("n", "N") and not after.isalpha()):
        return 0.9 if not after.islower() else 0.3
    return -0.6


def _raised(before: str, after: str, _left: str, _right: str) -> float:
    return 0.8 if before.isalnum() and not after.isalpha() else -0.8


def _feminine(before: str, after: str, _left: str, _right: str) -> float:
    return 0.5 if (before.isdigit() or before == ".") and not after.isalpha() else -0.6


def _fraction(before: str, after: str, _left: str, _right: str) -> float:
    return 0.4 if (before.isdigit() or before in _SPACES) and not after.isalpha() else -1.0


def _operator(before: str, after: str, _left: str, _right: str) -> float:
    return 0.6 if (before.isdigit() or before in _SPACES) and (after.isdigit() or after in _SPACES) else -1.0


def _micro(before: str, after: str, _left: str, _right: str) -> float:
    return 0.7 if not before.isalpha() and after in tuple("mlgsFAVWLM") else -0.8


def _sign(before: str, after: str, _left: str, _right: str) -> float:
    return 0.6 if _opens(before) and not after.isalpha() else -0.8


def _middle_dot(before: str, after: str, left: str, right: str) -> float:
    return 0.4 if before.isalpha() and after.isalpha() else _sign(before, after, left, right)


def _inverted(before: str, after: str, _left: str, right: str) -> float:
    if not (_opens(before) or before in "¿¡"):
        return -1.0
    return 1.0 if after in ("¿", "¡") or (len(right) > 1 and right[:2].isalpha()) else -0.5


def _rare(before: str, after: str, _left: str, _right: str) -> float:
    return -0.5


def _opens(before: str) -> bool:
    return before in _OPENERS  # the empty text, before the first character, too


def _closes(after: str) -> bool:
    return after in _CLOSERS


Rule = Callable[[str, str, str, str], float]

_GROUPS: tuple[tuple[str, Rule], ...] = (
    ("’", _apostrophe),
    ("“‘", _either_quote),
    ("„‚‹", _opening),
    ("”›", _closing),
    ("«»", _french_quote),
    ("–—", _dash),
    ("…", _ellipsis),
    ("\xa0", _hard_space),
    ("€£¥¢", _money),
    ("™®©", _trade_mark),
    ("°º", _degree),
    ("²³¹", _raised),
    ("ª", _feminine),
    ("½¼¾", _fraction),
    ("×÷±", _operator),
    ("µ", _micro),
    ("§¶•†‡", _sign),
    ("‰", _raised),
    ("·", _middle_dot),
    ("¿¡", _inverted),
    ("¤¦¨´¸¬¯ˆ˜", _rare),
)
_RULES: Mapping[str, Rule] = MappingProxyType({mark: rule for marks, rule in _GROUPS for mark in marks})
_FREE = frozenset("’–—…·\xa0")
"""Marks that may stand between two small letters."""
