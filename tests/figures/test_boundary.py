from __future__ import annotations

import json

import numpy as np
import plotly.graph_objects as go
import pytest

from playground.datasets import Dataset, load
from playground.experiment import Column, OwnTable, PlaneData, TableData
from playground.experiment.data import PLANE_TASKS
from playground.figures.boundary import CHOSEN, MISTAKES, MOST_POINTS, SURFACE, boundary_figure
from playground.figures.theme import CLASS_COLOURS
from playground.i18n import set_language

CLASSES = [name for name, task in PLANE_TASKS.items() if task.is_classification]
NUMBERS = [name for name, task in PLANE_TASKS.items() if not task.is_classification]


def data(name: str, samples: int = 200) -> Dataset:
    return load(PlaneData.model_validate({"name": name, "samples": samples, "train_fraction": 0.6, "noise": 0.1}), 3)


def points(figure: go.Figure) -> list[go.Scatter]:
    return list(figure.data[CHOSEN + 1 :])


def drawn(traces: list[go.Scatter]) -> set[tuple[float, float]]:
    return {place for trace in traces for place in zip(trace.x, trace.y, strict=True)}


def expected(dataset: Dataset, part: slice) -> set[tuple[float, float]]:
    return {(x, y) for x, y in dataset.points[part].round(3).tolist()}


@pytest.mark.parametrize("name", PLANE_TASKS)
def test_the_traces_a_run_fills_come_first(name: str) -> None:
    figure = boundary_figure(data(name))
    assert (SURFACE, MISTAKES) == (0, 1)
    assert isinstance(figure.data[SURFACE], go.Heatmap)
    assert figure.data[MISTAKES].mode == "markers"
    assert not len(figure.data[MISTAKES].x)
    assert np.isnan(figure.data[SURFACE].z).all(), "nothing is painted before the network has answered"


@pytest.mark.parametrize("name", PLANE_TASKS)
@pytest.mark.parametrize("show_test", [False, True])
def test_the_points_are_the_data(name: str, show_test: bool) -> None:
    dataset = data(name)
    shown = expected(dataset, dataset.train)
    if show_test:
        shown |= expected(dataset, dataset.test)
    assert drawn(points(boundary_figure(dataset, show_test=show_test))) == shown


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_has_its_points_its_colour_and_its_symbol(name: str) -> None:
    dataset = data(name)
    traces = points(boundary_figure(dataset))
    classes = dataset.task.classes
    assert classes == len(traces)
    train = dataset.train
    for k, trace in enumerate(traces):
        mine = dataset.points[train][dataset.targets[train] == k].round(3).tolist()
        assert sorted(zip(trace.x, trace.y, strict=True)) == sorted((x, y) for x, y in mine)
        assert trace.marker.color == CLASS_COLOURS[k]
    assert len({trace.marker.symbol for trace in traces}) == classes
    assert len({trace.marker.color for trace in traces}) == classes


@pytest.mark.parametrize("name", CLASSES)
def test_test_points_are_open_and_larger(name: str) -> None:
    dataset = data(name)
    traces = points(boundary_figure(dataset, show_test=True))
    half = len(traces) // 2
    for train, test in zip(traces[:half], traces[half:], strict=True):
        assert test.marker.symbol == f"{train.marker.symbol}-open"
        assert test.marker.size > train.marker.size
        assert test.marker.color == train.marker.color
        assert train.name != test.name


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_colour_their_points(name: str) -> None:
    dataset = data(name)
    train, test = points(boundary_figure(dataset, show_test=True))
    assert list(train.marker.color) == dataset.targets[dataset.train].round(3).tolist()
    assert (train.marker.cmin, train.marker.cmax) == (-1, 1)
    assert train.marker.symbol != test.marker.symbol


@pytest.mark.parametrize("name", ["spiral", "pinwheel5", "plane"])
@pytest.mark.parametrize("samples", [2000, 100_000])
def test_large_data_are_thinned(name: str, samples: int) -> None:
    dataset = data(name, samples)
    figure = boundary_figure(dataset, show_test=True)
    train = [trace for trace in points(figure) if "training" in trace.name]
    test = [trace for trace in points(figure) if "test" in trace.name]
    assert sum(len(trace.x) for trace in train) == MOST_POINTS
    assert sum(len(trace.x) for trace in test) == MOST_POINTS
    assert drawn(train) <= expected(dataset, dataset.train)
    assert len(figure.to_json()) < 200_000


@pytest.mark.parametrize(
    ("name", "limits"), [("spiral", (0, 1)), ("plane", (-1, 1)), ("pinwheel3", (0, 3)), ("blobs", (0, 4))]
)
def test_colours_span_the_answers(name: str, limits: tuple[float, float]) -> None:
    surface = boundary_figure(data(name)).data[SURFACE]
    assert (surface.zmin, surface.zmax) == limits


@pytest.mark.parametrize("resolution", [20, 100])
def test_the_cells_fill_the_plane(resolution: int) -> None:
    surface = boundary_figure(data("xor"), resolution).data[SURFACE]
    cells = surface.x0 + surface.dx * np.arange(resolution)
    assert cells[0] - surface.dx / 2 == pytest.approx(-6)
    assert cells[-1] + surface.dx / 2 == pytest.approx(6)
    assert (surface.x0, surface.dx) == (surface.y0, surface.dy)


def test_mistakes_are_marked_only_for_classes_and_when_asked() -> None:
    assert boundary_figure(data("xor")).data[MISTAKES].visible
    assert not boundary_figure(data("xor"), show_mistakes=False).data[MISTAKES].visible
    assert not boundary_figure(data("plane")).data[MISTAKES].visible


def test_what_is_drawn_does_not_move_the_view() -> None:
    figures = [boundary_figure(data("xor"), show_test=test) for test in (False, True)]
    assert figures[0].layout.uirevision == figures[1].layout.uirevision
    assert figures[0].layout.xaxis.range == (-6, 6)
    assert figures[0].layout.yaxis.scaleanchor == "x"


@pytest.mark.parametrize("name", PLANE_TASKS)
def test_the_figure_is_pure(name: str) -> None:
    dataset = data(name)
    before = dataset.points.copy()
    texts = [json.loads(boundary_figure(dataset, show_test=True).to_json()) for _ in range(2)]
    assert texts[0] == texts[1]
    assert np.array_equal(dataset.points, before)


@pytest.mark.usefixtures("in_french")
def test_french_labels() -> None:
    figure = boundary_figure(data("xor"), show_test=True)
    names = [trace.name for trace in points(figure)]
    assert names[0].startswith("classe 0")
    assert "apprentissage" in names[0]
    assert len(set(names)) == 4
    assert figure.data[SURFACE].name == "P(classe 1)"
    assert figure.data[MISTAKES].name != "wrong"


# Tables

CLASSES_OF_OWN = tuple(f"class <b>{k}</b> & %{{x}}" for k in range(10))


def table(**fields: object) -> Dataset:
    return load(TableData(name="iris", **fields), 3)


def own(classes: tuple[str, ...] | None, targets: list[float], name: str = "a <b> & %{y}") -> Dataset:
    columns = (
        Column(name=name, values=tuple(0.001 * k for k in range(40))),
        Column(name="b", values=tuple(50_000.0 * k for k in range(40))),
    )
    return load(OwnTable(columns=columns, target="t", targets=tuple(targets), classes=classes), 3)


def test_a_table_is_drawn_in_its_own_units() -> None:
    dataset = table(view=("petal width (cm)", "sepal length (cm)"))
    layout = boundary_figure(dataset).layout
    for drawn_axis, axis, label in zip(
        (layout.xaxis, layout.yaxis), dataset.axes, ("petal width (cm)", "sepal length (cm)"), strict=True
    ):
        assert drawn_axis.title.text == label
        assert drawn_axis.range == (axis.low, axis.high)
        assert drawn_axis.scaleanchor is None
    assert layout.meta == {"square": True}


@pytest.mark.parametrize("resolution", [20, 100])
def test_the_cells_of_a_table_are_those_of_its_grid(resolution: int) -> None:
    dataset = table()
    surface = boundary_figure(dataset, resolution).data[SURFACE]
    across = surface.x0 + surface.dx * np.arange(resolution)
    upwards = surface.y0 + surface.dy * np.arange(resolution)
    grid = dataset.grid(resolution).reshape(resolution, resolution, 2)
    np.testing.assert_allclose(across, grid[0, :, 0])
    np.testing.assert_allclose(upwards, grid[:, 0, 1])


def test_the_points_of_a_table_are_its_rows() -> None:
    dataset = table()
    traces = points(boundary_figure(dataset, show_test=True))
    assert drawn(traces) == expected(dataset, slice(None))
    assert [trace.name for trace in traces[:3]] == [
        "class setosa, training",
        "class versicolor, training",
        "class virginica, training",
    ]
    assert "sepal width (cm) %{y:.4~g}" in traces[0].hovertemplate


def test_small_and_large_numbers_keep_the_digits_that_can_be_seen() -> None:
    dataset = own(None, [float(k) for k in range(40)])
    (trace,) = points(boundary_figure(dataset))
    train = dataset.points[dataset.train]
    for shown, numbers in ((trace.x, train[:, 0]), (trace.y, train[:, 1])):
        np.testing.assert_allclose(shown, numbers, atol=np.ptp(numbers) / 1000)
        assert len(set(shown)) == len(numbers)


def test_ten_classes_with_their_names() -> None:
    traces = points(boundary_figure(own(CLASSES_OF_OWN, [float(k % 10) for k in range(40)])))
    assert len({(trace.marker.color, trace.marker.symbol) for trace in traces}) == 10
    for trace in traces:
        assert "<b>" not in trace.name.replace("<br>", "")
        assert "%{x}" not in trace.hovertemplate, "a name is no variable"


def test_two_classes_name_the_one_whose_probability_is_shown() -> None:
    dataset = load(TableData(name="breast_cancer"), 0)
    surface = boundary_figure(dataset).data[SURFACE]
    assert surface.name == "P(benign)"
    assert "P(benign) %{z:.3f}" in surface.hovertemplate
    assert list(surface.colorbar.ticktext) == ["0", "P(benign) = 0.5", "1"]
    set_language("fr")
    assert boundary_figure(dataset).data[SURFACE].colorbar.ticktext[1] == "P(benign) = 0,5"
    set_language("en")


def test_names_of_columns_are_words_and_no_markup() -> None:
    figure = boundary_figure(own(None, [float(k) for k in range(40)]))
    assert figure.layout.xaxis.title.text == "a &lt;b&gt; &amp; %&#123;y}"
    for trace in (figure.data[SURFACE], *points(figure)):
        assert trace.hovertemplate.startswith("a &lt;b&gt; &amp; %&#123;y} %{x")


def test_numbers_of_a_table_are_written_in_its_units() -> None:
    dataset = own(None, [1000.0 + 10 * k for k in range(40)])
    figure = boundary_figure(dataset, show_test=True)
    offset, factor = dataset.target_scale
    low, middle, high = figure.data[SURFACE].colorbar.ticktext
    assert (float(low), float(high)) == pytest.approx((offset - factor, offset + factor), rel=1e-3)
    assert middle == f"answer = {offset:.4g}"
    for trace, part in zip(points(figure), (dataset.train, dataset.test), strict=True):
        written = [float(text) for text in trace.text]
        assert written == pytest.approx(offset + factor * dataset.targets[part], rel=1e-3)
        assert "target %{text}" in trace.hovertemplate


def test_another_plane_is_seen_whole() -> None:
    turned = table(view=("sepal width (cm)", "sepal length (cm)"))
    views = [boundary_figure(dataset).layout.uirevision for dataset in (data("xor"), data("moons"), table(), turned)]
    assert views[0] == views[1]
    assert len(set(views)) == 3
