"""The page of a class without a browser: joining, opening, who somebody is, and where a task leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.util import calc_hash

from playground.rooms import GATE, ROOMS, Gate, Place, Room
from playground.ui import membership
from playground.ui.classroom.entrance import PAGES, place_of
from playground.ui.menu import ENTRIES
from tests.pages.opened import Opened


@pytest.fixture(name="cookies")
def fixture_cookies(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the browser sends; AppTest has none of its own."""
    cookies: dict[str, str] = {}
    monkeypatch.setattr(membership, "cookies", lambda: cookies)
    return cookies


@pytest.fixture(name="room")
def fixture_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A room, and gates that have counted nothing yet."""
    gate = Gate(ROOMS)
    for module in ("membership", "classroom.entrance"):
        monkeypatch.setattr(f"playground.ui.{module}.GATE", gate)
    assert GATE.rooms is ROOMS
    room = ROOMS.open("First lesson", "perceptron", "preset=hidden-layer-xor&hide=noise", "en")
    yield room
    ROOMS.close()


@pytest.fixture(name="page")
def fixture_page(opened: Opened, cookies: dict[str, str]) -> Opened:
    opened.page = "class"
    return opened


def errors(page: Opened) -> list[str]:
    return [error.value for error in page.app.error]


def join(page: Opened, code: str, name: str = "") -> Opened:
    page.app.text_input(key="join-code").set_value(code)
    page.app.text_input(key="join-name").set_value(name)
    page.app.button(key="FormSubmitter:join-Join").click()
    page.again()
    page.app._page_hash = calc_hash("perceptron")  # AppTest draws again what it was opened with
    return page


def test_who_joins_is_on_the_rooms_page_with_its_bar(page: Opened, room: Room) -> None:
    code = room.shown.code
    join(page.visit(), f" {code[:3].lower()} {code[3:]}", "Anna \u202e<b>")
    assert [student.name for student in room.students] == ["Anna <b>"]
    bar = page.given("room_bar")
    assert (bar["code"], bar["teaches"], bar["back"]) == (code, False, "")
    assert room.secret not in str(bar)
    assert page.address["room"] in (code, [code])
    assert page.experiment.data.name == "xor"
    assert not page.shows("noise"), "what students may not touch is not there"
    (student,) = room.students
    assert (student.run, student.place and student.place.page) == (page.run.token, "perceptron")


@pytest.mark.parametrize("code", ["", "ABC", "ZZZZZZ", "<script>", "é" * 12])
def test_who_brings_no_code_of_a_room_is_told(page: Opened, room: Room, code: str) -> None:
    join(page.visit(), code)
    assert errors(page) == ["There is no room with this code."]
    assert room.students == ()


def test_a_locked_and_a_full_room_say_so(page: Opened, room: Room) -> None:
    room.lock(room.secret, True)
    join(page.visit(room=room.shown.code), room.shown.code)
    assert errors(page) == ["Your teacher lets nobody else in at the moment."]


def test_a_cookie_brings_back_the_same_student_and_only_there(
    page: Opened, room: Room, cookies: dict[str, str]
) -> None:
    anna = room.join("Anna")
    cookies[membership.STUDENT + room.shown.code] = anna.token
    page.page = "descent"
    page.visit(room=room.shown.code)
    assert page.given("room_bar")["token"] == anna.token
    assert room.students[0].place == Place("descent", "")
    page.visit()
    assert "room_bar" not in page.drawn, "a page whose address names no room is outside"
    cookies[membership.STUDENT + room.shown.code] = "wrong"
    page.visit(room=room.shown.code)
    assert "room_bar" not in page.drawn


def test_the_teacher_opens_a_room_and_comes_back_by_a_cookie(page: Opened, cookies: dict[str, str], room: Room) -> None:
    room.end()
    page.visit(lang="fr")
    page.app.text_input(key="open-title").set_value("Réseaux  1")
    page.again()
    page.app.button(key="open-room").click()
    page.again()
    (made,) = ROOMS.all()
    wall = page.given("wall")
    assert (wall["code"], wall["token"]) == (made.shown.code, made.secret)
    assert (made.shown.title, made.shown.language) == ("Réseaux 1", "fr")
    assert made.shown.code in wall["link"]
    assert "<svg" in wall["qr"]
    cookies.update(wall["cookies"])
    page.visit(room=made.shown.code)
    assert page.given("wall")["token"] == made.secret
    page.page = "cnn"
    page.visit(room=made.shown.code)
    assert page.given("room_bar")["teaches"]


def test_a_task_replaces_all_controls_and_what_was_there_comes_back(page: Opened, room: Room) -> None:
    join(page.visit(), room.shown.code)
    page.hold({"layers": 3})
    before = page.experiment
    room.send(room.secret, "perceptron", "data=circle&layers=1")
    page.app.session_state["_room_goal"] = _taken(room)
    page.again()
    assert (page.experiment.data.name, len(page.experiment.model.layers)) == ("circle", 1)
    assert room.students[0].own is not None
    page.app.session_state["_room_goal"] = room.swap(room.students[0].token)
    page.again()
    assert page.experiment == before


def _taken(room: Room) -> Place:
    task = room.take_task(room.students[0].token)
    return Place(task.page, task.query)


def test_a_room_that_ends_lets_everybody_go(page: Opened, room: Room) -> None:
    join(page.visit(), room.shown.code)
    room.end()
    page.again()
    assert "room_bar" not in page.drawn
    assert [info.value for info in page.app.info] == [
        "You are in the room no more: it has ended, or you were sent out."
    ]
    assert "room" not in page.address


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("https://school.example/base/cnn?cnn_preset=lenet5&lang=fr", Place("cnn", "cnn_preset=lenet5")),
        ("http://localhost:8501/?preset=xor&room=ABCDEF", Place("perceptron", "preset=xor")),
        ("/gan", Place("gan", "")),
        ("https://elsewhere.example/nothing", None),
        ("http://[", None),
        ("/class?room=ABCDEF", None),
        ("", None),
    ],
)
def test_links_lead_to_pages_of_the_playground_or_nowhere(link: str, place: Place | None) -> None:
    assert place_of(link) == place


def test_a_class_may_begin_with_every_page_that_has_presets(page: Opened) -> None:
    page.visit()
    for name in PAGES:
        page.hold({"open-page": name})
        assert page.shows(f"open-preset-{name}")
        assert not page.app.exception
    assert set(ENTRIES) - set(PAGES) == {"class", "lecture"}


def test_the_question_of_the_preset_is_ready_to_be_asked(page: Opened, room: Room, cookies: dict[str, str]) -> None:
    cookies[membership.TEACHER + room.shown.code] = room.secret
    page.visit(room=room.shown.code)
    asked: Any = page.app.text_area(key="ask-question-0")
    assert asked.value.endswith("?")
    page.app.button(key="ask").click()
    page.again()
    assert room.shown.poll is not None
    assert (room.shown.poll.question, room.shown.poll.choices) == (asked.value, ("Yes", "No"))
    page.app.button(key="send").click()
    page.again()
    assert room.shown.task.number == 1
