"""What counting letters achieves on an experiment's text."""

from __future__ import annotations

import numpy as np
import pytest

from playground.concepts.ngrams import bits_per_character, probabilities
from playground.datasets import load
from playground.datasets.letter_counts import bits_of_counting
from playground.datasets.sequence_dataset import SequenceDataset
from playground.datasets.sequences import text_alphabet
from playground.experiment import CommunesData, OwnText
from playground.experiment.texts import text_lines

LINES = "\n".join(f"{first} {last}" for first in "ABCDEFGH" for last in ("river", "hill", "wood", "a" * 30 + "b"))
POEM = "The rain falls on the sea, and the sea does not know it. " * 10


def test_communes_have_about_the_references() -> None:
    pairs, triples, fours = bits_of_counting(CommunesData(), 0)
    assert (pairs, triples, fours) == (
        pytest.approx(3.41, abs=0.05),
        pytest.approx(2.85, abs=0.05),
        pytest.approx(2.56, abs=0.05),
    )
    assert bits_of_counting(CommunesData(), 1) != (pairs, triples, fours)
    assert bits_of_counting(CommunesData(samples=1000), 0)[2] > fours + 0.3


def test_lines_are_the_experiment_s_own_parts() -> None:
    data = OwnText(text=LINES.replace("a" * 30, "a"), unit="lines")
    dataset = load(data, 4)
    assert isinstance(dataset, SequenceDataset)
    alphabet = text_alphabet(data)
    test = [line for line in text_lines(data.text) if line not in dataset.items]
    assert len(test) == data.test_samples
    coded = [[alphabet.encode(line) for line in part] for part in (dataset.items, test)]
    expected = [bits_per_character(*coded, order, len(alphabet.symbols)) for order in (2, 3, 4)]
    np.testing.assert_allclose(bits_of_counting(data, 4), expected)


def test_what_is_cut_from_a_line_is_not_asked_for() -> None:
    data = OwnText(text=LINES, unit="lines", passage=12)
    dataset = load(data, 2)
    assert dataset.lengths is not None
    count = int(dataset.lengths[dataset.train_samples :].sum())
    rows = [row[:steps].tolist() for row, steps in zip(dataset.targets, dataset.lengths, strict=True)]
    lines = [row[:-1] if row[-1] == 1 else row for row in rows]
    cut = [row[-1] != 1 for row in rows[dataset.train_samples :]]
    assert any(cut)
    chances = probabilities(lines[: dataset.train_samples], lines[dataset.train_samples :], 2, len(dataset.symbols))[1]
    ends = np.cumsum([len(line) + 1 for line in lines[dataset.train_samples :]]) - 1
    rest = np.delete(chances, ends[cut])
    assert len(rest) == count
    assert bits_of_counting(data, 2)[0] == pytest.approx(-np.log2(rest).mean())


def test_running_text_is_one_text_whose_first_letter_is_given() -> None:
    data = OwnText(text=POEM, unit="passages")
    dataset = load(data, 0)
    alphabet = text_alphabet(data)
    cut = data.train_samples * data.length
    end = cut + data.test_samples * data.length + 1
    train, test = alphabet.encode(POEM[: cut + 1]), alphabet.encode(POEM[cut:end])
    assert len(test) - 1 == (dataset.targets[dataset.train_samples :] >= 0).sum()
    chances = probabilities([train], [test], 4, len(alphabet.symbols))[1:, 1:-1]
    np.testing.assert_allclose(bits_of_counting(data, 0), -np.log2(chances).mean(axis=1))
