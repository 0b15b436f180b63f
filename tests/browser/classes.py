"""A class in real browsers: a teacher, and students in browsers of their own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.recording import Person as Recorded
from tests.browser.recording import Recording
from tests.browser.visit import LOAD, Visit

NewPerson = Callable[..., "Person"]


class Person:
    """Somebody in a browser of their own, whose cookies are nobody else's."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.visit = Visit(context, address, troubled=False)
        self.page: Page = self.visit.page

    @property
    def bar(self) -> Locator:
        """The bar above a page of somebody in a room."""
        return self.page.locator(".room-bar")

    @property
    def wall(self) -> Locator:
        """The wall on the teacher's page."""
        return self.page.locator(".wall")

    def press(self, name: str) -> None:
        """Press a button, wherever it is."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def opens_room(self, title: str = "") -> str:
        """Open a room that begins with the perceptron page's first preset, and return its code."""
        self.visit.go("/class", ready=False)
        self.page.wait_for_selector("text=Open a room", timeout=LOAD)
        if title:
            box = self.page.get_by_role("textbox", name="Title")
            box.fill(title)
            box.press("Enter")
            self.visit.wait_rest()
        self.press("Open the room")
        expect(self.wall).to_have_attribute("data-status", "open", timeout=LOAD)
        return self.wall.locator(".code").inner_text()

    def joins(self, code: str, name: str = "", **address: str) -> None:
        """Join a room by its link, and wait until the page is there."""
        more = "".join(f"&{key}={text}" for key, text in address.items())
        self.visit.go(f"/class?room={code}{more}", ready=False)
        self.page.get_by_role("textbox").nth(1).fill(name, timeout=LOAD)
        self.page.locator("[data-testid=stFormSubmitButton] button").click()
        self.is_in()

    def is_in(self) -> None:
        """Wait until the page has its bar."""
        expect(self.bar).to_have_attribute("data-status", "open", timeout=LOAD)

    def card(self, name: str) -> Locator:
        """A student's card on the wall."""
        return self.wall.locator("li[data-number]").filter(has=self.page.locator(".name", has_text=name))


def people_of(
    chrome: Browser, address: str, contexts: ExitStack, recording: Recording, leaving: ExitStack
) -> NewPerson:
    """Return what makes a new person; all leave when the test ends, and their browsers close once that is recorded."""

    def person(**options: Any) -> Person:
        usual = {"viewport": {"width": 1000, "height": 700}, "locale": "en-US"}
        recorded = Recorded(chrome.new_context(**(usual | options)), f"{address}/_stcore/health")
        context = recording.follow(recorded)
        contexts.callback(context.close)
        made = Person(context, address)
        leaving.callback(made.visit.leave)
        return made

    return person
