"""Sequences: a sample is read step by step (lecture, slides 53 to 57). See also :mod:`.texts` and :mod:`.forecasts`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from playground.experiment.built_in_sequences import LANGUAGES, SURNAMES, ProblemName
from playground.experiment.quoted import listed, quoted
from playground.experiment.spec import Shape, Spec, Task
from playground.i18n import _
from playground.sequence_problems import SEQUENCE_PROBLEMS, SequenceProblem

MOST_STEPS = 5_000_000
"""Time steps of all training sequences of an epoch, where they are drawn."""
PROBLEM_TEST = 256
"""Test sequences of a problem that is drawn anew for every epoch."""


class SequenceSpec(Spec):
    """What all sequences have in common."""

    name: str

    @property
    def symbols(self) -> int | None:
        """Size of the alphabet, where a step is a symbol; ``None`` where it is a vector of numbers."""
        return None

    @property
    @abstractmethod
    def train_samples(self) -> int:
        """Number of training sequences."""

    @property
    @abstractmethod
    def test_samples(self) -> int:
        """Number of test sequences."""

    @property
    def is_own(self) -> bool:
        """Whether these are a person's own data, which no link may carry."""
        return False


class ProblemData(SequenceSpec):
    """A problem made for recurrent networks, its training sequences drawn anew for every epoch.

    ============ ======================================== ===================================================
    first_symbol four symbols, at random                  which one came first
    adding       numbers in [-1, 1], two of them marked    0.5 + (sum of the two) / 4 (Hochreiter et al. 1997)
    parity       zeros and ones                            at every step: is the number of ones so far odd
    brackets     ( ) and dots, never closed too often      at every step: how many are open, 0 to 4
    sine         a sine with noise                         at every step: the sine without it
    ============ ======================================== ===================================================

    Parameters
    ----------
    length
        Time steps of a sequence.
    samples
        Training sequences of an epoch.
    noise
        Standard deviation of the noise on the sine.
    """

    name: ProblemName
    length: Annotated[int, Field(ge=2, le=500)] = 60
    samples: Annotated[int, Field(ge=10, le=100_000)] = 1_280
    noise: Annotated[float, Field(ge=0, le=2)] = 0.3

    @model_validator(mode="after")
    def _not_too_many(self) -> Self:
        if self.samples * self.length > MOST_STEPS:
            sentence = _("samples: {n} sequences of {length} steps are too many; at most {most}")
            raise ValueError(sentence.format(n=self.samples, length=self.length, most=MOST_STEPS // self.length))
        return self

    @property
    def problem(self) -> SequenceProblem:
        """All that is known of the problem."""
        return SEQUENCE_PROBLEMS[self.name]

    @property
    def task(self) -> Task:
        """What the network is asked for."""
        return PROBLEM_TASKS[self.name]

    @property
    def symbols(self) -> int | None:
        """Size of the alphabet, where a step is a symbol; ``None`` where it is a vector of numbers."""
        return len(self.problem.symbols) or None

    @property
    def input_shape(self) -> Shape:
        """Time steps, and symbols or numbers at each."""
        return (self.length, self.problem.features)

    @property
    def train_samples(self) -> int:
        """Training sequences of an epoch."""
        return self.samples

    @property
    def test_samples(self) -> int:
        """Number of test sequences."""
        return PROBLEM_TEST


PROBLEM_TASKS: Mapping[ProblemName, Task] = MappingProxyType(
    {
        name: Task(classes=len(problem.classes) or None, steps=problem.every_step, tolerance=problem.tolerance)
        for name, problem in SEQUENCE_PROBLEMS.items()
    }
)


class SurnameData(SequenceSpec):
    """Surnames, letter by letter, each of one of several languages.

    Parameters
    ----------
    languages
        Which to tell apart, two or more; none stands for all. Their order does not matter.
    """

    name: Literal["surnames"] = "surnames"
    languages: Annotated[tuple[str, ...], Field(strict=False)] = ()

    @field_validator("languages")
    @classmethod
    def _known(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        for name in languages:
            if name not in LANGUAGES:
                sentence = _("{name} is no language of the surnames; allowed: {allowed}")
                raise ValueError(sentence.format(name=quoted(name), allowed=listed(map(quoted, LANGUAGES))))
        if len(set(languages)) < len(languages) or len(languages) == 1:
            raise ValueError(_("needs two different languages or more, or none for all of them"))
        return () if len(languages) == len(LANGUAGES) else tuple(name for name in LANGUAGES if name in languages)

    @property
    def class_names(self) -> tuple[str, ...]:
        """The languages to tell apart, in the order of their numbers."""
        return self.languages or LANGUAGES

    @property
    def task(self) -> Task:
        """What the network is asked for: the language of a name."""
        return Task(classes=len(self.class_names))

    @property
    def symbols(self) -> int:
        """Size of the alphabet."""
        return SURNAMES.symbols

    @property
    def input_shape(self) -> Shape:
        """Letters of the longest name, and symbols; shorter names are padded in front."""
        return (SURNAMES.longest, SURNAMES.symbols)

    @property
    def test_samples(self) -> int:
        """Number of test names, a tenth of each language."""
        return sum(round(count / 10) for count in self._counts)

    @property
    def train_samples(self) -> int:
        """Number of training names."""
        return sum(self._counts) - self.test_samples

    @property
    def _counts(self) -> list[int]:
        return [SURNAMES.words[LANGUAGES.index(name)] for name in self.class_names]
