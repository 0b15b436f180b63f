"""Forecasts of a series: at one moment, and how far off they are step by step; a network beside all baselines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from playground.figures.levels import below, logarithmic_axis
from playground.figures.text import plain
from playground.figures.theme import TEXT, VALUE_COLOURS, Shade
from playground.i18n import _

Values = npt.NDArray[np.floating]

ACTUAL, NETWORK, ROLLING = 0, 1, 2
"""Places of the traces of :func:`forecast_figure`; a live run fills the last two."""
ERRORS = 0
"""Place of the trace of :func:`horizon_figure` that a live run fills."""
HEIGHT, ERROR_HEIGHT, TWO_LINES = 420, 340, 54


class Look(NamedTuple):
    """How a baseline looks: its place among the colours of values, and its dash."""

    colour: int
    dash: str


LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "persistence": Look(7, "dot"),
        "day": Look(3, "dashdot"),
        "season": Look(0, "dash"),
        "season_and_gain": Look(2, "longdash"),
        "season_and_mean_gain": Look(5, "longdashdot"),
        "autoregression": Look(4, "5px 2px"),
    }
)
"""The looks of :data:`playground.concepts.forecasts.BASELINES`."""
NETWORK_COLOUR = 1


class Window(NamedTuple):
    """The values around a moment.

    Parameters
    ----------
    places, values
        ``(w,)``: places in the series, and values.
    times
        ``(w,)``: when they are, in words.
    origin
        Place of the last value that is known.
    ticks
        Places and words of the axis.
    title, unit
        What the values are, and in what they are.
    """

    places: npt.NDArray[np.int64]
    values: Values
    times: Sequence[str]
    origin: int
    ticks: Mapping[int, str]
    title: str
    unit: str


def colours(names: Iterable[str], shade: Shade, before: Sequence[str] = ()) -> list[str]:
    """Return the colours of some baselines on a background, after others'."""
    return [*before, *(VALUE_COLOURS[shade][LOOKS[name].colour] for name in names)]


def forecast_colours(names: Sequence[str]) -> Mapping[Shade, Sequence[str]]:
    """Return the colours of the traces of :func:`forecast_figure`."""
    shades: tuple[Shade, ...] = ("light", "dark")
    network = {shade: VALUE_COLOURS[shade][NETWORK_COLOUR] for shade in shades}
    return {shade: colours(names, shade, [TEXT[shade], network[shade], network[shade]]) for shade in shades}


def error_colours(names: Sequence[str]) -> Mapping[Shade, Sequence[str]]:
    """Return the colours of the traces of :func:`horizon_figure`, and of curves against the baselines' levels."""
    shades: tuple[Shade, ...] = ("light", "dark")
    return {shade: colours(names, shade, [VALUE_COLOURS[shade][NETWORK_COLOUR]]) for shade in shades}


def lines(labels: Mapping[str, str]) -> list[tuple[str, str, float, Mapping[Shade, str]]]:
    """Return of every line of the figures here: what it is, dash, width, and its colour on either background.

    Parameters
    ----------
    labels
        What people call the baselines, by their names.
    """
    looks = [
        (_("what came"), "solid", 2.2),
        (_("the network, at this moment"), "solid", 3.5),
        (_("the network, a whole horizon before"), "dot", 1.8),
        *((label, LOOKS[name].dash, 2.2) for name, label in labels.items()),
    ]
    colours = forecast_colours(list(labels))
    pairs = zip(colours["light"], colours["dark"], strict=True)
    return [(*look, {"light": light, "dark": dark}) for look, (light, dark) in zip(looks, pairs, strict=True)]


def forecast_figure(
    window: Window, forecasts: Mapping[str, Values], labels: Mapping[str, str], horizon: int, sparse: bool = False
) -> go.Figure:
    """Return the values around a moment, and every baseline's forecast at it; the network's are empty.

    Parameters
    ----------
    forecasts
        Of each baseline, by its name, the coming values ``(horizon,)``.
    labels
        What people call the baselines.
    sparse
        Whether what the network expected a horizon before is not known of all values: then it is drawn as points.
    """
    coming = window.origin + np.arange(1, horizon + 1)
    known = dict(zip(window.places.tolist(), window.times, strict=True))
    times = [known[place] for place in coming.tolist()]
    mode = "lines" if horizon > 1 else "markers"
    hover = "%{customdata}<br>%{y:.5~g}"
    nothing = [None] * len(window.places)
    figure = go.Figure(
        [
            _line(window.places, window.values, _("what came"), "solid", 2.2, window.times),
            _line(coming, [None] * horizon, _("the network, at this moment"), "solid", 3.5, times),
            _line(window.places, nothing, _("the network, a whole horizon before"), "dot", 1.8, window.times),
        ]
    )
    for name, values in forecasts.items():
        figure.add_trace(_line(coming, values, labels[name], LOOKS[name].dash, 2.2, times))
    figure.update_traces(hovertemplate=hover)
    for place in (NETWORK, *range(ROLLING + 1, len(figure.data))):
        figure.data[place].update(mode=mode, marker={"size": 11, "symbol": place})
    if sparse:
        figure.data[ROLLING].update(mode="markers", marker={"size": 7, "symbol": "circle"})
    margin = 0.01 * len(window.places)
    figure.update_layout(
        **below(0, HEIGHT),
        title=_title("<br>".join(filter(None, (plain(window.title), plain(window.unit))))),
        xaxis={
            "range": [window.places[0] - margin, window.places[-1] + margin],
            "tickvals": list(window.ticks),
            "ticktext": [plain(text).replace("\n", "<br>") for text in window.ticks.values()],
            "tickangle": 0,
        },
        hovermode="closest",
        uirevision=f"forecast-{window.origin}-{horizon}",
    )
    figure.update_layout(margin_t=TWO_LINES)
    figure.add_vline(x=window.origin + 0.5, line={"width": 1.5, "dash": "dot", "color": "#7d8794"})
    return figure


def horizon_figure(errors: Mapping[str, Values], labels: Mapping[str, str], ahead: str, horizon: int) -> go.Figure:
    """Return the mean absolute percentage error of every baseline at each step ahead; the network's is empty.

    Parameters
    ----------
    errors
        ``(horizon,)`` in percent, by the baselines' names.
    ahead
        What the steps are: "half-hours ahead".
    """
    steps = np.arange(1, horizon + 1)
    figure = go.Figure([_line(steps, [None] * horizon, _("the network"), "solid", 3.5)])
    for name, values in errors.items():
        figure.add_trace(_line(steps, values, labels[name], LOOKS[name].dash, 2.2))
    figure.update_traces(hovertemplate="%{y:.2f} %")
    figure.update_layout(
        **below(0, ERROR_HEIGHT),
        title=_title(_("Mean absolute percentage error (%)")),
        xaxis={"title": {"text": ahead, "standoff": 6}, "range": [1 - 0.02 * horizon, 1.02 * horizon]},
        yaxis=logarithmic_axis(np.concatenate([*errors.values()])),
        hovermode="x unified",
        uirevision=f"horizon-{horizon}",
    )
    return figure


def time_ticks(times: npt.NDArray[np.datetime64], days: Sequence[str]) -> dict[int, str]:
    """Return which of some times to name on an axis, by their place, and how.

    Days within two weeks, else every so many years; a step of the times is shorter than a day, or at most a year.

    Parameters
    ----------
    days
        Short names of the seven days of the week, Monday first.
    """
    minutes = times.astype("datetime64[m]")
    if minutes[1] - minutes[0] < np.timedelta64(1, "D"):
        midnights = np.flatnonzero(minutes == minutes.astype("datetime64[D]"))
        dates = times[midnights].astype("datetime64[D]")
        weekdays = (dates.astype(np.int64) + 3) % 7  # 1 January 1970 was a Thursday
        named = zip(midnights.tolist(), dates.tolist(), weekdays.tolist(), strict=True)
        return {
            place: days[weekday] + (f"\n{date:%m-%d}" if number % 3 == 0 else "")
            for number, (place, date, weekday) in enumerate(named)
        }
    years = times.astype("datetime64[Y]").astype(np.int64) + 1970
    firsts = np.flatnonzero(np.diff(years, prepend=years[0] - 1 if years[1] > years[0] else years[0]))
    every = _round_step(len(firsts))
    return {place: str(years[place]) for place in firsts.tolist() if years[place] % every == 0}


def count_ticks(first: int, last: int) -> dict[int, str]:
    """Return which places of a series to name, counted from 1."""
    every = _round_step(last - first)
    return {place: str(place + 1) for place in range(first, last + 1) if (place + 1) % every == 0}


def _round_step(count: int) -> int:
    """Return a step of 1, 2 or 5 times a power of ten that takes at most eight to pass over so many."""
    steps = (digit * int(10**power) for power in range(12) for digit in (1, 2, 5))
    return next(step for step in steps if count <= 8 * step)


def _title(text: str) -> dict[str, object]:
    height = 0.95 if "<br>" in text else 0.99  # Plotly hangs the middle of several lines where it hangs one
    return {"text": text, "x": 0, "xanchor": "left", "xref": "paper", "y": height, "yanchor": "top"}


def _line(
    x: npt.NDArray[np.int64],
    y: Sequence[float | None] | Values,
    label: str,
    dash: str,
    width: float,
    times: Sequence[str] = (),
) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        name=plain(label),
        line={"width": width, "dash": dash},
        customdata=list(times) or None,
    )
