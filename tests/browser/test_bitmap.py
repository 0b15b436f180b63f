"""Heatmaps as bitmap files, held to the canvas that draws the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

BOTH = """
async ([scale, shape, values, limits]) => {
  const { bitmap } = await import("/live/any/bitmap.js");
  const { drawHeatmap, palette } = await import("/live/any/painter.js");
  const [rows, columns] = shape;
  const grid = { data: Float32Array.from(values, (value) => value ?? NaN), shape };
  const colours = palette(scale, 256);
  const canvas = document.createElement("canvas");
  const read = async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    return [image.width, image.height, ...context.getImageData(0, 0, image.width, image.height).data];
  };
  drawHeatmap(canvas, grid, colours, limits);
  return Promise.all([canvas.toDataURL(), bitmap(grid, colours, limits)].map(read));
}
"""
TWO = [[0, "#d95f02"], [0.5, "#f7f7f7"], [1, "#0072b2"]]
SHARP = [[0, "#d95f02"], [0.5, "#d95f02"], [0.5, "#0072b2"], [1, "#0072b2"]]


@pytest.mark.parametrize("scale", [TWO, SHARP])
@pytest.mark.parametrize("shape", [(4, 4), (3, 5), (1, 1), (2, 7), (50, 101)])
@pytest.mark.parametrize("limits", [[0, 1], [-2.5, 4]])
def test_it_is_the_picture_of_a_canvas(
    blank: Page, scale: list[list[object]], shape: tuple[int, int], limits: list[float]
) -> None:
    rows, columns = shape
    low, high = limits
    cells = [low + (high - low) * ((17 * k) % 256 - 3) / 250 for k in range(rows * columns)]  # some beyond the limits
    drawn, made = blank.evaluate(BOTH, [scale, shape, cells, limits])
    assert made == drawn
    assert made[:2] == [columns, rows]


def test_another_picture_of_the_same_colours_does_not_keep_the_one_before(blank: Page) -> None:
    for value, other in ((0, 1), (1, 0)):
        drawn, made = blank.evaluate(BOTH, [TWO, [2, 3], [value] * 3 + [other] * 3, [0, 1]])
        assert made == drawn
