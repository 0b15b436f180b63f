"""The map's pictures: small, well formed, inside their frame, and made of the numbers that they show."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from playground.concepts.convolution import Sliding, convolve
from playground.ui.lecture.pictures import PICTURES, drawn
from playground.ui.lecture.pictures.grids import NUMBERS
from playground.ui.lecture.pictures.svg import HEIGHT, WIDTH, Axes, arrow, cells, line, number

MOST_TOGETHER, MOST_EACH = 60_000, 5_000  # characters


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_well_formed_and_small(name: str) -> None:
    text = drawn(name)
    assert len(text) <= MOST_EACH
    shapes = list(ElementTree.fromstring(f"<svg>{text}</svg>"))
    assert shapes
    assert {shape.tag for shape in shapes} <= {"path", "circle", "rect", "text"}
    assert "nan" not in text
    assert "inf" not in text


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_stays_inside_its_frame(name: str) -> None:
    for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", drawn(name)):
        assert -3 <= float(x) <= WIDTH + 3
        assert -3 <= float(y) <= HEIGHT + 3


def test_all_pictures_together_load_at_once() -> None:
    assert sum(len(drawn(name)) for name in PICTURES) <= MOST_TOGETHER


def test_pooling_shows_the_numbers_of_pooling() -> None:
    words = [it.text for it in ElementTree.fromstring(f"<svg>{drawn('max_pooling')}</svg>") if it.tag == "text"]
    assert words[-4:] == ["8", "5", "5", "6"]
    words = [it.text for it in ElementTree.fromstring(f"<svg>{drawn('mean_pooling')}</svg>") if it.tag == "text"]
    assert words[-4:] == ["4", "2", "2", "4"]
    assert words[:16] == [f"{value:g}" for value in NUMBERS.ravel()]


def test_the_convolution_by_hand_comes_to_42() -> None:
    words = [it.text for it in ElementTree.fromstring(f"<svg>{drawn('by_hand')}</svg>") if it.tag == "text"]
    pixels, kernel = (np.array(words[k : k + 9], np.float64).reshape(3, 3) for k in (0, 9))
    assert float(convolve(pixels, kernel, Sliding(3))[0, 0]) == 42
    assert words[-1] == "42"


def test_coordinates_are_short() -> None:
    assert [number(value) for value in (1.0, 0.25, -0.04, 119.96)] == ["1", "0.2", "-0", "120"]
    assert line([(0, 0), (1.55, 2)], "b") == '<path class="b" d="M0 0L1.6 2"/>'
    assert arrow((0, 0), (0, 0)).startswith("<path"), "an arrow of no length is no error"


def test_a_window_on_the_plane_has_its_top_above() -> None:
    axes = Axes(-1, 1, 0, 2, margin=6)
    assert axes.place(-1, 0) == (6, HEIGHT - 6)
    assert axes.place(1, 2) == (WIDTH - 6, 6)


def test_cells_of_one_class_in_a_row_are_one_stretch() -> None:
    grid = np.array([[0, 0, 1], [-1, 0, 0]])
    assert cells(grid, 0, 0, 10, ("b", "o")) == (
        '<path class="b" d="M0 0h20v10h-20zM10 10h20v10h-20z"/><path class="o" d="M20 0h10v10h-10z"/>'
    )
