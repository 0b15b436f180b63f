"""A challenge above the page that it is played on, in AppTest."""

from __future__ import annotations

import pytest

from playground.challenges.attempts import ME, Attempts
from playground.challenges.challenge import Challenge
from playground.challenges.judge import RunFacts, Verdict, judge
from playground.challenges.ready import READY
from playground.experiment import Experiment
from playground.training.worker.commands import Standing
from playground.training.worker.runs import Run
from tests.pages.opened import Opened

SPIRAL = READY["small-spiral"]
everyone = pytest.mark.parametrize("challenge", READY.values(), ids=list(READY))


def visit(page: Opened, challenge: Challenge = SPIRAL, **address: str) -> Opened:
    page.page = challenge.page
    return page.visit(challenge=challenge.name, experiment=challenge.start.to_json(), **address)


def tell(monkeypatch: pytest.MonkeyPatch, facts: RunFacts) -> None:
    """Let workers, of which there are none in AppTest, have said this of every run."""

    def look(self: Attempts, run: Run, patience: float) -> Verdict:
        self.verdict = judge(self.challenge, run.settings.experiment, facts)
        self._ranking.offer(ME, self.verdict)
        return self.verdict

    monkeypatch.setattr(Attempts, "look", look)


@everyone
def test_it_opens_with_its_goal_and_its_start(opened: Opened, challenge: Challenge) -> None:
    page = visit(opened, challenge)
    assert page.experiment.model_dump() == challenge.start.model_dump()
    assert challenge.title in page.words
    assert challenge.goal_sentence in page.words
    assert all(constraint.sentence in page.words for constraint in challenge.constraints)
    assert "Nothing has been reached yet" in page.words
    assert not page.app.info, "nothing of its link is said to be unread"
    assert "challenge_watch" in page.drawn


def test_it_stays_in_the_address_and_says_what_breaks_a_rule(opened: Opened) -> None:
    page = visit(opened)
    assert ":material/cancel:\N{NO-BREAK SPACE}**At most 60 parameters.** It has 105 parameters." in page.words
    page.hold({"units1": 4, "units2": 4})
    assert page.address["challenge"] == SPIRAL.name
    assert "It has 105 parameters." not in page.words
    again = page.visit(**page.address)
    assert SPIRAL.title in again.words


def test_other_data_break_the_first_rule(opened: Opened) -> None:
    page = visit(opened).hold({"noise": 0.1})
    assert "This is not the challenge's: noise." in page.words
    page.hold({"noise": 0.0, "seed": 7})
    assert "This is not the challenge's: seed." in page.words


def test_it_is_shown_in_french(opened: Opened) -> None:
    words = visit(opened, lang="fr").words
    assert "95\u202f%" in words
    assert "95%" not in words


@pytest.mark.parametrize("page", ["cnn", "losses"])
def test_on_another_page_it_is_not_shown(opened: Opened, page: str) -> None:
    opened.page = page
    opened.visit(challenge=SPIRAL.name)
    assert SPIRAL.title not in opened.words


@pytest.mark.parametrize("name", ["", "no-such", "<script>alert(1)</script>", "SMALL-SPIRAL"])
def test_a_name_that_nobody_knows_is_said_to_be_none(opened: Opened, name: str) -> None:
    opened.visit(challenge=name)
    assert ":material/flag:" not in opened.words
    assert [info for info in opened.app.info if "challenge=" in info.value]


def test_whoever_leaves_has_the_page_alone(opened: Opened) -> None:
    page = visit(opened).press("challenge-leave")
    assert "challenge" not in page.address
    assert SPIRAL.title not in page.words
    assert page.experiment == SPIRAL.start


def test_a_link_cannot_claim_anything(opened: Opened) -> None:
    page = visit(opened, met="1", verdict="met", score="1", epoch="1")
    assert "**Met**" not in page.words
    assert not page.shows("challenge-download")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (RunFacts(50, Standing(None, 0.912, 40)), "Not met yet. Best so far: 91.2%"),
        (RunFacts(50, Standing(40, 0.96, 40)), "The goal was reached at epoch 40, but not by the rules."),
        (RunFacts(50, Standing(40, 0.96, 40), changed=True), "was changed while it trained"),
        (RunFacts(250, Standing(None, 0.9, 40)), "Epoch 250 is too late"),
    ],
)
def test_it_says_how_far_the_run_has_come(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, facts: RunFacts, words: str
) -> None:
    tell(monkeypatch, facts)
    page = visit(opened)
    assert words in page.words
    assert "**Met**" not in page.words
    assert not page.shows("challenge-download")


def test_what_was_met_can_be_taken_home_also_once_the_network_is_another(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, str] = {}

    def download(_label: str, data: str, file_name: str, *_more: object, **options: object) -> bool:
        files[file_name] = data
        return False

    monkeypatch.setattr("streamlit.download_button", download)
    tell(monkeypatch, RunFacts(50, Standing(40, 0.96, 40)))
    page = visit(opened).hold({"units1": 4, "units2": 4})
    assert "**Met** at epoch 40: 37 parameters." in page.words
    solution = page.experiment
    page.hold({"units1": 8})
    assert "Your best: 37 parameters" in page.words
    assert "not by the rules" in page.words
    assert Experiment.from_json(files["small-spiral.json"]) == solution
    assert "See the best known solution" in page.words


def test_the_best_known_is_shown_only_to_whoever_has_met_the_goal(opened: Opened) -> None:
    assert "See the best known solution" not in visit(opened).words
