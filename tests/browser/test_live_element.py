"""How components are mounted and follow a run, with a connection that only notes what it is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from playground.live.files import source

pytestmark = pytest.mark.browser

CONNECTION = """
await window.arrival;
export function watch(socket, token, draw) {
  const one = { token, draw, open: true };
  window.watched.push(one);
  draw({ status: "idle", facts: {}, tensors: { of: token } });
  return { close: () => (one.open = false) };
}
"""
NOTED = """
class Noted extends LiveElement {
  said = [];
  prepare({ name }) {
    this.said.push(`prepare ${name}`);
    this.trigger?.(name);
  }
  draw({ tensors }) {
    this.said.push(`draw ${tensors.of}`);
  }
}
class Throttled extends Noted {
  interval = 200;
}
export default mount(Noted, "p");
export { Noted, Throttled };
"""
START = """
async (script) => {
  Object.assign(window, { watched: [], arrival: new Promise((resolve) => (window.arrive = resolve)) });
  window.script = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  window.settings = (name, token) => ({ name, token, socket: "/live", scripts: "/live/noted" });
  document.body.innerHTML = "<main><p></p></main>";
}
"""


@pytest.fixture(name="page")
def fixture_page(blank: Page) -> Page:
    """A page with the base and two components of it, whose connection comes when it is let."""
    blank.route(
        "**/live/noted/connection.js", lambda route: route.fulfill(content_type="text/javascript", body=CONNECTION)
    )
    blank.evaluate(START, source("page_element.js", "live_element.js") + NOTED)
    return blank


def run(page: Page, script: str) -> Any:
    """Run a script with a component, and return what it returns."""
    made = "const [one, slow] = [new script.Noted(document.body), new script.Throttled(document.body)];"
    rest = "const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));"
    return page.evaluate(f"async () => {{ {made} {rest} {script} }}")


def test_settings_that_come_while_scripts_are_loading_replace_those_before(page: Page) -> None:
    calls, tokens = run(
        page,
        """
        const both = [one.update(settings("old", "a")), one.update(settings("new", "b"))];
        const early = one.data;
        arrive();
        await Promise.all(both);
        return [[early, ...one.said], watched.map(({ token }) => token)];
        """,
    )
    assert calls == [None, "prepare new", "draw b"]
    assert tokens == ["b"]


def test_what_is_closed_while_scripts_are_loading_stays_closed(page: Page) -> None:
    calls = run(
        page,
        """
        const coming = one.update(settings("first", "a"));
        one.close();
        arrive();
        await coming;
        return [...one.said, ...watched];
        """,
    )
    assert calls == []


def test_other_settings_draw_anew_and_another_run_is_watched_instead(page: Page) -> None:
    calls, watched = run(
        page,
        """
        arrive();
        await one.update(settings("first", "a"));
        one.update(settings("second", "a"));
        one.update(settings("third", "b"));
        return [one.said, watched.map(({ token, open }) => [token, open])];
        """,
    )
    assert calls == ["prepare first", "draw a", "prepare second", "draw a", "prepare third", "draw b"]
    assert watched == [["a", False], ["b", True]]


def test_states_between_two_drawings_are_passed_over(page: Page) -> None:
    calls, last, drawn = run(
        page,
        """
        performance.now = () => 1000; // what passes is the page's own time
        arrive();
        await slow.update(settings("first", "a"));
        const give = (of, status = "idle") => watched[0].draw({ status, facts: {}, tensors: { of } });
        for (const of of ["one", "two", "three"]) give(of);
        const before = [...slow.said];
        while (slow.said.length === before.length) await rest(10);
        const after = slow.said.at(-1);
        for (const of of ["four", "five"]) give(of);
        give("six", "running");
        give("seven", "running");
        slow.close();
        await rest(400);
        return [before, after, slow.said.slice(before.length + 1)];
        """,
    )
    assert calls == ["prepare first", "draw a"]
    assert last == "draw three"
    assert drawn == ["draw six"], "another status is seen at once"


def test_a_state_that_comes_after_a_rest_is_drawn_with_its_picture(page: Page) -> None:
    said = run(
        page,
        """
        let now = 1000;
        performance.now = () => now;
        arrive();
        await slow.update(settings("first", "a"));
        now += slow.interval;
        watched[0].draw({ status: "idle", facts: {}, tensors: { of: "one" } });
        return slow.said;
        """,
    )
    assert said == ["prepare first", "draw a", "draw one"]


def test_a_place_has_one_component_until_it_is_left(page: Page) -> None:
    assert run(
        page,
        """
        arrive();
        const parentElement = document.querySelector("main");
        const told = [];
        const mount = (name) => script.default({
          data: settings(name, "a"), parentElement, setTriggerValue: (what) => told.push([name, what]),
        });
        mount("first");
        const leave = mount("second");
        while (watched.length < 1) await rest(10);
        leave();
        mount("third");
        while (watched.length < 2) await rest(10);
        return [told, watched.map(({ open }) => open)];
        """,
    ) == [[["second", "second"], ["third", "third"]], [False, True]]
