from __future__ import annotations

import numpy as np

from playground.concepts.least_squares import Line
from playground.figures.line_fit import EXACT, LINE, POINTS, RESIDUALS, line_fit_figure

X, Y = np.array([-5.0, 0.0, 4.0]), np.array([-0.5, 0.1, 0.3])


def test_the_best_line_and_the_points_are_there_and_the_rest_awaits_the_run() -> None:
    figure = line_fit_figure(X, Y, Line(0.1, 0.05))
    exact, points = figure.data[EXACT], figure.data[POINTS]
    np.testing.assert_allclose(exact.y, [-0.55, 0.65])
    assert (list(points.x), list(points.y)) == (X.tolist(), Y.tolist())
    assert list(figure.data[LINE].y) == [None, None]
    assert list(figure.data[RESIDUALS].x) == [-5, -5, -5, 0, 0, 0, 4, 4, 4]
    assert figure.data[LINE].line.dash != exact.line.dash


def test_the_vertical_axis_stays_and_holds_the_points() -> None:
    low, high = line_fit_figure(X, Y, Line(0.1, 0.05)).layout.yaxis.range
    assert low < Y.min() < Y.max() < high
