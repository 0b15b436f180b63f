from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from math import log

import plotly.graph_objects as go
import pytest

from playground.experiment import Task
from playground.experiment.comparison import MOST_VALUES
from playground.figures.comparison import (
    DEAD,
    LOWEST_LOSS,
    SATURATED,
    accuracy_curves,
    band_of,
    gradient_lines,
    line_of,
    loss_curves,
    unit_bars,
)
from playground.figures.theme import VALUE_COLOURS, VALUE_DASHES, Shade
from tests.figures.drawn import smallest_text
from tests.figures.test_theme import BACKGROUNDS, SIGHTS, contrast, lab

LABELS = [f"value {place}" for place in range(MOST_VALUES)]
TWO = Task(classes=2)


def losses(labels: list[str], task: Task = TWO, loss: str = "cross_entropy", logarithmic: bool = False) -> go.Figure:
    return loss_curves(labels, "Test loss", loss, task, logarithmic)


CURVES: list[Callable[[list[str]], go.Figure]] = [
    losses,
    lambda labels: losses(labels, logarithmic=True),
    lambda labels: accuracy_curves(labels, "Test accuracy"),
]
LINES = [*CURVES, lambda labels: gradient_lines(labels, 3)]


@pytest.mark.parametrize("count", [2, 5, MOST_VALUES])
@pytest.mark.parametrize("make", CURVES)
def test_each_value_has_its_line_and_its_range(make: Callable[[list[str]], go.Figure], count: int) -> None:
    figure = make(LABELS[:count])
    assert len(figure.data) == 2 * count
    for place, label in enumerate(LABELS[:count]):
        line, band = figure.data[line_of(place)], figure.data[band_of(place, count)]
        assert (line.name, line.mode, line.fill, len(line.x)) == (label, "lines", None, 0)
        assert (band.name, band.fill, band.line.width, band.hoverinfo) == (label, "toself", 0, "skip")
        assert (line.meta, band.meta) == (place, place), "what is pointed at is told by it"
        assert 0 < band.opacity < 0.5


@pytest.mark.parametrize("make", LINES)
def test_lines_differ_without_colour_and_take_it_from_the_page(make: Callable[[list[str]], go.Figure]) -> None:
    lines = make(LABELS).data[:MOST_VALUES]
    assert len({line.line.dash for line in lines}) == MOST_VALUES
    assert {line.line.color for line in lines} == {None}


@pytest.mark.parametrize("make", [*LINES, unit_bars])
def test_a_figure_is_made_anew_and_can_be_read(make: Callable[[list[str]], go.Figure]) -> None:
    assert make(LABELS) == make(LABELS)
    assert make(LABELS) is not make(LABELS)
    assert smallest_text(make(LABELS)) >= 14
    assert make(LABELS).layout.uirevision


@pytest.mark.parametrize(
    ("loss", "task", "guessing"),
    [("cross_entropy", TWO, log(2)), ("cross_entropy", Task(classes=5), log(5)), ("mse", Task(classes=None), 0.5)],
)
def test_the_loss_axis_begins_at_what_guessing_costs_and_has_a_cap(loss: str, task: Task, guessing: float) -> None:
    plain, logarithmic = (losses(LABELS, task, loss, log_axis).layout for log_axis in (False, True))
    assert list(plain.yaxis.range) == [0, pytest.approx(1.5 * guessing)]
    assert plain.meta["cap"] == pytest.approx((8 if loss == "cross_entropy" else 2) * guessing)
    low, high = logarithmic.yaxis.range
    assert logarithmic.yaxis.type == "log"
    assert 10**low == pytest.approx(LOWEST_LOSS)
    assert 10**high > guessing
    assert plain.uirevision != logarithmic.uirevision


def test_accuracies_are_shares_in_percent() -> None:
    axis = accuracy_curves(LABELS, "Accuracy").layout.yaxis
    assert axis.range[0] == 0
    assert 1 <= axis.range[1] <= 1.05
    assert axis.tickformat == ".0%"


@pytest.mark.parametrize("layers", [1, 3, 9])
def test_gradients_have_a_place_for_each_layer(layers: int) -> None:
    figure = gradient_lines(LABELS[:3], layers)
    assert [trace.meta for trace in figure.data] == [0, 1, 2]
    for trace in figure.data:
        assert list(trace.x) == list(range(1, layers + 1))
        assert list(trace.y) == [None] * layers
    assert figure.layout.yaxis.type == "log"
    assert figure.layout.xaxis.range[0] < 1
    assert figure.layout.xaxis.range[1] > layers


def test_dead_and_saturated_units_are_bars_of_a_pair_for_each_value() -> None:
    figure = unit_bars(LABELS)
    assert [figure.data[place].name for place in (DEAD, SATURATED)] == ["dead", "saturated"]
    for bars in figure.data:
        assert (bars.orientation, list(bars.y)) == ("h", LABELS)
    assert figure.data[DEAD].marker.pattern.shape != figure.data[SATURATED].marker.pattern.shape
    assert figure.layout.yaxis.autorange == "reversed", "the first value at the top, as in the menu"
    for page in (backgrounds[0] for backgrounds in BACKGROUNDS.values()):
        assert all(contrast(bars.marker.color, page) >= 3 for bars in figure.data)


def test_long_names_are_cut_beside_the_bars_and_stay_different() -> None:
    names = ["SGD + Nesterov, γ = 0.03", "SGD + momentum, γ = 0.03", "short"]
    shown = list(unit_bars(names).data[DEAD].y)
    assert len(set(shown)) == 3
    assert max(map(len, shown)) <= 22
    assert shown[2] == "short"


# Colours


@pytest.mark.parametrize("shade", VALUE_COLOURS)
def test_every_value_has_a_colour_that_stands_out(shade: Shade) -> None:
    colours = VALUE_COLOURS[shade]
    assert len(set(colours)) == len(VALUE_DASHES) == len(set(VALUE_DASHES)) == MOST_VALUES
    assert min(contrast(colour, BACKGROUNDS[shade][0]) for colour in colours) >= 3


@pytest.mark.parametrize("view", SIGHTS)
@pytest.mark.parametrize("shade", VALUE_COLOURS)
def test_the_first_four_values_differ_for_every_eye(shade: Shade, view: str) -> None:
    seen = [lab(SIGHTS[view], colour) for colour in VALUE_COLOURS[shade][:4]]
    distances = [float(sum((one - other) ** 2) ** 0.5) for one, other in combinations(seen, 2)]
    assert min(distances) > 9


@pytest.mark.usefixtures("in_french")
def test_french_labels() -> None:
    assert gradient_lines(LABELS, 2).layout.xaxis.title.text == "couche"
    assert unit_bars(LABELS).data[DEAD].name != "dead"
