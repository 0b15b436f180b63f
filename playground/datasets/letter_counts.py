"""What counting letters achieves on an experiment's text: the mark that a network which writes has to pass."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from playground.concepts.ngrams import probabilities
from playground.datasets import load
from playground.datasets.alphabet import MARK
from playground.datasets.sequence_dataset import SequenceDataset
from playground.experiment import CommunesData, OwnText

HIGHEST = 4
"""Pairs, triples and fours: a letter from one, two and three before it."""

Letters = list[list[int]]


@lru_cache(maxsize=16)
def bits_of_counting(data: CommunesData | OwnText, seed: int) -> tuple[float, ...]:
    """Return the bits a character of pairs, triples and fours, for this training and this test part.

    Only what the network is asked for counts: of lines that are cut not the end, and of running text, whose contexts
    go on here from piece to piece, not the very first letter.
    """
    dataset = load(data, seed)
    assert isinstance(dataset, SequenceDataset)
    train, test, counted = _lines(dataset) if data.has_lines else _running(dataset)
    probability = probabilities(train, test, HIGHEST, len(dataset.symbols))[1:, counted]
    return tuple((-np.log2(probability).mean(axis=1)).tolist())


def _lines(dataset: SequenceDataset) -> tuple[Letters, Letters, npt.NDArray[np.bool_]]:
    """Return training and test lines, and which symbols of the test lines, with their ends, are asked for."""
    assert dataset.lengths is not None
    rows = [row[:steps].tolist() for row, steps in zip(dataset.targets, dataset.lengths, strict=True)]
    whole = [row[-1] == MARK for row in rows]
    lines = [row[:-1] if ends else row for row, ends in zip(rows, whole, strict=True)]
    first = dataset.train_samples
    counted = [
        part for line, ends in zip(lines[first:], whole[first:], strict=True) for part in [True] * len(line) + [ends]
    ]
    return lines[:first], lines[first:], np.array(counted)


def _running(dataset: SequenceDataset) -> tuple[Letters, Letters, npt.NDArray[np.bool_]]:
    """Return training and test text, and which symbols of the test text, with its end, are asked for."""
    train, test = (
        [*map(int, dataset.inputs[part].ravel()), int(dataset.targets[part][-1, -1])]
        for part in (dataset.train, dataset.test)
    )
    counted = np.ones(len(test) + 1, dtype=np.bool_)
    counted[[0, -1]] = False
    return [train], [test], counted
