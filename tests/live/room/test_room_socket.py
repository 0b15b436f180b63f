"""A room over its WebSocket: who may say what, what each is told, and that nobody's trouble is another's."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import InvalidStatus

from playground.live.room_messages import LONGEST_CHOICE, LONGEST_QUESTION
from playground.live.room_socket import NOT_ALLOWED, TOO_MANY, UNKNOWN_ROOM
from playground.live.sockets import BAD_MESSAGE, TOO_LONG
from playground.rooms import ROOMS, Place, Room
from playground.rooms.gate import MOST_GUESSES
from playground.training.worker.runs import Run
from tests.live.conftest import Visit
from tests.live.room.conftest import Come
from tests.training.watching import PATIENCE, number, status

TEACHES: dict[str, dict[str, Any]] = {
    "order": {"kind": "play"},
    "freeze": {"frozen": True},
    "lock": {"locked": True},
    "remove": {"student": 1},
    "ask": {"question": "Which?", "choices": ["this", "that"]},
    "close_poll": {},
    "end": {},
}


def test_a_student_hears_of_the_room_and_nothing_of_others(room: Room, come: Come) -> None:
    anna, ben = room.join("Anna"), room.join("Ben")
    page = come(anna.token)
    page.until(lambda: page.room.get("you"))
    assert page.room["you"] == {"name": "Anna", "number": 1, "hand": False, "choice": None}
    assert (page.room["title"], page.room["task"]) == ("First lesson", {"number": 0, "page": "perceptron"})
    written = json.dumps(page.room)
    for secret in (room.secret, anna.token, ben.token, "Ben"):
        assert secret not in written
    page.say("hand", up=True)
    page.until(lambda: page.room["you"]["hand"])


@pytest.mark.parametrize("kind", TEACHES)
def test_a_student_who_says_what_only_a_teacher_may_is_sent_away_and_nothing_changes(
    room: Room, come: Come, kind: str
) -> None:
    mallory, anna = room.join("Mallory"), room.join("Anna")
    room.ask(room.secret, "And?", ("yes", "no"))
    other, teacher = come(anna.token), come(room.secret)
    other.until(lambda: other.room)
    teacher.until(lambda: teacher.room)
    before = room.shown
    page = come(mallory.token)
    page.until(lambda: page.room)
    page.say(kind, **TEACHES[kind])
    assert page.closing_code() == NOT_ALLOWED == 4403
    after = room.shown
    assert (after.task, after.order, after.poll, after.frozen, after.locked, after.ended) == (
        *(before.task, before.order, before.poll, before.frozen, before.locked, before.ended),
    )
    assert len(room.students) == 2
    other.say("vote", choice=1)
    teacher.until(lambda: teacher.room["poll"]["votes"] == [0, 1])


@pytest.mark.parametrize("kind", TEACHES)
def test_the_teacher_is_obeyed(room: Room, come: Come, kind: str) -> None:
    room.join("Anna")
    room.ask(room.secret, "And?", ("yes", "no"))
    version = room.shown.version
    teacher = come(room.secret)
    teacher.say(kind, **TEACHES[kind])
    end = time.monotonic() + PATIENCE
    while room.shown.version == version:
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.parametrize("kind", ["hand", "vote"])
def test_a_teacher_is_no_student(room: Room, come: Come, kind: str) -> None:
    teacher = come(room.secret)
    teacher.say(kind, **({"up": True} if kind == "hand" else {"choice": 0}))
    assert teacher.closing_code() == NOT_ALLOWED


def test_another_rooms_token_and_no_token_open_nothing(room: Room, come: Come) -> None:
    elsewhere = ROOMS.open("Other", "cnn", "", "en")
    try:
        stranger = elsewhere.join("Eve")
        for token in (stranger.token, elsewhere.secret, "", room.secret[:-1], "é" * 64):
            assert come(token).closing_code() == UNKNOWN_ROOM == 4404
    finally:
        elsewhere.end()


def test_who_guesses_codes_has_to_wait(room: Room, come: Come) -> None:
    anna = room.join("Anna")
    for _ in range(MOST_GUESSES):
        assert come(anna.token, "ZZZZZZ").closing_code() == UNKNOWN_ROOM
    assert come(anna.token, "ZZZZZZ").closing_code() == TOO_MANY
    assert come(anna.token).closing_code() == TOO_MANY


def test_a_page_of_another_origin_is_refused(come: Come, room: Room) -> None:
    with pytest.raises(InvalidStatus):
        come(room.join("Anna").token, origin="http://elsewhere.example")


def test_who_enters_twice_or_first_says_something_else_is_sent_away(come: Come, room: Room) -> None:
    anna = room.join("Anna")
    page = come(anna.token)
    page.say("enter", code=room.shown.code, token=anna.token, wall=False)
    assert page.closing_code() == NOT_ALLOWED
    early = come()
    early.say("hand", up=True)
    assert early.closing_code() == BAD_MESSAGE
    long = come(anna.token)
    long.connection.send("x" * 30_000)
    assert long.closing_code() == TOO_LONG


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.text(max_size=8), st.none() | st.booleans() | st.integers() | st.text(max_size=8), max_size=4)
    | st.fixed_dictionaries({"type": st.just("vote"), "choice": st.integers(-3, 2**40) | st.text(max_size=3)})
    | st.fixed_dictionaries({"type": st.just("ask"), "question": st.text(max_size=LONGEST_QUESTION + 9)})
)
def test_whatever_a_student_sends_the_room_goes_on(room: Room, come: Come, message: dict[str, Any]) -> None:
    student = room.join()
    page = come(student.token)
    page.connection.send(json.dumps(message))
    fine = come(student.token)
    fine.until(lambda: fine.room)
    assert not room.shown.ended
    room.leave(student.token)


def test_questions_and_choices_are_bounded(room: Room, come: Come) -> None:
    for fields in (
        {"question": "x" * (LONGEST_QUESTION + 1), "choices": ["a", "b"]},
        {"question": "?", "choices": ["a"]},
        {"question": "?", "choices": ["a"] * 7},
        {"question": "?", "choices": ["a", "b" * (LONGEST_CHOICE + 1)]},
        {"question": "", "choices": ["a", "b"]},
    ):
        teacher = come(room.secret)
        teacher.say("ask", **fields)
        assert teacher.closing_code() == BAD_MESSAGE
    assert room.shown.poll is None


def test_votes_are_the_teachers_until_nobody_votes_any_more(room: Room, come: Come) -> None:
    anna, ben = (come(room.join(name).token) for name in ("Anna", "Ben"))
    teacher = come(room.secret)
    teacher.say("ask", question="Which?", choices=["this", "that"])
    anna.until(lambda: anna.room.get("poll"))
    ben.until(lambda: ben.room.get("poll"))
    anna.say("vote", choice=0)
    ben.say("vote", choice=1)
    ben.say("vote", choice=0)
    teacher.until(lambda: (teacher.room.get("poll") or {}).get("votes") == [2, 0])
    ben.until(lambda: ben.room["you"]["choice"] == 0)
    assert "votes" not in ben.room["poll"]
    teacher.say("close_poll")
    anna.until(lambda: anna.room["poll"].get("votes") == [2, 0])
    anna.say("vote", choice=1)
    anna.say("hand", up=True)
    anna.until(lambda: anna.room["you"]["hand"])
    assert room.shown.votes == (2, 0)


def test_orders_reach_the_networks_themselves(room: Room, come: Come, visit: Visit, start: Callable[..., Run]) -> None:
    run, stranger = start(), start()
    student = room.join("Anna")
    room.note_place(student.token, Place("perceptron", ""), run.token)
    page, other = visit(run), visit(stranger)
    page.frame()
    assert status(other.frame()) == "idle"
    teacher = come(room.secret)
    teacher.say("order", kind="play")
    playing = page.frame_when(lambda frame: status(frame) == "running" and number(frame, "epoch") > 0)
    teacher.say("order", kind="pause")
    page.frame_when(lambda frame: status(frame) == "paused")
    teacher.say("order", kind="reset")
    fresh = page.frame_when(lambda frame: status(frame) == "idle")
    assert number(fresh, "generation") == number(playing, "generation") + 1
    assert other.is_left_alone, "who is in no room is told nothing"


def test_the_end_of_a_room_is_told_and_nobody_comes_in_any_more(room: Room, come: Come) -> None:
    anna = room.join("Anna")
    page, teacher = come(anna.token), come(room.secret)
    page.until(lambda: page.room)
    teacher.say("end")
    page.until(lambda: page.room["ended"])
    assert come(anna.token).closing_code() == UNKNOWN_ROOM


def test_who_is_sent_out_hears_it(room: Room, come: Come) -> None:
    anna, ben = room.join("Anna"), room.join("Ben")
    page, other = come(anna.token), come(ben.token)
    page.until(lambda: page.room)
    other.until(lambda: other.room)
    come(room.secret).say("remove", student=1)
    assert page.closing_code() == UNKNOWN_ROOM
    other.say("hand", up=True)
    other.until(lambda: other.room["you"]["hand"])


def test_a_page_that_goes_without_a_word_is_away(room: Room, come: Come) -> None:
    anna = room.join("Anna")
    page = come(anna.token)
    page.until(lambda: page.room)
    assert room.students[0].present == 1
    page.connection.socket.close()
    end = time.monotonic() + PATIENCE
    while room.students[0].present:
        assert time.monotonic() < end
        time.sleep(0.01)
