from __future__ import annotations

from itertools import combinations
from typing import get_args

import numpy as np
import plotly.graph_objects as go
import pytest

from playground.experiment import Task
from playground.figures.theme import (
    CLASS_COLOURS,
    CLASS_SYMBOLS,
    CURVE_COLOURS,
    FONT_SIZE,
    MIDDLE,
    TEXT,
    Shade,
    blend,
    colorscale,
    template,
    templates,
)

SHADES: tuple[Shade, ...] = get_args(Shade)
TASKS = [Task(classes=classes) for classes in (None, *range(2, 11))]
# Streamlit's own backgrounds, of the page and of the sidebar.
BACKGROUNDS: dict[Shade, tuple[str, ...]] = {"light": ("#ffffff", "#f0f2f6"), "dark": ("#0e1117", "#262730")}


# How eyes see linear RGB, by Machado, Oliveira and Fernandes (2009), at full severity.
SIGHTS: dict[str, list[list[float]]] = {
    "common": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
WHITE = [0.95047, 1.0, 1.08883]


def lab(view: list[list[float]], colour: str) -> np.ndarray:
    """Return a colour as an eye sees it, in CIELAB."""
    shares = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    seen = XYZ @ np.clip(view @ linear, 0, 1) / WHITE
    x, y, z = np.where(seen > 216 / 24389, np.cbrt(seen), (24389 / 27 * seen + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_formula() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("shade", SHADES)
def test_curves_stand_out_from_the_page(shade: Shade) -> None:
    for background in BACKGROUNDS[shade]:
        for colour in CURVE_COLOURS[shade]:
            assert contrast(colour, background) >= 3


@pytest.mark.parametrize("shade", SHADES)
def test_text_can_be_read(shade: Shade) -> None:
    assert all(contrast(TEXT[shade], background) >= 7 for background in BACKGROUNDS[shade])
    assert FONT_SIZE >= 14


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("task", TASKS)
def test_a_colour_scale_goes_from_0_to_1(shade: Shade, task: Task) -> None:
    scale = colorscale(shade, task)
    places = [place for place, _ in scale]
    assert (places[0], places[-1]) == (0, 1)
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    go.Heatmap(colorscale=scale)  # Plotly refuses what is no scale


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("task", TASKS[:2])
def test_undecided_is_the_colour_of_nothing(shade: Shade, task: Task) -> None:
    scale = dict(colorscale(shade, task))
    assert scale[0.5] == MIDDLE[shade]
    assert (scale[0.0], scale[1.0]) == (CLASS_COLOURS[0], CLASS_COLOURS[1])


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("classes", [3, 4, 5, 10])
def test_each_class_has_its_part_of_the_scale_from_pale_to_strong(shade: Shade, classes: int) -> None:
    scale = colorscale(shade, Task(classes=classes))
    for k in range(classes):
        mine = [str(colour) for place, colour in scale if k / classes <= float(place) < (k + 1) / classes]
        distances = [distance(colour, CLASS_COLOURS[k]) for colour in mine]
        assert distances == sorted(distances, reverse=True)
        nearest = min(range(classes), key=lambda other: distance(mine[-1], CLASS_COLOURS[other]))
        assert nearest == k


def test_classes_differ_by_colour_and_symbol() -> None:
    assert len(set(CLASS_SYMBOLS)) == len(CLASS_COLOURS) == len(set(CLASS_COLOURS)) == 10
    assert min(distance(*pair) for pair in combinations(CLASS_COLOURS, 2)) > 60


@pytest.mark.parametrize("view", SIGHTS)
def test_classes_differ_for_every_eye(view: str) -> None:
    seen = [lab(SIGHTS[view], colour) for colour in CLASS_COLOURS]
    assert min(np.linalg.norm(one - other) for one, other in combinations(seen, 2)) > 16


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("task", TASKS)
def test_a_template_is_one_of_plotly(shade: Shade, task: Task) -> None:
    made = go.layout.Template(template(shade, task))
    assert made.layout.font.color == TEXT[shade]
    assert made.layout.font.size == FONT_SIZE
    assert made.layout.colorway == CURVE_COLOURS[shade]
    assert made.layout.paper_bgcolor == made.layout.plot_bgcolor == "rgba(0,0,0,0)"


def test_both_shades_at_once() -> None:
    both = templates(TASKS[1])
    assert both == {shade: template(shade, TASKS[1]) for shade in SHADES}
    assert both["light"] != both["dark"]


@pytest.mark.parametrize(("share", "colour"), [(1, "#d95f02"), (0, "#f7f7f7"), (0.5, "#e8ab7c")])
def test_blending(share: float, colour: str) -> None:
    assert blend("#d95f02", "#f7f7f7", share) == colour


def distance(first: str, second: str) -> float:
    """Return the distance of two colours in RGB."""
    pairs = [(int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5)]
    return float(sum((one - other) ** 2 for one, other in pairs) ** 0.5)
