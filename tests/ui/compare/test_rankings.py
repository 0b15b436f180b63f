"""What the ranking of a comparison is given to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from playground.experiment import Experiment
from playground.experiment.comparison import Comparison
from playground.i18n import set_language
from playground.training.population.probes import RANKING
from playground.training.worker.commands import Settings
from playground.training.worker.runs import Run, Runs
from playground.ui.compare import rankings as module
from playground.ui.compare.rankings import Ranked, ranking


@dataclass
class Given:
    """What was handed to a component."""

    data: dict[str, Any]
    key: str = ""


@pytest.fixture(name="given")
def fixture_given(monkeypatch: pytest.MonkeyPatch) -> Given:
    call = Given({})

    def keep(key: str, data: dict[str, Any]) -> None:
        call.data, call.key = data, key

    monkeypatch.setattr(module, "_RANKING", keep)
    return call


def run_of(name: str) -> Run:
    base = Experiment.from_parts({"data": {"name": name}})
    return Runs(limit=1).create(Settings(base, (), comparison=Comparison(base=base)))


@pytest.mark.parametrize(("name", "columns"), [("spiral", 7), ("plane", 6)])
def test_the_ranking_has_the_columns_of_its_task(given: Given, name: str, columns: int) -> None:
    ranking("depth", ["1", "2"], ["one", "two"], [[3, 4], [3, 4]], run_of(name), key="ranking")
    data = given.data
    assert len(data["columns"]) == columns
    assert all(data["columns"]), "a column without a name"
    assert data["columns"][-1] == "diverged", "the column that is there once a network has"
    assert data["percent"] == (name == "spiral")
    losses = ["train_loss", "test_loss"]
    assert data["curves"] == (losses if name == "plane" else [*losses, "train_accuracy", "test_accuracy"])
    assert {RANKING[column] for column in data["summary"].values()} >= {"test_mean", "test_spread", "train_mean"}
    assert [name for name in data["summary"] if name.endswith("_mean")] == [
        *(f"{part}_{'loss' if name == 'plane' else 'accuracy'}_mean" for part in ("test", "train")),
        *([] if name == "plane" else ["test_loss_mean", "train_loss_mean"]),
    ]
    assert (data["axis"], data["experiments"]) == ("depth", [["3", "4"], ["3", "4"]])
    assert [(row["value"], row["label"]) for row in data["rows"]] == [("1", "one"), ("2", "two")]


@pytest.mark.parametrize(("language", "loss"), [("en", "test_loss_mean"), ("fr", "perte de test, moyenne")])
def test_files_have_headings_in_the_readers_language(given: Given, language: str, loss: str) -> None:
    set_language(language)
    try:
        ranking("depth", ["1"], ["one"], [[3]], run_of("plane"), key="ranking", axis_heading="Couches")
    finally:
        set_language("en")
    headings = given.data["headings"]
    assert (headings["depth"], headings["test_loss_mean"]) == ("Couches", loss)
    assert {"seed", "epoch", "networks", *given.data["summary"], *given.data["curves"]} <= set(headings)


def test_something_else_can_be_ranked(given: Given) -> None:
    ranked = Ranked(["#", "value", "share", "range", "modes"], True, False, ["value"], {"share_mean": 0}, False)
    ranking("depth", ["1"], ["one"], [[3]], run_of("plane"), key="ranking", ranked=ranked)
    data = given.data
    assert (data["percent"], data["percentBeside"], data["ordered"]) == (True, False, False)
    assert (data["columns"], data["curves"], data["summary"]) == (list(ranked.headings), ["value"], {"share_mean": 0})
    assert {"share_mean", "value"} <= set(data["headings"])
    ranking("depth", ["1"], ["one"], [[3]], run_of("plane"), key="ranking")
    assert given.data["ordered"]
    assert not given.data["percentBeside"]
