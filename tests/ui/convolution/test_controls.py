"""What the browser sends to the convolution page's controls."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.scripts import open_script, run


def script() -> None:
    import streamlit as st

    from playground.ui.address import begin_address, write_address
    from playground.ui.convolution.controls import convolution_controls, take_numbers
    from playground.ui.convolution.picture_controls import take_drawing
    from playground.ui.groups import enter

    enter("convolution")
    begin_address()
    if "numbers" in st.session_state:
        take_numbers({"numbers": st.session_state.pop("numbers")})
    if "drawn" in st.session_state:
        take_drawing({"pixels": st.session_state.pop("drawn")})
    controls = convolution_controls()
    st.session_state["result"] = controls
    st.session_state["unchanged"] = controls.unchanged
    st.session_state["pixels"] = controls.picture.pixels
    write_address()


def sent(app: AppTest, **changed: Any) -> AppTest:
    """Send the numbers back that the page gave, some of them changed."""
    app.session_state["numbers"] = app.session_state["result"].numbers.model_dump() | changed
    return run(app)


def test_an_edited_cell_makes_the_kernel_ones_own_and_a_known_one_gets_its_name() -> None:
    app = sent(open_script(script), cells=[-1, -1, -1, -1, 9.5, -1, -1, -1, -1])
    assert app.session_state["conv_kernel"] == "own"
    assert app.session_state["result"].numbers.cells[4] == 9.5
    assert not app.session_state["unchanged"]
    sent(app, cells=[-1, -1, -1, -1, 9, -1, -1, -1, -1])
    assert app.session_state["conv_kernel"] == "strong"


def test_a_chosen_pixel_changes_no_setting() -> None:
    app = sent(open_script(script), at=[0.9, 0.1])
    assert app.session_state["result"].numbers.at == (0.9, 0.1)
    assert app.session_state["unchanged"]


def test_what_is_out_of_range_is_left() -> None:
    app = open_script(script)
    before = app.session_state["result"]
    assert sent(app, stride=9).session_state["result"] == before
    assert sent(app, cells=[1.0] * 10).session_state["result"] == before


def test_a_drawing_comes_back_as_it_was_sent() -> None:
    app = open_script(script, conv_image="draw")
    pixels = bytes(range(256)) * 3 + bytes(16)
    app.session_state["drawn"] = base64.b64encode(pixels).decode()
    run(app)
    assert app.session_state["pixels"][..., 0].tobytes() == pixels
    assert "conv_image" in app.query_params
    assert len(app.query_params) == 1


@pytest.mark.parametrize("sketch", ["", "no base64!", base64.b64encode(bytes(783)).decode(), None, 3])
def test_what_is_no_drawing_is_left(sketch: object) -> None:
    app = open_script(script, conv_image="draw")
    before = app.session_state["pixels"].tobytes()
    app.session_state["drawn"] = sketch
    assert run(app).session_state["pixels"].tobytes() == before
