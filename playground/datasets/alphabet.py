"""Characters of any script to numbers and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from playground.experiment.built_in_sequences import SPECIAL_SYMBOLS

PADDING, MARK, RARE = range(SPECIAL_SYMBOLS)
"""What fills short sequences; the mark of beginning and end; what stands for every character that is not a symbol."""
SPECIAL = ("∅", "⏎", "□")
"""How these three are shown."""


@dataclass(frozen=True)
class Alphabet:
    """The symbols that a network reads and writes, by their numbers.

    Characters are code points, in the order in which a text holds them: an accent that does not compose and a modifier
    of an emoji are symbols of their own. Nothing is normalised here; see :func:`playground.datasets.own_text.cleaned`.

    Parameters
    ----------
    symbols
        How each is shown: those of :data:`SPECIAL`, then characters, no two the same.

    Raises
    ------
    ValueError
        If the special ones are missing, a symbol is no single character, or a character is there twice.
    """

    symbols: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.symbols[: len(SPECIAL)] != SPECIAL or any(len(symbol) != 1 for symbol in self.symbols):
            raise ValueError("an alphabet is its special symbols, then single characters")
        if len(self._numbers) < len(self.symbols) - len(SPECIAL):
            raise ValueError("an alphabet has every character once")

    @classmethod
    def of(cls, texts: Iterable[str], most: int = 120) -> Alphabet:
        """Return the most frequent characters of texts, at most so many, beside the special symbols.

        The most frequent comes first; of equally frequent ones the lower code point.
        """
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(text)
        frequent = sorted(counts, key=lambda character: (-counts[character], character))
        return cls((*SPECIAL, *frequent[:most]))

    def encode(self, text: str) -> list[int]:
        """Return the number of each character of a text, that of the rare symbol for unknown ones."""
        return [self._numbers.get(character, RARE) for character in text]

    def decode(self, numbers: Iterable[int]) -> str:
        """Return the characters of numbers, with "□" for the rare symbol; padding and marks are left out.

        Raises
        ------
        ValueError
            If a number is none of the symbols'.
        """
        shown = []
        for number in numbers:
            if not 0 <= number < len(self.symbols):
                raise ValueError(f"{number} is no symbol; there are {len(self.symbols)}")
            if number not in (PADDING, MARK):
                shown.append(self.symbols[number])
        return "".join(shown)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Return the number of every character, the special symbols not among them."""
        return {symbol: number for number, symbol in enumerate(self.symbols) if number >= len(SPECIAL)}
