from __future__ import annotations

import csv

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open
from tests.browser.visit import Visit, wait_until

pytestmark = pytest.mark.browser

VIEWS = {
    "Surface": "surface",
    "Hidden space": "hidden",
    "Confusion matrix": "confusion",
    "Weights": "weights",
    "Activations": "activations",
    "Gradients": "gradients",
}


def open_table(page: Visit, name: str) -> None:
    page.page.locator(f".st-key-table-{name} summary").click()
    page.wait_rest()
    expect(page.page.locator(f".st-key-numbers-{name} td").first).to_be_visible()


def numbers(page: Visit, name: str) -> list[str]:
    """The numbers of a view's tables."""
    return page.page.locator(f".st-key-numbers-{name} td").all_inner_texts()


def test_every_view_follows_the_run_and_shows_its_numbers(visit: Open) -> None:
    page = visit("/?data=pinwheel3&speed=20-epochs")
    for label, name in VIEWS.items():
        page.page.get_by_role("button", name=label, exact=True).click()
        expect(page.figure(f"figure-{name}")).to_be_attached()
        page.wait_fact("frames", "Number(it) > 0", f"figure-{name}")
        wait_until(lambda name=name: page.query.get("views", "").split(",")[-1] == name)
        page.wait_rest()
    assert page.query["views"] == "curves," + ",".join(VIEWS.values())
    before = {}
    for name in ("curves", "hidden", "confusion"):
        open_table(page, name)
        before[name] = numbers(page, name)
        assert before[name]
    generation = page.generation
    page.play()
    for name in VIEWS.values():
        page.wait_frames(3, f"figure-{name}")
    page.wait_epochs(10)
    page.pause()
    for name, rest in before.items():
        wait_until(lambda name=name, rest=rest: numbers(page, name) != rest)
    assert page.generation == generation, "views start no new network"
    table_is_the_chart(page)


def table_is_the_chart(page: Visit) -> None:
    """The confusion matrix counts the training points, and gives the accuracy that the transport shows."""
    heading = page.page.locator(".st-key-numbers-confusion section").first

    def counted() -> list[int]:
        return [int(text) for text in heading.locator("td").all_inner_texts()]

    def agree() -> bool:
        counts, accuracy = counted(), float(page.reached("train_accuracy").rstrip("%")) / 100
        return (counts[0] + counts[4] + counts[8]) / 250 == pytest.approx(accuracy, abs=0.0006)

    wait_until(agree)  # tables follow twice a second, the transport at once
    counts = counted()
    assert (len(counts), sum(counts)) == (9, 250)
    with page.page.expect_download() as download:
        heading.get_by_role("button").click()
    assert download.value.suggested_filename == "Confusion matrix, training.csv"
    rows = list(csv.reader(download.value.path().read_text("utf-8").splitlines()))
    assert rows[0][1:] == ["0", "1", "2"]
    assert [int(cell) for row in rows[1:] for cell in row[1:]] == counts


def test_a_point_chosen_on_the_plane_is_chosen_in_hidden_space(visit: Open) -> None:
    page = visit("/?views=hidden")
    rings = {key: ring(page, key) for key in ("figure-boundary", "figure-hidden")}
    for one in rings.values():
        expect(one).to_have_count(0)
    places = []
    for point in (12, 40):
        page.click_point(point)
        expect(page.network.inspector).to_contain_text("Point chosen")
        for one in rings.values():
            expect(one).to_have_count(1)
        wait_until(lambda: place(rings) not in places)
        places.append(place(rings))
    assert places[0][0] != places[1][0]
    assert places[0][1] != places[1][1]


def test_hidden_space_is_the_plane_warped_by_a_layer(visit: Open) -> None:
    page = visit("/?views=hidden&speed=max")
    grid = page.figure("figure-hidden").locator(".scatterlayer path.js-line").first
    warped = [grid.get_attribute("d")]
    page.play().wait_epochs(20)
    page.pause()
    wait_until(lambda: grid.get_attribute("d") not in warped)
    for choose in ("Two units", "1"):
        warped.append(grid.get_attribute("d"))
        page.page.get_by_role("radio", name=choose, exact=True).click()
        wait_until(lambda: grid.get_attribute("d") not in warped)
    page.wait_query("views_axes", "units")
    page.wait_query("views_layer", "1")
    warped.append(grid.get_attribute("d"))
    page.choose("views_second", "unit 5")
    wait_until(lambda: grid.get_attribute("d") not in warped)


def ring(page: Visit, key: str) -> Locator:
    """The ring around the point that is followed."""
    return page.figure(key).locator(".scatterlayer .point[style*='rgb(208, 28, 139)']")


def place(rings: dict[str, Locator]) -> list[str | None]:
    return [one.get_attribute("transform") for one in rings.values()]
