"""The sidebar is made before the pictures and comes after them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import StopException
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from tests.ui.scripts import open_script


def in_order() -> None:
    import streamlit as st

    from playground.ui.sidebar import send_sidebar, sidebar_held

    st.sidebar.text("before")
    with sidebar_held():
        name = st.sidebar.text_input("Name", "held")
        with st.sidebar.container():
            st.text("inside")
        st.text(f"picture of {name}")
        send_sidebar()
        st.sidebar.text("at once")
        st.text("lesson")


def without_sending() -> None:
    import streamlit as st

    from playground.ui.sidebar import send_sidebar, sidebar_held

    with sidebar_held():
        st.sidebar.text("held")
        st.text("picture")
        if st.session_state.get("stops"):
            send_sidebar()
            st.stop()
    send_sidebar()
    st.sidebar.text("after")


def two_held() -> None:
    import streamlit as st

    from playground.ui.sidebar import send_sidebar, sidebar_held

    with sidebar_held():
        st.sidebar.text("first")
        st.sidebar.text("second")
        st.text("picture")
        send_sidebar()


def failing() -> None:
    import streamlit as st

    from playground.ui.sidebar import sidebar_held

    with sidebar_held():
        st.sidebar.text("held")
        raise ValueError("of the page")


@pytest.fixture(name="sent")
def fixture_sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What goes to the browser, in this order: the texts, and what else as its kind."""
    texts: list[str] = []
    enqueue: Callable[[ScriptRunner, ForwardMsg], None] = ScriptRunner._enqueue_forward_msg

    def noted(runner: ScriptRunner, message: ForwardMsg) -> None:
        if message.HasField("delta"):
            element = message.delta.new_element
            texts.append(element.text.body or element.WhichOneof("type") or "block")
        enqueue(runner, message)

    monkeypatch.setattr(ScriptRunner, "_enqueue_forward_msg", noted)
    return texts


def test_pictures_come_before_the_controls_that_they_depend_on(sent: list[str]) -> None:
    app = open_script(in_order)
    assert sent == ["before", "picture of held", "text_input", "block", "inside", "at once", "lesson"]
    assert [text.value for text in app.sidebar.text] == ["before", "inside", "at once"]
    assert [text.value for text in app.main.text] == ["picture of held", "lesson"]
    app.text_input[0].set_value("mine").run()
    assert app.main.text[0].value == "picture of mine"


def test_what_is_not_sent_comes_at_the_end(sent: list[str]) -> None:
    app = open_script(without_sending)
    assert sent == ["picture", "held", "after"]
    app.session_state["stops"] = True
    app.run()
    assert [text.value for text in app.sidebar.text] == ["held"]


def test_a_page_that_fails_has_its_sidebar_and_says_why(sent: list[str]) -> None:
    app: AppTest = AppTest.from_function(failing).run()
    assert [text.value for text in app.sidebar.text] == ["held"]
    assert app.exception[0].message == "of the page"


def test_where_a_script_is_ended_as_it_sends_nothing_comes_out_of_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser refuses a second element without the first: the page would stop."""
    sent: list[str] = []

    def ended(_runner: ScriptRunner, message: ForwardMsg) -> None:
        if message.HasField("delta"):
            sent.append(message.delta.new_element.text.body)
        if sent[-1:] == ["first"]:
            sent.append("ended")
            raise StopException

    monkeypatch.setattr(ScriptRunner, "_enqueue_forward_msg", ended)
    AppTest.from_function(two_held).run()
    assert sent == ["picture", "first", "ended"]
