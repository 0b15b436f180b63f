from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from playground.ui.address import note
from tests.ui.scripts import open_script, run


def script() -> None:
    import streamlit as st

    from playground.ui.address import begin_address, note, seed, write_address

    begin_address()
    for key, default in (("apples", 3), ("pears", 5)):
        st.session_state[f"{key} seen"] = seed(key, default, int, lambda value: 0 <= value <= 10)
        note(key, st.session_state[key], default)
    if st.session_state.get("with plums"):
        note("plums", ["a", "b"], ["a"])
    write_address()


def seen(app: AppTest) -> tuple[int, int]:
    return app.session_state["apples seen"], app.session_state["pears seen"]


def test_without_an_address_every_control_has_its_default() -> None:
    app = open_script(script)
    assert seen(app) == (3, 5)
    assert app.query_params == {}


def test_a_value_in_the_address_is_taken() -> None:
    app = open_script(script, apples="7")
    assert seen(app) == (7, 5)
    assert app.query_params == {"apples": "7"}


@pytest.mark.parametrize("text", ["11", "-1", "7.5", "many", "", "nan", "1" * 10_000, "\x00", "７ or 8"])
def test_what_is_not_allowed_is_ignored_and_taken_out(text: str) -> None:
    app = open_script(script, apples=text, pears="6")
    assert seen(app) == (3, 6)
    assert app.query_params == {"pears": "6"}


@settings(max_examples=25)
@given(st.text(max_size=20).filter(lambda text: not text.strip().isdigit()))
def test_garbage_is_ignored(text: str) -> None:
    assert seen(open_script(script, apples=text.encode("utf-8", "replace").decode())) in [(3, 5)]


def test_of_a_repeated_key_the_last_value_counts() -> None:
    assert seen(open_script(script, apples=["1", "2"])) == (2, 5)


def test_the_address_counts_only_at_the_first_appearance() -> None:
    app = open_script(script, apples="7")
    app.query_params["apples"] = "8"
    assert seen(run(app)) == (7, 5)
    assert app.query_params == {"apples": "7"}


def test_a_default_leaves_the_address() -> None:
    app = open_script(script, apples="7", pears="6")
    app.session_state["apples"] = 3
    assert run(app).query_params == {"pears": "6"}


def test_what_is_no_control_stays_in_the_address() -> None:
    app = open_script(script, apples="7", autoplay="1")
    app.session_state["apples"] = 3
    assert run(app).query_params == {"autoplay": "1"}


def test_a_control_that_is_gone_leaves_the_address() -> None:
    app = open_script(script)
    app.session_state["with plums"] = True
    assert run(app).query_params == {"plums": "a,b"}
    app.session_state["with plums"] = False
    assert run(app).query_params == {}


def test_noting_needs_a_script_that_began() -> None:
    with pytest.raises(KeyError):
        note("apples", 1, 2)
