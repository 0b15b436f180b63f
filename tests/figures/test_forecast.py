from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from playground.concepts.forecasts import BASELINES
from playground.datasets.series import series
from playground.figures.forecast import (
    ERRORS,
    LOOKS,
    NETWORK,
    ROLLING,
    Window,
    count_ticks,
    error_colours,
    forecast_colours,
    forecast_figure,
    horizon_figure,
    lines,
    time_ticks,
)
from tests.figures.drawn import smallest_text
from tests.figures.test_theme import BACKGROUNDS, contrast

LABELS = {name: baseline.label for name, baseline in BASELINES.items()}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PLACES = np.arange(100, 141)
WINDOW = Window(
    PLACES, np.sin(PLACES / 5), [f"time {place}" for place in PLACES], 130, {100: "a\nb", 120: "<i>"}, "My <b>", "MW"
)


def forecasts(horizon: int) -> dict[str, np.ndarray]:
    return {name: np.full(horizon, float(number)) for number, name in enumerate(BASELINES)}


def test_forecasts_begin_after_the_moment_and_the_network_s_are_empty() -> None:
    figure = forecast_figure(WINDOW, forecasts(10), LABELS, 10)
    np.testing.assert_array_equal(figure.data[0].y, WINDOW.values)
    for place in (NETWORK, *range(ROLLING + 1, len(figure.data))):
        np.testing.assert_array_equal(figure.data[place].x, np.arange(131, 141))
        assert figure.data[place].customdata == tuple(f"time {at}" for at in range(131, 141))
    assert set(figure.data[NETWORK].y) == {None}
    np.testing.assert_array_equal(figure.data[ROLLING].x, PLACES)
    assert [trace.name for trace in figure.data[3:]] == list(LABELS.values())
    assert [set(trace.y) for trace in figure.data[3:]] == [{float(number)} for number in range(len(BASELINES))]
    assert {trace.mode for trace in figure.data} == {"lines"}
    assert figure.layout.title.text == "My &lt;b&gt;<br>MW"
    assert figure.layout.xaxis.ticktext == ("a<br>b", "&lt;i&gt;")
    assert smallest_text(figure) >= 14


def test_one_value_and_few_moments_are_points() -> None:
    one = forecast_figure(WINDOW._replace(origin=139), forecasts(1), LABELS, 1)
    assert {trace.mode for trace in one.data[3:]} == {one.data[NETWORK].mode} == {"markers"}
    assert len({trace.marker.symbol for trace in one.data[3:]}) == len(BASELINES)
    assert forecast_figure(WINDOW, forecasts(10), LABELS, 10, sparse=True).data[ROLLING].mode == "markers"


def test_errors_stand_at_their_steps() -> None:
    figure = horizon_figure(forecasts(12), LABELS, "hours ahead", 12)
    assert set(figure.data[ERRORS].y) == {None}
    assert [tuple(trace.x) for trace in figure.data] == [tuple(range(1, 13))] * (1 + len(BASELINES))
    assert figure.layout.yaxis.type == "log"
    assert figure.layout.xaxis.title.text == "hours ahead"
    assert smallest_text(figure) >= 14


def test_every_baseline_has_a_look_and_no_two_are_alike() -> None:
    assert set(LOOKS) == set(BASELINES)
    assert all(a.colour != b.colour and a.dash != b.dash for a, b in combinations(LOOKS.values(), 2))


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_lines_stand_out_on_their_background_and_keep_their_colour(shade: str) -> None:
    some = ["season", "autoregression"]
    every, fewer = forecast_colours(list(BASELINES))[shade], forecast_colours(some)[shade]
    assert all(contrast(colour, BACKGROUNDS[shade][0]) >= 3 for colour in every)
    assert fewer[3:] == [every[3 + list(BASELINES).index(name)] for name in some]
    assert error_colours(some)[shade] == [every[NETWORK], *fewer[3:]]


def test_the_legend_says_what_the_figure_draws() -> None:
    figure = forecast_figure(WINDOW, forecasts(10), LABELS, 10)
    explained = lines(LABELS)
    colours = forecast_colours(list(LABELS))
    assert [(label, dash, width) for label, dash, width, _colours in explained] == [
        (trace.name, trace.line.dash, trace.line.width) for trace in figure.data
    ]
    assert [look[3]["dark"] for look in explained] == colours["dark"]


def test_days_are_named_at_midnight() -> None:
    times = series("demand").times[30:400]  # from Monday, 5 June 2000, at 15:00
    ticks = time_ticks(times, DAYS)
    assert list(ticks.items())[:4] == [(18, "Tue\n06-06"), (66, "Wed"), (114, "Thu"), (162, "Fri\n06-09")]


def test_years_are_named_where_they_begin() -> None:
    weeks = series("co2").times[:160]  # from 29 March 1958
    assert [(str(weeks[place])[:7], text) for place, text in time_ticks(weeks, DAYS).items()] == [
        ("1959-01", "1959"),
        ("1960-01", "1960"),
        ("1961-01", "1961"),
    ]
    years = series("sunspots").times[:60]
    assert time_ticks(years, DAYS) == {10 * decade: str(1700 + 10 * decade) for decade in range(6)}


def test_values_without_times_are_counted_from_one() -> None:
    assert count_ticks(95, 131) == {99: "100", 104: "105", 109: "110", 114: "115", 119: "120", 124: "125", 129: "130"}
    assert count_ticks(0, 5) == {place: str(place + 1) for place in range(6)}
