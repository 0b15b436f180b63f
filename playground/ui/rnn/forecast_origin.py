"""The moment of a forecast: one choice for the picture of the series and for the sequence that the network reads."""

from __future__ import annotations

from math import ceil

import numpy as np
import streamlit as st

from playground.datasets.baseline_forecasts import KnownSeries, origins_of
from playground.dates import written
from playground.experiment import Forecast
from playground.experiment.forecasts import OwnSeries
from playground.i18n import _
from playground.ui.address import note, seed
from playground.ui.groups import hidden
from playground.ui.rnn.memory.memory import Origins

ORIGIN = "rnn_origin"
"""Key of the moment; its value counts back from the last moment, which is 0."""
MOST_STOPS = 336
"""Origins that the slider offers, at most."""
_OFFERED = "_rnn_origins"


def chosen_origin(data: Forecast) -> int:
    """Return the chosen moment's place in the series; of another series the last one."""
    return _last(data) + _chosen(data)


def moment_slider(data: Forecast, known: KnownSeries) -> None:
    """Show the choice of the moment, in words."""
    value = _chosen(data)
    if not hidden(ORIGIN):
        value = st.select_slider(
            _("Moment of the forecast"),
            _stops(data),
            value,
            key=ORIGIN,
            format_func=lambda stop: times(known, np.array([_last(data) + stop]))[0],
            help=_("The network above reads the test sequence that ends here; ◀ and ▶ there move this moment too."),
            persist_state="session",
        )
    note(ORIGIN, value, 0)


def origins(data: Forecast) -> Origins:
    """Return the moments as the component of the memory takes them: as test sequences, each ending at one."""
    last = data.test_samples - 1

    def choose(place: int) -> None:
        st.session_state[ORIGIN] = _nearest(data, place - last)

    return Origins([last + stop for stop in _stops(data)], last + _chosen(data), choose)


def times(known: KnownSeries, places: np.typing.NDArray[np.int64]) -> list[str]:
    """Return in words when some values are; of several at one time also which ones they are."""
    counted = [_("value {n}").format(n=place + 1) for place in places.tolist()]
    if known.times is None:
        return counted
    if known.rhythm is None:
        unit = np.datetime_data(known.times.dtype)[0]
        words = [written(time, unit) for time in known.times[places]]
        again = np.isin(known.times[places], known.times[1:][known.times[1:] == known.times[:-1]])
        return [f"{time} ({value})" if more else time for time, value, more in zip(words, counted, again, strict=True)]
    return [text.replace("T", " ") for text in np.datetime_as_string(known.times[places]).tolist()]


def _chosen(data: Forecast) -> int:
    """Return the chosen moment, counted back from the last one.

    Where other moments are offered than before, the session is told anew: the browser holds the moment by its words,
    which then mean another one or none. Of the same series the nearest moment is taken.
    """
    value = seed(ORIGIN, 0, int, _stops(data).__contains__)
    offered = (_series(data), _last(data), data.test_samples)
    before = st.session_state.get(_OFFERED, offered)
    if before[0] != offered[0]:
        value = st.session_state[ORIGIN] = 0
    elif before != offered or value not in _stops(data):
        value = st.session_state[ORIGIN] = _nearest(data, before[1] + value - _last(data))
    st.session_state[_OFFERED] = offered
    return value


def _series(data: Forecast) -> int:
    """Return what tells a series from another one in this session."""
    return hash((data.title, data.values, data.times)) if isinstance(data, OwnSeries) else hash(data.name)


def _stops(data: Forecast) -> list[int]:
    """Return the moments that are offered, counted back from the last one, which is 0."""
    count = data.test_samples
    return list(range(0, -count, -ceil(count / MOST_STOPS)))[::-1]


def _nearest(data: Forecast, value: int) -> int:
    return min(_stops(data), key=lambda stop: abs(stop - value))


def _last(data: Forecast) -> int:
    return int(origins_of(data)[-1])
