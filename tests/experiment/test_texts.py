"""Texts as they are described: what is allowed, what is counted, and what a network for them must do."""

from __future__ import annotations

from typing import Any

import pytest

from playground.datasets import load
from playground.experiment import CommunesData, Experiment, ExperimentError, OwnText
from playground.experiment.texts import text_lines
from tests.experiment.describing import described, refused
from tests.training.sequencing import NAMES, RUNNING, network_for


def test_all_communes_there_are() -> None:
    assert CommunesData().train_samples == 32_735 - 3_000
    assert CommunesData(samples=200).train_samples == 200


class TestOwnText:
    @pytest.mark.parametrize(
        ("data", "message"),
        [
            ({"text": "ab\n" * 66}, "data.text: "),
            ({"text": "ab\n" * 66}, "needs at least 200 character"),
            ({"text": "ab\n" * 66_667}, "may have at most 200000 characters"),
            ({"text": "ab\n" * 100}, "data: text: 1 different lines, at least 10 are needed; take it as running text"),
            ({"text": "a" * 300, "unit": "passages"}, "data.text: needs at least two different letters"),
            ({"text": RUNNING, "unit": "words"}, "'lines', 'passages'"),
            ({"text": RUNNING, "unit": "passages", "passage": 7}, "data.passage: 7: must be at least 8"),
            ({"text": RUNNING, "unit": "passages", "passage": 65}, "data.passage: 65: must be at most 64"),
            ({"text": RUNNING, "length": 9}, "data.length: unknown field; allowed here: name, text, unit, passage"),
            ({"unit": "lines"}, "data.text: is missing"),
        ],
    )
    def test_texts_that_are_refused(self, data: dict[str, Any], message: str) -> None:
        refused(message, name="text", **data)

    def test_half_a_letter_is_refused(self) -> None:
        with pytest.raises(ExperimentError, match=r"^data\.text"):
            described(name="text", text="ab\ud800\n" * 100, unit="passages")

    def test_lines_are_different_and_stripped(self) -> None:
        text = "  ab \r\n\r\nab\n\tcd\n \nab  \nef"
        assert text_lines(text) == ("ab", "cd", "ef")

    def test_the_longest_line_and_its_mark_are_the_steps_up_to_a_passage(self) -> None:
        assert OwnText(text=NAMES).length == max(map(len, text_lines(NAMES))) + 1
        assert OwnText(text=NAMES + "\n" + "y" * 500, passage=20).length == 20
        assert OwnText(text=RUNNING, unit="passages", passage=33).length == 33

    def test_rare_letters_beyond_120_are_one_symbol(self) -> None:
        text = "\n".join(chr(0x4E00 + k) + "的" for k in range(150))
        assert OwnText(text=text).symbols == 123
        dataset = load(OwnText(text=text), 0)
        assert len(dataset.symbols) == 123
        assert (dataset.inputs == 2).sum() == 31  # 151 letters

    def test_lengths_of_the_text_at_the_bounds(self) -> None:
        assert OwnText(text="ab" * 100, unit="passages").train_samples == 3
        assert OwnText(text="ab" * 100_000, unit="passages", passage=8).test_samples == 2500


@pytest.mark.parametrize("name", ["lines", "passages", "communes"])
def test_a_network_for_text_needs_an_answer_at_every_step(name: str) -> None:
    assert network_for(name)[0]["return_sequences"]
    refusal = "output layer: an answer is wanted at every step; let every recurrent layer return sequences"
    data = {"lines": {"name": "text", "text": NAMES}, "communes": {"name": "communes"}}.get(name) or {
        "name": "text",
        "text": RUNNING,
        "unit": "passages",
    }
    with pytest.raises(ExperimentError, match=refusal):
        Experiment.from_parts({"data": data, "model": {"layers": [{"type": "rnn", "units": 2}]}})
