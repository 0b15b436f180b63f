"""A live ranking, against a plain sort of all that was offered."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.challenges.challenge import Challenge, RankedBy
from playground.challenges.judge import Verdict
from playground.challenges.ranking import Ranking
from playground.challenges.ready import READY

SPIRAL = READY["small-spiral"]
HIGHEST = replace(SPIRAL, ranked_by=RankedBy.VALUE)
LOWEST = READY["calm-in-noise"]
offers = st.lists(st.tuples(st.sampled_from("abcde"), st.none() | st.integers(1, 6)), max_size=40)


def verdict(score: float | None) -> Verdict:
    return Verdict(score is not None, 3, score, (), 0.5, False, SPIRAL.start)


@given(offers, st.sampled_from([SPIRAL, HIGHEST, LOWEST]))
def test_each_ones_best_counts_and_of_equals_the_first(
    offered: list[tuple[str, int | None]], challenge: Challenge
) -> None:
    ranking: Ranking[str] = Ranking(challenge, clock=iter(range(1000)).__next__)
    sign = -1 if challenge is HIGHEST else 1
    best: dict[str, tuple[int, int]] = {}
    for when, (who, score) in enumerate(offered):
        improved = score is not None and (who not in best or sign * score < best[who][0])
        assert ranking.offer(who, verdict(score)) == improved
        if improved and score is not None:
            best[who] = (sign * score, when)
    expected = sorted(best, key=lambda who: best[who])
    entries = ranking.entries()
    assert [entry.who for entry in entries] == expected
    assert [entry.place for entry in entries] == list(range(1, len(expected) + 1))
    for entry in entries:
        assert entry.score == sign * best[entry.who][0] == entry.verdict.score
        assert ranking.solution(entry.who) == entry


def test_what_is_not_met_is_never_ranked() -> None:
    ranking: Ranking[str] = Ranking(SPIRAL)
    assert not ranking.offer("a", replace(verdict(3), met=False))
    assert ranking.entries() == []


def test_who_has_gone_is_left_out() -> None:
    ranking: Ranking[str] = Ranking(SPIRAL)
    ranking.offer("a", verdict(3))
    ranking.offer("b", verdict(4))
    ranking.forget("a")
    ranking.forget("stranger")
    assert [(entry.place, entry.who) for entry in ranking.entries()] == [(1, "b")]
    assert ranking.solution("a") is None


def test_many_offer_at_once() -> None:
    ranking: Ranking[int] = Ranking(SPIRAL)

    def offer(who: int) -> None:
        for score in range(50, who, -1):
            ranking.offer(who, verdict(score))

    threads = [threading.Thread(target=offer, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(entry.who, entry.score) for entry in ranking.entries()] == [(who, who + 1) for who in range(8)]


@pytest.mark.parametrize(("challenge", "better", "worse"), [(SPIRAL, 3, 4), (HIGHEST, 0.9, 0.8), (LOWEST, 0.1, 0.2)])
def test_which_score_beats_which(challenge: Challenge, better: float, worse: float) -> None:
    assert challenge.is_better(better, worse)
    assert not challenge.is_better(worse, better)
    assert not challenge.is_better(better, better)
