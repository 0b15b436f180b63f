from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.bringing import bring
from tests.browser.conftest import Open
from tests.browser.visit import Visit, wait_until

pytestmark = pytest.mark.browser

Shares = Sequence[tuple[float, float]]
"""A way over the plane, as shares of its width and height from the upper left."""

THREE: tuple[Shares, ...] = (
    [(0.1, 0.15), (0.45, 0.15), (0.45, 0.3), (0.1, 0.3)],
    [(0.6, 0.8), (0.9, 0.8), (0.9, 0.65), (0.6, 0.65)],
    [(0.6, 0.15), (0.9, 0.15), (0.9, 0.3), (0.6, 0.3)],
)
GOOD = "länge;breite;sorte\n" + "".join(
    f"{k / 10:.1f};{(k * 7 % 10) / 2:.1f};{'süß' if k < 20 else 'sauer'}\n" for k in range(40)
).replace(".", ",")
REFUSED = {
    "empty.csv": (b"", "The file is empty"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "A table is needed here"),
    "control.csv": (b"a,b,c\n1,2,\0x\n" * 9, "Line 2 holds the control character"),
    "one_class.csv": (b"a,b,c\n" + b"1,2,yes\n3,5,yes\n" * 9, "one class only"),
    "narrow.csv": (b"a\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n", "column"),
    "words.csv": (b"a,b,c\n" + b"x,y,z\n" * 12, "Columns of numbers: 0"),
}


POINTS = "document.querySelectorAll('.st-key-figure-boundary .live-figure .scatterlayer .point').length"


def area(page: Visit) -> Locator:
    return page.figure().locator(".live-drawing")


def take(page: Visit, tool: str) -> None:
    page.figure().locator(f".live-brushes [data-tool='{tool}']").click()


def on_screen(page: Visit, way: Shares) -> list[tuple[float, float]]:
    area(page).scroll_into_view_if_needed()
    box = area(page).bounding_box()
    assert box is not None
    return [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in way]


def stroke(page: Visit, tool: str, way: Shares) -> None:
    """Draw with the mouse."""
    take(page, tool)
    first, *others = on_screen(page, way)
    page.page.mouse.move(*first)
    page.page.mouse.down()
    for place in others:
        page.page.mouse.move(*place, steps=8)
    page.page.mouse.up()


def swipe(page: Visit, tool: str, way: Shares) -> None:
    """Draw with a finger."""
    button = page.figure().locator(f".live-brushes [data-tool='{tool}']")

    def chosen() -> bool:
        """Tap; a stroke that begins before the tap has done anything would have the colour before."""
        button.tap()
        page.page.wait_for_timeout(100)
        return button.get_attribute("aria-pressed") == "true"

    wait_until(chosen)
    finger = page.page.context.new_cdp_session(page.page)
    places = on_screen(page, way)
    moves = [("touchMove", [place]) for place in between(places)]
    for kind, touched in [("touchStart", places[:1]), *moves, ("touchEnd", [])]:
        points = [{"x": x, "y": y} for x, y in touched]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    finger.detach()


def between(places: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Places on the way from each to the next."""
    for (x1, y1), (x2, y2) in pairwise(places):
        for k in range(7):
            yield x1 + (x2 - x1) * k / 6, y1 + (y2 - y1) * k / 6


def count(page: Visit) -> int:
    return page.points().count()


def changes(page: Visit, before: int) -> int:
    """Wait until there are more points, or fewer, and return how many."""
    wait_until(lambda: count(page) != before)
    page.wait_rest()
    page.wait_still(POINTS)
    return count(page)


def test_points_are_added_and_removed_while_it_trains(visit: Open) -> None:
    page = visit("/?data=points&autoplay=1&mistakes=False")
    page.wait_epochs(1)
    start, generation = count(page), page.generation
    take(page, "1")
    page.page.mouse.click(*on_screen(page, [(0.9, 0.9)])[0])
    one = changes(page, start)
    assert one == start + 1
    stroke(page, "0", [(0.05, 0.9), (0.35, 0.9)])
    many = changes(page, one)
    assert many > one + 4
    stroke(page, "erase", [(0.04, 0.9), (0.36, 0.9)])
    assert changes(page, many) == one
    take(page, "undo")
    assert changes(page, one) == many
    stroke(page, "erase", [(0.9, 0.9)])
    assert changes(page, many) == many - 1
    page.wait_epochs(2)
    assert (page.generation, page.fact("status")) == (generation, "running"), "the same network goes on"
    page.wait_whole_query({"data": "points", "autoplay": "1", "mistakes": "False"})


def test_three_classes_drawn_with_the_mouse_are_learnt(visit: Open) -> None:
    page = visit("/?data=points&autoplay=1&speed=max&mistakes=False")
    begin_afresh(page)
    for tool, way in enumerate(THREE):
        stroke(page, str(tool), way)
        arrives(page, tool)
    learnt(page)


def test_three_classes_drawn_with_a_finger_are_learnt(visit: Open) -> None:
    telephone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = visit("/?data=points&autoplay=1&speed=max&mistakes=False", **telephone)
    begin_afresh(page)
    for tool, way in enumerate(THREE):
        swipe(page, str(tool), way)
        arrives(page, tool)
    learnt(page)


def begin_afresh(page: Visit) -> None:
    """Begin a new drawing, and wait until the page rests: a plane that still moves is missed by a finger."""
    page.wait_rest()
    take(page, "afresh")
    page.wait_rest()


def arrives(page: Visit, tool: int) -> None:
    """Wait until what was drawn is data."""
    wait_until(lambda: len(fills(page)) == tool + 1)
    page.wait_rest()


def learnt(page: Visit) -> None:
    page.wait_epochs(5)
    expect(page.page.locator(".transport [data-value=train_accuracy]")).to_have_text("100%", timeout=30_000)
    assert len(page.colours()) > 20
    page.wait_whole_query({"data": "points", "autoplay": "1", "speed": "max", "mistakes": "False"})


def fills(page: Visit) -> set[str]:
    """The colours of the points."""
    return set(page.points().evaluate_all("all => all.map((one) => one.style.fill)")) - {"none"}


def test_a_table_of_ones_own(visit: Open) -> None:
    page = visit("/?data=table&autoplay=1&speed=max")
    upload(page, "fruit.csv", GOOD.encode("cp1252"))
    sidebar = page.page.get_by_test_id("stSidebar")
    expect(sidebar).to_contain_text("40 rows, 3 columns")
    expect(sidebar).to_contain_text("süß (20)")
    expect(page.network.neuron(0, "länge")).to_be_attached()
    page.wait_epochs(5)
    page.wait_whole_query({"data": "table", "autoplay": "1", "speed": "max"})
    generation = page.generation
    alerts = sidebar.get_by_role("alert")
    for name, (content, words) in REFUSED.items():
        upload(page, name, content)
        expect(alerts.filter(has_text=words)).to_contain_text("The table in use stays as it is.")
        page.wait_rest()
        epoch = page.epoch
        page.wait_fact("epoch", f"Number(it) > {epoch}")
        assert (page.generation, page.fact("status")) == (generation, "running"), name
    expect(page.network.neuron(0, "breite")).to_be_attached()
    assert "fruit" not in page.page.url


def upload(page: Visit, name: str, content: bytes) -> None:
    bring(page, "own_upload", name, content)
