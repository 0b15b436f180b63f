"""Data of sequences as they are described: what is allowed, what is counted, and what goes into files and links."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from playground.datasets import load
from playground.datasets.series import series
from playground.datasets.words import communes, surnames
from playground.experiment import (
    CommunesData,
    Experiment,
    ExperimentError,
    ProblemData,
    SequenceSpec,
    SurnameData,
    json_schema,
)
from playground.experiment.built_in_sequences import (
    COMMUNES,
    COMMUNES_TEST,
    LANGUAGES,
    SERIES,
    SPECIAL_SYMBOLS,
    SURNAMES,
)
from playground.experiment.data import DATA
from tests.experiment.describing import refused
from tests.sequences import for_links, networks, own, problems, texts
from tests.sequences import surnames as any_surnames


class TestWhatIsKnownWithoutReading:
    def test_surnames(self) -> None:
        every = surnames()
        assert tuple(every) == LANGUAGES
        assert tuple(map(len, every.values())) == SURNAMES.words
        letters = {letter for names in every.values() for name in names for letter in name}
        assert len(letters) + SPECIAL_SYMBOLS == SURNAMES.symbols
        assert max(len(name) for names in every.values() for name in names) == SURNAMES.longest

    def test_communes(self) -> None:
        every = communes()
        assert (len(every),) == COMMUNES.words
        assert len(set("".join(every))) + SPECIAL_SYMBOLS == COMMUNES.symbols
        assert max(map(len, every)) == COMMUNES.longest
        assert 0 < COMMUNES_TEST < len(every)

    @pytest.mark.parametrize("name", SERIES)
    def test_series(self, name: Any) -> None:
        facts = SERIES[name]
        assert len(series(name).values) == facts.values
        assert series(name).season == facts.season
        assert facts.season < facts.test < facts.values - facts.season


@settings(max_examples=60)
@given(texts() | problems(length=40, samples=300))
def test_counts_are_those_of_the_sequences(data: SequenceSpec) -> None:
    dataset = load(data, 3)
    assert dataset.train_samples == data.train_samples
    assert len(dataset.targets) == data.train_samples + data.test_samples
    assert min(data.train_samples, data.test_samples) >= 1
    expected = data.input_shape if data.symbols is None else data.input_shape[:1]
    assert dataset.inputs.shape[1:] == expected
    if data.symbols is not None:
        assert len(dataset.symbols) == data.symbols == data.input_shape[1]
        assert 0 <= dataset.inputs.min() <= dataset.inputs.max() < data.symbols
    assert (dataset.targets.ndim == 2) == data.task.steps


@pytest.mark.parametrize(
    "data", [SurnameData(), SurnameData(languages=("turkish", "dutch")), CommunesData(samples=200)]
)
def test_counts_are_those_of_the_words(data: SequenceSpec) -> None:
    dataset = load(data, 3)
    assert dataset.train_samples == data.train_samples
    assert len(dataset.targets) == data.train_samples + data.test_samples
    assert (dataset.inputs.shape[1], len(dataset.symbols)) == data.input_shape
    assert dataset.inputs.max() < data.symbols


class TestFilesAndLinks:
    @settings(max_examples=60)
    @given(networks(for_links() | own()))
    def test_json_gives_the_same_experiment_back(self, experiment: Experiment) -> None:
        back = Experiment.from_json(experiment.to_json())
        assert back == experiment
        assert back.to_json() == experiment.to_json()
        assert Experiment.from_parts(json.loads(experiment.to_json())) == experiment

    @settings(max_examples=40)
    @given(networks(for_links()))
    def test_a_link_gives_the_same_experiment_back(self, experiment: Experiment) -> None:
        assert Experiment.from_query(experiment.to_query()) == experiment

    @settings(max_examples=40)
    @given(networks(own()))
    def test_own_texts_and_series_never_go_into_a_link(self, experiment: Experiment) -> None:
        message = f"^data: {experiment.data.name}: own data do not go into a link"
        with pytest.raises(ExperimentError, match=message):
            experiment.to_query()

    def test_the_schema_has_every_name(self) -> None:
        schema = json_schema()
        named = schema["properties"]["data"]["discriminator"]["mapping"]
        assert {"adding", "sine", "surnames", "communes", "text", "demand", "series"} < set(named) == set(DATA)
        kinds = schema["$defs"]["Model"]["properties"]["layers"]["items"]["discriminator"]["mapping"]
        assert {"embedding", "rnn", "lstm", "gru"} < set(kinds)
        assert set(schema["$defs"]["LSTM"]["properties"]) - set(schema["$defs"]["RNN"]["properties"]) == {"forget_bias"}


class TestProblems:
    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("length", 1, "data.length: 1: must be at least 2"),
            ("length", 501, "data.length: 501: must be at most 500"),
            ("samples", 9, "data.samples: 9: must be at least 10"),
            ("noise", 2.1, "data.noise: 2.1: must be at most 2"),
            ("steps", 3, "data.steps: unknown field; allowed here: name, length, samples, noise"),
        ],
    )
    def test_fields_that_are_not_allowed(self, field: str, value: Any, message: str) -> None:
        refused(message, name="adding", **{field: value})

    def test_steps_of_an_epoch_are_bounded(self) -> None:
        assert ProblemData(name="sine", length=500, samples=10_000).train_samples == 10_000
        message = "data: samples: 10001 sequences of 500 steps are too many; at most 10000"
        refused(message, name="sine", length=500, samples=10_001)
        assert ProblemData(name="sine", length=50, samples=100_000).train_samples == 100_000

    def test_what_is_asked(self) -> None:
        tasks = {name: ProblemData(name=name).task for name in ("first_symbol", "adding", "parity", "brackets", "sine")}
        assert {name: (task.classes, task.steps) for name, task in tasks.items()} == {
            "first_symbol": (4, False),
            "adding": (None, False),
            "parity": (2, True),
            "brackets": (5, True),
            "sine": (None, True),
        }
        assert [name for name, task in tasks.items() if not task.counts_right] == ["sine"]


class TestSurnames:
    @given(any_surnames())
    def test_the_order_of_languages_does_not_matter(self, data: SurnameData) -> None:
        turned = SurnameData(languages=data.languages[::-1])
        assert turned == data
        assert data.class_names == tuple(name for name in LANGUAGES if name in (data.languages or LANGUAGES))
        assert data.task.classes == len(data.class_names)

    def test_all_by_name_are_none(self) -> None:
        assert SurnameData(languages=LANGUAGES[::-1]) == SurnameData()

    def test_languages_that_cannot_be_told_apart(self) -> None:
        refused("needs two different languages or more", name="surnames", languages=["dutch"])
        refused("needs two different languages or more", name="surnames", languages=["dutch", "dutch", "french"])
        refused('"klingon" is no language of the surnames; allowed: ', name="surnames", languages=["dutch", "klingon"])
        refused("unknown field; allowed here: name, languages", name="surnames", samples=5)
