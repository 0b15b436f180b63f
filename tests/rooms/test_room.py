"""A room: who comes in and comes back, what only the teacher may do, votes, and its end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from playground.rooms.room import LONGEST_TITLE, Room
from playground.rooms.shown import RoomError
from playground.rooms.student import Place

TEACHES: dict[str, Callable[[Room, str], Any]] = {
    "send": lambda room, secret: room.send(secret, "perceptron", "preset=xor"),
    "order": lambda room, secret: room.order(secret, "pause"),
    "freeze": lambda room, secret: room.freeze(secret, True),
    "ask": lambda room, secret: room.ask(secret, "Which?", ("this", "that")),
    "close": lambda room, secret: room.close_poll(secret),
    "lock": lambda room, secret: room.lock(secret, True),
    "remove": lambda room, secret: room.remove(secret, 1),
    "end": lambda room, secret: room.end(secret),
}


def opened(most: int = 5) -> Room:
    return Room("ABCDEF", "First lesson", "perceptron", "preset=spiral", "en", most=most)


def refused(reason: str, act: Callable[[], Any]) -> None:
    with pytest.raises(RoomError) as refusal:
        act()
    assert refusal.value.reason == reason


def test_students_are_counted_and_come_back_as_who_they_were() -> None:
    room = opened()
    anna, nobody = room.join("Anna"), room.join("  \u202e ")
    assert [(student.number, student.name) for student in room.students] == [(1, "Anna"), (2, "")]
    again = room.join("Somebody else", anna.token)
    assert (again.number, again.name, len(room.students)) == (1, "Anna", 2)
    assert room.student(nobody.token).number == 2
    room.leave(anna.token)
    room.leave(anna.token)
    assert [student.number for student in room.students] == [2]
    assert room.join("Anna", anna.token).number == 3, "who has left is new"


def test_nobody_is_let_in_by_a_token_of_another_room() -> None:
    room, other = opened(), opened()
    anna = other.join("Anna")
    refused("student", lambda: room.student(anna.token))
    stranger = room.join("Eve", anna.token)
    assert stranger.token != anna.token


def test_a_full_room_says_so_but_lets_its_own_back_in() -> None:
    room = opened(most=2)
    first = room.join()
    room.join()
    refused("full", room.join)
    assert room.join(token=first.token).number == 1
    room.leave(first.token)
    assert room.join().number == 3


@pytest.mark.parametrize("act", TEACHES.values(), ids=TEACHES)
def test_only_the_teacher_teaches(act: Callable[[Room, str], Any]) -> None:
    room = opened()
    student = room.join("Mallory")
    room.ask(room.secret, "Which?", ("this", "that"))
    before = room.shown
    for secret in (student.token, "", room.shown.code, room.secret[:-1], room.secret + "x", "é" * 40):
        refused("secret", lambda secret=secret: act(room, secret))  # type: ignore[misc]
    assert room.shown == before
    act(room, room.secret)
    assert room.shown.version > before.version


def test_what_everybody_may_know_holds_no_secret() -> None:
    room = opened()
    student = room.join("Anna")
    room.ask(room.secret, "Which?", ("this", "that"))
    for secret in (room.secret, student.token):
        assert secret not in repr(room.shown)
    assert student.token not in repr(room.students)


def test_tasks_and_orders_are_numbered() -> None:
    room = opened()
    assert (room.shown.task.number, room.shown.order) == (0, None)
    room.send(room.secret, "cnn", "cnn_preset=lenet5")
    room.order(room.secret, "play")
    room.order(room.secret, "play")
    shown = room.shown
    assert (shown.task.number, shown.task.page, shown.task.query) == (1, "cnn", "cnn_preset=lenet5")
    assert shown.order is not None
    assert (shown.order.number, shown.order.kind) == (2, "play")


def test_a_student_has_one_vote() -> None:
    room = opened()
    students = [room.join() for _ in range(3)]
    refused("poll", lambda: room.vote(students[0].token, 0))
    room.ask(room.secret, "Which?", ("this", "that", "neither"))
    room.vote(students[0].token, 1)
    room.vote(students[1].token, 1)
    room.vote(students[1].token, 2)
    assert room.shown.votes == (0, 1, 1)
    for choice in (-1, 3):
        refused("choice", lambda choice=choice: room.vote(students[2].token, choice))  # type: ignore[misc]
    refused("student", lambda: room.vote("nobody", 0))
    room.leave(students[0].token)
    assert room.shown.votes == (0, 0, 1)
    room.close_poll(room.secret)
    refused("poll", lambda: room.vote(students[2].token, 0))
    assert room.shown.votes == (0, 0, 1), "what was voted stands"
    room.ask(room.secret, "And now?", ("yes", "no"))
    assert room.shown.votes == (0, 0)
    for choices in ((), ("one",), tuple("abcdefg")):
        refused("choice", lambda choices=choices: room.ask(room.secret, "?", choices))  # type: ignore[misc]


def test_what_a_student_says_of_themselves() -> None:
    room = opened()
    anna = room.join("Anna")
    here = Place("cnn", "cnn_preset=lenet5")
    room.raise_hand(anna.token, True)
    room.note_place(anna.token, here, "run")
    version = room.shown.version
    room.note_place(anna.token, here, "run")
    assert room.shown.version == version, "nobody is told of what is as it was"
    (seen,) = room.students
    assert (seen.hand, seen.run, seen.place) == (True, "run", here)
    refused("student", lambda: room.raise_hand("nobody", True))
    seen.name = "changed outside"
    assert room.students[0].name == "Anna"


def test_presence_counts_open_pages() -> None:
    room = opened()
    anna = room.join("Anna")
    for pages in (1, 1, -1):
        room.note_presence(anna.token, pages)
    assert room.students[0].present == 1
    for _ in range(3):
        room.note_presence(anna.token, -1)
    assert room.students[0].present == 0
    room.leave(anna.token)
    room.note_presence(anna.token, -1)
    assert room.students == ()


def test_a_locked_room_lets_nobody_in_but_its_own() -> None:
    room = opened()
    anna = room.join("Anna")
    room.lock(room.secret, True)
    refused("locked", room.join)
    assert room.join(token=anna.token).number == anna.number
    room.lock(room.secret, False)
    assert room.join().number == 2


def test_who_is_sent_out_is_out() -> None:
    room = opened()
    anna, ben = room.join("Anna"), room.join("Ben")
    room.remove(room.secret, anna.number)
    assert [student.name for student in room.students] == ["Ben"]
    refused("student", lambda: room.student(anna.token))
    refused("student", lambda: room.remove(room.secret, anna.number))
    assert room.student(ben.token).name == "Ben"


def test_what_a_student_had_before_a_task_is_kept_and_comes_back() -> None:
    room = opened()
    anna = room.join("Anna")
    own, given = Place("perceptron", "preset=xor"), Place("cnn", "cnn_filters=4")
    room.note_place(anna.token, own, "run")
    assert room.swap(anna.token) is None
    room.send(room.secret, "cnn", "")
    assert (room.take_task(anna.token).page, room.students[0].own) == ("cnn", own)
    room.note_place(anna.token, given, "other run")
    assert room.take_task(anna.token).number == 1, "once more changes nothing"
    assert room.swap(anna.token) == own
    room.note_place(anna.token, own, "run")
    assert (room.students[0].own, room.students[0].went_back) == (given, True)
    assert room.swap(anna.token) == given
    assert (room.students[0].own, room.students[0].went_back) == (own, False)
    assert room.join("Late").taken == 1


def test_an_ended_room_takes_nobody_and_nothing() -> None:
    room = opened()
    anna = room.join("Anna")
    room.end(room.secret)
    version = room.shown.version
    room.end()
    assert (room.shown.ended, room.shown.version, room.students) == (True, version, ())
    refused("ended", room.join)
    refused("ended", lambda: room.vote(anna.token, 0))
    refused("ended", lambda: room.order(room.secret, "play"))


def test_listeners_hear_every_change_until_they_stop() -> None:
    room = opened()
    heard: list[int] = []
    stop = room.listen(heard.append)
    anna = room.join("Anna")
    room.raise_hand(anna.token, True)
    stop()
    stop()
    room.leave(anna.token)
    assert heard == [1, 2]
    assert room.shown.version == 3


def test_of_those_who_come_at_the_same_moment_no_more_get_in_than_may() -> None:
    room = opened(most=7)
    barrier = threading.Barrier(20)
    outcomes: list[str] = []

    def come() -> None:
        barrier.wait()
        try:
            room.join("Anna")
        except RoomError as refusal:
            outcomes.append(refusal.reason)
        else:
            outcomes.append("in")

    threads = [threading.Thread(target=come) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["full"] * 13 + ["in"] * 7
    assert len({student.name for student in room.students}) == 7
    assert sorted(student.number for student in room.students) == list(range(1, 8))


def test_a_title_is_of_one_line() -> None:
    room = Room("ABCDEF", "  A\nlong \u202e" + "title " * 50, "perceptron", "", "en")
    assert room.shown.title.startswith("A long title title")
    assert len(room.shown.title) <= LONGEST_TITLE
