"""The figures of GANs side by side: empty, with the lines of two equal distributions."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from playground.figures.comparison import band_of, line_of
from playground.figures.gan_comparison import answer_curves, mode_curves, share_curves, value_lines

LABELS = ["one", "two", "three"]
FIGURES = [
    mode_curves(LABELS, "Modes", 8),
    share_curves(LABELS, "Share"),
    value_lines(LABELS, "Value", bounded=True),
    value_lines(LABELS, "Value", bounded=False),
    answer_curves(LABELS, "D"),
]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_line_and_a_range_for_each_value(figure: go.Figure) -> None:
    assert len(figure.data) == 6
    for place, label in enumerate(LABELS):
        assert figure.data[line_of(place)].name == figure.data[band_of(place, 3)].name == label
        assert figure.data[band_of(place, 3)].fill == "toself"


def test_lines_of_two_equal_distributions() -> None:
    heights = [[shape.y0 for shape in figure.layout.shapes] for figure in FIGURES]
    assert heights == [[], [], [pytest.approx(-np.log(4))], [], [0.5]]
    for figure in FIGURES:
        for height in (shape.y0 for shape in figure.layout.shapes):
            low, high = figure.layout.yaxis.range
            assert low < height < high


@pytest.mark.parametrize(("modes", "step"), [(8, 1), (25, 5)])
def test_all_modes_have_room(modes: int, step: int) -> None:
    axis = mode_curves(LABELS, "Modes", modes).layout.yaxis
    assert axis.range[0] < 0 < modes < axis.range[1]
    assert axis.dtick == step
