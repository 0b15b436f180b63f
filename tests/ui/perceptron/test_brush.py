from __future__ import annotations

from typing import Any

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as some

from playground.controls.form import OWN_POINTS
from playground.datasets.drawn import starter_points
from playground.experiment.points import FEWEST_POINTS, MOST_POINTS, PointsData
from playground.ui.perceptron import brush as drawing
from playground.ui.perceptron.brush import after_stroke, brush, draw

START = ((0.0, 0.0, 0), (1.0, 1.0, 1), (-1.0, 2.0, 0), (3.0, -3.0, 2), (5.0, 5.0, 1))
ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)


@pytest.fixture(name="session")
def fixture_session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    session: dict[str, Any] = {OWN_POINTS: START}
    monkeypatch.setattr(st, "session_state", session)
    assert drawing.st.session_state is session
    return session


def stroke(number: int, kind: str = "add", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "number": number, **more}


def test_adding_and_replacing() -> None:
    new = [[2.0, 2.5, 4], [-7.0, 6.5, 3]]
    assert after_stroke(START, stroke(1, points=new)) == (*START, (2.0, 2.5, 4), (-6.0, 6.0, 3)), "kept in the plane"
    many = [[0.1 * k, 0.0, 1] for k in range(6)]
    assert after_stroke(START, stroke(1, "replace", points=many)) == tuple(
        (round(0.1 * k, 3), 0.0, 1) for k in range(6)
    )


def test_erasing_takes_what_is_near_but_leaves_enough() -> None:
    assert after_stroke(START, stroke(1, "erase", points=[[4.8, 5.1]], radius=0.5)) == START[:-1]
    assert after_stroke(START, stroke(1, "erase", points=[[4.8, 5.1]], radius=0.1)) == START
    assert after_stroke(START, stroke(1, "erase", points=[[0, 0]], radius=9)) == START, "four are needed"


def test_too_many_points_lose_the_oldest() -> None:
    full = tuple((0.0, 0.0, 0) for _ in range(MOST_POINTS))
    changed = after_stroke(full, stroke(1, points=[[1.0, 1.0, 1]]))
    assert len(changed) == MOST_POINTS
    assert changed[-1] == (1.0, 1.0, 1)


def test_every_stroke_is_taken_once_however_often_it_is_sent(session: dict[str, Any]) -> None:
    first, second = stroke(1, points=[[2.0, 2.0, 2]]), stroke(2, points=[[3.0, 3.0, 3]])
    draw({"brush": "a", "strokes": [first]})
    draw({"brush": "a", "strokes": [first, second]})
    draw({"brush": "a", "strokes": [first, second]})
    assert session[OWN_POINTS] == (*START, (2.0, 2.0, 2), (3.0, 3.0, 3))
    assert brush().taken == {"a": 2}
    draw({"brush": "b", "strokes": [first]})
    assert session[OWN_POINTS][-1] == (2.0, 2.0, 2), "another brush counts for itself"


def test_undo_goes_back_stroke_by_stroke(session: dict[str, Any]) -> None:
    for number in (1, 2):
        draw({"brush": "a", "strokes": [stroke(number, points=[[number, 0.0, 0]])]})
    for number, left in ((3, 1), (4, 0), (5, 0)):
        draw({"brush": "a", "strokes": [stroke(number, "undo")]})
        assert len(session[OWN_POINTS]) == len(START) + left


def test_somebody_who_has_drawn_nothing_begins_with_the_starter_points(session: dict[str, Any]) -> None:
    del session[OWN_POINTS]
    draw({"brush": "a", "strokes": [stroke(1, points=[[0.0, 0.0, 4]])]})
    assert session[OWN_POINTS] == (*starter_points(), (0.0, 0.0, 4))


@given(ANYTHING, ANYTHING, some.sampled_from(["add", "erase", "replace", "undo", "other"]))
def test_whatever_a_browser_sends_the_points_stay_an_experiment(points: Any, radius: Any, kind: str) -> None:
    changed = after_stroke(START, {"kind": kind, "points": points, "radius": radius})
    assert len(changed) >= FEWEST_POINTS
    PointsData(points=changed)


@given(ANYTHING)
def test_a_message_that_is_none_changes_nothing(message: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        session: dict[str, Any] = {OWN_POINTS: START}
        patch.setattr(st, "session_state", session)
        draw(message)
        assert session[OWN_POINTS] == START
