"""Which of the old encodings with one byte for each character a text has: by all its letters and marks together.

Bytes above 127 are letters in one encoding and quotes, dashes or ™ in another. Each reading of a text is judged by
where those characters stand: letters within words, those of one language, of which the plain words are too; marks where
typography has them. The most plausible reading wins, and Windows-1252 where none is better.

Undecidable is what is plausible both ways where no longer text decides: one odd letter in a name or a single word
(``Œuvre`` in Mac Roman is ``Îuvre`` in Windows-1252), a mark alone between spaces, and letters that two encodings have
in the same place: all of code page 437's are code page 850's, so only the one is tried. ``¤`` is hardly ever meant: it
is taken for ISO-8859-15's ``€``. Digits and ASCII letters are the same in all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from playground.datasets.marks import mark_score

MOST_EVIDENCE = 1_500
"""Characters that are looked at, spread over the text; each reading is judged by the same ones."""
LONGEST_WORD = 30

_CANDIDATES: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        "Windows-1252": ("cp1252", 0.4),
        "ISO-8859-15": ("iso8859-15", 0.0),
        "Mac Roman": ("mac-roman", 0.0),
        "CP850": ("cp850", -0.4),
    }
)
"""Codecs, each with what its reading is worth before anything was seen: old encodings want evidence."""

_LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "en": "é",
        "fr": "àâæçèéêëîïôœùûü",
        "de": "äöüß",
        "es": "áéíñóúü",
        "pt": "àáâãçéêíóôõú",
        "it": "àèéìòù",
        "nordic": "åäöæø",
    }
)
_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "en": frozenset(["and", "for", "in", "is", "it", "of", "that", "the", "to", "was", "with"]),
        "fr": frozenset(
            ["au", "avec", "dans", "des", "du", "est", "et", "le", "les", "pas", "pour", "qui", "sur", "une"]
        ),
        "de": frozenset(
            ["auf", "das", "dem", "den", "der", "die", "ein", "eine", "ist", "mit", "nicht", "sich", "und", "von"]
        ),
        "es": frozenset(["con", "del", "el", "en", "es", "las", "lo", "los", "para", "por", "su", "una", "y"]),
        "pt": frozenset(
            ["as", "com", "da", "das", "do", "dos", "em", "mais", "na", "no", "o", "os", "para", "por", "um", "uma"]
        ),
        "it": frozenset(["che", "con", "della", "di", "gli", "il", "lo", "nel", "non", "per", "sono", "una"]),
        "nordic": frozenset(["att", "av", "det", "en", "er", "ikke", "jeg", "med", "och", "som", "til"]),
    }
)
"""Short words by which a language is known, and the letters that it adds to ASCII's."""

_ALL_LETTERS = frozenset("".join(_LETTERS.values()))
_ALONE = frozenset("àéèóáêúâí")
_NEVER_FIRST = frozenset("ìïñõëßûùã")
_NEVER_LAST = frozenset("âîïñõëûôìæœå")
_NEVER_INSIDE = frozenset("àùìò")
_PLAIN_WORD = re.compile(rb"(?<![\w\x80-\xff])[a-z]{1,5}(?![\w\x80-\xff])")


def single_byte_text(raw: bytes) -> tuple[str, str]:
    """Return a text whose bytes are characters, and the name of its encoding.

    Bytes that no encoding gives a meaning stay control characters, for the caller to refuse.
    """
    places = [match.start() for match in re.finditer(rb"[\x80-\xff]", raw)]
    places = places[:: max(1, -(-len(places) // MOST_EVIDENCE))]
    languages = _languages(raw)
    readings: dict[str, tuple[float, str]] = {}
    for encoding, (codec, start) in _CANDIDATES.items():
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:  # five bytes have no meaning in Windows-1252
            continue
        score = max(sum(_plausibility(text, place, _LETTERS[name]) for place in places) for name in languages)
        readings[encoding] = (start + score, text)
    name = max(readings, key=lambda candidate: readings[candidate][0])
    if "Windows-1252" not in readings and readings[name][0] < 0:
        return raw.decode("latin-1"), "Windows-1252"
    return readings[name][1], name


def _languages(raw: bytes) -> list[str]:
    """Return the languages that a text's plain words are of; all of them where the words say nothing."""
    counts = Counter(word.decode("ascii") for word in _PLAIN_WORD.findall(raw))
    hits = {name: sum(counts[word] for word in words) for name, words in _WORDS.items()}
    most = max(hits.values())
    return [name for name, count in hits.items() if count >= max(2, 0.7 * most)] or list(_WORDS)


def _plausibility(text: str, place: int, letters: str) -> float:
    """Return how plausible a character is where it stands, from -1 to 1; -3 for a control character."""
    character = text[place]
    if character.isalpha() and character not in "ªºµﬁﬂ":
        return _letter_score(text, place, letters)
    if character < "\xa0":
        return -3.0
    return mark_score(text, place)


def _letter_score(text: str, place: int, letters: str) -> float:
    character = text[place]
    plain = character.lower()
    before, after = _run_before(text, place), _run_after(text, place)
    if _is_miswritten(before, character, after):
        return -1.0
    if plain not in _ALL_LETTERS:
        return -0.8 if plain in "þðýÿłıƒ" or plain > "\u0180" else -0.2
    worth = 1.0 if plain in letters else 0.3
    if not before and not after:
        return worth if plain in _ALONE else -0.8
    never = _NEVER_FIRST if not before else _NEVER_INSIDE if after else _NEVER_LAST if len(before) > 1 else ""
    return min(worth, 0.3) - 0.2 if plain in never else worth


def _is_miswritten(before: str, character: str, after: str) -> bool:
    """Return whether a letter is a capital behind a small one, or a small one between capitals."""
    if character.isupper():
        return before[-1:].islower() or (bool(before) and after[:1].islower())
    return (before[-1:].isupper() and len(before) > 1) or after[:1].isupper()


def _run_before(text: str, place: int) -> str:
    start = place
    while start > 0 and place - start < LONGEST_WORD and text[start - 1].isalpha():
        start -= 1
    return text[start:place]


def _run_after(text: str, place: int) -> str:
    end = place + 1
    while end < len(text) and end - place <= LONGEST_WORD and text[end].isalpha():
        end += 1
    return text[place + 1 : end]
