"""The section on a forecast."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from playground.datasets.baseline_forecasts import baseline_forecasts, origins_of
from playground.datasets.series import series
from playground.experiment import OwnSeries, SeriesData
from playground.training.probes.forecasts import ForecastPicture, HorizonErrors, summary
from tests.ui.scripts import run
from tests.ui.sections import address, component_data, figure, open_section, page, sentences

DEMAND = {"name": "demand"}
VALUES = [float((k * 7) % 13) for k in range(300)]
OWN = {"name": "series", "title": "Shop", "values": VALUES, "repeats": 13, "horizon": 5, "past": 13}


def numbers(sent: Any) -> np.ndarray:
    """Return an array as Plotly writes it down, as a list or packed."""
    if isinstance(sent, list):
        return np.array(sent)
    return np.frombuffer(base64.b64decode(sent["bdata"]), sent["dtype"])


def test_the_chart_has_every_baseline_at_the_last_moment() -> None:
    app = open_section(DEMAND)
    data = SeriesData(name="demand")
    origin = int(origins_of(data)[-1])
    assert app.session_state["result"][1] == ForecastPicture(origin, origin + 1 - 336)
    shown = figure(app, "The last values")
    traces = shown["figure"]["data"]
    expected = baseline_forecasts(data)
    assert [trace["name"] for trace in traces[3:]] == [one.label for one in expected.values()]
    for trace, one in zip(traces[3:], expected.values(), strict=True):
        np.testing.assert_array_equal(numbers(trace["y"]), one.forecasts[-1])
        np.testing.assert_array_equal(numbers(trace["x"]), np.arange(origin + 1, origin + 49))
    np.testing.assert_array_equal(numbers(traces[0]["y"]), series("demand").values[origin - 335 : origin + 49])
    assert traces[3]["customdata"][-1] == "2000-08-27 23:30"
    assert [(binding["tensor"], binding["trace"]) for binding in shown["bindings"]] == [
        ("forecast", 1),
        ("forecast_rolling", 2),
    ]
    (explained,) = component_data(app, "legend")
    assert [entry["label"] for entry in explained["entries"]] == [trace["name"] for trace in traces]
    assert not address(app)


def test_errors_by_horizon_and_over_epochs_have_the_same_baselines() -> None:
    app = open_section(DEMAND)
    expected = baseline_forecasts(SeriesData(name="demand"))
    traces = figure(app, "Mean absolute percentage error at each")["figure"]["data"]
    for trace, one in zip(traces[1:], expected.values(), strict=True):
        np.testing.assert_allclose(numbers(trace["y"]), one.mape)
    levels = figure(app, "Mean absolute percentage error over")["figure"]["data"][1:]
    assert [level["y"][0] for level in levels] == pytest.approx([np.mean(one.mape) for one in expected.values()])


def test_the_table_ranks_the_network_among_all_of_them() -> None:
    app = open_section(DEMAND)
    expected = baseline_forecasts(SeriesData(name="demand"))
    known = tuple(summary(one.tested, one.came) for one in expected.values())
    assert app.session_state["result"][2] == HorizonErrors(known)
    (table,) = [table for data in component_data(app, "live_table") for table in data["tables"]]
    assert table["order"] == "ranking_order"
    assert table["rows"] == ["the network", *(one.label for one in expected.values())]
    assert [column["name"] for column in table["columns"]] == ["ranking_mape", "ranking_end", "ranking_mae"]
    assert table["columns"][2]["heading"] == "mean error (megawatts)"
    (verdict,) = component_data(app, "live_words")
    assert verdict["choose"] == "ranking_place"
    assert verdict["words"]["best"]["names"] == [one.label for one in expected.values()]
    assert verdict["sentences"][1].endswith("it beats {beaten} of 6.")
    assert "1297 moments of the last 1344 values" in sentences(app)


def test_another_moment_reaches_the_probe_the_chart_and_the_address() -> None:
    app = open_section(DEMAND)
    app.select_slider(key="rnn_origin").set_value(-96)
    run(app)
    origin = int(origins_of(SeriesData(name="demand"))[-1]) - 96
    assert app.session_state["result"][1] == ForecastPicture(origin, origin + 1 - 336)
    assert int(numbers(figure(app, "The last values")["figure"]["data"][1]["x"])[0]) == origin + 1
    assert address(app) == {"rnn_origin": "-96"}
    assert open_section(DEMAND, rnn_origin="-96").session_state["result"][1].origin == origin
    assert not address(open_section(DEMAND, rnn_origin="5000"))


def test_a_moment_of_another_series_becomes_the_nearest() -> None:
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["rnn_origin"] = -1000
    data = {"name": "sunspots", "past": 11, "horizon": 1, "inputs": "values"}
    app.session_state["experiment"] = json.dumps({"data": data, "model": {"layers": [{"type": "rnn", "units": 4}]}})
    run(app)
    assert app.session_state["rnn_origin"] == -79
    assert app.session_state["result"][1].origin == 309 - 80 - 1
    assert app.select_slider(key="rnn_origin").options[0] == "1928"


def test_one_step_has_no_chart_by_horizon() -> None:
    app = open_section({"name": "demand", "horizon": 1})
    alts = [data["texts"]["alt"] for data in component_data(app, "live_figure")]
    assert len(alts) == 2
    assert not any("each step ahead" in alt for alt in alts)
    (table,) = [table for data in component_data(app, "live_table") for table in data["tables"]]
    assert [column["name"] for column in table["columns"]] == ["ranking_mape", "ranking_mae"]


def test_a_recursive_forecast_says_at_how_many_moments_it_is_tested() -> None:
    app = open_section({"name": "demand", "strategy": "recursive"})
    assert "measured at 118 of the 1297 moments of the last 1344 values" in sentences(app)
    assert figure(app, "The last values")["figure"]["data"][2]["mode"] == "markers"


def test_a_person_s_own_series_has_its_baselines_too() -> None:
    app = open_section(OWN)
    data = OwnSeries(values=tuple(VALUES), repeats=13, horizon=5, past=13)
    expected = baseline_forecasts(data)
    traces = figure(app, "The last values")["figure"]["data"]
    assert [trace["name"] for trace in traces[3:]] == [one.label for one in expected.values()]
    assert traces[0]["customdata"][-1] == "value 300"
    zeros = VALUES[-60:].count(0)
    assert f"{zeros} of the test values are left out" in sentences(app)
    levels = figure(app, "Mean absolute percentage error over")["figure"]["data"][1:]
    wrong = [one.mape.mean() for one in expected.values() if one.mape.mean() > 0]
    assert 0 < len(wrong) < len(expected)  # those that are never wrong have no place on a logarithmic axis
    assert [level["y"][0] for level in levels] == pytest.approx(wrong)


def test_errors_without_a_percentage_do_not_look_like_a_change() -> None:
    app = open_section(OWN | {"values": [*VALUES[:240], *[0.0] * 60]})
    before = app.session_state["result"]
    assert np.isnan(before[2].known[0][0])
    assert run(app).session_state["result"] == before


def test_a_series_too_short_for_a_regression_says_so() -> None:
    app = open_section(OWN | {"values": VALUES[:70], "repeats": 25, "inputs": "values", "horizon": 1})
    assert "linear regression is left out" in sentences(app)
    assert "linear regression is left out" not in sentences(open_section(OWN))
