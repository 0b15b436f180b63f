"""The section on a network that writes."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from playground.datasets.letter_counts import bits_of_counting
from playground.datasets.sequences import text_alphabet
from playground.experiment import CommunesData, OwnText
from playground.training.probes.texts import Bits, Novelty, Samples
from tests.ui.scripts import run
from tests.ui.sections import address, component_data, figure, open_section, page, sentences

COMMUNES = {"name": "communes"}
POEM = "Le vent se lève, il faut tenter de vivre.\n" * 8
FRESH = "".join(f"{n * n % 9973} maisons. " for n in range(100, 160))
PASSAGES = {"name": "text", "unit": "passages", "text": POEM}


def test_it_shows_samples_novelty_and_what_counting_achieves() -> None:
    app = open_section(COMMUNES)
    assert app.session_state["result"] == [Bits(), Samples(12, 0.8, 0, ""), Novelty(0.8, 0)]
    (samples,) = component_data(app, "live_samples")
    assert samples["symbols"] == list(text_alphabet(CommunesData()).symbols)
    assert not samples["passages"]
    (novelty,) = component_data(app, "live_words")
    assert novelty["words"]["novelty"]["tensor"] == "novelty"
    assert "of 200 samples are not in the training list" in novelty["sentences"][0]
    bits = figure(app, "Bits a character")
    levels = [trace["name"] for trace in bits["figure"]["data"][2:]]
    expected = bits_of_counting(CommunesData(), 0)
    assert levels == [
        f"counting {name}: {height:.3g}" for name, height in zip(("pairs", "triples", "fours"), expected, strict=True)
    ]
    assert [(binding["tensor"], binding["trace"], binding["curve"]) for binding in bits["bindings"]] == [
        ("train_bits_per_character", 0, True),
        ("test_bits_per_character", 1, True),
    ]
    assert not address(app)


def test_temperature_top_k_and_beginning_reach_the_probes_and_the_address() -> None:
    app = open_section(COMMUNES)
    app.select_slider(key="rnn_temperature").set_value(1.3)
    app.select_slider(key="rnn_top_k").set_value(5)
    app.text_input(key="rnn_beginning").set_value("Saint-")
    run(app)
    run(app)  # the probes of a run are made before its controls are drawn
    assert app.session_state["result"] == [Bits(), Samples(12, 1.3, 5, "Saint-"), Novelty(1.3, 5)]
    assert address(app) == {"rnn_temperature": "1.3", "rnn_top_k": "5", "rnn_beginning": "Saint-"}


def test_a_link_opens_it_as_it_was_and_what_is_not_offered_is_left() -> None:
    app = open_section(COMMUNES, rnn_temperature="0.0", rnn_top_k="41", rnn_beginning="B" * 90)
    assert app.session_state["result"] == [Bits(), Samples(12, 0.0, 0, "B" * 60), Novelty(0.0, 0)]
    assert open_section(COMMUNES, rnn_temperature="nan").session_state["rnn_temperature"] == 0.8


def test_letters_that_the_network_does_not_know_are_said() -> None:
    assert "no symbol for 東 Ж;" in sentences(open_section(COMMUNES, rnn_beginning="Z東Ж東"))
    assert "no symbol" not in sentences(open_section(COMMUNES, rnn_beginning="Saint-É"))
    composed = open_section(COMMUNES, rnn_beginning="E\u0301zy")
    assert composed.session_state["result"][1].beginning == "Ézy"


def test_running_text_is_written_in_pieces() -> None:
    app = open_section(PASSAGES)
    assert app.session_state["result"][1] == Samples(6, 0.8, 0, "")
    assert component_data(app, "live_samples")[0]["passages"]
    assert "by runs of eight letters" in component_data(app, "live_words")[0]["sentences"][0]
    assert "first 16 letters of the test part" in sentences(app)
    heights = [trace["y"] for trace in figure(app, "Bits a character")["figure"]["data"][2:]]
    expected = bits_of_counting(OwnText(text=POEM, unit="passages"), 0)
    assert [height[0] for height in heights] == pytest.approx(list(expected))


def test_hidden_controls_keep_their_values() -> None:
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["covered"] = ("rnn_*",)
    app.session_state["experiment"] = json.dumps(
        {"data": COMMUNES, "model": {"layers": [{"type": "rnn", "units": 4, "return_sequences": True}]}}
    )
    app.query_params["rnn_temperature"] = "0.3"
    run(app)
    assert not app.select_slider
    assert not app.text_input
    assert app.session_state["result"][1].temperature == 0.3
    assert address(app) == {"rnn_temperature": "0.3"}


def test_a_text_whose_test_pieces_were_learned_is_told() -> None:
    app = open_section(PASSAGES)
    (warning,) = app.warning
    assert warning.value.startswith("The text repeats itself: 1 of 1 test pieces stands in the training text too")
    assert not open_section(PASSAGES | {"text": FRESH}).warning
    assert not open_section(COMMUNES).warning
