"""Heatmaps on canvases below Plotly's drawing: each cell where the axes have it, in the colour of its value."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

PAINT = """
async ([traces, axes, bound, scale]) => {
  const { Heatmaps } = await import("/live/any/heatmaps.js");
  const { palette } = await import("/live/any/painter.js");
  document.body.innerHTML = "<style>body { margin: 0 } div, canvas { position: absolute }</style><div id='maps'></div>";
  const maps = new Heatmaps(document.getElementById("maps"));
  maps.take(traces);
  maps.lay(axes);
  const tensors = Object.fromEntries(Object.entries(bound).map(([name, rows]) => {
    return [name, { data: Float32Array.from(rows.flat()), shape: [rows.length, rows[0].length] }];
  }));
  const bindings = Object.keys(bound).map((name) => ({ attribute: "z", trace: Number(name), tensor: name }));
  maps.repaint(bindings, tensors, palette(scale, 256));
  return [...maps.maps.entries()].map(([place, { clip, canvas }]) => {
    const box = (it) => { const { x, y, width, height } = it.getBoundingClientRect(); return [x, y, width, height]; };
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    return { place, clip: box(clip), canvas: box(canvas), pixels: [...pixels], look: canvas.style.imageRendering };
  });
}
"""
GREYS = [[0, "#000000"], [1, "#ffffff"]]
CLEAR = [[0, "#0072b200"], [1, "#0072b2ff"]]


def axis(offset: float, length: float, low: float, high: float) -> dict[str, Any]:
    return {"_offset": offset, "_length": length, "range": [low, high]}


def paint(page: Page, traces: list[dict[str, Any]], axes: dict[str, Any], bound: dict[str, Any], scale: Any) -> Any:
    return page.evaluate(PAINT, [traces, axes, bound, scale])


def test_cells_lie_where_the_axes_have_them(blank: Page) -> None:
    traces = [
        {"type": "scatter"},
        {"type": "heatmap", "x0": -0.5, "dx": 1, "y0": -0.5, "dy": 1, "zmin": 0, "zmax": 1, "zsmooth": "fast"},
    ]
    axes = {"xaxis": axis(10, 200, -1, 1), "yaxis": axis(20, 100, -1, 1)}
    (made,) = paint(blank, traces, axes, {"1": [[0, 1], [1, 0]]}, GREYS)
    assert (made["place"], made["clip"], made["canvas"]) == (1, [10, 20, 200, 100], [10, 20, 200, 100])
    white, black = [255, 255, 255, 255], [0, 0, 0, 255]
    assert made["pixels"] == [*white, *black, *black, *white], "the first row is the lowest"
    assert made["look"] == "auto"


def test_axes_that_show_a_part_cut_the_rest_off(blank: Page) -> None:
    traces = [{"type": "heatmap", "x0": -0.5, "dx": 1, "y0": -0.5, "dy": 1, "zmin": 0, "zmax": 1}]
    axes = {"xaxis": axis(0, 100, 0, 0.5), "yaxis": axis(0, 100, -1, 0)}
    (made,) = paint(blank, traces, axes, {"0": [[0, 1], [1, 0]]}, GREYS)
    assert made["clip"] == [0, 0, 100, 100]
    assert made["canvas"] == [-200, -100, 400, 200]
    assert made["look"] == "pixelated"


def test_each_map_has_its_own_axes_and_limits_and_may_let_the_ground_through(blank: Page) -> None:
    first = {"type": "heatmap", "zmin": -1, "zmax": 1}
    traces = [first, {**first, "zmax": 3, "xaxis": "x2", "yaxis": "y2"}, {**first, "xaxis": "x3", "yaxis": "y3"}]
    axes = {f"{name}axis{part}": axis(0, 60, -0.5, 2.5) for name in "xy" for part in ("", "2")}
    axes["yaxis2"]["_offset"] = 80
    rows = [[-1, 1, 1]] * 3
    one, two, unseen = paint(blank, traces, axes, {"0": rows, "1": rows, "2": rows}, CLEAR)
    assert (one["clip"], two["clip"]) == ([0, 0, 60, 60], [0, 80, 60, 60])
    assert (one["canvas"], two["canvas"]) == (one["clip"], two["clip"]), "cells without places are counted from 0"
    assert one["pixels"][3:8] == [0, 0, 114, 178, 255]
    assert two["pixels"][7] == pytest.approx(128, abs=1), "half way to its own limit"
    assert unseen["clip"][2:] == [0, 0], "without axes there is no place for it"


def test_the_map_moves_with_the_plane(visit: Open) -> None:
    page = visit()
    picture, points = page.page.locator(".st-key-figure-boundary .live-heatmap canvas"), page.points()
    drag = page.figure().locator(".nsewdrag").bounding_box()
    assert drag is not None
    before, point = picture.bounding_box(), points.first.bounding_box()
    assert before is not None
    assert point is not None
    assert [before[side] for side in ("x", "width")] == pytest.approx([drag["x"], drag["width"]], abs=1)
    x, y = drag["x"] + drag["width"] / 2, drag["y"] + drag["height"] / 2
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x + 20, y + 10, steps=4)
    page.page.mouse.move(x + 40, y + 30, steps=4)
    for released in (False, True):
        if released:
            page.page.mouse.up()
        page.wait(
            "([x, y]) => { const box = document.querySelector('.live-heatmap canvas').getBoundingClientRect();"
            " return Math.abs(box.x - x) < 1 && Math.abs(box.y - y) < 1; }",
            [before["x"] + 40, before["y"] + 30],
        )
    moved = points.first.bounding_box()
    assert moved is not None
    assert [moved["x"] - point["x"], moved["y"] - point["y"]] == pytest.approx([40, 30], abs=1)


def test_nothing_is_drawn_anew_by_plotly_while_pictures_show_all(visit: Open) -> None:
    page = visit("/?speed=20-epochs&mistakes=False")
    page.wait_rest()
    page.page.evaluate(
        "() => { window.anew = 0; const plot = document.querySelector('.st-key-figure-boundary .live-plot');"
        " plot.on('plotly_afterplot', () => (window.anew += 1)); }"
    )
    page.play()
    page.wait_frames(40)
    assert page.page.evaluate("window.anew") == 0
    box = page.figure().bounding_box()
    assert box is not None
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)  # is told values: of this moment
    page.wait("window.anew > 1")
