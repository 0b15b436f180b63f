"""What a worker says of a network that writes."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from playground.datasets.alphabet import MARK, PADDING, Alphabet
from playground.experiment import Experiment
from playground.training.probes import texts
from playground.training.probes.texts import HELD_OUT, LEARNED, NEW, Bits, Novelty, Samples, known_as, new_windows
from playground.training.probes.throttled import Throttle
from playground.training.probes.writing import write
from playground.training.trainers.sequence import SequenceTrainer
from tests.training.writers import POEM, seen, writer


def test_samples_are_what_the_network_writes_with_what_is_known_of_them() -> None:
    trainer = writer(epochs=3)
    measured = Samples(8, 0.7, 5, "Mo").measure(seen(trainer))
    given = Alphabet(trainer.dataset.symbols).encode("Mo")
    longest = trainer.experiment.data.input_shape[0]
    expected = write(trainer.model, 8, longest, temperature=0.7, top_k=5, seed=texts.SHOWN_SEED, prefix=given)
    rows = [[symbol for symbol in row if symbol != PADDING] for row in measured["samples"].tolist()]
    assert rows == expected
    assert measured["samples"].dtype == measured["samples_facts"].dtype == np.int32
    assert measured["samples_facts"].tolist() == [
        [kind, len(text) < longest]
        for kind, text in zip(known_as(trainer, expected, Throttle()), expected, strict=True)
    ]
    assert measured["samples_given"].tolist() == [2]


def test_samples_are_known_as_learned_held_out_or_new() -> None:
    trainer = writer()
    alphabet, dataset = Alphabet(trainer.dataset.symbols), trainer.dataset
    test = [symbol for symbol in dataset.targets[dataset.train_samples].tolist() if symbol >= 0 and symbol != MARK]
    learned = alphabet.encode(dataset.items[0])
    assert known_as(trainer, [learned, test, learned[:-1], []], Throttle()) == [LEARNED, HELD_OUT, NEW, NEW]


def test_samples_of_running_text_go_on_from_the_test_part() -> None:
    trainer = writer(POEM, "passages", epochs=1)
    measured = Samples(4).measure(seen(trainer))
    start = trainer.dataset.inputs[trainer.dataset.train_samples][: texts.PASSAGE_START]
    assert measured["samples"].shape == (4, texts.PASSAGE_LETTERS)
    assert (measured["samples"][:, : len(start)] == start).all()
    assert measured["samples_facts"].tolist() == [[NEW, 0]] * 4
    assert measured["samples_given"].tolist() == [texts.PASSAGE_START]


def test_novelty_of_lines_is_counted() -> None:
    trainer = writer(epochs=25)
    measured = Novelty(0.6).measure(seen(trainer))
    alphabet = Alphabet(trainer.dataset.symbols)
    longest = trainer.experiment.data.input_shape[0]
    drawn = write(trainer.model, texts.NOVEL_LINES, longest, temperature=0.6, seed=texts.NOVEL_SEED)
    words = [alphabet.decode(text) for text in drawn]
    new = [word for word in words if word and word not in trainer.dataset.items]
    assert measured["novelty"][0] == pytest.approx(len(new) / 200)
    assert 0 < measured["novelty"][0] < 1
    assert measured["novelty_repeats"][0] == pytest.approx(1 - len(set(words)) / 200)
    assert measured["novelty_length"][0] == pytest.approx(np.mean([len(word) for word in words]))
    assert measured["novelty_of"][0] == 25


def test_held_out_names_are_new_and_empty_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = writer()
    dataset = trainer.dataset
    learned, held_out = (
        [symbol for symbol in dataset.targets[place].tolist() if symbol >= 0 and symbol != MARK]
        for place in (0, dataset.train_samples)
    )
    monkeypatch.setattr(texts, "written", lambda *how: [learned, held_out, [5, 5, 5], []] * 50)
    measured = Novelty().measure(seen(trainer))
    assert measured["novelty"][0] == 0.5
    assert measured["novelty_repeats"][0] == pytest.approx(1 - 4 / 200)


def test_novelty_of_running_text_is_by_eight_letters_in_a_row() -> None:
    trainer = writer(POEM, "passages")
    dataset = trainer.dataset
    alphabet = Alphabet(dataset.symbols)
    (known,) = dataset.items
    other = known[10:30] + known[3:20]
    windows = [other[k : k + 8] for k in range(len(other) - 7)]
    expected = np.mean([window not in known for window in windows])
    assert 0 < expected < 1
    assert new_windows([alphabet.encode(other)], trainer, Throttle()) == pytest.approx(expected)
    assert new_windows([alphabet.encode(known[-40:])], trainer, Throttle()) == 0
    assert new_windows([alphabet.encode("seven l")], trainer, Throttle()) == 0
    assert 0 <= Novelty().measure(seen(trainer))["novelty"][0] <= 1


def test_bits_are_nats_over_the_logarithm_of_two() -> None:
    trainer = writer(epochs=2)
    measured = Bits().measure(seen(trainer, 1))
    history = trainer.history.since(1)
    for part in ("train", "test"):
        np.testing.assert_allclose(measured[f"{part}_bits_per_character"], history[f"{part}_loss"] / log(2), rtol=1e-6)
        assert len(measured[f"{part}_bits_per_character"]) == 2
        assert f"{part}_bits_per_character" in trainer.curves


def test_names_of_communes_are_mostly_new() -> None:
    trainer = SequenceTrainer(
        Experiment.from_parts(
            {
                "data": {"name": "communes", "samples": 4000},
                "model": {
                    "layers": [
                        {"type": "embedding", "units": 16},
                        {"type": "gru", "units": 48, "return_sequences": True},
                    ]
                },
                "training": {"optimizer": {"name": "adam", "learning_rate": 0.01}, "batch_size": 64},
            }
        )
    )
    for _ in range(3):
        trainer.train_epoch()
    measured = Novelty(0.8).measure(seen(trainer))
    assert measured["novelty"][0] >= 0.5
    assert 5 < measured["novelty_length"][0] < 25
