from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.scripts import open_script, run


def script() -> None:
    import streamlit as st

    from playground.ui.address import begin_address, write_address
    from playground.ui.widgets import pick, several, steps, switch, whole_number

    begin_address()
    st.session_state["result"] = {
        "units": steps("Units", "units", (1, 2, 4, 8, 16), 8, bounds=(1, 512)),
        "rate": steps("Rate", "rate", (0.01, 0.1, 1.0), 0.1, bounds=(0.001, 100.0), show=lambda rate: f"η = {rate}"),
        "layers": steps("Layers", "layers", range(4), 2),
        "shape": pick("Shape", "shape", {"round": "Rond", "flat": "Plat"}, "round"),
        "side": pick("Side", "side", {"left": "Gauche", "right": "Droite"}, "left", form="segments"),
        "inputs": several("Inputs", "inputs", {"x1": "x₁", "x2": "x₂", "x3": "x₃"}, ["x1", "x2"], None),
        "loud": switch("Loud", "loud"),
        "quiet": switch("Quiet", "quiet", default=True),
        "seed": whole_number("Seed", "seed", 0, 100, 0),
    }
    write_address()


DEFAULTS = {
    "units": 8,
    "rate": 0.1,
    "layers": 2,
    "shape": "round",
    "side": "left",
    "inputs": ["x1", "x2"],
    "loud": False,
    "quiet": True,
    "seed": 0,
}


def result(app: AppTest) -> dict[str, object]:
    values: dict[str, object] = app.session_state["result"]
    return values


def test_defaults_are_shown_and_leave_the_address_empty() -> None:
    app = open_script(script)
    assert result(app) == DEFAULTS
    assert app.query_params == {}


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("units", "16", 16),
        ("rate", "1.0", 1.0),
        ("layers", "0", 0),
        ("shape", "flat", "flat"),
        ("side", "right", "right"),
        ("inputs", "x2", ["x2"]),
        ("inputs", "x1,x2,x3", ["x1", "x2", "x3"]),
        ("loud", "True", True),
        ("quiet", "False", False),
        ("seed", "100", 100),
    ],
)
def test_a_value_from_the_address(key: str, text: str, value: object) -> None:
    app = open_script(script, **{key: text})
    assert result(app) == {**DEFAULTS, key: value}
    assert app.query_params == {key: text}
    assert result(run(app)) == {**DEFAULTS, key: value}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("units", "0"),
        ("units", "513"),
        ("units", "8.0"),
        ("rate", "nan"),
        ("rate", "inf"),
        ("rate", "0"),
        ("rate", "1e999"),
        ("layers", "4"),
        ("layers", "-1"),
        ("shape", "Rond"),
        ("shape", ""),
        ("side", "middle"),
        ("inputs", ""),
        ("inputs", "y"),
        ("loud", "yes"),
        ("quiet", "0"),
        ("seed", "101"),
        ("seed", "-1"),
        ("seed", "<script>"),
    ],
)
def test_what_is_not_allowed_in_the_address_is_ignored(key: str, text: str) -> None:
    app = open_script(script, **{key: text})
    assert result(app) == DEFAULTS
    assert app.query_params == {}


@pytest.mark.parametrize(
    ("text", "value"), [("x2,x1", ["x1", "x2"]), ("x2,y,x2", ["x2"]), ("x3,x3", ["x3"]), (",x1,", ["x1"])]
)
def test_inputs_come_in_their_own_order_each_once(text: str, value: list[str]) -> None:
    assert result(open_script(script, inputs=text))["inputs"] == value


@pytest.mark.parametrize(("key", "text", "value"), [("units", "9", 9), ("units", "512", 512), ("rate", "0.02", 0.02)])
def test_an_odd_value_becomes_a_stop(key: str, text: str, value: float) -> None:
    app = open_script(script, **{key: text})
    assert result(app)[key] == value
    slider = app.select_slider(key=key)
    shown = [str(value), f"η = {value}"]
    assert any(option in shown for option in slider.options)
    numbers = [float(option.removeprefix("η = ")) for option in slider.options]
    assert numbers == sorted(numbers)


def test_an_odd_value_stays_a_stop_when_the_slider_has_moved_on() -> None:
    app = open_script(script, units="9")
    app.select_slider(key="units").set_value(2)
    assert result(run(app))["units"] == 2
    assert app.select_slider(key="units").options == ["1", "2", "4", "8", "9", "16"]
    app.select_slider(key="units").set_value(9)
    assert result(run(app))["units"] == 9


def test_a_moved_control_is_in_the_address_until_it_moves_back() -> None:
    app = open_script(script)
    app.select_slider(key="rate").set_value(1.0)
    app.selectbox(key="shape").select("flat")
    app.toggle(key="quiet").set_value(False)
    app.number_input(key="seed").set_value(7)
    changed = {"rate": 1.0, "shape": "flat", "quiet": False, "seed": 7}
    assert result(run(app)) == DEFAULTS | changed
    assert app.query_params == {key: str(value) for key, value in changed.items()}
    app.select_slider(key="rate").set_value(0.1)
    app.selectbox(key="shape").select("round")
    app.toggle(key="quiet").set_value(True)
    app.number_input(key="seed").set_value(0)
    assert result(run(app)) == DEFAULTS
    assert app.query_params == {}


def test_of_several_options_one_is_always_on() -> None:
    app = open_script(script)
    app.pills(key="inputs").set_value([])
    assert result(run(app))["inputs"] == ["x1", "x2"]
    app.pills(key="inputs").set_value(["x3", "x1"])
    assert result(run(app))["inputs"] == ["x1", "x3"]
    assert app.query_params == {"inputs": "x1,x3"}


def test_options_are_shown_by_their_labels() -> None:
    app = open_script(script)
    assert app.selectbox(key="shape").options == ["Rond", "Plat"]
    assert app.select_slider(key="rate").options == ["η = 0.01", "η = 0.1", "η = 1.0"]
