"""Pooling on the convolution page: maxima and means side by side, of the picture and of its convolution."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from playground.concepts.convolution import Sliding, convolve, grey
from playground.concepts.kernels import KERNELS
from playground.concepts.pooling import changed_share, places_of_maxima, pool, shifted
from playground.datasets.pictures.photographs import photograph
from tests.browser.conftest import Open
from tests.browser.convolving import Convolving

pytestmark = pytest.mark.browser


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
    page.bring(Image.new("RGB", (12, 10), (10, 200, 30)))
    page.expect("fits", "false")
    expect(page.element.locator(".refusal")).to_contain_text("7×7 with dilation 2 does not fit an image of 10×12")
    expect(page.part("beyond")).to_be_hidden()
    page.bring(Image.new("RGB", (14, 14), (10, 200, 30)))
    page.expect("fits", "true")
    expect(page.part("beyond")).to_be_visible()


def test_a_flat_window_has_no_place_of_its_maximum(visit: Open) -> None:
    page = Convolving(visit, "?conv_part=pooling&conv_image=draw", figure="pooling")
    page.hover("max", 0.02, 0.02)
    page.expect("equals", "4")
    expect(page.part("closing")).to_contain_text("4 times in the window, first in row 1, column 1")
