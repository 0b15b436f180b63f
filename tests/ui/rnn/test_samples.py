"""What the components of texts, sentences and legends are given."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from playground.experiment import Experiment
from playground.live import table as table_module
from playground.live.table import Columns, live_table
from playground.training.worker.commands import Settings
from playground.training.worker.runs import Run, Runs
from playground.ui.rnn import legend as legend_module
from playground.ui.rnn import samples as samples_module
from playground.ui.rnn import words as words_module
from playground.ui.rnn.legend import Entry, legend
from playground.ui.rnn.samples import live_samples
from playground.ui.rnn.words import Word, live_words


@pytest.fixture(name="given")
def fixture_given(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the last component on a page was given."""
    given: dict[str, Any] = {}
    modules = {samples_module: "_SAMPLES", words_module: "_WORDS", legend_module: "_LEGEND", table_module: "_TABLE"}
    for module, name in modules.items():
        monkeypatch.setattr(module, name, lambda **what: given.update(what))
    return given


@pytest.fixture(name="idle")
def fixture_idle() -> Run:
    return Runs(limit=1).create(Settings(Experiment(), ()))


def test_samples_know_their_symbols_and_their_words(given: dict[str, Any], idle: Run) -> None:
    live_samples(idle, ("∅", "⏎", "□", "a"), key="samples", alt="Texts", passages=True)
    data = given["data"]
    assert given["key"] == "samples"
    assert (data["token"], data["symbols"], data["passages"]) == (idle.token, ["∅", "⏎", "□", "a"], True)
    assert (data["texts"]["alt"], data["texts"]["learned"]) == ("Texts", "in the list")


def test_a_sentence_has_a_word_for_each_place(given: dict[str, Any], idle: Run) -> None:
    word = Word("share", "percent", 1)
    live_words(idle, ["{a} and {b}", "only {a}"], {"a": word, "b": Word("n")}, key="said", choose="which", waiting="…")
    data = given["data"]
    assert data["words"] == {"a": asdict(word), "b": asdict(Word("n"))}
    assert (data["sentences"], data["choose"], data["waiting"]) == (["{a} and {b}", "only {a}"], "which", "…")
    assert data["token"] == idle.token


def test_a_legend_has_both_shades(given: dict[str, Any]) -> None:
    entry = Entry("a line", "dash", 2, {"light": "#000000", "dark": "#ffffff"})
    legend([entry], key="legend")
    assert given["data"]["entries"] == [asdict(entry)]
    assert given["data"]["scripts"].startswith("/live/")


def test_a_table_may_have_an_order(given: dict[str, Any], idle: Run) -> None:
    live_table([Columns("Errors", {"error": "e"}, "who", ["a", "b"], order="o"), Columns("C", {}, "x")], idle, key="t")
    assert [table["order"] for table in given["data"]["tables"]] == ["o", ""]
