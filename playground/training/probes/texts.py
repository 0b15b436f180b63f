"""The probes of networks that write: texts that grow while it learns, and how new they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from playground.datasets.alphabet import MARK, PADDING, Alphabet
from playground.experiment import TextSpec
from playground.training.probes.frame import Tensors
from playground.training.probes.throttled import Throttle

if TYPE_CHECKING:
    from playground.datasets.sequence_dataset import SequenceDataset
    from playground.training.probes.sequence_view import SequenceView
    from playground.training.trainers.sequence import SequenceTrainer

NEW, LEARNED, HELD_OUT = 0, 1, 2
"""What a sample is: in no list, in that of training, in that of testing, which the network has never read."""
PASSAGE_LETTERS, PASSAGE_START = 120, 16
"""Letters of a piece of running text that is written, and of the test part's beginning with which it starts."""
WINDOW = 8
"""Letters in a row that make a piece of running text new or known."""
NOVEL_LINES, NOVEL_PASSAGES = 200, 40
"""Samples of which novelty is measured."""
SAMPLES_SHARE, NOVELTY_SHARE, NOVELTY_REST = 0.04, 0.02, 3.0
"""Shares of the time that may go into writing while the network trains, and seconds between two looks at novelty."""
SHOWN_SEED, NOVEL_SEED = 0, 1

Windows = npt.NDArray[np.int64]
Texts = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Bits:
    """``train_bits_per_character`` and ``test_bits_per_character``, ``(new epochs,)``."""

    def measure(self, view: SequenceView) -> Tensors:
        """Return the part of the curves that the viewer does not have."""
        curves = view.trainer.history.since(view.since)
        return {name: curve for name, curve in curves.items() if name.endswith("_bits_per_character")}


@dataclass(frozen=True)
class Samples:
    """Texts that the network writes, always with the same random numbers, so that they change as the network does.

    ``samples``
        ``(count, letters)`` int32: symbols, filled up with padding.
    ``samples_facts``
        ``(count, 2)`` int32: :data:`NEW`, :data:`LEARNED` or :data:`HELD_OUT`, and 1 where the text has ended.
    ``samples_given``
        ``(1,)`` int32: letters that were not written but given.

    Parameters
    ----------
    count
        How many.
    temperature, top_k
        As in :func:`playground.training.probes.writing.write`.
    beginning
        What all begin with; running text begins as the test part does where there is none.
    """

    count: int = 12
    temperature: float = 0.8
    top_k: int = 0
    beginning: str = ""

    def measure(self, view: SequenceView) -> Tensors:
        """Return the texts."""
        return view.throttled(self, partial(self._write, view), SAMPLES_SHARE)

    def _write(self, view: SequenceView) -> Tensors:
        trainer = view.trainer
        given = given_symbols(trainer, self.beginning)
        texts = written(trainer, self.count, self.temperature, self.top_k, SHOWN_SEED, given)
        rows = np.full((self.count, max(1, *map(len, texts))), PADDING, dtype=np.int32)
        for row, text in zip(rows, texts, strict=True):
            row[: len(text)] = text
        data = text_of(trainer)
        ended = [data.has_lines and len(text) < longest(data) for text in texts]
        facts = np.array([known_as(trainer, texts, view.throttle), ended], dtype=np.int32).T
        given_letters = np.array([len(given)], dtype=np.int32)
        return {"samples": rows, "samples_facts": np.ascontiguousarray(facts), "samples_given": given_letters}


@dataclass(frozen=True)
class Novelty:
    """How new what the network writes is; measured at most every three seconds while it trains.

    ``novelty``
        ``(1,)`` float32: of lines the share of 200 samples that are not in the training list, empty ones counting as
        known; of running text the share of eight letters in a row that the training text does not have.
    ``novelty_of``
        ``(1,)`` float32: after how many epochs.
    ``novelty_length``, ``novelty_repeats``
        ``(1,)`` float32: letters of a sample, on average, and the share of samples that repeat another one.

    Parameters
    ----------
    temperature, top_k
        As in :func:`playground.training.probes.writing.write`.
    """

    temperature: float = 0.8
    top_k: int = 0

    def measure(self, view: SequenceView) -> Tensors:
        """Return what was found last."""
        return view.throttled(self, partial(self._look, view), NOVELTY_SHARE, NOVELTY_REST)

    def _look(self, view: SequenceView) -> Tensors:
        trainer = view.trainer
        has_lines = text_of(trainer).has_lines
        count = NOVEL_LINES if has_lines else NOVEL_PASSAGES
        given = given_symbols(trainer, "")
        texts = written(trainer, count, self.temperature, self.top_k, NOVEL_SEED, given)
        if has_lines:
            known = known_as(trainer, texts, view.throttle)
            news = [kind != LEARNED and len(text) > 0 for kind, text in zip(known, texts, strict=True)]
            new = sum(news) / count
        else:
            new = new_windows([text[len(given) :] for text in texts], trainer, view.throttle)
        shares = {
            "novelty": new,
            "novelty_of": trainer.step / trainer.batches_per_epoch,
            "novelty_length": np.mean([len(text) for text in texts]),
            "novelty_repeats": 1 - len(set(map(tuple, texts))) / count,
        }
        return {name: np.array([value], dtype=np.float32) for name, value in shares.items()}


def written(
    trainer: SequenceTrainer, count: int, temperature: float, top_k: int, seed: int, given: Sequence[int]
) -> list[list[int]]:
    """Return texts that a trainer's network writes now."""
    from playground.training.probes.writing import write

    data = text_of(trainer)
    return write(
        trainer.model,
        count,
        longest(data),
        temperature=temperature,
        top_k=top_k,
        seed=seed,
        prefix=given,
        lines=data.has_lines,
    )


def text_of(trainer: SequenceTrainer) -> TextSpec:
    """Return the data of a trainer of a text."""
    data = trainer.experiment.data
    assert isinstance(data, TextSpec)
    return data


def longest(data: TextSpec) -> int:
    """Return the most letters that are written."""
    return data.length if data.has_lines else PASSAGE_LETTERS


def given_symbols(trainer: SequenceTrainer, beginning: str) -> list[int]:
    """Return the symbols that a text begins with."""
    data, dataset = text_of(trainer), trainer.dataset
    if beginning or data.has_lines:
        return Alphabet(dataset.symbols).encode(beginning)[: longest(data) - 1]
    return dataset.inputs[dataset.train_samples][:PASSAGE_START].tolist()


def known_as(trainer: SequenceTrainer, texts: Texts, throttle: Throttle) -> list[int]:
    """Return what each sample of a list of lines is; of running text all are new."""
    if not text_of(trainer).has_lines:
        return [NEW] * len(texts)
    learned, held_out = throttle.constant("lines", partial(_lines, trainer.dataset))
    keys = [bytes(text) for text in texts]
    return [LEARNED if key in learned else HELD_OUT if key in held_out else NEW for key in keys]


def new_windows(texts: Texts, trainer: SequenceTrainer, throttle: Throttle) -> float:
    """Return the share of :data:`WINDOW` letters in a row that running text for training does not have."""
    symbols = len(trainer.dataset.symbols)
    known = throttle.constant("windows", partial(_known_windows, trainer.dataset))
    windows = np.concatenate([_windows(np.array(text, dtype=np.int64), symbols) for text in texts])
    return float(np.isin(windows, known, invert=True).mean()) if len(windows) else 0.0


def _known_windows(dataset: SequenceDataset) -> Windows:
    """Return the number of each :data:`WINDOW` letters in a row of the text for training, each once."""
    last = dataset.targets[dataset.train_samples - 1, -1:]
    text = np.append(dataset.inputs[: dataset.train_samples].astype(np.int64), last.astype(np.int64))
    return np.unique(_windows(text, len(dataset.symbols)))


def _lines(dataset: SequenceDataset) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Return the letters of all training lines and of all test lines; there are fewer than 256 symbols."""
    assert dataset.lengths is not None
    rows = zip(dataset.targets, dataset.lengths, strict=True)
    letters = [bytes([symbol for symbol in row[:steps].tolist() if symbol != MARK]) for row, steps in rows]
    return frozenset(letters[: dataset.train_samples]), frozenset(letters[dataset.train_samples :])


def _windows(text: npt.NDArray[np.int64], symbols: int) -> Windows:
    """Return a number ``(n,)`` for each :data:`WINDOW` letters in a row; 123 symbols to the 8th power are below 2⁶³."""
    if len(text) < WINDOW:
        return np.empty(0, dtype=np.int64)
    shown = np.lib.stride_tricks.sliding_window_view(text, WINDOW)
    return shown @ (symbols ** np.arange(WINDOW, dtype=np.int64))
