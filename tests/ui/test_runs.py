from __future__ import annotations

import pytest

from playground.live.figure import _take_device
from tests.ui.scripts import open_script


def script() -> None:
    import streamlit as st

    from playground.experiment import Experiment
    from playground.live.figure import _take_device
    from playground.ui.runs import live_run

    if "says" in st.session_state:
        _take_device(st.session_state["says"])
    st.session_state["settings"] = live_run("perceptron", Experiment(), [], "max").settings


def test_networks_train_where_the_transport_was_told_to() -> None:
    app = open_script(script)
    assert app.session_state["settings"].device == "auto"
    for said, device in (("cuda", "cuda"), ("/dev/null", "cuda"), (None, "cuda"), ("cpu", "cpu"), ("auto", "auto")):
        app.session_state["says"] = said
        app.run()
        assert not app.exception
        assert app.session_state["settings"].device == device


@pytest.mark.parametrize("said", [{}, [], 7])
def test_what_is_no_device_is_not_taken(said: object) -> None:
    _take_device(said)  # outside a session nothing could be kept: it would fail
