"""What a person brings: how often it is read, and how it is refused."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.scripts import open_script, run


def script() -> None:
    import streamlit as st

    from playground.controls.own_data.uploads import forget_brought, read_once, refused, show_refusal
    from playground.i18n import set_language

    def read() -> int:
        st.session_state["readings"] = st.session_state.get("readings", 0) + 1
        if not text.isdecimal():
            raise ValueError("*no* number.")
        return int(text)

    text = st.text_input("brought", "1", key="text")
    set_language(st.text_input("language", "en", key="language"))

    def keep(number: int) -> None:
        st.session_state["number"] = number

    st.session_state["number"] = None
    if st.toggle("forget", key="forget"):
        forget_brought("_number")
    else:
        read_once("_number", text.encode(), read, keep, ValueError, st.toggle("otherwise", key="setting"))
    show_refusal(refused("_number"), "The last one stays.")


@pytest.fixture(name="app")
def fixture_app() -> AppTest:
    return open_script(script)


def put(app: AppTest, key: str, value: object) -> AppTest:
    app.get_by_key(key).set_value(value)
    return run(app)


def test_the_same_is_read_once(app: AppTest) -> None:
    assert app.session_state["number"] == 1
    assert run(app).session_state["number"] is None
    assert app.session_state["readings"] == 1
    assert put(app, "text", "2").session_state["number"] == 2


@pytest.mark.parametrize(("key", "value"), [("setting", True), ("language", "fr")])
def test_it_is_read_again_in_another_way_or_language(app: AppTest, key: str, value: object) -> None:
    assert put(app, key, value).session_state["number"] == 1
    assert app.session_state["readings"] == 2


def test_a_refusal_stays_until_something_else_is_brought(app: AppTest) -> None:
    put(app, "text", "one")
    for _ in range(2):
        assert [error.value for error in app.error] == [r"\*no\* number\. The last one stays\."]
        assert app.session_state["number"] is None
        run(app)
    assert app.session_state["readings"] == 2
    assert not put(app, "text", "3").error


def test_a_refusal_can_be_forgotten(app: AppTest) -> None:
    put(app, "text", "one")
    assert not put(app, "forget", True).error
