"""A class in real browsers: joining, training, voting, coming back, tasks, and the teacher's hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.serving import Served
from tests.browser.classes import NewPerson, people_of
from tests.browser.recording import Recording
from tests.browser.visit import LOAD, wait_until

pytestmark = pytest.mark.browser
EPOCH = "[data-value=epoch]"


@pytest.fixture(name="contexts")
def fixture_contexts() -> Iterator[ExitStack]:
    """The browsers, which close after all else has ended."""
    with ExitStack() as contexts:
        yield contexts


@pytest.fixture(name="person")
def fixture_person(
    contexts: ExitStack, chrome: Browser, served: Served, recording: Recording, leaving: ExitStack
) -> NewPerson:
    """Return what makes a new person."""
    return people_of(chrome, served.address, contexts, recording, leaving)


def test_ten_students_join_train_vote_come_back_and_leave(person: NewPerson) -> None:
    teacher = person()
    code = teacher.opens_room("<b>First</b> lesson")
    expect(teacher.wall.locator(".title")).to_have_text("<b>First</b> lesson")
    names = [f"Student of row {place}" for place in range(10)]
    students = [person(viewport={"width": 420, "height": 500}) for _ in names]
    for student, name in zip(students, names, strict=True):
        student.joins(code, name)
    cards = teacher.wall.locator("li[data-number]")
    expect(cards).to_have_count(10)
    expect(teacher.wall.locator("li[data-number] canvas:visible")).to_have_count(10, timeout=LOAD)

    teacher.press("Play all")
    for name in names:
        expect(teacher.card(name)).to_have_attribute("data-epoch", re.compile("^[1-9]"), timeout=LOAD)
        expect(teacher.card(name)).to_have_attribute("data-state", "running")
    teacher.page.get_by_role("textbox", name="Question").fill("Where will the boundary be?")
    teacher.page.get_by_role("textbox", name="Question").press("Control+Enter")
    teacher.visit.wait_rest()
    teacher.press("Ask")
    for place, student in enumerate(students):
        student.bar.get_by_role("button", name="Yes" if place % 3 else "No").click(timeout=LOAD)
    bars = teacher.wall.locator(".bars li span")
    expect(bars).to_have_text(["Yes: 6", "No: 4"])

    students[3].page.reload()
    students[3].is_in()
    expect(students[3].bar.locator(".who")).to_have_text(names[3])
    pressed = students[3].bar.locator(".choices button[aria-pressed=true]")
    expect(pressed).to_have_text("No")
    teacher.press("Pause all")
    for student in students[:3]:
        expect(student.page.locator(".transport")).to_have_attribute("data-status", "paused", timeout=LOAD)

    students[7].press("Leave the room")
    expect(students[7].bar).to_have_count(0)
    students[5].page.close()
    expect(cards).to_have_count(9)
    expect(teacher.card(names[5])).to_have_class(re.compile("away"))
    for student, name in zip(students, names, strict=True):
        if not student.page.is_closed() and student is not students[7]:
            expect(student.bar.locator(".who")).to_have_text(name)
    expect(bars).to_have_text(["Yes: 5", "No: 4"])  # whoever has left has no vote


def test_what_the_teacher_sends_comes_to_all_and_what_each_had_comes_back_trained(person: NewPerson) -> None:
    teacher, student = person(), person()
    student.joins(teacher.opens_room())
    expect(student.bar.locator(".who")).to_have_text("Student 1")
    student.visit.ready().play().wait_epochs(3)
    student.visit.pause()
    reached = student.page.locator(EPOCH).inner_text()
    teacher.visit.choose("send-page", "GAN")
    teacher.visit.wait_rest()
    teacher.press("Send to all")
    student.page.wait_for_url(re.compile("/gan"), timeout=LOAD)
    student.press("Back to what I had")
    student.page.wait_for_url(re.compile("/perceptron"), timeout=LOAD)
    expect(student.page.locator(EPOCH)).to_have_text(reached, timeout=LOAD)
    student.press("To what the teacher sent")
    student.page.wait_for_url(re.compile("/gan"), timeout=LOAD)
    expect(student.bar.get_by_role("button", name="Back to what I had")).to_be_visible()
    student.page.reload()
    student.is_in()
    assert "/gan" in student.page.url, "a task is taken once: a reload stays where the student was"
    student.press("Back to what I had")
    student.page.wait_for_url(re.compile("/perceptron"), timeout=LOAD)


def test_the_teachers_own_page_is_sent_as_it_is(person: NewPerson) -> None:
    teacher, student = person(), person()
    code = teacher.opens_room()
    student.joins(code)
    teacher.visit.go(f"/perceptron?data=xor&layers=1&room={code}", ready=False)
    teacher.is_in()
    expect(teacher.bar.locator(".count")).to_have_text("In the room: 1 · hands raised: 0")
    teacher.press("Send this page to all")
    student.visit.wait_query("data", "xor")
    student.visit.wait_query("layers", "1")
    expect(student.page.get_by_role("combobox", name="Data set")).to_have_value(re.compile("XOR"), timeout=LOAD)


def test_a_click_opens_a_students_network_weights_included(person: NewPerson) -> None:
    teacher, student = person(), person()
    student.joins(teacher.opens_room(), "Anna")
    student.visit.ready().play().wait_epochs(5)
    student.visit.pause()
    student.press("Step one epoch")  # measured is what there is at the end of one
    student.visit.wait_still()
    facts = {
        key: student.page.locator(f"[data-value={key}]").inner_text() for key in ("epoch", "train_loss", "test_loss")
    }
    card = teacher.card("Anna")
    expect(card).to_have_attribute("data-epoch", facts["epoch"], timeout=LOAD)
    with teacher.page.context.expect_page() as opened:
        card.locator("a").click()
    copy = opened.value
    for key, text in facts.items():
        expect(copy.locator(f"[data-value={key}]")).to_have_text(text, timeout=LOAD)
    expect(copy.locator(".room-bar .who")).to_have_text("Network of Anna")
    copy.get_by_role("button", name="Step one epoch").click()
    expect(copy.locator(EPOCH)).to_have_text(str(int(facts["epoch"]) + 1))
    expect(student.page.locator(EPOCH)).to_have_text(facts["epoch"])


def test_frozen_pages_take_neither_clicks_nor_keys_until_they_are_let_go(person: NewPerson) -> None:
    teacher, student = person(), person()
    student.joins(teacher.opens_room())
    student.visit.ready()
    teacher.press("Freeze")
    expect(student.page.get_by_text("Your teacher has stopped the pages for a moment.")).to_be_visible()
    student.page.keyboard.press("k")  # plays, where nothing holds it
    student.page.keyboard.press("Escape")
    student.page.locator(".transport [data-action=play]").click(force=True)
    expect(student.page.get_by_text("Your teacher has stopped the pages for a moment.")).to_be_visible()
    student.bar.evaluate("(bar) => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")
    expect(student.page.locator(".transport")).to_have_attribute("data-status", "idle")
    teacher.press("Freeze")
    expect(student.page.get_by_text("Your teacher has stopped the pages for a moment.")).to_be_hidden()
    student.page.keyboard.press("k")
    expect(student.page.locator(".transport")).to_have_attribute("data-status", "running")


def test_hands_sorting_locking_and_the_end(person: NewPerson) -> None:
    teacher, first, second = person(), person(), person(locale="fr-FR")
    code = teacher.opens_room()
    first.joins(code, "Zoé", lang="en")
    second.joins(code, "Anna", lang="fr")
    names = teacher.wall.locator(".students .name")
    expect(names).to_have_text(["Zoé", "Anna"])
    teacher.wall.locator(".sorted select").select_option("name")
    expect(names).to_have_text(["Anna", "Zoé"])
    second.press("Lever la main")
    expect(teacher.card("Anna").locator(".raised")).to_be_visible()
    expect(teacher.card("Zoé").locator(".raised")).to_be_hidden()
    teacher.press("Let nobody else in")
    late = person()
    late.visit.go(f"/class?room={code}", ready=False)
    late.page.locator("[data-testid=stFormSubmitButton] button").click(timeout=LOAD)
    expect(late.page.get_by_text("Your teacher lets nobody else in at the moment.")).to_be_visible(timeout=LOAD)
    teacher.page.reload()
    expect(teacher.wall).to_have_attribute("data-status", "open", timeout=LOAD)
    expect(teacher.page.get_by_role("button", name="Let nobody else in")).to_have_attribute("aria-pressed", "true")
    teacher.page.on("dialog", lambda dialog: dialog.accept())
    teacher.press("End the room")
    expect(teacher.page.get_by_role("button", name="Open the room")).to_be_visible(timeout=LOAD)
    over = "You are in the room no more: it has ended, or you were sent out."
    expect(first.bar.get_by_text(over)).to_be_visible()
    wait_until(lambda: not any("playground_student" in it.get("name", "") for it in first.page.context.cookies()))
    first.page.locator(".transport [data-action=step_epoch]").click()
    expect(first.page.locator(EPOCH)).to_have_text("1")


def test_a_wrong_code_is_refused_and_lets_nobody_in(person: NewPerson) -> None:
    student = person()
    student.visit.go("/class?room=ZZZZZZ", ready=False)
    student.page.locator("[data-testid=stFormSubmitButton] button").click(timeout=LOAD)
    expect(student.page.get_by_text("There is no room with this code.")).to_be_visible(timeout=LOAD)


def test_the_qr_code_is_large_and_of_the_link_beside_it(person: NewPerson) -> None:
    teacher = person(viewport={"width": 1440, "height": 900})
    teacher.opens_room()
    link = teacher.wall.locator(".link").inner_text()
    assert teacher.wall.locator(".qr").get_attribute("data-link") == link
    box = teacher.wall.locator(".qr svg").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 200
