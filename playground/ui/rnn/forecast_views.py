"""What the page of recurrent networks shows of a forecast: one moment, the errors by horizon, the ranking."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import streamlit as st

from playground.datasets.baseline_forecasts import (
    BaselineForecasts,
    KnownSeries,
    baseline_forecasts,
    known_series,
    origins_of,
)
from playground.datasets.windows import live_origins
from playground.experiment import Experiment, Forecast
from playground.figures.date_ticks import date_ticks
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
from playground.figures.levels import Level, levels_figure
from playground.i18n import _
from playground.live.figure import Binding, live_figure
from playground.live.table import Columns, live_table
from playground.training.probes.forecasts import ForecastCurve, ForecastPicture, HorizonErrors, Known, summary
from playground.training.probes.plane import Probe
from playground.training.worker.runs import Run
from playground.ui.rnn.forecast_origin import chosen_origin, moment_slider, times
from playground.ui.rnn.legend import Entry, legend
from playground.ui.rnn.words import Word, live_words

FEWEST_SHOWN, MOST_SHOWN, MOST_SHOWN_OF_ONE = 48, 336, 96
"""Values before the moment that are shown; the last where one value is forecast."""


def forecast_probes(experiment: Experiment) -> list[Probe]:
    """Return what :func:`forecast_section` needs measured; another moment does not stop the training."""
    data = _forecast(experiment)
    origin = chosen_origin(data)
    return [ForecastCurve(), ForecastPicture(origin, _first(data, origin)), HorizonErrors(_known(data))]


def forecast_section(run: Run, experiment: Experiment) -> None:
    """Show the forecast at a moment, how far off forecasts are, and who is best; the baselines always beside."""
    data = _forecast(experiment)
    known, others = known_series(data), baseline_forecasts(data)
    labels = {name: _(one.label) for name, one in others.items()}
    _moment(run, data, known, others, labels)
    left, right = st.columns(2, gap="large")
    with left:
        if data.horizon > 1:
            _by_horizon(run, data, others, labels)
        _over_epochs(run, others, labels)
    with right:
        _ranking(run, data, known, labels)


def _moment(
    run: Run,
    data: Forecast,
    known: KnownSeries,
    others: Mapping[str, BaselineForecasts],
    labels: Mapping[str, str],
) -> None:
    """Show the slider of the moment, and the forecasts at it."""
    origin = chosen_origin(data)
    moment_slider(data, known)
    row = origin - int(origins_of(data)[0])
    forecasts = {name: one.forecasts[row] for name, one in others.items()}
    live_figure(
        forecast_figure(
            _window(data, known, origin), forecasts, labels, data.horizon, sparse=data.strategy == "recursive"
        ),
        [Binding("forecast", NETWORK), Binding("forecast_rolling", ROLLING)],
        run,
        key="figure-forecast",
        alt=_("The last values and what came, with the forecasts of the network and of every baseline at one moment"),
        colours=forecast_colours(list(labels)),
    )
    legend([Entry(*line) for line in lines(labels)], key="legend-forecast")


def _by_horizon(run: Run, data: Forecast, others: Mapping[str, BaselineForecasts], labels: Mapping[str, str]) -> None:
    live_figure(
        horizon_figure({name: one.mape for name, one in others.items()}, labels, _ahead(data), data.horizon),
        [Binding("horizon_mape", ERRORS)],
        run,
        key="figure-horizon",
        alt=_("Mean absolute percentage error at each step ahead, of the network and of every baseline"),
        colours=error_colours(list(labels)),
    )


def _over_epochs(run: Run, others: Mapping[str, BaselineForecasts], labels: Mapping[str, str]) -> None:
    """Show how the mean error falls, with the baselines as levels; those without a percentage are left out."""
    means = {name: summary(one.tested, one.came)[0] for name, one in others.items()}
    shown = [name for name, mean in means.items() if np.isfinite(mean) and mean > 0]
    levels = {labels[name]: Level(means[name], LOOKS[name].dash) for name in shown}
    live_figure(
        levels_figure(_("Mean error over epochs (%)"), [_("the network")], levels, logarithmic=True, legend=False),
        [Binding("test_mape", 0, curve=True)],
        run,
        key="figure-mape",
        alt=_("Mean absolute percentage error over epochs, with the baselines as lines across"),
        colours=error_colours(shown),
    )


def _ranking(run: Run, data: Forecast, known: KnownSeries, labels: Mapping[str, str]) -> None:
    """Show who is best: a sentence, and a table whose rows change places."""
    _verdict(run, labels)
    columns = {_("mean error (%)"): "ranking_mape"}
    if data.horizon > 1:
        columns[_("at the last step (%)")] = "ranking_end"
    unit = _("mean error ({unit})").format(unit=_(known.rhythm.unit)) if known.rhythm else _("mean error (in units)")
    table = Columns(
        _("Errors over the test part"),
        columns | {unit: "ranking_mae"},
        _("forecast by"),
        [_("the network"), *labels.values()],
        order="ranking_order",
    )
    live_table([table], run, key="table-ranking")
    for sentence in _remarks(data, known):
        st.caption(sentence)


def _verdict(run: Run, labels: Mapping[str, str]) -> None:
    first = _("Best: **the network**, {network} % on average. Next: {best}, {other} %.")
    later = _("Best: **{best}**, {other} % on average. The network: {network} %; it beats {beaten} of {all}.")
    names = list(labels.values())
    words = {
        "network": Word("ranking_mape"),
        "best": Word("ranking_best", "name", names=names),
        "other": Word("ranking_other"),
        "beaten": Word("ranking_beaten", "whole"),
    }
    sentences = [first, later.replace("{all}", str(len(names)))]
    live_words(run, sentences, words, key="verdict", choose="ranking_place")


def _remarks(data: Forecast, known: KnownSeries) -> list[str]:
    """Return what has to be said of the numbers."""
    moments, every = len(live_origins(data)), len(origins_of(data))
    sentences = [_("A forecast is made at {n} moments of the last {test} values.").format(n=moments, test=data.test)]
    if data.strategy == "recursive":
        sentences[0] = _(
            "A recursive forecast takes as many passes as steps ahead: while it trains it is measured at {n} of the "
            "{all} moments of the last {test} values, and the baselines at the same ones."
        ).format(n=moments, all=every, test=data.test)
    tested = known.values[-data.test :]
    if (tested == 0).any():
        zeros = int((tested == 0).sum())
        sentences.append(
            _("Of a value of 0 there is no percentage: {n} of the test values are left out of it.").format(n=zeros)
        )
    if "autoregression" not in baseline_forecasts(data):
        sentences.append(_("The linear regression is left out: the series is too short, or too long, for its season."))
    return sentences


@lru_cache(maxsize=8)
def _known(data: Forecast) -> tuple[Known, ...]:
    """Return the baselines' errors: the same objects each time, as what is not a number equals only itself."""
    return tuple(summary(one.tested, one.came) for one in baseline_forecasts(data).values())


def _first(data: Forecast, origin: int) -> int:
    """Return the place of the first value that is shown."""
    shown = max(2 * data.season, 3 * data.horizon, FEWEST_SHOWN)
    return max(0, origin + 1 - min(shown, MOST_SHOWN if data.horizon > 1 else MOST_SHOWN_OF_ONE))


def _window(data: Forecast, known: KnownSeries, origin: int) -> Window:
    first, last = _first(data, origin), origin + data.horizon
    places = np.arange(first, last + 1)
    ticks = count_ticks(first, last)
    if known.times is not None and known.rhythm is None:
        ticks = {first + place: text for place, text in date_ticks(known.times[places]).items()}
    elif known.times is not None:
        days = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
        ticks = {first + place: text for place, text in time_ticks(known.times[places], days).items()}
    title = (_(known.rhythm.label), _(known.rhythm.unit)) if known.rhythm else (getattr(data, "title", ""), "")
    return Window(places, known.values[places], times(known, places), origin, ticks, *title)


def _ahead(data: Forecast) -> str:
    names = {"demand": _("half-hours ahead"), "co2": _("weeks ahead"), "sunspots": _("years ahead")}
    return names.get(data.name, _("values ahead"))


def _forecast(experiment: Experiment) -> Forecast:
    assert isinstance(experiment.data, Forecast)
    return experiment.data
