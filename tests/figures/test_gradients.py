from __future__ import annotations

import pytest

from playground.figures.gradients import ALARMING, COLOURS, EXPLODING, FINE, VANISHING, gradients_figure
from playground.training.probes import gradients
from tests.figures.drawn import smallest_text
from tests.figures.test_theme import BACKGROUNDS, contrast

LAYERS = ["layer 1", "layer 2", "output"]


def test_each_state_has_its_bars_its_colour_and_its_word() -> None:
    figure = gradients_figure(LAYERS)
    assert [trace.y for trace in figure.data] == [tuple(LAYERS)] * 3
    assert [trace.marker.color for trace in figure.data] == list(COLOURS)
    assert len({trace.marker.pattern.shape for trace in figure.data}) == 3
    assert figure.data[FINE].text is None
    assert set(figure.data[VANISHING].text) == {"vanishing"}
    assert set(figure.data[EXPLODING].text) == {"exploding"}
    assert all(value is None for trace in figure.data for value in trace.x)
    assert smallest_text(figure) >= 14


def test_traces_are_numbered_as_the_states_that_the_probe_tells() -> None:
    assert list(gradients.GradientState) == [FINE, VANISHING, EXPLODING]
    assert ALARMING == gradients.EXPLODING_NORM


def test_the_axis_stays_and_has_room_for_the_smallest() -> None:
    axis = gradients_figure(LAYERS).layout.xaxis
    assert axis.type == "log"
    assert 10 ** axis.range[0] < gradients.SMALLEST_SHOWN < ALARMING < 10 ** axis.range[1]


def test_the_first_layer_is_at_the_top() -> None:
    axis = gradients_figure(LAYERS).layout.yaxis
    assert (axis.categoryarray, axis.autorange) == (tuple(LAYERS), "reversed")


@pytest.mark.parametrize("state", [FINE, VANISHING, EXPLODING])
def test_bars_stand_out_from_the_page(state: int) -> None:
    pages = [backgrounds[0] for backgrounds in BACKGROUNDS.values()]
    assert all(contrast(COLOURS[state], page) >= 3 for page in pages)


def test_the_word_in_a_bar_can_be_read() -> None:
    assert contrast(COLOURS[EXPLODING], "#ffffff") >= 4.5
