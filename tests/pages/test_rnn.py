"""The page of recurrent networks in AppTest."""

from __future__ import annotations

import pytest

from playground.experiment import Experiment
from playground.presets.recurrent import RNN_PRESETS
from playground.ui.rnn_form import to_rnn_form
from tests.pages.opened import NAVIGATION, Opened, visiting

START = next(iter(RNN_PRESETS.values()))
PAGE = NAVIGATION.parent.parent / "pages" / "rnn.py"


@pytest.fixture(name="rnn")
def fixture_rnn(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """The page not yet visited; a visit goes to it at once, with its address."""
    return visiting(opened, PAGE, monkeypatch)


def drawn(page: Opened) -> list[str]:
    return [component.proto.component_name for component in page.app.get("bidi_component")]


def test_the_page_opens_on_its_first_preset(rnn: Opened) -> None:
    rnn.visit()
    assert rnn.experiment == START.experiment
    assert rnn.address == {}
    assert f"**{START.claim}**" in rnn.words
    assert "settings changed since" not in rnn.words
    assert {"transport", "live_figure"} <= set(drawn(rnn))


@pytest.mark.parametrize("name", RNN_PRESETS)
def test_a_preset_fills_the_controls_and_can_be_linked_to(rnn: Opened, name: str) -> None:
    rnn.visit().hold({"rnn_preset": name})
    assert rnn.experiment == RNN_PRESETS[name].experiment
    assert RNN_PRESETS[name].answer in rnn.words
    address = rnn.address
    rnn.visit(**address)
    assert rnn.experiment == RNN_PRESETS[name].experiment
    assert "settings changed since" not in rnn.words


def test_an_experiment_of_another_page_is_refused_in_words(rnn: Opened) -> None:
    rnn.visit(experiment=Experiment().to_json())
    assert "this page learns from sequences only" in rnn.app.error[0].value
    assert to_rnn_form(rnn.experiment) == to_rnn_form(START.experiment)
