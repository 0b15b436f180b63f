from __future__ import annotations

import numpy as np
import pytest

from playground.activations import ACTIVATIONS
from playground.figures.activations import (
    COLOURS,
    POINTS,
    activation_figure,
    derivative_curve,
    function_curve,
    overlay_figure,
)

ORDER = list(ACTIVATIONS)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_curves_are_the_registrys_with_gaps_only_where_they_jump(name: str) -> None:
    entry = ACTIVATIONS[name]
    for curve, function, gaps in (
        (function_curve, entry.function, [kink.at for kink in entry.kinks if kink.jump]),
        (derivative_curve, entry.derivative, [kink.at for kink in entry.kinks]),
    ):
        x, y = curve(entry)
        assert (x.shape, np.isnan(x).sum()) == (y.shape, len(gaps))
        known = ~np.isnan(x)
        np.testing.assert_allclose(y[known], function(x[known]))
        assert np.isnan(y[~known]).all()
        assert len(x) == POINTS + 2 * len(gaps)
        assert (np.diff(x[known]) > 0).all()


def test_one_activation_has_its_saturated_zones_behind_it() -> None:
    figure = activation_figure(ACTIVATIONS["sigmoid"], [(-np.inf, -3.9), (3.9, np.inf)])
    assert [trace.name for trace in figure.data] == ["φ(x)", "φ′(x)"]
    assert figure.data[0].line.dash != figure.data[1].line.dash
    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == [(-6, -3.9), (3.9, 6)]
    assert [note.text for note in figure.layout.annotations] == ["saturated zone"] * 2
    assert not activation_figure(ACTIVATIONS["linear"], []).layout.shapes


@pytest.mark.parametrize("derivatives", [False, True])
def test_side_by_side_no_two_look_alike_and_each_keeps_its_look(derivatives: bool) -> None:
    every = overlay_figure(ACTIVATIONS, ORDER, derivatives=derivatives)
    looks = {trace.name: (trace.line.color, trace.line.dash) for trace in every.data}
    assert len(set(looks.values())) == len(ACTIVATIONS)
    assert len({colour for colour, _dash in looks.values()}) == len(ACTIVATIONS)
    two = overlay_figure({name: ACTIVATIONS[name] for name in ("tanh", "silu")}, ORDER, derivatives=derivatives)
    assert {trace.name: (trace.line.color, trace.line.dash) for trace in two.data}.items() <= looks.items()


def contrast(colour: str, ground: str) -> float:
    """Return the contrast of WCAG 2.1."""

    def luminance(hexadecimal: str) -> float:
        parts = [int(hexadecimal[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return float(np.dot([0.2126, 0.7152, 0.0722], linear))

    low, high = sorted((luminance(colour), luminance(ground)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", COLOURS)
def test_lines_stand_out_in_light_and_in_dark(colour: str) -> None:
    assert contrast(colour, "#ffffff") >= 3
    assert contrast(colour, "#171614") >= 3


def test_all_text_is_large_enough() -> None:
    figure = overlay_figure({"tanh": ACTIVATIONS["tanh"]}, [*ORDER, "tanh"], derivatives=False)
    sizes = [figure.layout.font.size, figure.layout.legend.font.size, figure.layout.xaxis.tickfont.size]
    assert min(sizes) >= 14
