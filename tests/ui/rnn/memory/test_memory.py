"""What the component of a recurrent network's memory is given."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from playground.datasets.own_text import cleaned
from playground.experiment import (
    CommunesData,
    Embedding,
    Experiment,
    Model,
    OwnText,
    ProblemData,
    SequenceSpec,
    SeriesData,
    SurnameData,
)
from playground.experiment.recurrent_layers import GRU, LSTM, RNN
from playground.live.files import component_files, source
from playground.live.messages import MAX_TYPED
from playground.training.worker.commands import Settings
from playground.training.worker.runs import Runs
from playground.ui.rnn.memory import memory as module
from playground.ui.rnn.memory.memory import Origins, described, live_memory

OWN = OwnText(text=cleaned("ein Haus\nzwei Häuser\nkein Haus\nmein Boot\ndein Boot\nein Baum\n" * 10), unit="passages")
DATA = (
    SurnameData(),
    SurnameData(languages=("dutch", "turkish")),
    CommunesData(),
    OWN,
    *(ProblemData(name=name, length=20) for name in ("first_symbol", "adding", "parity", "brackets", "sine")),
    SeriesData(name="demand"),
)


def experiment(data: SequenceSpec, *layers: Any) -> Experiment:
    each = data.task.steps  # type: ignore[attr-defined]
    return Experiment(data=data, model=Model(layers=layers or (LSTM(units=4, return_sequences=each),)))  # type: ignore[arg-type]


def given(data: SequenceSpec, *layers: Any) -> dict[str, Any]:
    return described(experiment(data, *layers), data)


def test_it_follows_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    passed: dict[str, Any] = {}
    monkeypatch.setattr(module, "_MEMORY", lambda **what: passed.update(what))
    run = Runs(limit=1).create(Settings(experiment(SurnameData()), ()))
    live_memory(run, key="figure-memory")
    assert passed["key"] == "figure-memory"
    assert passed["data"]["token"] == run.token
    assert passed["data"]["language"] == "en"
    assert set(passed["data"]["themes"]) == {"light", "dark"}
    json.dumps(passed["data"])


@pytest.mark.parametrize("data", DATA, ids=lambda data: data.name)
def test_symbols_and_classes_are_those_of_the_data(data: SequenceSpec) -> None:
    content = given(data)
    task = data.task  # type: ignore[attr-defined]
    assert len(content["symbols"]) == (data.symbols or 0)
    assert len(content["classes"]) == (task.classes or 0)
    assert content["each"] is task.steps
    assert content["shape"] == ("many_to_many" if task.steps else "many_to_one")
    assert content["tests"] == data.test_samples


@pytest.mark.parametrize(
    ("data", "typed"),
    [
        (SurnameData(), 20),
        (ProblemData(name="brackets", length=30), 30),
        (ProblemData(name="first_symbol", length=500), MAX_TYPED),
        (ProblemData(name="adding"), 0),
        (SeriesData(name="co2"), 0),
    ],
)
def test_as_much_may_be_typed_as_the_network_reads_and_no_numbers(data: SequenceSpec, typed: int) -> None:
    assert given(data)["typing"] == typed


def test_directions_are_those_of_the_recurrent_layers_in_order() -> None:
    layers = (
        Embedding(units=3),
        GRU(units=5, bidirectional=True, return_sequences=True),
        RNN(units=4),
    )
    content = given(SurnameData(), *layers)
    assert [(it["kind"], it["units"], it["layer"], it["backwards"], it["each"]) for it in content["directions"]] == [
        ("gru", 5, 2, False, True),
        ("gru", 5, 2, True, True),
        ("rnn", 4, 3, False, False),
    ]
    assert {kind: "".join(it["symbol"] for it in maps) for kind, maps in content["maps"].items()} == {
        "gru": "hzrn",
        "rnn": "h",
    }
    assert set(content["cells"]) == {"gru", "rnn"}


def test_gates_go_from_nothing_to_one_and_states_to_both_sides() -> None:
    maps = given(SurnameData())["maps"]["lstm"]
    assert {it["symbol"] for it in maps if it["gate"]} == set("fio")
    assert {it["symbol"] for it in maps if not it["gate"]} == set("gch")
    assert {it["symbol"] for it in maps if it["shown"]} == set("hcf")


def test_only_the_problem_with_a_tolerance_has_one() -> None:
    assert {data.name: given(data)["tolerance"] for data in DATA if given(data)["tolerance"]} == {"adding": 0.04}


def test_there_are_words_for_everything_that_the_scripts_say() -> None:
    here = [name for name, file in component_files().items() if file.parent.name == "memory"]
    own = [name for name in here if not name.startswith("cell_")]  # the cell's drawing has words of its own
    scripts = source(*(name for name in own if name.endswith(".js")))
    keys = set(re.findall(r"\btexts\.(\w+)", scripts))
    assert len(keys) > 30
    for data in DATA:
        assert keys <= set(given(data)["texts"])


@pytest.mark.parametrize("kind", [RNN, LSTM, GRU])
def test_the_sentence_has_places_for_the_numbers_of_its_cell(kind: Any) -> None:
    content = given(SurnameData(), kind(units=2))
    (words,) = content["cells"].values()
    places = set(re.findall(r"\{(\w+)\}", words["sentence"]))
    known = {"rnn": {"x", "u", "b", "sum", "h"}, "lstm": set("figoch") | {"c0"}, "gru": {"z", "z1", "n", "h", "h0"}}
    assert places == known[content["directions"][0]["kind"]]


def test_a_page_that_chooses_the_sequence_hears_of_another_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    passed: dict[str, Any] = {}
    chosen: list[int] = []
    monkeypatch.setattr(module, "_MEMORY", lambda **what: passed.update(what))
    monkeypatch.setattr(module.st, "session_state", {"figure-memory": {"sequence": 8}})
    run = Runs(limit=1).create(Settings(experiment(SeriesData(name="demand")), ()))
    live_memory(run, key="figure-memory")
    assert passed["data"]["origins"] is None
    passed["on_sequence_change"]()
    live_memory(run, key="figure-memory", origins=Origins(range(0, 12, 4), 4, chosen.append))
    assert passed["data"]["origins"] == {"places": [0, 4, 8], "chosen": 4}
    json.dumps(passed["data"])
    passed["on_sequence_change"]()
    assert chosen == [8]
