from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go
import pytest

from playground.figures.curves import TEST, TRAIN, accuracy_figure, loss_figure

FIGURES = [loss_figure, accuracy_figure, lambda: loss_figure(logarithmic=True)]


@pytest.mark.parametrize("make", FIGURES)
def test_training_comes_before_test_both_empty(make: Callable[[], go.Figure]) -> None:
    figure = make()
    assert (TRAIN, TEST) == (0, 1)
    assert [trace.name for trace in figure.data] == ["training", "test"]
    assert [len(trace.x) for trace in figure.data] == [0, 0]
    assert {trace.mode for trace in figure.data} == {"lines"}


@pytest.mark.parametrize("make", FIGURES)
def test_the_curves_differ_without_colour(make: Callable[[], go.Figure]) -> None:
    train, test = make().data
    assert train.line.dash != test.line.dash
    assert train.line.color is None, "colours come from the template of the page's shade"
    assert test.line.color is None


def test_losses_from_zero_or_on_a_logarithmic_axis() -> None:
    assert loss_figure().layout.yaxis.type == "linear"
    assert loss_figure().layout.yaxis.rangemode == "tozero"
    assert loss_figure(logarithmic=True).layout.yaxis.type == "log"
    assert loss_figure(logarithmic=True).layout.yaxis.tickformat == "~g"
    assert loss_figure(logarithmic=True).layout.yaxis.dtick == "D2"
    assert loss_figure().layout.uirevision != loss_figure(logarithmic=True).layout.uirevision


def test_accuracies_are_shares_in_percent() -> None:
    axis = accuracy_figure().layout.yaxis
    assert axis.range[0] == 0
    assert 1 <= axis.range[1] <= 1.05
    assert axis.tickformat == ".0%"


@pytest.mark.parametrize("make", FIGURES)
def test_a_figure_is_made_anew(make: Callable[[], go.Figure]) -> None:
    first = make()
    first.data[TRAIN].x = [1]
    assert make() != first
    assert make() == make()


@pytest.mark.usefixtures("in_french")
def test_french_labels() -> None:
    assert loss_figure().layout.title.text == "Perte"
    assert accuracy_figure().layout.title.text != "Accuracy"
    assert loss_figure().data[TRAIN].name == "apprentissage"
    assert loss_figure().layout.xaxis.title.text == "epoch"
