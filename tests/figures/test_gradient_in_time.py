from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from playground.figures.gradient_in_time import FLOOR, LOOKS, Line, gradient_in_time_figure
from tests.figures.drawn import smallest_text
from tests.figures.test_theme import BACKGROUNDS, contrast

LINES: dict[Line, np.ndarray] = {
    "rnn": np.logspace(-16, 0, 60),
    "lstm": np.logspace(-5, 0, 60),
    "lstm_h": np.logspace(-6, 0, 60),
    "gru": np.logspace(2, 0, 60),
}


def test_each_line_has_its_steps_and_its_shares() -> None:
    figure = gradient_in_time_figure(LINES)
    assert [trace.name for trace in figure.data] == ["RNN", "LSTM, memory c", "LSTM, state h", "GRU"]
    for trace, shares in zip(figure.data, LINES.values(), strict=True):
        assert (trace.x[0], trace.x[-1]) == (1, 60)
        np.testing.assert_allclose(trace.y, shares)
    assert smallest_text(figure) >= 14


def test_no_two_lines_look_alike_without_colour() -> None:
    assert all(a.dash != b.dash and a.symbol != b.symbol for a, b in combinations(LOOKS.values(), 2))


@pytest.mark.parametrize("line", LOOKS)
def test_lines_stand_out_in_light_and_in_dark(line: Line) -> None:
    assert all(contrast(LOOKS[line].colour, grounds[0]) >= 3 for grounds in BACKGROUNDS.values())


def test_all_that_is_shown_is_inside_the_axes() -> None:
    figure = gradient_in_time_figure(LINES)
    low, high = (10.0**end for end in figure.layout.yaxis.range)
    assert low < 1e-16 < 100 < high
    assert figure.layout.xaxis.range[0] < 1 < 60 < figure.layout.xaxis.range[1]
    assert (high / low) ** (1 / figure.layout.yaxis.dtick) < 10**10, "no more ticks than there is room for"


def test_what_is_too_small_lies_on_the_floor_and_the_figure_says_so() -> None:
    figure = gradient_in_time_figure({"rnn": np.array([0.0, 1e-100, 1e-20, 1.0])})
    assert figure.data[0].y.tolist() == [FLOOR, FLOOR, 1e-20, 1.0]
    assert [note.text for note in figure.layout.annotations] == [
        "at the bottom: below 10⁻³⁸, where single precision ends"
    ]
    assert not gradient_in_time_figure(LINES).layout.annotations


def test_a_single_step_is_a_figure_too() -> None:
    low, high = gradient_in_time_figure({"rnn": np.ones(1)}).layout.xaxis.range
    assert low < 1 < high
