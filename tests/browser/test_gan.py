"""The page of GANs in a real browser: the plane follows the game, each network steps alone, points are drawn live."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from playground.experiment.gan import GanExperiment
from tests.browser.conftest import Open
from tests.browser.visit import LOAD, Visit, wait_until

pytestmark = pytest.mark.browser
PIXELS = "canvas => canvas.toDataURL()"
LIT = ".gan .lamps li.lit"


class Playing:
    """One person's visit of the page of GANs."""

    def __init__(self, visit: Open, query: str = "") -> None:
        self.visit: Visit = visit(f"/gan{query}", ready=False)
        self.page = self.visit.page
        self.plane = self.page.locator(".gan[data-frames]")
        expect(self.plane).not_to_have_attribute("data-frames", "0", timeout=LOAD)
        self.visit.wait_rest()

    @property
    def transport(self) -> Locator:
        return self.page.locator(".transport")

    def fact(self, name: str) -> str:
        return self.plane.get_attribute(f"data-{name}") or ""

    def pixels(self, canvas: str) -> str:
        return str(self.plane.locator(f"canvas.{canvas}").evaluate(PIXELS))

    def act(self, action: str) -> None:
        self.transport.locator(f"[data-action={action}]").click()

    def player(self, name: str) -> Locator:
        return self.plane.get_by_role("button", name=name, exact=True)

    def wait_status(self, status: str) -> None:
        expect(self.plane).to_have_attribute("data-status", status, timeout=LOAD)
        expect(self.transport).to_have_attribute("data-status", status, timeout=LOAD)

    def rest(self) -> None:
        """Wait until the picture of what has been asked for is there."""
        self.visit.wait_still()


def test_lamps_light_while_it_plays(visit: Open) -> None:
    gan = Playing(visit)
    assert gan.page.locator(LIT).count() <= 1
    before = gan.pixels("heat"), gan.pixels("over")
    gan.act("play")
    gan.wait_status("running")
    expect(gan.page.locator(LIT)).to_have_count(8, timeout=2 * LOAD)
    gan.act("play")
    gan.wait_status("paused")
    gan.rest()
    assert int(gan.fact("frames")) > 10
    assert gan.pixels("heat") != before[0]
    assert gan.pixels("over") != before[1]
    covered = int(float(gan.fact("modes")))
    assert gan.transport.locator("[data-value=modes_covered]").inner_text() == f"{covered}/8"
    assert not gan.transport.locator(".loss").first.is_visible(), "a GAN has no training loss"


def test_each_network_steps_alone(visit: Open) -> None:
    """Without arrows: where D pushes changes with D. What D says is the heatmap, what G makes lies over it."""
    gan = Playing(visit, "?gan_show_arrows=False")
    heat, over = gan.pixels("heat"), gan.pixels("over")
    gan.player("Step D").click()
    wait_until(lambda: gan.pixels("heat") != heat)
    gan.rest()
    assert gan.pixels("over") == over
    heat = gan.pixels("heat")
    gan.player("Step G").click()
    wait_until(lambda: gan.pixels("over") != over)
    gan.rest()
    assert gan.pixels("heat") == heat
    gan.wait_status("paused")


def test_a_frozen_network_has_no_step(visit: Open) -> None:
    gan = Playing(visit, "?gan_preset=gan-freeze")
    expect(gan.player("Step G")).to_be_disabled()
    expect(gan.player("Step D")).to_be_enabled()
    gan.act("step_epoch")
    expect(gan.transport.locator("[data-value=epoch]")).to_have_text("1", timeout=LOAD)
    expect(gan.plane.locator(".best")).to_be_visible()


def test_points_are_drawn_and_the_networks_go_on(visit: Open) -> None:
    gan = Playing(visit, "?gan_data=drawn")
    gan.act("step_epoch")
    expect(gan.transport.locator("[data-value=epoch]")).to_have_text("1", timeout=LOAD)
    before = int(gan.fact("points"))
    box = gan.plane.locator("svg").bounding_box()
    assert box is not None
    gan.page.mouse.click(box["x"] + 0.1 * box["width"], box["y"] + 0.1 * box["height"])
    expect(gan.plane).to_have_attribute("data-points", str(before + 1))
    gan.visit.wait_query("gan_point_x", ".*-2\\.4.*")
    gan.visit.wait_rest()
    gan.rest()
    assert (gan.fact("epoch"), gan.fact("generation")) == ("1", "1"), "it is the same game"
    point = gan.plane.locator("svg circle").last
    point.focus()
    point.press("Delete")
    expect(gan.plane).to_have_attribute("data-points", str(before))
    gan.player("Clear").click()
    expect(gan.plane).to_have_attribute("data-points", "1")


def test_a_game_that_is_lost_is_said_and_goes_on_from_the_timeline(visit: Open) -> None:
    deep = {"layers": [{"type": "dense", "units": 32, "activation": "relu"}] * 5}
    experiment = GanExperiment.from_parts(
        {
            "model": {"generator": deep, "discriminator": deep},
            "training": {"loss": "least_squares", "r1": 0.0, "generator_rate": 10.0, "discriminator_rate": 10.0},
        }
    )
    gan = Playing(visit, f"?experiment={quote(json.dumps(experiment.model_dump()))}")
    set_rates(gan, "Home")
    gan.act("step_epoch")
    expect(gan.transport.locator("[data-value=epoch]")).to_have_text("1", timeout=LOAD)
    set_rates(gan, "End")
    gan.act("play")
    gan.wait_status("diverged")
    expect(gan.transport.locator(".message")).to_contain_text("smaller learning rates")
    expect(gan.transport.locator("[data-action=play]")).to_be_disabled()
    timeline = gan.transport.locator(".timeline input")
    timeline.focus()
    timeline.press("Home")
    gan.wait_status("paused")
    expect(gan.transport.locator("[data-action=play]")).to_be_enabled()
    gan.act("reset")
    gan.wait_status("idle")


def set_rates(gan: Playing, key: str) -> None:
    """Move the sliders of both learning rates to their first or last stop."""
    for name in ("gan_g_rate", "gan_d_rate"):
        slider = gan.visit.slider(name)
        slider.focus()
        slider.press(key)
        gan.visit.wait_query(name, {"Home": "1e-05", "End": "10\\.0"}[key])
    gan.visit.wait_rest()


def test_the_same_seed_gives_the_same_game(visit: Open) -> None:
    seen = []
    for _ in range(2):
        gan = Playing(visit, "?gan_seed=5")
        for epoch in ("1", "2"):
            gan.act("step_epoch")
            expect(gan.transport.locator("[data-value=epoch]")).to_have_text(epoch, timeout=LOAD)
        gan.rest()
        seen.append((gan.pixels("over"), gan.transport.locator("[data-value=value]").inner_text()))
    assert seen[0] == seen[1]
