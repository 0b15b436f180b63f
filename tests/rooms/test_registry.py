"""All rooms of a server: as many as may be, and none for ever."""

from __future__ import annotations

import pytest

from playground.rooms.registry import Rooms
from playground.rooms.room import Room
from playground.rooms.shown import RoomError
from tests.rooms.test_attempts import Clock


def opened(rooms: Rooms) -> Room:
    return rooms.open("A class", "perceptron", "", "en")


def test_a_room_is_found_by_its_code_until_it_ends() -> None:
    rooms = Rooms()
    one, other = opened(rooms), opened(rooms)
    assert one.shown.code != other.shown.code
    assert rooms.find(one.shown.code) is one
    assert rooms.find("ZZZZZZ") is None
    one.end(one.secret)
    assert rooms.find(one.shown.code) is None
    assert len(rooms) == 1
    rooms.close()
    assert (len(rooms), other.shown.ended) == (0, True)


def test_there_are_no_more_than_may_be() -> None:
    rooms = Rooms(most=2, most_students=1)
    first, _second = opened(rooms), opened(rooms)
    with pytest.raises(RoomError, match="full"):
        opened(rooms)
    first.join()
    with pytest.raises(RoomError, match="full"):
        first.join()
    first.end()
    assert len(rooms) == 1
    opened(rooms)


def test_a_room_ends_that_nobody_is_heard_of_in() -> None:
    clock = Clock()
    rooms = Rooms(most=2, idle=100, clock=clock)
    quiet, lively = opened(rooms), opened(rooms)
    anna = lively.join("Anna")
    clock.now = 99.0
    lively.student(anna.token)
    assert rooms.find(quiet.shown.code) is quiet
    clock.now = 100.0
    assert rooms.find(quiet.shown.code) is None
    assert quiet.shown.ended
    assert rooms.find(lively.shown.code) is lively
    clock.now = 199.0
    opened(rooms)
    assert lively.shown.ended, "room is made by what is idle"


def test_students_of_all_rooms_are_counted() -> None:
    rooms = Rooms()
    one, other = opened(rooms), opened(rooms)
    students = [room.join() for room in (one, one, other)]
    assert rooms.students == 3
    one.leave(students[0].token)
    assert rooms.students == 2
    other.end()
    assert rooms.students == 1


def test_limits_and_the_servers_letter_hold_for_rooms_that_are_opened_from_then_on() -> None:
    rooms = Rooms()
    rooms.allow(most=2, most_students=1, letter="Q")
    one, other = opened(rooms), opened(rooms)
    assert rooms.letter == one.shown.code[0] == other.shown.code[0] == "Q"
    with pytest.raises(RoomError, match="full"):
        opened(rooms)
    one.join()
    with pytest.raises(RoomError, match="full"):
        one.join()
