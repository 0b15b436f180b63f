"""The convolution page in a browser: its arithmetic is Python's, and everything on it can be taken hold of."""

from __future__ import annotations

import base64
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from playground.concepts.convolution import Sliding, convolve, convolve_signal
from playground.concepts.kernels import KERNELS
from playground.concepts.signals import samples
from playground.datasets.pictures.photographs import photograph
from tests.browser.conftest import Open
from tests.browser.convolving import Convolving

pytestmark = pytest.mark.browser


def test_a_cell_is_edited_and_the_address_keeps_it(visit: Open) -> None:
    page = Convolving(visit, "?conv_preset=edges&conv_colour=rgb")
    page.cell(2, 2).fill("8,5")
    page.expect("cells", "-1,-1,-1,-1,8.5,-1,-1,-1,-1")
    expect(page.part("kernel_sum")).to_have_text("Σ = 0.5")
    page.visit.wait_query("conv_kernel", "own")
    page.cell(1, 1).fill("1/4")
    page.cell(1, 2).fill("abc")
    expect(page.cell(1, 2)).to_have_attribute("aria-invalid", "true")
    page.expect("cells", "0.25,-1,-1,-1,8.5,-1,-1,-1,-1")
    page.cell(3, 3).press("ArrowUp")
    page.set_slider("stride", 2)
    page.element.locator("select").select_option("reflect")
    page.hover("output", 0.5, 0.5)
    page.page.mouse.down()
    page.page.mouse.up()
    cells = "0.25,-1,-1,-1,8.5,-1,-1,-1,0"
    page.expect("cells", cells)
    page.visit.wait_query("conv_padding", "reflect")
    page.visit.wait_query("conv_stride", "2")
    page.visit.wait_query("conv_at", ".+")
    page.visit.wait_rest()
    again = Convolving(visit, "?" + page.page.url.split("?")[1])
    again.expect("cells", cells)
    again.expect("at", "64,64")
    pixels = np.moveaxis(photograph("camera"), -1, 0)
    kernel = np.array([float(cell) for cell in cells.split(",")]).reshape(3, 3)
    expected = [convolve(plane_, kernel, Sliding(3, 2, 1, "reflect"))[64, 64] for plane_ in pixels]
    np.testing.assert_allclose(again.numbers("value"), expected, atol=1e-9)


@pytest.mark.parametrize(
    ("query", "figure", "name"),
    [
        ("", "convolution", "Divide by"),
        ("?conv_colour=sum", "convolution", "Weight of plane G"),
        ("?conv_part=signal", "signal", "Divide by"),
    ],
)
def test_a_number_that_is_refused_gives_way_to_the_one_that_counts(
    visit: Open, query: str, figure: str, name: str
) -> None:
    page = Convolving(visit, query, figure=figure)
    field = page.element.get_by_role("textbox", name=name)
    for wrong in ("100000", "x", "", "1/0"):
        field.fill("-5")
        expect(field).not_to_have_attribute("aria-invalid", "true")
        field.fill(wrong)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_attribute("title", re.compile("A number from −9999 to 9999"))
        field.blur()
        expect(field).to_have_value("−5")
        expect(field).not_to_have_attribute("aria-invalid", "true")
        expect(field).to_have_attribute("title", "")


def test_a_ninth_is_kept_to_many_digits(visit: Open) -> None:
    page = Convolving(visit, "?conv_kernel=identity")
    page.cell(2, 2).fill("1/9")
    page.expect("cells", "0,0,0,0,0.1111111111,0,0,0,0")
    page.page.keyboard.press("Tab")
    expect(page.cell(2, 2)).to_have_value("0.111")
    page.visit.wait_query("conv_cells", "0%2C0%2C0%2C0%2C0.1111111111%2C0%2C0%2C0%2C0")


def test_a_kernel_that_does_not_fit_is_explained(visit: Open) -> None:
    page = Convolving(visit, "?conv_part=steps&conv_kernel=gaussian&conv_size=7&conv_padding=none&conv_small=digit")
    page.expect("fits", "true")
    page.set_slider("dilation", 3)
    expect(page.element.get_by_role("alert")).to_contain_text(
        "A kernel of 7×7 with dilation 3 does not fit an image of 8×8."
    )
    page.element.locator("select").select_option("replicate")
    page.expect("fits", "true")
    expect(page.element.get_by_role("alert")).to_be_hidden()
    expect(page.part("output_size")).to_have_text("8 × 8")


def test_the_sum_over_the_planes_is_written_out(visit: Open) -> None:
    page = Convolving(visit, "?conv_image=cat&conv_colour=sum&conv_kernel=sobel_x&conv_divisor=3&conv_weights=1,-1,0")
    window_of = np.moveaxis(photograph("cat"), -1, 0).astype(float)
    row, column = (int(place) for place in page.numbers("at"))
    cells = KERNELS["sobel_x"].at(3)[0]
    red, green = (convolve(window_of[k], cells, Sliding(3))[row, column] for k in (0, 1))
    sums = re.findall(r"[-−]?\d+(?:\.\d+)?", page.element.locator(".closing").inner_text().replace("− ", "−"))
    numbers = [float(text.replace("−", "-")) for text in sums]
    assert numbers[:5] == [red, -green, 0, red - green, red - green]
    assert numbers[5] == 3


def test_gimps_example_gives_42(visit: Open) -> None:
    page = Convolving(visit, "?conv_preset=gimp")
    page.expect("value", "42")
    expect(page.element.locator(".closing")).to_have_text("42 ÷ 1 + 0 = 42")


def test_a_walk_over_a_small_picture(visit: Open) -> None:
    page = Convolving(visit, "?conv_preset=steps")
    walk = page.element.locator(".walk")
    expect(walk).to_have_attribute("data-done", "1")
    for name, done in [("Step", 2), ("Step", 3), ("One step back", 2), ("Step", 3)]:
        walk.get_by_role("button", name=name, exact=True).click()
        expect(walk).to_have_attribute("data-done", str(done))
    page.expect("at", "0,2")
    walk.locator("input").fill("5")
    walk.get_by_role("button", name="Play", exact=True).click()
    expect(walk).to_have_attribute("data-status", "running")
    expect(walk).to_have_attribute("data-done", "64")
    expect(walk).to_have_attribute("data-status", "paused")
    page.expect("at", "7,7")
    walk.get_by_role("button", name="Reset", exact=True).click()
    page.expect("at", "0,0")


def test_the_keyboard_reaches_every_pixel(visit: Open) -> None:
    page = Convolving(visit)
    page.part("output").focus()
    for key, at in [("ArrowRight", "75,82"), ("ArrowUp", "74,82"), ("Shift+ArrowLeft", "74,72")]:
        page.page.keyboard.press(key)
        page.expect("at", at)
    page.visit.wait_query("conv_at", "[^&]+")


def test_the_moving_average(visit: Open) -> None:
    page = Convolving(visit, "?conv_preset=average", figure="signal")
    signal = samples("wave", 0)
    np.testing.assert_allclose(page.numbers("result"), convolve_signal(signal, np.ones(3) / 3), atol=1e-9)
    page.element.locator("svg").focus()
    page.page.keyboard.press("ArrowRight")
    page.expect("at", "31")
    box = page.element.locator("svg").bounding_box()
    assert box is not None
    page.page.mouse.move(box["x"] + 41, box["y"] + 50)
    page.expect("at", "1")  # the whole kernel lies on the signal
    page.page.mouse.move(0, 0)
    page.expect("at", "31")
    page.cell(1, 2).fill("4")
    page.element.get_by_role("button", name="Lengthen the kernel").click()
    page.visit.wait_query("conv_signal_cells", "0%2C1%2C4%2C1%2C0")
    np.testing.assert_allclose(
        page.numbers("result"), convolve_signal(signal, np.array([0, 1, 4, 1, 0]) / 3), atol=1e-9
    )
    assert float(page.fact("value")) == pytest.approx((signal[30] + 4 * signal[31] + signal[32]) / 3)
    ring = page.element.locator("circle[stroke]").evaluate_all("all => all.map((it) => it.getAttribute('stroke'))")
    assert [re.fullmatch(r"#[0-9a-fA-F]{3,8}|rgba?\(.*\)", colour) is not None for colour in ring] == [True], ring


def test_a_digit_is_drawn_and_stays_out_of_the_link(visit: Open) -> None:
    page = Convolving(visit, "?conv_image=draw&conv_kernel=identity&conv_padding=zero&conv_at=0.5,0.5")
    page.element.get_by_role("button", name="Clear the drawing").click()
    page.expect("value", "0")
    page.hover("input", 0.5, 0.3)
    page.page.mouse.down()
    page.hover("input", 0.5, 0.7)
    page.page.mouse.up()
    page.page.mouse.move(0, 0)
    page.expect("value", "255")
    page.page.wait_for_timeout(600)
    page.visit.wait_rest()
    assert "draw" in page.page.url
    assert len(page.page.url) < 250
    page.page.locator(".st-key-conv_part").get_by_text("Pooling", exact=True).click()
    pooling = page.page.locator(".pooling[data-draws]")
    expect(pooling).to_have_attribute("data-max", re.compile(r"\d+"))
    pooling.locator('[data-part="max"]').hover()
    expect(pooling).to_have_attribute("data-max", "255")


def test_ones_own_picture_is_scaled_and_convolved(visit: Open) -> None:
    page = Convolving(visit, "?conv_image=file&conv_kernel=identity&conv_colour=rgb")
    page.bring(Image.new("RGB", (600, 300), (10, 200, 30)))
    page.expect("value", "10,200,30")
    expect(page.part("input_size")).to_have_text("128 × 256")
    upload = page.page.locator(".st-key-conv_upload input[type=file]")
    upload.set_input_files({"name": "bad.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(page.page.get_by_test_id("stAlert")).to_be_visible()
    page.expect("value", "10,200,30")
    assert base64.b64encode(b"mine").decode() not in page.page.url


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_a_telephone(visit: Open, shade: str) -> None:
    page = Convolving(visit, viewport={"width": 390, "height": 844}, color_scheme=shade, locale="fr-FR")
    for name in ("input", "output"):
        box = page.part(name).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["width"] > 150
    assert page.page.evaluate("document.scrollingElement.scrollWidth") <= 390
    formula = page.page.locator(".st-key-sizes .katex-html").bounding_box()
    assert formula is not None
    assert formula["x"] >= 0
    assert formula["x"] + formula["width"] <= 378, "within the page's margins"
    expect(page.page.get_by_text("Question\u00a0:").first).to_be_visible()


def test_the_settings_of_a_kernel_stay_in_their_column(visit: Open) -> None:
    page = Convolving(visit, "?conv_colour=sum", viewport={"width": 1440, "height": 900})
    rights = "all => all.map((it) => it.getBoundingClientRect().right)"
    (column,) = page.element.locator(".kernel").evaluate_all(rights)
    assert max(page.element.locator(".kernel :is(input, select, output, button)").evaluate_all(rights)) <= column + 0.5


def test_french_numbers_have_a_comma(visit: Open) -> None:
    page = Convolving(visit, "?lang=fr&conv_kernel=own&conv_cells=0,0,0,0,0.5,0,0,0,0")
    assert page.element.locator(".kernel-cells input").nth(4).input_value() == "0,5"
