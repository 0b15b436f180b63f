"""What the convolution page computes in the browser is what Python computes."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.concepts.convolution import PADDINGS, Sliding, convolve, grey, window
from playground.concepts.kernels import KERNELS
from playground.concepts.pooling import places_of_maxima, pool
from playground.datasets.pictures.photographs import photograph
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
    answers = page.computed("convolved.js", CONVOLVED, given)
    assert sum(answer is not None for answer in answers) > 60
    for (image, _kernel, sliding, expected, place), answer in zip(cases, answers, strict=True):
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
    answers = page.computed("pooled.js", POOLED, given)
    assert sum(answer is not None for answer in answers) > 40
    for (pixels, window_, stride), answer in zip(cases_pooled, answers, strict=True):
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
