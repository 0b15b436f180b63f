"""A person's series: what is offered, what is in use, and that both are the same whatever is brought."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from playground.controls.own_data.series_choices import suggestion
from playground.datasets.own_series import read_series
from playground.experiment import OwnSeries
from tests.controls.test_interrupted import series as script
from tests.ui.interruptions import all_cuts
from tests.ui.scripts import open_script, run

CASES = Path(__file__).parents[2] / "cases"


def bring(app: AppTest, name: str, raw: bytes | None = None) -> AppTest:
    app.file_uploader[0].set_value((name, (CASES / name).read_bytes() if raw is None else raw, "text/csv"))
    return run(app)


def words(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.caption).replace("\\", "")


def shown(app: AppTest) -> dict[str, str]:
    """Return what the menus show, by their labels."""
    return {menu.label: menu.value for menu in app.selectbox}


def daily(**columns: list[float]) -> bytes:
    days = [date(2021, 1, 1) + timedelta(days=k) for k in range(100)]
    rows = zip(days, *columns.values(), strict=True)
    lines = [",".join(["when", *columns]), *(",".join(map(str, row)) for row in rows)]
    return "\n".join(lines).encode()


UP, DOWN = [k + 0.5 * (k % 7) for k in range(100)], [200.0 - k + k % 5 for k in range(100)]


def test_the_menu_shows_what_is_in_use_file_after_file() -> None:
    app = open_script(script)
    files = {"rain.csv": ("rain", "sun"), "price.csv": ("open", "close", "sun"), "one.csv": ("level",)}
    for name, columns in (*files.items(), *reversed(files.items())):
        bring(app, name, daily(**dict(zip(columns, (UP, DOWN, UP), strict=False))))
        in_use = app.session_state["result"]
        assert in_use[0] in columns
        assert in_use[0] == shown(app).get("Forecast", columns[0])
        if len(columns) > 1:
            menu = app.get_by_key("rnn_own_column")
            assert menu.options == list(columns)
            assert menu.proto.raw_value == in_use[0]
            assert menu.proto.set_value, "a browser goes on to show the file before unless it is told"
        assert f"In use: {in_use[0]}, 100 values." in words(app)


def test_dates_that_are_numbers_are_never_forecast_one_file_after_the_other() -> None:
    app = open_script(script)
    files = {"ser_yyyymmdd.csv": "Price", "ser_unix_gap.csv": "load", "ser_year_month.csv": "Passengers"}
    for name, column in files.items():
        bring(app, name)
        assert app.session_state["result"][0] == column
        assert "Forecast" not in shown(app)


@pytest.mark.parametrize("choose", ["sun", "rain"])
def test_a_second_file_that_is_cut_short_is_taken_with_the_next_run(choose: str) -> None:
    second = daily(sun=DOWN, wind=UP)

    def begin() -> AppTest:
        app = bring(open_script(script), "first.csv", daily(rain=UP, sun=DOWN))
        app.get_by_key("rnn_own_column").set_value(choose)
        return run(app)

    def upload(app: AppTest) -> None:
        app.file_uploader[0].set_value(("second.csv", second, "text/csv"))

    def seen(app: AppTest) -> object:
        settings = [app.session_state[f"rnn_{part}"] for part in ("repeats", "horizon", "past")]
        return shown(app), app.session_state["result"], settings, words(app)

    assert all_cuts(begin, upload, seen) > 10


def test_each_group_of_a_long_file_is_a_series() -> None:
    app = bring(open_script(script), "ser_long.csv")
    assert app.session_state["result"][1][:2] == (100.0, 108.02)
    assert 'told apart by "shop"; this is "A"' in words(app)
    app.get_by_key("rnn_own_group").set_value("B")
    run(app)
    assert app.session_state["result"][1][:2] == (150.0, 158.02)
    assert shown(app) == {"Series": "B"}


def test_repeats_and_gaps_are_offered_and_what_is_chosen_is_done() -> None:
    app = bring(open_script(script), "ser_dup.csv")
    assert len(app.session_state["result"][1]) == 200
    app.get_by_key("rnn_own_repeats").set_value("leave")
    run(app)
    assert len(app.session_state["result"][1]) == 201
    bring(app, "ser_unix_gap.csv")
    assert (shown(app), len(app.session_state["result"][1])) == ({"Times that are missing": "leave"}, 200)
    app.get_by_key("rnn_own_gaps").set_value("line")
    run(app)
    assert len(app.session_state["result"][1]) == len(app.session_state["result"][2]) == 230


def test_a_column_that_lacks_many_values_is_refused_until_somebody_wants_them_filled() -> None:
    raw = daily(level=[value if k % 5 else "" for k, value in enumerate(UP)])  # type: ignore[list-item]
    app = bring(open_script(script), "level.csv", raw)
    assert "no number in line 2" in app.error[0].value.replace("\\", "")
    assert app.session_state["result"] is None
    app.get_by_key("rnn_own_missing").set_value("all")
    run(app)
    assert len(app.session_state["result"][1]) == 100
    assert "20 values are missing (lines 2, 7, 12, ...)" in words(app)


def test_a_day_that_may_be_a_month_is_asked() -> None:
    rows = [f"03/04/2022 {k // 4:02d}:{k % 4 * 15:02d},{k % 7}" for k in range(80)]
    app = bring(open_script(script), "day.csv", "\n".join(["t,v", *rows]).encode())
    menu = app.selectbox[0]
    assert menu.label == "Dates"
    assert menu.options == ["day/month/year (3 April 2022)", "month/day/year (4 March 2022)"]
    assert app.session_state["result"][2][0] == "2022-04-03T00:00"
    menu.set_value("mdy")
    assert run(app).session_state["result"][2][0] == "2022-03-04T00:00"


def test_a_series_that_came_into_use_otherwise_is_not_shown_as_the_files() -> None:
    app = bring(open_script(script), "ser_long.csv")
    other = ("opened", tuple(UP), ())
    app.session_state["_rnn_own_series"] = other
    run(app)
    assert not shown(app)
    assert app.session_state["result"] == other
    app.button[0].click()
    run(app)
    assert app.session_state["result"][0] == "value"
    assert shown(app) == {"Series": "A"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ser_dup.csv", (24, 20, 48)),
        ("ser_rev_ddmm.csv", (7, 7, 28)),
        ("ser_year_month.csv", (12, 12, 24)),
    ],
)
def test_season_and_horizon_follow_the_steps(name: str, expected: tuple[int, int, int]) -> None:
    parts = suggestion(read_series((CASES / name).read_bytes()))
    assert (parts["repeats"], parts["horizon"], parts["past"]) == expected
    app = bring(open_script(script), name)
    assert tuple(app.session_state[f"rnn_{part}"] for part in ("repeats", "horizon", "past")) == expected


@pytest.mark.parametrize("count", [60, 61, 80, 160, 400])
@pytest.mark.parametrize("step", [1, 900, 1_800, 3_600, 86_400, 7 * 86_400, 30 * 86_400])
def test_what_is_suggested_always_fits(count: int, step: int) -> None:
    times = np.datetime64("2020-01-01T00:00:00") + step * np.arange(count)
    raw = "\n".join(["t,v", *(f"{time},{k % 7}" for k, time in enumerate(times))]).encode()
    read = read_series(raw)
    parts = suggestion(read)
    values = tuple(read.columns[0].values.tolist())
    data = OwnSeries(values=values, times=read.iso_dates, **parts)
    assert data.count == count
    assert 3 * data.season <= count or data.season == 1
