"""The challenges that come with the application."""

from __future__ import annotations

import pytest

from playground.challenges.best import BEST
from playground.challenges.challenge import Challenge, RankedBy
from playground.challenges.ready import READY
from playground.controls.cnn_form import to_cnn_form
from playground.controls.form import to_form
from playground.controls.rnn_form import to_rnn_form
from playground.experiment import MAX_LINK, Experiment
from playground.presets.lecture import SLIDES
from playground.ui.menu import ENTRIES

FORMS = {"perceptron": to_form, "cnn": to_cnn_form, "rnn": to_rnn_form}
everyone = pytest.mark.parametrize("challenge", READY.values(), ids=list(READY))


def test_there_are_six_and_each_has_a_best() -> None:
    assert len(READY) == 6
    assert BEST.keys() == READY.keys()
    assert {challenge.page for challenge in READY.values()} == {"perceptron", "cnn", "rnn"}
    assert {challenge.ranked_by for challenge in READY.values()} == set(RankedBy)


@everyone
def test_its_page_and_its_slide_exist(challenge: Challenge) -> None:
    assert READY[challenge.name] is challenge
    assert challenge.page in ENTRIES
    assert challenge.slide in SLIDES


@everyone
@pytest.mark.parametrize("which", ["start", "best"])
def test_its_page_can_show_it_and_a_link_carries_it(challenge: Challenge, which: str) -> None:
    experiment = challenge.start if which == "start" else BEST[challenge.name].experiment
    assert isinstance(experiment, Experiment)
    FORMS[challenge.page](experiment)
    assert Experiment.from_json(experiment.to_json(), MAX_LINK) == experiment


@everyone
def test_it_says_what_is_to_be_reached(challenge: Challenge) -> None:
    assert "{" not in challenge.goal_sentence + challenge.ranked_sentence + challenge.shown_score(97)


def test_goals_and_scores_are_said_in_words() -> None:
    assert READY["small-spiral"].goal_sentence == "95% of the test samples right"
    assert READY["calm-in-noise"].goal_sentence == "A test loss of at most 0.550, still after 100 epochs"
    assert READY["small-spiral"].shown_score(1234.0) == "1,234 parameters"
    assert READY["sigmoid-sprint"].shown_score(7.0) == "7 epochs"
    assert READY["calm-in-noise"].shown_score(0.47544) == "0.475"
