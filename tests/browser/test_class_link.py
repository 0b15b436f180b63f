from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.visit import wait_until

pytestmark = pytest.mark.browser


def test_a_link_for_a_class_is_made_and_hides_what_it_says(visit: Open) -> None:
    page = visit("/?data=xor")
    page.page.get_by_role("button", name="Class link").click()
    dialog = page.page.get_by_role("dialog")
    for label in ("Noise", "Optimizer and its details", "Lesson text"):
        dialog.get_by_text(label, exact=True).click()
    link = dialog.locator("code")
    expect(link).to_contain_text("hide=noise,optimizer,lesson")
    dialog.get_by_role("radio", name="Français").click()
    dialog.get_by_text("Large type, for projection").click()
    expect(link).to_contain_text("large=1")
    expect(link).to_contain_text("lang=fr")
    address = link.inner_text().strip()
    query = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
    assert query == {"data": "xor", "lang": "fr", "large": "1", "hide": "noise,optimizer,lesson"}
    pupil = visit(address)
    expect(pupil.page.get_by_role("slider", name="Couches cachées")).to_be_visible()
    for hidden in ("noise", "optimizer"):
        expect(pupil.page.locator(f".st-key-{hidden}")).to_have_count(0)
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    assert pupil.page.evaluate(size) > page.page.evaluate(size)
    ticks = "parseFloat(document.querySelector('.st-key-figure-boundary .xtick text')?.style.fontSize ?? '0')"
    wait_until(lambda: pupil.page.evaluate(ticks) > page.page.evaluate(ticks) > 0)
    pupil.button("Lecture").click()
    pupil.wait_epochs(2)
    pupil.page.locator(".st-key-show-all button").click()
    expect(pupil.page.locator(".st-key-noise")).to_be_visible()
    wait_until(lambda: "hide" not in pupil.query)


def test_what_is_hidden_keeps_its_value(visit: Open) -> None:
    page = visit("/?batch=50&hide=batch,learning_rate,seed,views,export")
    expect(page.page.locator(".transport [data-value=batch]")).to_have_text("0/5")
    for hidden in ("batch", "learning_rate", "views", "download", "code_pytorch"):
        assert page.page.locator(f".st-key-{hidden}").count() == 0
    page.slider("layers").press("ArrowRight")
    page.wait_query("layers", "3")
    page.wait_whole_query({"batch": "50", "hide": "batch,learning_rate,seed,views,export", "layers": "3"})
