"""The convolution page in a browser: its arithmetic is Python's, and everything on it can be taken hold of."""

from __future__ import annotations

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from playground.concepts.convolution import PADDINGS, Sliding, convolve, convolve_signal, grey, window
from playground.concepts.kernels import KERNELS
from playground.concepts.pooling import changed_share, places_of_maxima, pool, shifted
from playground.concepts.signals import samples
from playground.datasets.photographs import photograph
from tests.browser.conftest import Open
from tests.browser.convolving import Convolving

pytestmark = pytest.mark.browser

CONVOLVED = """given.map(({planes, kernels, sliding, place}) => {
  const made = planes.map(({data, rows, columns}) => ({data, rows, columns}));
  const result = module.convolve(made, kernels, sliding);
  const windows = made.map((plane) => module.windowAt(plane, sliding, ...place));
  return result && [result.rows, result.columns, [...result.data], windows];
})"""
POOLED = """given.map(({plane, window, stride}) => {
  const result = module.pool(plane, window, stride);
  if (!result) return null;
  const { max, mean, places, equals } = result;
  return [max.rows, max.columns, [...max.data], [...mean.data], [...places], [...equals]];
})"""


def plane(pixels: np.ndarray) -> dict[str, object]:
    return {"data": pixels.ravel().tolist(), "rows": pixels.shape[0], "columns": pixels.shape[1]}


def test_the_browser_computes_what_python_computes(visit: Open) -> None:
    page = Convolving(visit)
    random = np.random.default_rng(0)
    cases = []
    for number in range(150):
        size, stride, dilation = (int(value) for value in random.integers(1, [8, 5, 5]))
        sliding = Sliding(size, stride, dilation, PADDINGS[number % 4])
        shape = tuple(int(value) for value in random.integers([1, 1, 1], [4, 25, 25]))
        image, kernel = random.normal(size=shape), random.normal(size=(shape[0], size, size))
        fits = sliding.fits(shape[1]) and sliding.fits(shape[2])
        expected = convolve(image, kernel, sliding) if fits else None
        place = (0, 0) if expected is None else tuple(int(random.integers(length)) for length in expected.shape)
        cases.append((image, kernel, sliding, expected, place))
    given = [
        {
            "planes": [plane(pixels) for pixels in image],
            "kernels": [weights.ravel().tolist() for weights in kernel],
            "sliding": vars(sliding),
            "place": place,
        }
        for image, kernel, sliding, _expected, place in cases
    ]
    found = page.computed("convolved.js", CONVOLVED, given)
    assert sum(answer is not None for answer in found) > 60
    for (image, _kernel, sliding, expected, place), answer in zip(cases, found, strict=True):
        if expected is None:
            assert answer is None
            continue
        rows, columns, data, windows = answer
        assert (rows, columns) == expected.shape
        np.testing.assert_allclose(np.reshape(data, expected.shape), expected, atol=1e-10)
        np.testing.assert_array_equal(np.ravel(windows), window(image, sliding, *place).ravel())

    cases_pooled = [
        (
            random.integers(0, random.choice([4, 256]), random.integers(1, 25, 2)).astype(float),
            *map(int, random.integers(1, 9, 2)),
        )
        for _ in range(100)
    ]
    given = [{"plane": plane(pixels), "window": window, "stride": stride} for pixels, window, stride in cases_pooled]
    found = page.computed("pooled.js", POOLED, given)
    assert sum(answer is not None for answer in found) > 40
    for (pixels, window_, stride), answer in zip(cases_pooled, found, strict=True):
        maxima, means = (pool(pixels, kind, window_, stride) for kind in ("max", "mean"))  # type: ignore[arg-type]
        if not maxima.size:
            assert answer is None
            continue
        rows, columns, largest, mean, places, equals = answer
        assert (rows, columns) == maxima.shape
        np.testing.assert_array_equal(largest, maxima.ravel())
        np.testing.assert_allclose(mean, means.ravel(), atol=1e-10)
        windows = np.lib.stride_tricks.sliding_window_view(pixels, (window_, window_))[::stride, ::stride]
        as_large = (windows == windows.max((2, 3), keepdims=True)).sum((2, 3))
        np.testing.assert_array_equal(equals, as_large.ravel())
        expected_places = places_of_maxima(pixels, window_, stride)
        np.testing.assert_array_equal(
            places, (expected_places[..., 0] * pixels.shape[1] + expected_places[..., 1]).ravel()
        )


def test_the_pixel_under_the_pointer_is_computed_as_in_python(visit: Open) -> None:
    page = Convolving(visit)
    page.expect("at", "75,81")
    page.hover("output", 0.5, 0.25)
    page.expect("at", "127,63")
    pixels = grey(photograph("camera"))
    cells = KERNELS["outline"].at(3)[0]
    assert page.numbers("value") == [convolve(pixels, cells, Sliding(3))[127, 63]]
    shown = [int(text) for text in page.element.locator(".cells.window span").all_inner_texts()]
    assert shown == window(pixels, Sliding(3), 127, 63).ravel().tolist()
    products = [int(text.replace("−", "-")) for text in page.element.locator(".cells.products span").all_inner_texts()]
    assert products == (window(pixels, Sliding(3), 127, 63) * cells).ravel().tolist()
    assert sum(products) == float(page.fact("sum"))
    expect(page.element.locator(".place")).to_have_text("Output pixel in row 128, column 64")


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
    found = [float(text.replace("−", "-")) for text in sums]
    assert found[:5] == [red, -green, 0, red - green, red - green]
    assert found[5] == 3


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


def test_pooling_side_by_side(visit: Open) -> None:
    page = Convolving(visit, "?conv_preset=pooling", figure="pooling")
    pixels = grey(photograph("cat"))
    page.set_slider("window", 4)
    page.expect("window", "4")
    page.expect("stride", "4")
    page.hover("max", 0.5, 0.5)
    row, column = map(int, page.numbers("at"))
    assert 20 <= row <= 22
    maxima, means = pool(pixels, "max", 4, 4), pool(pixels, "mean", 4, 4)
    assert page.numbers("max") == [maxima[row, column]]
    assert page.numbers("mean") == [means[row, column]]
    assert page.numbers("from") == places_of_maxima(pixels, 4, 4)[row, column].tolist()
    page.set_slider("shift", 3)
    page.expect("shift", "3")
    moved = shifted(pixels, 3)
    pairs = [(pixels, moved), (maxima, pool(moved, "max", 4, 4)), (means, pool(moved, "mean", 4, 4))]
    assert page.numbers("changed") == pytest.approx([changed_share(before, after) for before, after in pairs])
    sizes = page.part("repeated").locator("figcaption").all_inner_texts()
    assert sizes[:6] == ["170 × 256", "42 × 64", "10 × 16", "2 × 4", "too small", "too small"]
    page.visit.wait_query("pool_shift", "3")
    again = Convolving(visit, "?" + page.page.url.split("?")[1], figure="pooling")
    again.expect("window", "4")
    again.expect("shift", "3")


def test_the_numbers_of_a_convolution_are_pooled_not_what_is_shown_of_them(visit: Open) -> None:
    link = "?conv_part=pooling&pool_source=convolved&conv_image=camera&conv_kernel=sobel_x&conv_offset=0.5"
    page = Convolving(visit, f"{link}&conv_divisor=3", figure="pooling")
    answer = convolve(grey(photograph("camera")), KERNELS["sobel_x"].at(3)[0], Sliding(3)) / 3 + 0.5
    maxima, means = pool(answer, "max", 2, 2), pool(answer, "mean", 2, 2)
    row, column = (int(place) for place in np.argwhere((maxima < -5) & (maxima % 1 > 0.3))[0])
    page.hover("mean", (row + 0.5) / maxima.shape[0], (column + 0.5) / maxima.shape[1])
    page.expect("at", f"{row},{column}")
    assert page.numbers("max") == pytest.approx([maxima[row, column]])
    assert page.numbers("mean") == pytest.approx([means[row, column]])
    assert page.numbers("from") == places_of_maxima(answer, 2, 2)[row, column].tolist()


def test_where_the_kernel_does_not_fit_nothing_is_pooled(visit: Open) -> None:
    link = "?conv_part=pooling&pool_source=convolved&conv_image=file&conv_kernel=box&conv_size=7&conv_dilation=2"
    page = Convolving(visit, link, figure="pooling")
    page.expect("fits", "true")
    bring(page, Image.new("RGB", (12, 10), (10, 200, 30)))
    page.expect("fits", "false")
    expect(page.element.locator(".refusal")).to_contain_text("7×7 with dilation 2 does not fit an image of 10×12")
    expect(page.part("beyond")).to_be_hidden()
    bring(page, Image.new("RGB", (14, 14), (10, 200, 30)))
    page.expect("fits", "true")
    expect(page.part("beyond")).to_be_visible()


def bring(page: Convolving, picture: Image.Image) -> None:
    """Bring a picture of one's own."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    upload = page.page.locator(".st-key-conv_upload input[type=file]")
    upload.set_input_files({"name": "mine.png", "mimeType": "image/png", "buffer": file.getvalue()})


def test_a_flat_window_has_no_place_of_its_maximum(visit: Open) -> None:
    page = Convolving(visit, "?conv_part=pooling&conv_image=draw", figure="pooling")
    page.hover("max", 0.02, 0.02)
    page.expect("equals", "4")
    expect(page.part("closing")).to_contain_text("4 times in the window, first in row 1, column 1")


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
    bring(page, Image.new("RGB", (600, 300), (10, 200, 30)))
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
