"""The section on the gradient through time, as a script of its own."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from playground.concepts.gradient_in_time import gradient_in_time
from playground.i18n import set_language
from playground.ui.rnn.gradient_in_time import share_text, what_remains
from tests.ui.scripts import open_script, run


def script() -> None:
    import streamlit as st

    from playground.ui.address import begin_address, write_address
    from playground.ui.groups import cover, enter
    from playground.ui.rnn.gradient_in_time import gradient_through_time

    enter("rnn")
    cover(st.session_state.get("covered", ()))
    begin_address()
    gradient_through_time()
    write_address()


def lines(app: AppTest) -> dict[str, np.ndarray]:
    """Return the lines of the figure by their names."""
    traces: list[dict[str, Any]] = json.loads(app.get("plotly_chart")[0].proto.spec)["data"]
    return {trace["name"]: numbers(trace["y"]) for trace in traces}


def numbers(sent: Any) -> np.ndarray:
    """Return an array as Plotly writes it down, as a list or packed."""
    if isinstance(sent, list):
        return np.array(sent)
    return np.frombuffer(base64.b64decode(sent["bdata"]), sent["dtype"])


def address(app: AppTest) -> dict[str, str]:
    """Return what the address says; a test may hold it as lists or as texts."""
    return {key: value if isinstance(value, str) else value[-1] for key, value in app.query_params.items()}


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def test_it_opens_with_the_reference_and_says_what_is_seen() -> None:
    app = open_script(script)
    expected = {
        "RNN": gradient_in_time("rnn", 60).remaining,
        "LSTM, memory c": gradient_in_time("lstm", 60, forget_bias=1.0).remaining,
        "LSTM, state h": gradient_in_time("lstm", 60, forget_bias=1.0).remaining_in_state,
        "GRU": gradient_in_time("gru", 60, forget_bias=1.0).remaining,
    }
    shown = lines(app)
    assert set(shown) == set(expected)
    for name, shares in expected.items():
        np.testing.assert_allclose(shown[name], shares)
    rnn, lstm, gru = (share_text(float(expected[name][0])) for name in ("RNN", "LSTM, memory c", "GRU"))
    verdict = f"RNN **{rnn}** (vanishes), LSTM **{lstm}** (vanishes), GRU **{gru}** (vanishes)."
    assert f"From step 60 back to step 1, of the gradient remain: {verdict}" in words(app)
    assert len(app.latex) == 2
    assert not app.query_params


def test_every_control_reaches_the_numbers_and_the_address() -> None:
    app = open_script(script)
    app.select_slider(key="rnn_time_length").set_value(100)
    app.select_slider(key="rnn_time_radius").set_value(2.0)
    app.select_slider(key="rnn_time_bias").set_value(5.0)
    app.get_by_key("rnn_time_start").set_value("orthogonal")
    app.number_input(key="rnn_time_seed").set_value(7)
    run(app)
    shown = lines(app)
    common: dict[str, Any] = {"start": "orthogonal", "forget_bias": 5.0, "seed": 7}
    np.testing.assert_allclose(shown["RNN"], gradient_in_time("rnn", 100, radius=2.0, **common).remaining)
    np.testing.assert_allclose(shown["LSTM, memory c"], gradient_in_time("lstm", 100, **common).remaining)
    assert "(explodes), LSTM" in words(app)
    assert address(app) == {
        "rnn_time_length": "100",
        "rnn_time_radius": "2.0",
        "rnn_time_bias": "5.0",
        "rnn_time_start": "orthogonal",
        "rnn_time_seed": "7",
    }


def test_a_link_opens_it_as_it_was_and_what_is_out_of_range_is_left() -> None:
    app = open_script(script, rnn_time_length="33", rnn_time_radius="9", rnn_time_bias="nan", rnn_time_start="zeros")
    assert len(lines(app)["RNN"]) == 33
    assert app.session_state["rnn_time_radius"] == 0.0
    assert app.session_state["rnn_time_bias"] == 1.0
    assert app.session_state["rnn_time_start"] == "default"
    assert address(app) == {"rnn_time_length": "33"}


def test_hidden_controls_keep_their_values() -> None:
    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["covered"] = ("rnn_time_*",)
    app.query_params["rnn_time_length"] = "10"
    run(app)
    assert not app.select_slider
    assert not app.number_input
    assert len(lines(app)["RNN"]) == 10
    assert address(app) == {"rnn_time_length": "10"}


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (7.1e-16, "7.1 × 10⁻¹⁶"),
        (0.73, "0.73"),
        (1.0, "1"),
        (3.64, "3.6"),
        (456.0, "456"),
        (12345.0, "1.2 × 10⁴"),
        (0.0, "less than 10⁻³⁸"),
    ],
)
def test_shares_are_written_as_people_read_them(share: float, text: str) -> None:
    assert share_text(share) == text


def test_french_numbers_have_a_comma() -> None:
    set_language("fr")
    try:
        assert share_text(7.1e-16) == "7,1 × 10⁻¹⁶"
        assert share_text(0.73) == "0,73"
    finally:
        set_language("en")


def test_the_verdict_is_of_what_remains() -> None:
    gradients = {"rnn": gradient_in_time("rnn", 60, radius=2.0), "gru": gradient_in_time("gru", 60, forget_bias=5.0)}
    verdict = what_remains(gradients, 60)
    assert "(explodes), GRU **0.67** (arrives)" in verdict
