from __future__ import annotations

import numpy as np
import pytest

from playground.figures.surface import MOST_POINTS, surface_count, surface_figure
from playground.figures.theme import CLASS_COLOURS
from tests.figures.drawn import dataset, smallest_text


@pytest.mark.parametrize(
    ("name", "count"), [("circle", 1), ("plane", 1), ("pinwheel3", 3), ("pinwheel5", 5), ("iris", 3)]
)
def test_each_of_many_classes_has_its_surface(name: str, count: int) -> None:
    data = dataset(name)
    figure = surface_figure(data)
    assert surface_count(data) == count
    assert [trace.type for trace in figure.data[:count]] == ["surface"] * count
    assert "surface" not in {trace.type for trace in figure.data[count:]}
    if count > 1:
        assert [trace.colorscale[-1][1] for trace in figure.data[:count]] == list(CLASS_COLOURS[:count])
    else:
        assert figure.data[0].colorscale is None, "the theme's, as in the plane"
    assert smallest_text(figure) >= 14


def test_surfaces_lie_over_the_plane_of_the_data() -> None:
    data = dataset("wine")
    figure = surface_figure(data, 40)
    for axis, shown, places in zip(
        data.axes,
        (figure.layout.scene.xaxis, figure.layout.scene.yaxis),
        (figure.data[0].x, figure.data[0].y),
        strict=True,
    ):
        assert shown.range == (axis.low, axis.high)
        assert shown.title.text == axis.label
        np.testing.assert_allclose(places, axis.centres(40), atol=1e-6)


@pytest.mark.parametrize("name", ["circle", "plane", "blobs"])
def test_before_the_first_answer_there_is_a_corner_that_webgl_can_draw(name: str) -> None:
    for trace in surface_figure(dataset(name), show_points=False).data:
        assert np.isfinite(np.array(trace.z)).all()
        assert np.shape(trace.z) == (2, 2)


@pytest.mark.parametrize(("name", "heights"), [("circle", {0, 1}), ("blobs", {1})])
def test_points_stand_at_what_they_ask_for(name: str, heights: set[int]) -> None:
    data = dataset(name)
    points = surface_figure(data).data[surface_count(data) :]
    assert {z for trace in points for z in trace.z} == heights
    drawn = {place for trace in points for place in zip(trace.x, trace.y, strict=True)}
    assert drawn == {(x, y) for x, y in data.points[data.train].round(4).tolist()}


def test_numbers_stand_at_their_height_and_are_thinned() -> None:
    data = dataset("plane", samples=5000)
    (points,) = surface_figure(data).data[1:]
    np.testing.assert_allclose(points.z, data.targets[:MOST_POINTS], atol=1e-4)
    assert len(surface_figure(data, show_points=False).data) == 1


@pytest.mark.parametrize(("name", "limits"), [("plane", (-1.25, 1.25)), ("circle", (0, 1)), ("blobs", (0, 1))])
def test_the_height_does_not_jump(name: str, limits: tuple[float, float]) -> None:
    assert surface_figure(dataset(name)).layout.scene.zaxis.range == limits
