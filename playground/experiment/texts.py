"""Texts that a network learns to write, letter by letter: the names of communes, and a person's own."""

from __future__ import annotations

from abc import abstractmethod
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from playground.experiment.built_in_sequences import COMMUNES, COMMUNES_TEST, SPECIAL_SYMBOLS
from playground.experiment.sequences import SequenceSpec
from playground.experiment.spec import Shape, Task
from playground.i18n import _

FEWEST_CHARACTERS, MOST_CHARACTERS = 200, 200_000
MOST_LETTERS = 120
"""Different letters of a person's text that the network tells apart; the rarest others become one symbol."""
FEWEST_LINES = 10


class TextSpec(SequenceSpec):
    """A text that a network learns to write: at every step it is asked for the next letter."""

    @property
    def has_lines(self) -> bool:
        """Whether the text is many lines, each with a beginning and an end, rather than pieces of running text."""
        return True

    @property
    @abstractmethod
    def length(self) -> int:
        """Time steps."""

    @property
    def task(self) -> Task:
        """What the network is asked for: at every step, which symbol comes next."""
        assert self.symbols is not None
        return Task(classes=self.symbols, steps=True)

    @property
    def input_shape(self) -> Shape:
        """Time steps, and symbols."""
        assert self.symbols is not None
        return (self.length, self.symbols)


class CommunesData(TextSpec):
    """Names of the French communes; 3,000 of them, drawn from the seed, are for testing.

    Parameters
    ----------
    samples
        Number of training names; all that there are, if they are fewer.
    """

    name: Literal["communes"] = "communes"
    samples: Annotated[int, Field(ge=100, le=40_000)] = 40_000

    @property
    def symbols(self) -> int:
        """Size of the alphabet."""
        return COMMUNES.symbols

    @property
    def length(self) -> int:
        """Time steps: the mark of the beginning, and the letters of the longest name."""
        return COMMUNES.longest + 1

    @property
    def train_samples(self) -> int:
        """Number of training names."""
        return min(self.samples, COMMUNES.words[0] - COMMUNES_TEST)

    @property
    def test_samples(self) -> int:
        """Number of test names."""
        return COMMUNES_TEST


class OwnText(TextSpec):
    """A person's own text, cleaned (:mod:`playground.datasets.own_text`).

    Parameters
    ----------
    text
        All of it. A tenth is for testing: of lines those that the seed draws, of running text the end.
    unit
        ``lines``: each different line is learned by itself, as the names of a list; ``passages``: running text, cut
        into pieces.
    passage
        Time steps of a piece of running text; longer lines are cut to it.
    """

    name: Literal["text"] = "text"
    text: Annotated[str, Field(min_length=FEWEST_CHARACTERS, max_length=MOST_CHARACTERS)]
    unit: Literal["lines", "passages"] = "lines"
    passage: Annotated[int, Field(ge=8, le=64)] = 48

    @field_validator("text")
    @classmethod
    def _has_letters(cls, text: str) -> str:
        if any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
            raise ValueError(_("holds half of a surrogate pair, which is no letter"))
        if len(set(text) - {"\n"}) < 2:
            raise ValueError(_("needs at least two different letters"))
        return text

    @model_validator(mode="after")
    def _enough_lines(self) -> Self:
        if self.unit == "lines" and len(text_lines(self.text)) < FEWEST_LINES:
            sentence = _("text: {n} different lines, at least {fewest} are needed; take it as running text")
            raise ValueError(sentence.format(n=len(text_lines(self.text)), fewest=FEWEST_LINES))
        return self

    @property
    def has_lines(self) -> bool:
        """Whether the text is many lines, each with a beginning and an end, rather than pieces of running text."""
        return self.unit == "lines"

    @property
    def symbols(self) -> int:
        """Size of the alphabet."""
        return SPECIAL_SYMBOLS + min(_letters(self.text, self.unit), MOST_LETTERS)

    @property
    def length(self) -> int:
        """Time steps: the longest line's letters and the mark of its beginning, or those of a passage."""
        longest = max(map(len, text_lines(self.text))) + 1 if self.unit == "lines" else self.passage
        return min(longest, self.passage)

    @property
    def train_samples(self) -> int:
        """Number of training lines or passages."""
        return self._count - self.test_samples

    @property
    def test_samples(self) -> int:
        """Number of test lines or passages, a tenth of all, at least one."""
        return max(1, round(self._count / 10))

    @property
    def _count(self) -> int:
        return len(text_lines(self.text)) if self.unit == "lines" else (len(self.text) - 1) // self.length

    @property
    def is_own(self) -> bool:
        """Whether these are a person's own data, which no link may carry."""
        return True


@lru_cache(maxsize=8)
def text_lines(text: str) -> tuple[str, ...]:
    """Return the different lines of a text that are not empty, in their order."""
    return tuple(dict.fromkeys(line.strip() for line in text.split("\n") if line.strip()))


@lru_cache(maxsize=8)
def _letters(text: str, unit: str) -> int:
    """Return how many different letters the items of a text have."""
    return len(set(text) if unit == "passages" else set("".join(text_lines(text))))
