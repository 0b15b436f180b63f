"""Whose place a newcomer gets, where students of rooms are expected and where none are."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.counts import REFUSALS, Refusal
from playground.training.worker.places import Place, Places, RunLimitError, Visitor


class Guest:
    """A run that needs no process."""

    def __init__(self, visitor: Visitor | None = None, of_room: bool = False) -> None:
        self.visitor = visitor or Visitor(of_room)
        self.unwatched_since = 0.0
        self.process_id: int | None = None
        self.is_watched = True
        self.gone = False

    def come(self, places: Places) -> Place:
        place = places.take(self)
        self.process_id = 1
        return place

    def leave(self, at: float) -> None:
        self.is_watched, self.unwatched_since = False, at

    def give_way(self, place: Place) -> None:
        assert place.tenant is self
        self.gone, self.process_id = True, None


def strangers(count: int, places: Places) -> list[Guest]:
    guests = [Guest() for _ in range(count)]
    for guest in guests:
        guest.come(places)
    return guests


def student(places: Places) -> Guest:
    guest = Guest(of_room=True)
    guest.come(places)
    return guest


def refusals(kind: Refusal) -> int:
    return REFUSALS.so_far()[kind]


def test_places_are_kept_for_students_who_have_none_yet() -> None:
    places = Places(8)
    places.students = lambda: 3
    strangers(5, places)
    with pytest.raises(RunLimitError, match="5 workers of 8"):
        Guest().come(places)
    members = [student(places) for _ in range(3)]
    with pytest.raises(RunLimitError):
        Guest().come(places)
    assert not any(member.gone for member in members)


def test_a_student_with_a_place_is_not_expected_a_second_time() -> None:
    places = Places(8)
    places.students = lambda: 1
    member = student(places)
    strangers(7, places)
    second = Guest(member.visitor)
    with pytest.raises(RunLimitError):
        Guest().come(places)
    second.come(places)  # another page of the same student takes what it needs, as any page of a member


def test_a_student_with_two_pages_leaves_the_place_of_another_kept() -> None:
    places = Places(8)
    places.students = lambda: 2
    member = student(places)
    Guest(member.visitor).come(places)
    strangers(5, places)
    with pytest.raises(RunLimitError):
        Guest().come(places)
    student(places)
    assert places.taken == 8


def test_a_flood_of_joins_leaves_a_quarter_to_strangers() -> None:
    places = Places(8)
    places.students = lambda: 10_000
    there = strangers(2, places)
    with pytest.raises(RunLimitError):
        Guest().come(places)
    for _ in range(6):
        student(places)
    assert not any(guest.gone for guest in there)
    with pytest.raises(RunLimitError):
        student(places)
    assert not any(guest.gone for guest in there)


def test_a_student_takes_the_place_of_the_stranger_unwatched_for_longest() -> None:
    places = Places(4)
    there = strangers(4, places)
    there[1].leave(at=2.0)
    there[2].leave(at=1.0)
    student(places)
    assert [guest.gone for guest in there] == [False, False, True, False]
    student(places)
    assert [guest.gone for guest in there] == [False, True, True, False]


def test_then_of_the_stranger_who_has_been_there_longest_and_it_is_counted() -> None:
    places = Places(4)
    there = strangers(4, places)
    before = refusals("gave_way")
    student(places)
    assert [guest.gone for guest in there] == [True, False, False, False]
    assert refusals("gave_way") == before + 1


def test_a_stranger_whose_worker_is_just_being_started_keeps_their_place() -> None:
    places = Places(2)
    starting, living = Guest(), Guest()
    places.take(starting)
    living.come(places)
    student(places)
    assert (starting.gone, living.gone) == (False, True)


def test_what_a_student_does_not_watch_gives_way_before_anybody_who_watches() -> None:
    places = Places(4)
    member = student(places)
    member.leave(at=0.0)
    watching = strangers(3, places)
    second = Guest(member.visitor)
    second.come(places)
    assert member.gone
    assert not any(guest.gone for guest in watching)


def test_strangers_do_not_take_what_students_do_not_watch_while_students_are_expected() -> None:
    places = Places(4)
    places.students = lambda: 3
    members = [student(places) for _ in range(3)]
    strangers(1, places)
    members[0].leave(at=0.0)
    with pytest.raises(RunLimitError):
        Guest().come(places)
    assert not members[0].gone
    places.students = lambda: 0  # the room has ended
    Guest().come(places)
    assert members[0].gone


def test_without_rooms_the_longest_unwatched_gives_way_and_who_watches_stays() -> None:
    places = Places(3)
    there = strangers(3, places)
    before = refusals("limit")
    with pytest.raises(RunLimitError, match="3"):
        Guest().come(places)
    assert refusals("limit") == before + 1
    there[0].leave(at=2.0)
    there[2].leave(at=1.0)
    Guest().come(places)
    assert [guest.gone for guest in there] == [False, False, True]


def test_on_a_busy_server_a_visitors_own_pages_give_way_to_each_other() -> None:
    places = Places(10, each=3)
    visitor = Visitor()
    pages = [Guest(visitor) for _ in range(6)]
    for at, page in enumerate(pages):
        page.come(places)
        page.leave(at=float(at))
    assert not any(page.gone for page in pages), "when the last one came, half of the places were free"
    Guest(visitor).come(places)
    assert [page.gone for page in pages] == [True, False, False, False, False, False]


def test_who_watches_as_many_as_a_visitor_may_gets_no_more_on_a_busy_server() -> None:
    places = Places(10, each=3)
    visitor = Visitor()
    for _ in range(3):
        Guest(visitor).come(places)
    strangers(3, places)
    with pytest.raises(RunLimitError):
        Guest(visitor).come(places)
    strangers(1, places)


def test_a_place_given_back_twice_is_free_once() -> None:
    places = Places(1)
    place = Guest().come(places)
    places.give_back(place)
    places.give_back(place)
    assert places.taken == 0
    Guest().come(places)
    with pytest.raises(RunLimitError):
        Guest().come(places)


@given(
    limit=st.integers(1, 12),
    joined=st.integers(0, 30),
    steps=st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 100)), max_size=60),
)
def test_whoever_comes_no_place_is_given_twice(limit: int, joined: int, steps: list[tuple[bool, bool, int]]) -> None:
    places = Places(limit, each=3)
    places.students = lambda: joined
    guests: list[Guest] = []
    for of_room, leaves, pick in steps:
        living = [guest for guest in guests if not guest.gone]
        if leaves and living:
            living[pick % len(living)].leave(at=float(pick))
            continue
        before = [guest for guest in living if not guest.visitor.of_room]
        newcomer = Guest(of_room=of_room)
        try:
            newcomer.come(places)
            guests.append(newcomer)
        except RunLimitError:
            members = [guest for guest in living if guest.visitor.of_room]
            assert not (of_room and before and len(members) < int(limit * 3 / 4)), "a student turned away by strangers"
        assert places.taken == sum(not guest.gone for guest in guests) <= limit
        if of_room and sum(not guest.gone for guest in before) < len(before):  # a stranger has given way
            assert len(before) > limit - int(limit * 3 / 4) or any(not guest.is_watched for guest in before)


def test_students_and_strangers_who_come_together_are_counted_once_each() -> None:
    places = Places(16)
    places.students = lambda: 12
    crowd = [Guest(of_room=number < 12) for number in range(60)]
    random.Random(1).shuffle(crowd)
    gate = threading.Barrier(len(crowd))

    def come(guest: Guest) -> bool:
        gate.wait()
        try:
            guest.come(places)
        except RunLimitError:
            return False
        return True

    with ThreadPoolExecutor(len(crowd)) as threads:
        let_in = list(threads.map(come, crowd))
    assert all(entered for guest, entered in zip(crowd, let_in, strict=True) if guest.visitor.of_room)
    assert sum(entered and not guest.gone for guest, entered in zip(crowd, let_in, strict=True)) == 16
    assert places.taken == 16
