from __future__ import annotations

import pytest

from playground.figures.hidden_space import CHOSEN, CORNERS, GRID, POINTS, SEPARATOR, hidden_space_figure
from playground.figures.theme import CLASS_COLOURS, CLASS_SYMBOLS
from tests.figures.drawn import dataset, smallest_text


def test_the_traces_a_run_fills_are_empty() -> None:
    figure = hidden_space_figure(dataset("circle"), None)
    assert len(figure.data) == 5
    for trace in (GRID, SEPARATOR, CORNERS, POINTS, CHOSEN):
        assert len(figure.data[trace].x) == len(figure.data[trace].y) == 0
    assert figure.data[GRID].mode == "lines"
    assert figure.data[GRID].connectgaps is False
    assert smallest_text(figure) >= 14


@pytest.mark.parametrize("name", ["circle", "pinwheel5", "iris"])
def test_points_have_the_colours_and_symbols_of_their_classes(name: str) -> None:
    data = dataset(name)
    points = hidden_space_figure(data, None).data[POINTS]
    targets = data.targets[data.train]
    assert list(points.marker.color) == [CLASS_COLOURS[k] for k in targets]
    assert list(points.marker.symbol) == [CLASS_SYMBOLS[k] for k in targets]
    assert list(points.customdata) == list(range(data.train_samples)), "a click follows the sample"
    assert data.class_names[targets[0]] in points.text[0]


def test_numbers_colour_their_points() -> None:
    data = dataset("plane")
    points = hidden_space_figure(data, None).data[POINTS]
    assert list(points.marker.color) == data.targets[data.train].round(3).tolist()
    assert (points.marker.cmin, points.marker.cmax) == (-1, 1)


def test_large_data_are_thinned() -> None:
    assert len(hidden_space_figure(dataset("circle", samples=50_000), None).data[POINTS].customdata) == 600


def test_axes_are_named_for_what_they_show() -> None:
    components = hidden_space_figure(dataset("circle"), None).data[CORNERS].texttemplate
    assert components == ("component 1 (%{customdata:.0%}) →", "↑ component 2 (%{customdata:.0%})")
    assert hidden_space_figure(dataset("circle"), (2, 0)).data[CORNERS].texttemplate == ("unit 3 →", "↑ unit 1")


def test_zoom_stays_with_the_axes_and_goes_with_them() -> None:
    views = [hidden_space_figure(dataset("circle"), units).layout.uirevision for units in (None, (0, 1), (0, 2))]
    assert len(set(views)) == 3
