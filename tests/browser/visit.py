"""A page as a person has it open in a browser."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Locator, expect

from playground.ui.menu import ENTRIES
from tests.browser.network import Network

LOAD, SOON = 60_000, 30_000  # milliseconds; a machine in a hurry never waits so long
expect.set_options(timeout=SOON)
FIGURES = ("figure-boundary", "figure-loss", "figure-accuracy")
PAGES = tuple(ENTRIES)
BENIGN = (
    "was preloaded using link preload but not used within a few seconds",  # plotly.js waits for the first frame
    "GL Driver Message",  # how fast the software renderer of a machine without a graphics card reads pixels back
    "Multiple different fragmentIds detected",  # a look at a challenge's run and something that a person did, at once
    "willReadFrequently",  # Plotly picks points of a surface by reading pixels back
)
"""Warnings of the browser on its own speed: they say something of the machine, not of the page."""

TRAINS = ".transport[data-status=running] [data-action=play]"

MAP = ".st-key-figure-boundary .live-heatmap canvas"
COLOURS = """
(canvas) => {
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return [...new Set(new Uint32Array(pixels.buffer))];
}
"""
DRAWN = """
[...document.querySelectorAll("[data-frames], [data-epoch]")].map((it) => [it.dataset.frames, it.dataset.epoch])
"""
STILL = """
([read, pictures, longest]) => new Promise((resolve) => {
  const start = performance.now();
  let [before, since, seen] = [read(), start, 0];
  const look = () => {
    const [now, at] = [read(), performance.now()];
    if (now !== before) [before, since, seen] = [now, at, 0];
    else seen += 1;
    const still = seen >= pictures && at - since >= 600;
    if (still || at - start > longest) resolve(still);
    else requestAnimationFrame(look);
  };
  look();
})
"""
"""Counted are pictures too: on a busy machine a page that has not come to drawing looks like one that rests."""
FOCUSED = """
() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!element || element === document.body) return "";
  const by = element.getAttribute("aria-labelledby");
  const label = element.getAttribute("aria-label") ?? (by && document.getElementById(by)?.innerText);
  return (label || element.closest("label")?.innerText || element.innerText || element.title || element.tagName).trim();
}
"""


class Visit:
    """One person's visit, in a tab of its own.

    Parameters
    ----------
    troubled
        Whether the test makes trouble of which the browser's console will speak.
    """

    def __init__(self, context: BrowserContext, address: str, troubled: bool) -> None:
        self.address, self.troubled = address, troubled
        self.page = context.new_page()
        self.network = Network(self.page)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self._hear(message.type, message.text, message.location["url"]))
        self.page.on("pageerror", lambda error: self._hear("error", str(error), ""))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))

    def _hear(self, kind: str, text: str, where: str) -> None:
        """Note what the browser complains of, but for how Streamlit finds out that a page's path is no base path."""
        probing = any(where.startswith(f"{self.address}/{name}/_stcore/") for name in PAGES) and "404" in text
        benign = kind == "warning" and any(words in text for words in BENIGN)
        if kind in ("error", "warning") and not probing and not benign:
            self.complaints.append(f"{kind}: {text} ({where})")

    def go(self, path: str, ready: bool = True) -> Visit:
        """Open an address of the server and, on a page with a boundary, wait until everything is drawn."""
        self.page.goto(path if path.startswith("http") else self.address + path)
        return self.ready() if ready else self

    def choose_page(self, section: str, name: str) -> None:
        """Go to another page by the menu."""
        self.page.get_by_role("button", name=section, exact=True).click()
        self.page.get_by_role("menuitem", name=name).click()

    def ready(self) -> Visit:
        """Wait until the script has run and every figure has a picture, drawn by plotly.js once it has loaded."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=LOAD)
        self.page.wait_for_selector(".live-figure[data-frames]:not([data-frames='0'])", timeout=LOAD)
        self.wait("!document.querySelector('.live-figure[data-frames=\"0\"]')")
        self.wait("document.querySelector('.st-key-figure-boundary .heatmaplayer image')", timeout=LOAD)
        expect(self.network.element).not_to_have_attribute("data-frames", "0", timeout=LOAD)
        return self

    def leave(self) -> None:
        """Close the tab; the browser may have nothing to complain about, and no other host was asked.

        What trains is paused before: nobody watches it any more, and it would take the next test's time for 10 s.
        """
        if not self.page.is_closed():
            self.page.locator(TRAINS).evaluate_all("buttons => buttons.forEach((button) => button.click())")
            self.page.close()
        assert self.troubled or not self.complaints, self.complaints
        hosts = {urlsplit(url).netloc for url in self.requests if not url.startswith(("data:", "blob:", "about:"))}
        assert hosts == {urlsplit(self.address).netloc}

    # What is on the screen

    @property
    def query(self) -> dict[str, str]:
        """The query part of the address; asked for in the page, as Python hears of a change only while it waits."""
        return {key: values[-1] for key, values in parse_qs(self.page.evaluate("location.search")[1:]).items()}

    def figure(self, key: str = "figure-boundary") -> Locator:
        return self.page.locator(f".st-key-{key} .live-figure")

    def fact(self, name: str, key: str = "figure-boundary") -> str:
        """What a figure's element says in ``data-...``."""
        return self.figure(key).get_attribute(f"data-{name}") or ""

    @property
    def epoch(self) -> int:
        return int(self.fact("epoch"))

    @property
    def generation(self) -> int:
        return int(self.fact("generation"))

    def colours(self) -> set[int]:
        """The colours of the boundary's picture."""
        return set(self.page.locator(MAP).evaluate(COLOURS))

    def reached(self, name: str) -> str:
        """What the transport says: ``epoch``, ``batch``, ``train_loss``..."""
        return self.page.locator(f".transport [data-value={name}]").inner_text()

    def picture(self) -> str:
        """The heatmap's picture: the same text for the same pixels."""
        return str(self.page.locator(MAP).evaluate("canvas => canvas.toDataURL()"))

    def points(self, key: str = "figure-boundary") -> Locator:
        """The points drawn in a figure."""
        return self.figure(key).locator(".scatterlayer .point")

    def button(self, name: str) -> Locator:
        """A button of the transport."""
        return self.page.locator(".transport").get_by_role("button", name=name, exact=True)

    def slider(self, key: str) -> Locator:
        return self.page.locator(f".st-key-{key} input[type=range]").first

    # What happens

    def wait(self, condition: str, argument: Any = None, timeout: int = SOON) -> None:
        """Wait until JavaScript finds a condition true."""
        self.page.wait_for_function(condition, arg=argument, timeout=timeout, polling=20)

    def wait_fact(self, name: str, condition: str, key: str = "figure-boundary", timeout: int = SOON) -> None:
        """Wait until a figure's fact fulfils a condition on ``it``."""
        self.wait(
            f"key => {{ const it = document.querySelector(`.st-key-${{key}} .live-figure`)?.dataset.{name};"
            f" return {condition}; }}",
            key,
            timeout,
        )

    def wait_status(self, status: str, timeout: int = SOON) -> None:
        """Wait until every figure and the transport have a status."""
        for figure in self.page.locator(".live-figure").all():
            expect(figure).to_have_attribute("data-status", status, timeout=timeout)
        expect(self.page.locator(".transport")).to_have_attribute("data-status", status, timeout=timeout)

    def wait_epochs(self, more: int = 1) -> None:
        """Wait for more epochs than now."""
        self.wait_fact("epoch", "it")  # a figure that was just laid out has none yet
        self.wait_fact("epoch", f"Number(it) >= {self.epoch + more}")

    def wait_frames(self, more: int, key: str = "figure-boundary") -> None:
        """Wait for more pictures than now."""
        self.wait_fact("frames", f"Number(it) >= {int(self.fact('frames', key)) + more}", key)

    def wait_picture(self, before: str) -> None:
        """Wait until the heatmap's picture is another one."""
        self.wait("([map, seen]) => document.querySelector(map).toDataURL() !== seen", [MAP, before])

    def wait_picture_again(self, seen: str) -> None:
        """Wait until the heatmap's picture is one that was seen before."""
        self.wait("([map, seen]) => document.querySelector(map).toDataURL() === seen", [MAP, seen])

    def wait_query(self, key: str, pattern: str) -> None:
        """Wait until the address says something of a control."""
        self.page.wait_for_url(re.compile(rf"[?&]{key}={pattern}(&|$)"), timeout=SOON)

    def wait_whole_query(self, query: dict[str, str]) -> None:
        """Wait until the address says this of the controls, and nothing else."""
        end = time.monotonic() + SOON / 1000
        while self.query != query and time.monotonic() < end:
            time.sleep(0.05)
        assert self.query == query, self.query

    def wait_rest(self) -> None:
        """Wait until the page's script has run."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=SOON)

    def play(self) -> Visit:
        """Press play and wait until training runs."""
        self.button("Play").click()
        self.wait_status("running")
        return self

    def pause(self) -> Visit:
        """Press pause and wait until training has stopped, and the last picture is drawn everywhere."""
        self.button("Pause").click()
        self.wait_status("paused")
        self.wait_still()
        return self

    def wait_still(self, expression: str = DRAWN) -> None:
        """Wait until no part of the page is drawn anew, or what else an expression says has stayed for a while.

        Tables and words follow later than the transport.
        """
        read = f"() => JSON.stringify({expression.strip()})"
        assert self.page.evaluate(f"({STILL})([{read}, 20, {SOON}])"), "it does not come to rest"

    def choose(self, key: str, label: str) -> None:
        """Choose from a list with the mouse. It is scrolled to before: an open list closes when the page scrolls."""
        box = self.page.locator(f".st-key-{key} [role=combobox]")
        box.scroll_into_view_if_needed()
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        box.click()
        self.page.get_by_role("option", name=label, exact=True).click()

    def click_point(self, place: int, key: str = "figure-boundary") -> None:
        """Click a data point."""
        point = self.points(key).nth(place)
        wait_until(lambda: point.bounding_box() is not None)  # points are drawn anew with a full drawing of the figure
        box = point.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x + 2, y)
        self.page.mouse.click(x, y)

    def focused(self) -> str:
        """The accessible name of what has the keyboard's focus; empty for the page itself."""
        name: str = self.page.evaluate(FOCUSED)
        return name


def wait_until(condition: Callable[[], bool], seconds: float = SOON / 1000) -> None:
    """Wait for a condition on what is on the screen.

    Raises
    ------
    AssertionError
        If it does not come.
    """
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)
