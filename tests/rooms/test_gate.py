"""The way in: who tries codes is slowed down, and who floods rooms; classes are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from playground.rooms import Gate, GateError, RoomError, Rooms
from playground.rooms.gate import ENTRIES_WITHIN, GUESSES_WITHIN, MOST_ENTRIES, MOST_GUESSES, MOST_OPENED


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(name="clock")
def fixture_clock() -> Clock:
    return Clock()


@pytest.fixture(name="gate")
def fixture_gate(clock: Clock) -> Gate:
    return Gate(Rooms(clock=clock, most=60, most_students=300), clock)


def refused(reason: str, act: Callable[[], Any]) -> None:
    with pytest.raises((GateError, RoomError)) as refusal:
        act()
    assert refusal.value.reason == reason  # type: ignore[attr-defined]


def test_a_code_is_found_however_it_is_typed(gate: Gate) -> None:
    room = gate.open("First", "perceptron", "", "en", "teacher")
    code = room.shown.code
    assert gate.find(f" {code[:3].lower()}-{code[3:]} ", "anna") is room
    found, anna = gate.join(code, "Anna", "anna")
    assert (found, anna.name) == (room, "Anna")
    assert gate.join(code, "Other", "anna", anna.token)[1].number == anna.number


def test_who_guesses_waits_even_with_the_right_code_and_others_do_not(gate: Gate, clock: Clock) -> None:
    code = gate.open("First", "perceptron", "", "en", "teacher").shown.code
    for _ in range(MOST_GUESSES):
        refused("code", lambda: gate.find("AAAAAA", "mallory"))
    refused("patience", lambda: gate.find(code, "mallory"))
    refused("patience", lambda: gate.join(code, "Mallory", "mallory"))
    assert gate.find(code, "anna").shown.code == code
    clock.now += GUESSES_WITHIN
    assert gate.find(code, "mallory").shown.code == code


def test_what_is_no_code_counts_as_a_guess(gate: Gate) -> None:
    for _ in range(MOST_GUESSES):
        refused("code", lambda: gate.find("<script>", "mallory"))
    refused("patience", lambda: gate.find("<script>", "mallory"))


def test_a_whole_school_comes_from_one_address_but_a_flood_is_stopped(gate: Gate, clock: Clock) -> None:
    code = gate.open("First", "perceptron", "", "en", "teacher").shown.code
    tokens = [gate.join(code, f"Student {number}", "school")[1].token for number in range(MOST_ENTRIES)]
    refused("patience", lambda: gate.join(code, "One more", "school"))
    assert gate.join(code, "", "school", tokens[0])[1].number == 1, "who is in comes back"
    assert gate.join(code, "Elsewhere", "home")[1].number == MOST_ENTRIES + 1
    clock.now += ENTRIES_WITHIN
    assert gate.join(code, "One more", "school")[1].name == "One more"


def test_rooms_are_not_opened_without_end(gate: Gate) -> None:
    for _ in range(MOST_OPENED):
        gate.open("Room", "perceptron", "", "en", "mallory")
    refused("patience", lambda: gate.open("Room", "perceptron", "", "en", "mallory"))
    assert gate.open("Room", "perceptron", "", "en", "teacher").shown.title == "Room"


def test_a_full_server_says_so_before_it_counts(clock: Clock) -> None:
    gate = Gate(Rooms(most=1, clock=clock), clock)
    room = gate.open("Room", "perceptron", "", "en", "teacher")
    for _ in range(3 * MOST_OPENED):
        refused("full", lambda: gate.open("Room", "perceptron", "", "en", "teacher"))
    room.end()
    assert gate.open("Room", "perceptron", "", "en", "teacher").shown.title == "Room"
