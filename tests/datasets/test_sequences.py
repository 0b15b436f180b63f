"""The sequences of an experiment: what is asked of each step, and which are for testing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from playground.datasets import load
from playground.datasets.alphabet import MARK, PADDING, RARE, Alphabet
from playground.datasets.own_text import read_text
from playground.datasets.sequence_dataset import SequenceDataset
from playground.datasets.sequences import encoded
from playground.datasets.words import communes, surnames
from playground.experiment import CommunesData, OwnText, ProblemData, SequenceSpec, SeriesData, SurnameData
from playground.experiment.built_in_sequences import LANGUAGES
from playground.experiment.sequences import PROBLEM_TEST
from playground.experiment.spec import IGNORED
from playground.experiment.texts import text_lines
from tests.sequences import texts
from tests.training.sequencing import NAMES, RUNNING

ARABIC = "\n".join(f"مرحبا بالعالم {k}" for k in range(30))
CHINESE = "\n".join(f"你好世界{chr(0x4E00 + k)}" for k in range(40))
EMOJI = "\n".join(f"👩‍🔬😀{k} é" for k in range(40))
ONE_LONG_LINE = "it was the best of times " * 40
WINDOWS = "\r\n".join(f"line {k} ends oddly" for k in range(30))


def sequences(data: SequenceSpec, seed: int = 3) -> SequenceDataset:
    dataset = load(data, seed)
    assert isinstance(dataset, SequenceDataset)
    return dataset


def written(dataset: SequenceDataset, row: int) -> str:
    """Return a line as its inputs have it."""
    return "".join(dataset.symbols[k] for k in dataset.inputs[row] if k not in (PADDING, MARK))


class TestLines:
    @pytest.mark.parametrize("text", [ARABIC, CHINESE, EMOJI, WINDOWS, NAMES], ids=range(5))
    def test_every_line_is_asked_for_letter_by_letter(self, text: str) -> None:
        data = OwnText(text=text)
        dataset, lines = sequences(data), text_lines(text)
        assert {written(dataset, row) for row in range(len(lines))} == {line[: data.length - 1] for line in lines}
        for row in range(len(lines)):
            steps = int(dataset.lengths[row])
            inputs, targets = dataset.inputs[row], dataset.targets[row]
            assert inputs[0] == MARK
            np.testing.assert_array_equal(targets[: steps - 1], inputs[1:steps])  # shifted by one
            assert targets[steps - 1] == MARK  # no line here is longer than the network
            assert np.all(targets[steps:] == IGNORED)
            assert np.all(inputs[steps:] == PADDING)
            assert np.all(targets[:steps] >= MARK)

    def test_a_line_longer_than_the_network_is_cut_and_does_not_end(self) -> None:
        text = "\n".join(f"{k:02}abcdefghijklm" for k in range(15))
        dataset = sequences(OwnText(text=text, passage=8))
        lines = set(text_lines(text))
        assert dataset.inputs.shape[1] == 8
        for row in range(15):
            assert MARK not in dataset.targets[row]
            assert dataset.lengths[row] == 8
            seen = written(dataset, row) + dataset.symbols[dataset.targets[row, -1]]
            assert {line for line in lines if line.startswith(seen)}
            assert len(seen) == 8

    @settings(max_examples=40)
    @given(texts())
    def test_no_line_is_for_testing_and_for_training(self, data: OwnText) -> None:
        if data.unit == "passages":
            return
        dataset = sequences(data)
        assert len(dataset.items) == data.train_samples
        lines = text_lines(data.text)
        test = [line for line in lines if line not in set(dataset.items)]
        assert len(test) == data.test_samples
        assert set(dataset.items) <= set(lines)
        assert dataset.lengths.max() <= data.length

    def test_the_seed_draws_the_lines_for_testing(self) -> None:
        data = OwnText(text=NAMES)
        assert set(sequences(data, 0).items) != set(sequences(data, 1).items)
        np.testing.assert_array_equal(sequences(data, 0).inputs, sequences(data, 0).inputs)

    def test_letters_beyond_the_alphabet_are_rare(self) -> None:
        dataset = sequences(OwnText(text="\n".join(chr(0x4E00 + k) + "的" for k in range(150))))
        assert (dataset.inputs == RARE).any()
        assert "□" in "".join(written(dataset, row) for row in range(150))


class TestPassages:
    @pytest.mark.parametrize(
        "text",
        [ONE_LONG_LINE, ARABIC, CHINESE, EMOJI, WINDOWS, RUNNING],
        ids=["long", "arabic", "chinese", "emoji", "crlf", "mixed"],
    )
    def test_pieces_are_the_text_and_targets_its_next_letters(self, text: str) -> None:
        data = OwnText(text=text, unit="passages", passage=13)
        dataset = sequences(data)
        letters = [dataset.symbols[k] for k in dataset.inputs.ravel()]
        following = [dataset.symbols[k] for k in dataset.targets.ravel()]
        assert "".join(letters) == text[: len(letters)]
        assert "".join(following) == text[1 : len(letters) + 1]
        assert len(text) - 1 - len(letters) < 13
        assert dataset.lengths is None

    def test_the_end_is_for_testing(self) -> None:
        data = OwnText(text=ONE_LONG_LINE, unit="passages", passage=20)
        dataset = sequences(data)
        (known,) = dataset.items
        assert ONE_LONG_LINE.startswith(known)
        assert len(known) == data.train_samples * 20 + 1  # the last letter is only asked for
        pieces = (len(ONE_LONG_LINE) - 1) // 20
        assert data.test_samples == round(pieces / 10)


def test_texts_are_read_as_they_were_cleaned() -> None:
    read = read_text(WINDOWS)
    data = OwnText(text=read.text, unit=read.unit)
    assert "\r" not in "".join(sequences(data).symbols)


def test_communes_are_drawn_without_putting_back() -> None:
    data = CommunesData(samples=300)
    dataset, every = sequences(data), set(communes())
    assert len(set(dataset.items)) == 300
    test = {written(dataset, row) for row in range(300, len(dataset.targets))}
    assert len(test) == 3_000
    assert set(dataset.items) | test <= every
    assert not set(dataset.items) & test


class TestSurnames:
    @pytest.mark.parametrize("languages", [(), ("turkish", "french", "dutch")])
    def test_a_tenth_of_each_language_is_for_testing(self, languages: tuple[str, ...]) -> None:
        data = SurnameData(languages=languages)
        dataset, every = sequences(data), surnames()
        names = {language: set(held) for language, held in every.items()}
        for label, language in enumerate(data.class_names):
            rows = np.flatnonzero(dataset.targets == label)
            spellings = [written(dataset, row) for row in rows]
            assert set(spellings) == names[language]
            assert len(spellings) == len(names[language])
            assert (rows >= dataset.train_samples).sum() == round(len(spellings) / 10)
        assert dataset.class_names == tuple(name for name in LANGUAGES if name in (languages or LANGUAGES))

    def test_names_are_padded_in_front(self) -> None:
        dataset = sequences(SurnameData(languages=("turkish", "french")))
        padded = dataset.inputs == PADDING
        assert np.all(padded[:, :-1] >= padded[:, 1:])
        assert not padded[:, -1].any()

    def test_classes_are_mixed(self) -> None:
        dataset = sequences(SurnameData(languages=("dutch", "spanish")))
        for part in (dataset.train, dataset.test):
            assert 0.3 < np.mean(np.diff(dataset.targets[part]) != 0) < 0.7


def test_words_are_padded_in_front_and_cut_at_their_end() -> None:
    alphabet = Alphabet.of(["abc"])
    assert encoded(["ab", "abcab"], alphabet, 3).tolist() == [[0, 3, 4], [3, 4, 5]]


@settings(max_examples=30)
@given(
    some.sampled_from(["first_symbol", "adding", "parity", "brackets", "sine"]),
    some.integers(2, 30),
    some.integers(0, 9),
)
def test_problems_come_with_tests_of_their_own(name: str, length: int, seed: int) -> None:
    data = ProblemData.model_validate({"name": name, "length": length, "samples": 20})
    dataset = sequences(data, seed)
    assert len(dataset.targets) == 20 + PROBLEM_TEST
    assert dataset.symbols == {"first_symbol": tuple("ABCD"), "parity": ("0", "1"), "brackets": ("(", ")", "·")}.get(
        name, ()
    )
    assert len(dataset.symbols) == (data.symbols or 0)
    if name == "first_symbol":
        np.testing.assert_array_equal(dataset.targets, dataset.inputs[:, 0])


def test_sequences_lie_on_no_plane() -> None:
    dataset = sequences(ProblemData(name="adding", length=5, samples=10))
    with pytest.raises(ValueError, match="no plane"):
        dataset.inputs_at(np.zeros((1, 2)))


@pytest.mark.parametrize(
    "data", [OwnText(text=NAMES), ProblemData(name="sine", length=5, samples=10), SeriesData(name="co2")]
)
def test_what_is_shared_is_read_only(data: SequenceSpec) -> None:
    dataset = sequences(data)
    forecasting = dataset.forecasting
    more = [] if forecasting is None else [forecasting.values, forecasting.origins, forecasting.bases]
    for array in (dataset.inputs, dataset.targets, dataset.lengths, *more):
        if array is not None:
            assert not array.flags.writeable
