"""The gallery of challenges."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playground.challenges.best import BEST
from playground.challenges.ready import READY
from playground.experiment import MAX_LINK, Experiment
from tests.ui.scripts import as_read, open_script


def gallery() -> None:
    from playground.ui.challenge_gallery import challenge_gallery

    challenge_gallery()


def test_every_challenge_has_a_card_and_a_way_to_it() -> None:
    app = open_script(gallery)
    words = as_read("\n".join(text.value for text in app.markdown))
    links = [urlsplit(link.proto.url) for link in app.get("link_button")]
    assert len(links) == len(READY) == 6
    for link, challenge in zip(links, READY.values(), strict=True):
        for sentence in (challenge.title, challenge.sentence, challenge.goal_sentence, challenge.ranked_sentence):
            assert sentence in words
        assert f"slide {challenge.slide}" in words
        assert challenge.shown_score(BEST[challenge.name].score) in words
        query = parse_qs(link.query)
        assert (link.path, query["challenge"]) == (f"/{challenge.page}", [challenge.name])
        assert Experiment.from_json(query["experiment"][0], MAX_LINK) == challenge.start


def test_each_has_a_lesson() -> None:
    app = open_script(gallery)
    assert [fold.label for fold in app.expander] == [challenge.title for challenge in READY.values()]
