"""Curves of a GAN: what a live run fills, and what they are compared with."""

from __future__ import annotations

import numpy as np

from playground.figures.gan import FIRST, SECOND, answers_figure, modes_figure, share_figure, value_figure


def marks(figure: object) -> list[float]:
    return [shape.y0 for shape in figure.layout.shapes]  # type: ignore[attr-defined]


def test_the_value_stands_beside_that_of_the_optimum() -> None:
    assert np.allclose(marks(value_figure(is_critic=False)), [-np.log(4)])
    assert marks(value_figure(is_critic=True)) == [0.0]


def test_answers_stand_beside_one_half() -> None:
    figure = answers_figure()
    assert marks(figure) == [0.5]
    assert [figure.data[place].line.dash for place in (FIRST, SECOND)] == ["solid", "dash"]


def test_axes_stay_where_they_are() -> None:
    assert modes_figure(25).layout.yaxis.range == (0, 1.05 * 25)
    assert share_figure().layout.yaxis.range == (0, 1.05)
