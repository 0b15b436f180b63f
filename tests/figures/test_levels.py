from __future__ import annotations

import pytest

from playground.figures.levels import Level, levels_figure, logarithmic_axis
from playground.figures.text import wrapped
from tests.figures.drawn import smallest_text

LEVELS = {
    "counting pairs": Level(3.4058, "dot"),
    "counting <b>triples</b> of the letters of a text": Level(2.82, "dash"),
}


def test_curves_are_empty_and_levels_reach_across() -> None:
    figure = levels_figure("Bits a character", ["training", "test"], LEVELS)
    assert [trace.x for trace in figure.data[:2]] == [(), ()]
    assert [trace.mode for trace in figure.data] == ["lines"] * 4
    for trace, level in zip(figure.data[2:], LEVELS.values(), strict=True):
        assert set(trace.y) == {level.height}
        assert trace.x[0] == 0
        assert trace.x[1] > 1e6
        assert trace.line.dash == level.dash
    assert figure.data[2].name == "counting pairs: 3.41"
    assert "<b>" not in figure.data[3].name
    assert figure.layout.yaxis.type is None
    assert smallest_text(figure) >= 14


def test_the_legend_has_room_below_the_axes_or_is_not_there() -> None:
    with_legend, without = (levels_figure("Bits", ["test"], LEVELS, legend=legend) for legend in (True, False))
    lines = sum(1 + trace.name.count("<br>") for trace in with_legend.data)
    assert lines == 4
    assert with_legend.layout.height - without.layout.height >= 20 * lines
    taller = with_legend.layout.margin.b - without.layout.margin.b
    assert taller == with_legend.layout.height - without.layout.height
    assert (with_legend.layout.showlegend, without.layout.showlegend) == (True, False)


def test_a_logarithmic_axis_says_numbers_in_full() -> None:
    near, far = logarithmic_axis([0.4, 20.0]), logarithmic_axis([0.0, 0.02, 120.0])
    assert near["type"] == far["type"] == "log"
    assert {0.5, 1.0, 2.0, 5.0, 10.0} <= set(near["tickvals"])
    assert {0.1, 1.0, 10.0} <= set(far["tickvals"])
    assert 0.5 not in far["tickvals"]
    assert logarithmic_axis([])["type"] == "log"


def test_numbers_have_a_comma_in_french(in_french: None) -> None:
    assert levels_figure("Bits", ["test"], LEVELS).data[1].name == "counting pairs: 3,41"


@pytest.mark.parametrize(("text", "shown"), [("one two", "one two"), ("one two three", "one two<br>three"), ("", "")])
def test_texts_are_broken_between_words(text: str, shown: str) -> None:
    assert wrapped(text, 8) == shown
