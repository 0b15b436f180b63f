from __future__ import annotations

from itertools import pairwise

import pytest

from playground.figures.distributions import COUNTING, FLATTENING, activations_figure, bars, weights_figure
from playground.training.probes.distributions import BOUNDS
from tests.figures.drawn import smallest_text

LAYERS = ["layer 1", "layer 2", "output"]


def test_every_layer_has_bars_and_words_in_its_row() -> None:
    figure = weights_figure(LAYERS)
    tops = []
    for number, name in enumerate(LAYERS, 1):
        histogram, words = figure.data[bars(number)], figure.data[bars(number) + 1]
        assert (histogram.type, words.mode) == ("bar", "text")
        assert histogram.yaxis == words.yaxis == ("y" if number == 1 else f"y{number}")
        domain = figure.layout["yaxis" if number == 1 else f"yaxis{number}"].domain
        tops.append(domain)
        assert name in figure.layout.annotations[number - 1].text
        assert "%{customdata[0]" in words.texttemplate
    assert all(upper[0] > lower[1] for upper, lower in pairwise(tops)), "rows do not overlap"
    assert smallest_text(figure) >= 14


@pytest.mark.parametrize(
    ("activation", "word"),
    [("relu", "dead"), ("threshold", "dead"), ("tanh", "saturated"), ("elu", "saturated"), ("gelu", "")],
)
def test_words_say_what_may_go_wrong(activation: str, word: str) -> None:
    words = activations_figure(["layer 1"], [activation]).data[1].texttemplate
    assert word in words
    assert bool(word) == ("%{" in words)


def test_saturation_is_told_of_those_that_have_bounds() -> None:
    assert set(BOUNDS) == FLATTENING
    assert not FLATTENING & COUNTING


def test_the_figure_grows_with_the_layers() -> None:
    heights = [weights_figure([str(n) for n in range(count)]).layout.height for count in (1, 2, 9)]
    assert heights[0] < heights[1] < heights[2]


def test_names_are_shown_as_they_are() -> None:
    assert weights_figure(["<i>"]).layout.annotations[0].text == "<b>&lt;i&gt;</b>"
