"""A class on one of two servers behind nginx: whoever comes is brought to its room, wherever they were."""

from __future__ import annotations

import re
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.serving import serve
from playground.environment import SERVER_LETTER
from tests.browser.classes import people_of
from tests.browser.recording import Recording
from tests.browser.test_class import EPOCH, fixture_contexts
from tests.browser.visit import LOAD, wait_until
from tests.deploy.gateway import gateway, nginx_path

__all__ = ["fixture_contexts"]
pytestmark = pytest.mark.browser


def test_a_class_meets_on_one_of_two_servers(
    tmp_path: Path, chrome: Browser, contexts: ExitStack, recording: Recording, leaving: ExitStack
) -> None:
    nginx_path()
    servers = {letter: contexts.enter_context(serve(**{SERVER_LETTER: letter})) for letter in "AB"}
    gate = contexts.enter_context(gateway(tmp_path, {letter: server.port for letter, server in servers.items()}))
    person = people_of(chrome, gate.address, contexts, recording, leaving)

    teacher = person()
    code = teacher.opens_room("Second lesson")
    other = "B" if code.startswith("A") else "A"
    by_link, by_code = person(), person()
    for student in (by_link, by_code):
        student.page.context.add_cookies([{"name": "playground_server", "value": other, "url": gate.address}])
    by_link.joins(code, "Anna")

    by_code.visit.go("/class", ready=False)
    by_code.page.get_by_role("textbox", name="Code").fill(code.lower(), timeout=LOAD)
    by_code.page.locator("[data-testid=stFormSubmitButton] button").click()
    by_code.page.wait_for_url(re.compile(f"room={code}"), timeout=LOAD)  # at the room's own server, as the link says
    expect(by_code.page.get_by_role("textbox", name="Code")).to_have_value(code, timeout=LOAD)
    by_code.page.get_by_role("textbox", name="Your name").fill("Ben")
    by_code.page.locator("[data-testid=stFormSubmitButton] button").click()
    by_code.is_in()

    expect(teacher.wall.locator("li[data-number]")).to_have_count(2)
    teacher.press("Play all")
    for student, name in ((by_link, "Anna"), (by_code, "Ben")):
        expect(teacher.card(name)).to_have_attribute("data-state", "running", timeout=LOAD)
        wait_until(lambda student=student: int(student.page.locator(EPOCH).inner_text()) > 1)
        cookies = {it.get("name"): it.get("value") for it in student.page.context.cookies()}
        assert cookies["playground_server"] == code[0]
    teacher.press("Pause all")
    expect(by_code.page.locator(".transport")).to_have_attribute("data-status", "paused", timeout=LOAD)
