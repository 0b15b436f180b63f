"""The sequences of an experiment: problems, words, texts, series."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from playground.datasets.alphabet import MARK, PADDING, Alphabet
from playground.datasets.sequence_dataset import SequenceDataset
from playground.datasets.series import series
from playground.datasets.windows import forecasting_of
from playground.datasets.words import communes, surnames
from playground.experiment import OwnText, ProblemData, SequenceSpec, SurnameData, TextSpec
from playground.experiment.forecasts import Forecast, OwnSeries, SeriesData
from playground.experiment.spec import IGNORED
from playground.experiment.texts import MOST_LETTERS, text_lines
from playground.sequence_problems import Drawn, Symbols


def sequence_dataset(data: SequenceSpec, random: np.random.Generator) -> SequenceDataset:
    """Return the sequences of an experiment, what is drawn of them from ``random``."""
    if isinstance(data, ProblemData):
        return _problem(data, random)
    if isinstance(data, SurnameData):
        return _surnames(data, random)
    if isinstance(data, TextSpec):
        return _text(data, random)
    assert isinstance(data, Forecast)
    return _forecast(data)


def draw_problem(data: ProblemData, random: np.random.Generator, count: int) -> Drawn:
    """Return inputs and targets of so many new sequences."""
    return data.problem.draw(random, count, data.length, data.noise)


def encoded(words: Sequence[str], alphabet: Alphabet, steps: int) -> Symbols:
    """Return words as symbols ``(n, steps)``, padded in front and cut at the end.

    Every word has the same number of steps, so that a network meets its first letter in the same way everywhere.
    """
    symbols = np.full((len(words), steps), PADDING, dtype=np.int64)
    for row, word in enumerate(words):
        letters = alphabet.encode(word)[:steps]
        symbols[row, steps - len(letters) :] = letters
    return symbols


def _problem(data: ProblemData, random: np.random.Generator) -> SequenceDataset:
    """Return first training sequences, which later ones take the place of, and the test ones."""
    inputs, targets = draw_problem(data, random, data.samples + data.test_samples)
    return SequenceDataset.of(inputs, targets, data.samples, data.task, symbols=data.problem.symbols)


def _surnames(data: SurnameData, random: np.random.Generator) -> SequenceDataset:
    every = surnames()
    alphabet = surname_alphabet()
    parts: dict[str, list[tuple[str, int]]] = {"train": [], "test": []}
    for label, language in enumerate(data.class_names):
        names = every[language]
        order = random.permutation(len(names))
        tests = round(len(names) / 10)
        for part, places in (("test", order[:tests]), ("train", order[tests:])):
            parts[part].extend((names[place], label) for place in places)
    mixed = [[parts[part][k] for k in random.permutation(len(parts[part]))] for part in ("train", "test")]
    names, labels = zip(*mixed[0], *mixed[1], strict=True)
    inputs = encoded(names, alphabet, data.input_shape[0])
    return SequenceDataset.of(
        inputs,
        np.array(labels, dtype=np.int64),
        data.train_samples,
        data.task,
        symbols=alphabet.symbols,
        class_names=data.class_names,
        items=names[: data.train_samples],
    )


def surname_alphabet() -> Alphabet:
    """Return the letters of all surnames, whichever languages are told apart."""
    return Alphabet.of([name for names in surnames().values() for name in names])


def text_alphabet(data: TextSpec) -> Alphabet:
    """Return the letters of a text or of the communes."""
    if isinstance(data, OwnText):
        return Alphabet.of(text_lines(data.text) if data.unit == "lines" else [data.text], MOST_LETTERS)
    return Alphabet.of(communes())


def _text(data: TextSpec, random: np.random.Generator) -> SequenceDataset:
    alphabet = text_alphabet(data)
    if isinstance(data, OwnText) and data.unit == "passages":
        return _passages(data, alphabet)
    items = text_lines(data.text) if isinstance(data, OwnText) else communes()
    order = random.permutation(len(items))
    test = order[: data.test_samples]
    train = order[data.test_samples : data.test_samples + data.train_samples]
    chosen = [items[place] for place in (*train, *test)]
    return _lines(data, alphabet, chosen)


def _lines(data: TextSpec, alphabet: Alphabet, items: Sequence[str]) -> SequenceDataset:
    """Return items that begin with the mark and are followed by it: at every step the next symbol is asked for."""
    length = data.length
    inputs = np.full((len(items), length), PADDING, dtype=np.int64)
    targets = np.full((len(items), length), IGNORED, dtype=np.int64)
    inputs[:, 0] = MARK
    lengths = np.empty(len(items), dtype=np.int64)
    for row, item in enumerate(items):
        letters = alphabet.encode(item)
        seen = letters[: length - 1]
        inputs[row, 1 : len(seen) + 1] = seen
        following = [*letters, MARK][:length]
        targets[row, : len(following)] = following
        lengths[row] = len(following)
    return SequenceDataset.of(
        inputs,
        targets,
        data.train_samples,
        data.task,
        symbols=alphabet.symbols,
        lengths=lengths,
        items=tuple(items[: data.train_samples]),
    )


def _passages(data: OwnText, alphabet: Alphabet) -> SequenceDataset:
    """Return running text in pieces, its end for testing."""
    letters = np.array(alphabet.encode(data.text), dtype=np.int64)
    pieces = (len(letters) - 1) // data.length
    steps = pieces * data.length
    inputs, targets = (part.reshape(pieces, data.length) for part in (letters[:steps], letters[1 : steps + 1]))
    known = data.text[: data.train_samples * data.length + 1]
    return SequenceDataset.of(inputs, targets, data.train_samples, data.task, symbols=alphabet.symbols, items=(known,))


def _forecast(data: Forecast) -> SequenceDataset:
    values = np.array(data.values) if isinstance(data, OwnSeries) else _built_in(data)
    inputs, targets, forecasting = forecasting_of(data, values)
    return SequenceDataset.of(inputs, targets, data.train_samples, data.task, forecasting=forecasting)


def _built_in(data: Forecast) -> npt.NDArray[np.float64]:
    assert isinstance(data, SeriesData)
    return series(data.name).values
