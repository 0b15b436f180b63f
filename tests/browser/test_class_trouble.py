"""A class to which something happens: browsers that end, pages opened twice, a challenge met behind the wall's back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from playground.challenges.ready import READY
from playground.ui.challenge_panel import challenge_link
from tests.browser.classes import NewPerson
from tests.browser.test_class import EPOCH, fixture_contexts, fixture_person
from tests.browser.visit import LOAD, wait_until

__all__ = ["fixture_contexts", "fixture_person"]
pytestmark = pytest.mark.browser


def test_the_end_of_the_teachers_browser_changes_nothing_for_the_class(person: NewPerson) -> None:
    teacher, student = person(), person()
    code = teacher.opens_room("First lesson")
    student.joins(code, "Anna")
    student.visit.ready().play().wait_epochs(1)
    teacher.press("Ask")
    expect(student.bar.locator(".choices button")).to_have_count(2, timeout=LOAD)
    teacher.page.goto("about:blank")  # as a browser that crashes: its connections end without a word
    epoch = int(student.page.locator(EPOCH).inner_text())
    student.bar.get_by_role("button", name="Yes").click()
    wait_until(lambda: int(student.page.locator(EPOCH).inner_text()) > epoch + 2)
    expect(student.page.locator(".transport")).to_have_attribute("data-status", "running")

    teacher.visit.go("/class", ready=False)  # by what the browser remembers, without the code
    teacher.page.get_by_role("button", name="Back to the room").click(timeout=LOAD)
    expect(teacher.wall).to_have_attribute("data-status", "open", timeout=LOAD)
    expect(teacher.wall.locator(".code")).to_have_text(code)
    expect(teacher.wall.locator(".bars li span")).to_have_text(["Yes: 1", "No: 0"])
    expect(teacher.card("Anna")).to_have_attribute("data-state", "running", timeout=LOAD)
    teacher.press("Pause all")
    expect(student.page.locator(".transport")).to_have_attribute("data-status", "paused", timeout=LOAD)


def test_a_second_page_of_a_student_is_the_same_student(person: NewPerson) -> None:
    teacher, student = person(), person()
    code = teacher.opens_room()
    student.joins(code, "Anna")
    second = student.page.context.new_page()
    second.goto(f"{student.visit.address}/cnn?room={code}")
    bar = second.locator(".room-bar")
    expect(bar).to_have_attribute("data-status", "open", timeout=LOAD)
    expect(bar.locator(".who")).to_have_text("Anna")
    expect(teacher.wall.locator("li[data-number]")).to_have_count(1)
    bar.get_by_role("button", name="Raise your hand").click()
    expect(student.bar.get_by_role("button", name="Raise your hand")).to_have_attribute("aria-pressed", "true")
    second.close()
    student.bar.get_by_role("button", name="Raise your hand").click()
    expect(teacher.card("Anna").locator(".raised")).to_be_hidden()
    expect(teacher.card("Anna")).not_to_have_class(re.compile("away"))
    student.visit.ready().play().wait_epochs(1)


def test_a_challenge_is_met_while_the_teacher_looks_elsewhere(person: NewPerson) -> None:
    challenge = READY["moons-without-layers"]
    teacher, student = person(), person()
    code = teacher.opens_room()
    student.joins(code, "Anna")
    link = challenge_link(challenge, best=True)
    teacher.visit.go(f"{challenge_link(challenge)}&room={code}", ready=False)
    teacher.is_in()
    teacher.press("Send this page to all")
    expect(teacher.bar.locator(".sent")).to_have_text("The class has: Perceptron")
    expect(student.page.locator(".st-key-challenge")).to_be_visible(timeout=LOAD)
    expect(student.bar.locator(".rank")).to_be_hidden()
    student.visit.go(f"{link}&room={code}", ready=False)
    student.is_in()
    student.visit.play()
    expect(student.bar.locator(".rank")).to_have_text("Challenge met: place 1 of 1", timeout=LOAD)
    teacher.bar.get_by_role("link", name="The wall").click()
    expect(teacher.wall.locator(".ranking li")).to_have_text(re.compile(r"^\s*Anna · \d+ "), timeout=LOAD)
