"""Guesses are slowed down: so many within so long, each origin for itself."""

from __future__ import annotations

from playground.rooms.attempts import MOST_REMEMBERED, Attempts


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_are_allowed_within_so_long() -> None:
    clock = Clock()
    attempts = Attempts(most=3, seconds=10, clock=clock)
    assert [attempts.allow("here") for _ in range(5)] == [True, True, True, False, False]
    assert attempts.allow("there")
    clock.now = 9.9
    assert not attempts.allow("here")
    clock.now = 10.0
    assert [attempts.allow("here") for _ in range(4)] == [True, True, True, False]


def test_a_refused_one_does_not_prolong_the_wait() -> None:
    clock = Clock()
    attempts = Attempts(most=1, seconds=10, clock=clock)
    assert attempts.allow("here")
    for clock.now in (3.0, 6.0, 9.0):
        assert not attempts.allow("here")
    clock.now = 10.0
    assert attempts.allow("here")


def test_what_it_remembers_is_bounded() -> None:
    attempts = Attempts(most=1, seconds=1e9)
    assert attempts.allow("first")
    assert not attempts.allow("first")
    for place in range(MOST_REMEMBERED):
        attempts.allow(str(place))
    assert attempts.allow("first"), "it was the one that had tried nothing for the longest"
    assert len(attempts._tried) <= MOST_REMEMBERED + 1
