"""Networks side by side, as a person sees and uses them."""

from __future__ import annotations

import statistics
from typing import Any

import pytest
from playwright.sync_api import expect

from playground.figures.theme import VALUE_COLOURS
from tests.browser.comparing import FIGURES, comparing
from tests.browser.conftest import Open
from tests.browser.test_everybody import colour, luminance
from tests.browser.visit import LOAD, wait_until

pytestmark = pytest.mark.browser
CURVES = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
SMALL = "?axis=depth&values_depth=0,1,2&seeds=3&data=circle&samples=100"


def test_forty_networks_train_at_once_and_everything_follows(visit: Open) -> None:
    page = comparing(visit, "?autoplay=1&speed=max")
    expect(page.page.locator(".transport .device")).to_contain_text("40")
    page.wait_status("running")
    page.wait_epochs(3)
    pictures, lines, bands = page.pictures(), page.paths("figure-loss", "line"), page.paths("figure-loss", "fill")
    assert len(pictures) == 8
    page.wait_epochs(40)
    page.pause()
    for key in FIGURES:
        wait_until(lambda key=key: page.visit.fact("epoch", key) == page.fact("epoch"))
    assert all(before != after for before, after in zip(pictures, page.pictures(), strict=True)), "all boundaries moved"
    assert all(int(picture.split(":")[0]) > 10 for picture in page.pictures())
    for key in ("figure-loss", "figure-accuracy"):
        wait_until(lambda key=key: (len(page.paths(key, "line")), len(page.paths(key, "fill"))) == (8, 8))
    assert not set(lines) & set(page.paths("figure-loss", "line"))
    assert not set(bands) & set(page.paths("figure-loss", "fill"))
    wait_until(lambda: len(page.paths("figure-gradients", "line")) == 8)
    expect(page.visit.figure("figure-units").locator(".barlayer .point")).to_have_count(16)
    ranked_by_accuracy(page)


def ranked_by_accuracy(page: Any) -> None:
    """Compare the table with the numbers of the files under it."""
    names, *lines = page.download("Results (CSV)")
    assert names == ["activation", "seed", "epoch", *CURVES]
    assert len(lines) == 40
    assert {line[2] for line in lines} == {page.fact("epoch")}
    column = names.index("test_accuracy")
    means = {name: sum(float(line[column]) for line in lines if line[0] == name) / 5 for name, *_rest in lines}
    wait_until(lambda: set(page.order()) == set(means))
    expected = sorted(means.values(), reverse=True)
    wait_until(lambda: [means[name] for name in page.order()] == expected)
    for place, (row, mean) in enumerate(zip(page.rows(), expected, strict=True)):
        assert row[0] == str(place + 1)
        assert float(row[2].split("%")[0]) == pytest.approx(100 * mean, abs=0.051)
    heading, *summary = page.download("Summary (CSV)")
    assert [line[:3] for line in summary] == [[name, page.fact("epoch"), "5"] for name in page.order()]
    for line in summary:
        own = [float(one[column]) for one in lines if one[0] == line[0]]
        figures = dict(zip(heading, line, strict=True))
        assert float(figures["test_accuracy_mean"]) == pytest.approx(statistics.mean(own), rel=1e-6)
        assert float(figures["standard_deviation"]) == pytest.approx(statistics.stdev(own), rel=1e-5, abs=1e-7)
        assert (float(figures["lowest"]), float(figures["highest"])) == pytest.approx((min(own), max(own)), rel=1e-6)
        losses = [float(one[names.index("train_loss")]) for one in lines if one[0] == line[0]]
        assert float(figures["train_loss_mean"]) == pytest.approx(statistics.mean(losses), rel=1e-5)


def test_pause_step_reset_and_a_new_seed(visit: Open) -> None:
    page = comparing(visit, SMALL)
    assert (page.epoch, page.fact("status")) == (0, "idle")
    start = page.pictures()
    page.visit.button("Step").click()
    expect(page.page.locator(".transport [data-value=batch]")).to_have_text("1/5")
    page.visit.button("Step one epoch").click()
    wait_until(lambda: page.epoch == 1)
    assert page.pictures() != start
    page.visit.play()
    page.wait_epochs(3)
    page.pause()
    reached = page.epoch
    page.page.wait_for_timeout(300)
    assert page.epoch == reached
    generation = page.generation
    page.visit.button(
        "Reset",
    ).click()
    page.wait_generation(generation)
    page.wait_status("idle")
    assert page.epoch == 0
    wait_until(lambda: page.pictures() == start)
    generation = page.generation
    page.visit.button("Reset with a new seed").click()
    page.visit.wait_query("seed", r"\d+")
    page.wait_generation(generation)
    wait_until(lambda: page.pictures() != start)


def test_new_seeds_for_all_where_seeds_are_compared(visit: Open) -> None:
    page = comparing(visit, "?axis=seed&values_seed=0,2&data=circle&samples=100")
    generation = page.generation
    page.visit.button("Reset with a new seed").click()
    page.visit.wait_query("values_seed", r"[1-9]\d*%2C\d+")
    page.wait_generation(generation)
    first, second = map(int, page.visit.query["values_seed"].split(","))
    assert second == first + 2


def test_who_exchanges_a_value_keeps_what_runs(visit: Open) -> None:
    page = comparing(visit, "?axis=depth&values_depth=0,1&seeds=3&data=circle&samples=100")
    page.visit.play()
    page.grid.evaluate("it => { it.marked = true; }")
    page.page.locator(".st-key-values_depth").get_by_role("button", name="1 hidden layer").click()
    expect(page.page.get_by_text("Choose two values or more to compare.")).to_be_visible()
    page.visit.wait_rest()
    page.wait_epochs(3)
    assert page.grid.evaluate("it => it.marked"), "not even its pictures are made anew"
    page.page.locator(".st-key-values_depth").get_by_role("button", name="2 hidden layers").click()
    page.visit.wait_query("values_depth", "0%2C2")
    expect(page.grid.locator(".name").nth(1)).to_have_text("2 hidden layers")


def test_files_have_a_line_for_each_network_and_epoch(visit: Open) -> None:
    page = comparing(visit, SMALL)
    for _ in range(4):
        page.visit.button("Step one epoch").click()
    wait_until(lambda: page.epoch == 4)
    results, curves = page.download("Results (CSV)"), page.download("All curves (CSV)")
    assert results[0] == curves[0] == ["depth", "seed", "epoch", *CURVES]
    networks = [[value, seed] for value in "012" for seed in ("41", "42", "43")]
    assert [line[:3] for line in results[1:]] == [[*network, "4"] for network in networks]
    assert [line[:3] for line in curves[1:]] == [[*network, str(epoch)] for network in networks for epoch in range(5)]
    assert [line for line in curves[1:] if line[2] == "4"] == results[1:]
    for line in curves[1:]:
        loss, accuracy = float(line[4]), float(line[6])
        assert 0 < loss < 5
        assert 50 * accuracy == pytest.approx(round(50 * accuracy), abs=1e-4), "shares of fifty points"


def test_the_table_reorders_and_what_is_pointed_at_stands_out(visit: Open) -> None:
    page = comparing(visit, SMALL)
    before = page.order()
    page.visit.play()
    page.wait_epochs(30)
    wait_until(lambda: page.order() not in (before, [""]))
    page.pause()
    assert page.order()[-1] == "0", "no hidden layer is last on the circle"
    scores = [float(row[2].split("%")[0]) for row in page.rows()]
    assert scores == sorted(scores, reverse=True)
    page.grid.locator(".cell").nth(1).hover()
    expect(page.grid).to_have_attribute("data-pointed", "1")
    for key, traces in (("figure-loss", 4), ("figure-accuracy", 4), ("figure-gradients", 2)):
        expect(page.stepped_back(key)).to_have_count(traces)
    page.table.locator("tbody tr").first.hover()
    place = page.order()[0]
    expect(page.grid).to_have_attribute("data-pointed", place)
    page.page.mouse.move(2, 2)
    expect(page.stepped_back()).to_have_count(0)


def test_every_seed_and_one_network_alone(visit: Open) -> None:
    page = comparing(visit, SMALL)
    expect(page.grid.locator(".picture")).to_have_count(3)
    page.page.get_by_role("radio", name="every seed").click()
    expect(page.grid.locator(".picture")).to_have_count(9)
    expect(page.grid.locator(".seed")).to_have_text(["seed", "41", "42", "43"])
    page.visit.wait_query("shown", "all")
    page.visit.button("Step one epoch").click()
    wait_until(lambda: len(set(page.pictures())) == 9)
    with page.page.context.expect_page() as opened:
        page.grid.locator("a.picture").nth(7).click()
    alone = opened.value
    alone.wait_for_selector(".st-key-figure-boundary .live-figure[data-frames]:not([data-frames='0'])", timeout=LOAD)
    assert alone.url.startswith(f"{page.visit.address}/perceptron?")
    expect(alone.get_by_role("spinbutton", name="Seed")).to_have_value("42")
    expect(alone.locator(".st-key-layers input[type=range]").first).to_have_attribute("aria-valuetext", "2")
    assert alone.locator(".st-key-samples input[type=range]").first.get_attribute("aria-valuetext") == "100"
    alone.close()


def test_the_address_reproduces_the_screen(visit: Open) -> None:
    first = comparing(visit, SMALL)
    first.page.get_by_role("button", name="4 hidden layers").click()
    first.visit.wait_query("values_depth", "0(%2C|,)1(%2C|,)2(%2C|,)4")
    first.visit.slider("seeds").press("ArrowRight")
    first.visit.wait_query("seeds", "4")
    first.page.get_by_role("radio", name="Training").click()
    first.visit.wait_query("part", "train")
    first.page.locator(".st-key-log label").click()
    first.visit.wait_query("log", "True")
    first.visit.wait_rest()
    second = comparing(visit, first.page.url.partition("/compare")[2])
    second.visit.wait_whole_query(first.visit.query)
    for page in (first, second):
        expect(page.grid.locator(".picture")).to_have_count(4)
        page.visit.button("Step one epoch").click()
        wait_until(lambda page=page: page.epoch == 1)
    wait_until(lambda: first.pictures() == second.pictures())
    assert first.download("Results (CSV)") == second.download("Results (CSV)")
    assert "Training" in second.visit.figure("figure-loss").inner_text()


def test_networks_that_diverge_are_told(visit: Open) -> None:
    page = comparing(visit, "?comparison=learning-rates&autoplay=1&speed=max")
    message = page.page.locator(".transport .message")
    expect(message).to_contain_text("5")
    expect(message).to_contain_text("25")
    page.wait_epochs(5)
    assert page.fact("status") == "running"
    notices = page.grid.locator(".picture em")
    expect(notices).to_have_text(["", "", "", "", "diverged"])
    expect(page.grid.locator(".score").last).to_have_text("–")
    page.pause()
    wait_until(lambda: page.order()[-1] == "1.0")
    expect(page.table.locator("thead th").last).to_have_text("diverged")
    assert [row[-1] for row in page.rows()] == ["0", "0", "0", "0", "all diverged"]
    gone = [line for line in page.download("Results (CSV)")[1:] if line[0] == "1.0"]
    assert [line[3:] for line in gone] == [["", "", "", ""]] * 5
    assert "nan" not in page.page.locator(".ranking").inner_text().lower()


def test_from_the_perceptron_and_back_the_network_goes_along(visit: Open) -> None:
    perceptron = visit("/?data=circle&layers=3&samples=100")
    perceptron.choose_page("Experiments", "Compare")
    perceptron.page.wait_for_selector(".live-grid[data-frames]:not([data-frames='0'])", timeout=LOAD)
    perceptron.wait_whole_query({"data": "circle", "layers": "3", "samples": "100"})
    assert perceptron.page.locator(".live-grid").get_attribute("data-generation") == "1", "no network in between"
    perceptron.page.get_by_role("link", name="Perceptron", exact=True).click()
    perceptron.ready()
    assert perceptron.query["layers"] == "3"
    assert perceptron.generation == 1


def test_a_dark_telephone(visit: Open) -> None:
    screen: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = comparing(visit, f"{SMALL}&autoplay=1", color_scheme="dark", **screen)
    page.wait_epochs(2)
    for element in ("document.scrollingElement", "document.querySelector('[data-testid=stMain]')"):
        assert page.page.evaluate(f"{element}.scrollWidth - {element}.clientWidth") == 0
    for picture in page.grid.locator(".picture").all():
        box = picture.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["width"] >= 24
    assert luminance(colour(page.table.locator("td"), "color")) > 0.5
    lines = page.grid.locator(".name line").evaluate_all("all => all.map((it) => it.getAttribute('stroke'))")
    assert lines == list(VALUE_COLOURS["dark"][:3])
    assert int(page.pictures()[2].split(":")[0]) > 10
