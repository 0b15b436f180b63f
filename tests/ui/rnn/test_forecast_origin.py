"""The one moment of a forecast that the chart and the network's memory show."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from playground.datasets.baseline_forecasts import origins_of
from playground.experiment import Experiment, OwnSeries
from playground.experiment.data import SeriesData
from playground.ui.rnn import forecast_origin as forecast_moment
from playground.ui.rnn.forecast_origin import origins
from tests.ui.scripts import run
from tests.ui.sections import figure, open_section

LAYERS = {"layers": [{"type": "gru", "units": 4}]}
YEARS = {"name": "sunspots", "past": 11, "horizon": 1, "inputs": "values"}


def own(count: int, **more: Any) -> dict[str, Any]:
    values = [float((k * 7) % 13) for k in range(count)]
    return {"name": "series", "values": values, "horizon": 1, "past": 13, "inputs": "values"} | more


def show(app: AppTest, data: dict[str, Any]) -> AppTest:
    """Show other data on the page that is open."""
    app.session_state["experiment"] = json.dumps({"data": data, "model": LAYERS})
    return run(app)


def shown(app: AppTest) -> tuple[int, str, int]:
    """Return the moment in the session, in words on the slider, and in the probe."""
    slider = app.select_slider(key="rnn_origin")
    return app.session_state["rnn_origin"], slider.format_func(slider.value), app.session_state["result"][1].origin


@pytest.mark.parametrize("other", [YEARS, own(200), own(300, title="another")])
def test_another_series_begins_with_its_last_moment(other: dict[str, Any]) -> None:
    app = open_section(own(300))
    app.select_slider(key="rnn_origin").set_value(-20)
    run(app)
    assert shown(app) == (-20, "value 279", 278)
    show(app, other)
    data = Experiment.from_parts({"data": other, "model": LAYERS}).data
    assert isinstance(data, SeriesData | OwnSeries)
    moment, _words, origin = shown(app)
    assert (moment, origin) == (0, int(origins_of(data)[-1]))


def test_the_same_series_keeps_its_moment_where_other_moments_are_offered() -> None:
    app = open_section(own(300))
    app.select_slider(key="rnn_origin").set_value(-20)
    run(app)
    show(app, own(300, horizon=6))
    assert shown(app) == (-15, "value 279", 278)
    show(app, own(300, horizon=40))
    assert shown(app) == (0, "value 260", 259)


def hours(count: int, repeated: int = -1) -> list[str]:
    times = np.datetime64("2022-01-01T00:00") + 60 * np.arange(count)
    times[repeated] = times[repeated - 1] if repeated > 0 else times[repeated]
    return [str(time) for time in times]


def test_a_moment_is_called_by_its_date() -> None:
    app = open_section(own(300, times=hours(300)))
    app.select_slider(key="rnn_origin").set_value(-20)
    run(app)
    assert shown(app) == (-20, "12 January 2022, 14:00", 278)
    chart = figure(app, "The last values")["figure"]
    assert chart["data"][0]["customdata"][-1] == "12 January 2022, 15:00"
    assert "12 Jan" in str(chart["layout"]["xaxis"]["ticktext"])


def test_moments_of_one_time_are_told_apart() -> None:
    app = open_section(own(300, times=hours(300, 279)))
    app.select_slider(key="rnn_origin").set_value(-20)
    run(app)
    assert shown(app) == (-20, "12 January 2022, 14:00 (value 279)", 278)


def test_other_dates_are_another_series() -> None:
    app = open_section(own(300, times=hours(300)))
    app.select_slider(key="rnn_origin").set_value(-20)
    run(app)
    show(app, own(300, times=[f"{1700 + k}" for k in range(300)]))
    assert shown(app) == (0, "1998", 298)


def test_a_moment_is_a_test_sequence_and_a_test_sequence_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    session = {"rnn_origin": -96}
    monkeypatch.setattr(forecast_moment.st, "session_state", session)
    data = SeriesData(name="demand")
    offered = origins(data)
    assert (offered.places[0], offered.places[-1], offered.chosen) == (0, 1296, 1200)
    assert set(offered.places) == set(range(0, 1297, 4))
    offered.choose(400)
    assert session["rnn_origin"] == -896
    assert origins(data).chosen == 400
    offered.choose(3)
    assert origins(data).chosen == 4, "the nearest that the slider has"
