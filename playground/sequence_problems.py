"""Problems for recurrent networks: sequences made by chance, each a question for a memory (what was first, which two).

Every function takes a generator, how many sequences, and their length in steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from playground.i18n import N_

Symbols = npt.NDArray[np.int64]
Signals = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Drawn = tuple[Symbols | Signals, Symbols | Numbers]
Draw = Callable[[np.random.Generator, int, int, float], Drawn]

FIRST_SYMBOLS = ("A", "B", "C", "D")
BITS = ("0", "1")
BRACKETS = ("(", ")", "·")
DEEPEST = 4
SHORTEST_PERIOD, LONGEST_PERIOD = 8, 40
"""Of :func:`sine`, in steps."""


@dataclass(frozen=True)
class SequenceProblem:
    """One problem for recurrent networks.

    Parameters
    ----------
    label, question
        Its name, short enough to be read as a whole in the closed menu, and what is asked for.
    draw
        ``(generator, n, length, noise)`` to inputs and targets. Inputs are places in ``symbols`` ``(n, length)``, or
        numbers ``(n, length, 1)``; targets are numbers of classes, or numbers, ``(n,)`` or ``(n, length)``.
    every_step
        Whether an answer is asked for at every step, rather than one in all.
    symbols
        How each symbol is shown, a sign each and letters as capitals; none where a step is numbers.
    classes
        What they are called; none where a number is asked for.
    tolerance
        Within how much a number counts as right; ``None`` where nothing is counted.
    marked
        Whether beside each number there is a second one that marks it or not, ``(n, length, 2)``.
    noisy
        Whether people set how much noise there is.
    begins
        Whether the first step is what matters, so that of a long sequence that one is seen at first.
    length
        Steps that suit it.
    """

    label: str
    question: str
    draw: Draw
    every_step: bool = False
    symbols: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    tolerance: float | None = None
    marked: bool = False
    noisy: bool = False
    begins: bool = False
    length: int = 60

    @property
    def features(self) -> int:
        """How many symbols there are, or how many numbers a step has."""
        return len(self.symbols) or (2 if self.marked else 1)


def first_symbol(rng: np.random.Generator, count: int, length: int) -> tuple[Symbols, Symbols]:
    """Return sequences ``(count, length)`` of four symbols, and the first symbol of each ``(count,)``.

    The symbols after the first are drawn from the same four and tell nothing of it. Length at least 1. A simple form of
    the latching problem of Bengio, Simard and Frasconi 1994.
    """
    _refuse(count, length, 1)
    symbols = rng.integers(len(FIRST_SYMBOLS), size=(count, length))
    return symbols, symbols[:, 0].copy()


def adding(rng: np.random.Generator, count: int, length: int) -> tuple[Signals, Numbers]:
    """Return pairs of a value and a marker ``(count, length, 2)``, and ``0.5 + (x1 + x2) / 4`` ``(count,)``.

    Hochreiter and Schmidhuber 1997, section 5.4, x1 and x2 being the values that are marked, uniform from -1 to 1 as
    all are: always answering 0.5 has a squared error of 1/24. As in most later papers, and unlike there, one of them is
    in the first half and one in the second (there among the first ten and in the first half), the marker is 1 there
    and 0 elsewhere (there -1 at both ends), and all sequences are of one length. Length at least 2.
    """
    _refuse(count, length, 2)
    inputs = np.zeros((count, length, 2), np.float32)
    inputs[..., 0] = rng.uniform(-1, 1, (count, length))
    half, rows = length // 2, np.arange(count)
    places = rng.integers(half, size=count), rng.integers(half, length, size=count)
    for place in places:
        inputs[rows, place, 1] = 1
    first, second = (inputs[rows, place, 0].astype(np.float64) for place in places)
    return inputs, 0.5 + (first + second) / 4


def parity(rng: np.random.Generator, count: int, length: int) -> tuple[Symbols, Symbols]:
    """Return bits ``(count, length)``, and at each step whether the ones so far are odd ``(count, length)``.

    Length at least 1.
    """
    _refuse(count, length, 1)
    bits = rng.integers(2, size=(count, length))
    return bits, bits.cumsum(axis=1) % 2


def brackets(rng: np.random.Generator, count: int, length: int) -> tuple[Symbols, Symbols]:
    """Return places in :data:`BRACKETS` ``(count, length)``, and how many are open after each ``(count, length)``.

    The three are equally likely, but none closes what is not open, and none opens a fifth: there the other bracket
    stands instead. Length at least 1.
    """
    _refuse(count, length, 1)
    steps = rng.integers(-1, 2, size=(count, length))
    depths = np.zeros((count, length), np.int64)
    depth = np.zeros(count, np.int64)
    for n in range(length):
        step = steps[:, n]
        outside = (depth + step < 0) | (depth + step > DEEPEST)
        step[outside] *= -1
        depth = depth + step
        depths[:, n] = depth
    return np.array([1, 2, 0])[steps + 1], depths


def sine(rng: np.random.Generator, count: int, length: int, noise: float = 0.3) -> tuple[Signals, Numbers]:
    """Return noisy waves ``(count, length, 1)``, and the waves without the noise ``(count, length)``.

    Parameters
    ----------
    rng, count, length
        As everywhere; length at least 1.
    noise
        Standard deviation of what is added to each step. Amplitudes are 0.5 to 1, phases any, frequencies uniform
        between those of a period of 40 and one of 8 steps.
    """
    _refuse(count, length, 1)
    frequency = rng.uniform(1 / LONGEST_PERIOD, 1 / SHORTEST_PERIOD, (count, 1))
    phase = rng.uniform(0, 1, (count, 1))
    amplitude = rng.uniform(0.5, 1, (count, 1))
    clean = amplitude * np.sin(2 * np.pi * (frequency * np.arange(length) + phase))
    return (clean + noise * rng.normal(size=clean.shape)).astype(np.float32)[..., None], clean


def _refuse(count: int, length: int, shortest: int) -> None:
    if count < 0 or length < shortest:
        raise ValueError(f"{count} sequences of length {length}: the length must be at least {shortest}")


def _without_noise(made: Callable[[np.random.Generator, int, int], Drawn]) -> Draw:
    return lambda rng, count, length, _noise: made(rng, count, length)


SEQUENCE_PROBLEMS: Mapping[str, SequenceProblem] = MappingProxyType(
    {
        "first_symbol": SequenceProblem(
            N_("Remember the first symbol"),
            N_("Which symbol came first?"),
            _without_noise(first_symbol),
            symbols=FIRST_SYMBOLS,
            classes=FIRST_SYMBOLS,
            begins=True,
        ),
        "adding": SequenceProblem(
            N_("Add the two marked numbers"),
            N_("0.5 + (x₁ + x₂) / 4 of the two marked numbers x₁ and x₂"),
            _without_noise(adding),
            tolerance=0.04,
            marked=True,
            length=50,
        ),
        "parity": SequenceProblem(
            N_("Parity so far"),
            N_("At every step: is the number of ones so far even (0) or odd (1)?"),
            _without_noise(parity),
            every_step=True,
            symbols=BITS,
            classes=BITS,
            length=20,
        ),
        "brackets": SequenceProblem(
            N_("Depth of brackets"),
            N_("At every step: how many brackets are open?"),
            _without_noise(brackets),
            every_step=True,
            symbols=BRACKETS,
            classes=tuple(map(str, range(DEEPEST + 1))),
            length=30,
        ),
        "sine": SequenceProblem(
            N_("A sine out of noise"),
            N_("At every step: the wave without its noise"),
            sine,
            every_step=True,
            noisy=True,
        ),
    }
)
