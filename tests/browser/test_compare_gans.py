"""GANs side by side, as a person sees and uses them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.comparing import Comparing
from tests.browser.conftest import Open
from tests.browser.visit import LOAD, wait_until

pytestmark = pytest.mark.browser
FIGURES = ("figure-modes", "figure-share", "figure-value", "figure-on-real")
SMALL = (
    "?family=gan&axis=gan_rates&values_gan_rates=0.003/0.003,0.001/0.0001&seeds=3&gan_batch=32&gan_r1=0.1"
    "&gan_g_units=16&gan_d_units=16&gan_beta1=0.0&speed=max"
)
OVER = """
(grid) => [...grid.querySelectorAll(".picture canvas:nth-child(2)")].map((canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.reduce((sum, it) => (sum * 31 + it) % 1e9, 7);
})
"""


class ComparingGans(Comparing):
    """The parts of the compare page while it compares GANs."""

    figures = FIGURES

    def over(self) -> list[int]:
        """For each picture a number that tells what lies over it from other things."""
        numbers: list[int] = self.grid.evaluate(OVER)
        return numbers

    def scores(self) -> list[str]:
        return self.grid.locator(".score").all_inner_texts()


def comparing_gans(visit: Any, path: str, **person: Any) -> ComparingGans:
    page = ComparingGans(visit(f"/compare{path}", ready=False, **person))
    page.ready()
    return page


def test_pictures_numbers_and_curves_change_while_they_play(visit: Open) -> None:
    page = comparing_gans(visit, SMALL)
    expect(page.page.locator(".transport .device")).to_contain_text("6 networks")
    expect(page.grid).to_have_class("live-grid one planes gans")
    before = page.pictures(), page.over(), page.scores()
    assert len(before[0]) == 2
    page.visit.play()
    page.wait_epochs(5)
    page.pause()
    for key in FIGURES:
        wait_until(lambda key=key: page.visit.fact("epoch", key) == page.fact("epoch"))
    after = page.pictures(), page.over(), page.scores()
    for ours, theirs in zip(before[:2], after[:2], strict=True):
        assert all(one != other for one, other in zip(ours, theirs, strict=True))
    assert after[2] != before[2]
    assert all(re.fullmatch(r"\d/8\s+\d+(\.\d)?%", text) for text in after[2]), after[2]
    for key in FIGURES:
        wait_until(lambda key=key: len(page.paths(key, "line")) == 2)
    wait_until(lambda: sorted(page.order()) == ["0.001/0.0001", "0.003/0.003"])
    heading, *lines = page.download("Results (CSV)")
    assert heading == [
        *("gan_rates", "seed", "epoch", "value_of_the_game", "d_on_data", "d_on_generated"),
        *("modes_covered", "share_within_3_sigma"),
    ]
    assert len(lines) == 6
    under = {float(line[6]) for line in lines if line[1] == "0"}
    assert under == {float(text[0]) for text in page.scores()}, "under the pictures stands what the file has"


def test_every_seed_the_table_of_modes_and_one_alone(visit: Open) -> None:
    page = comparing_gans(visit, f"{SMALL}&shown=all")
    expect(page.grid.locator(".picture")).to_have_count(6)
    links = page.grid.locator("a.picture").evaluate_all("all => all.map((it) => it.getAttribute('href'))")
    assert all(link.startswith("gan?experiment=") for link in links)
    page.visit.button("Step one epoch").click()
    wait_until(lambda: page.epoch == 1)
    page.page.get_by_text("Table", exact=True).click()
    page.page.wait_for_selector(".st-key-numbers-coverage tbody tr", timeout=LOAD)
    expect(page.page.locator(".st-key-numbers-coverage tbody tr")).to_have_count(6)
