"""The panel of a challenge, drawn without the page around it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    """A page with one control, which is drawn whole unless only a look was asked for."""
    import streamlit as st

    from playground.ui import challenge_panel

    st.session_state["_drawn"] = st.session_state.get("_drawn", 0) + 1
    st.session_state.setdefault("lang", "en")
    st.slider("Layers", 0, 10, key="layers")
    st.session_state[challenge_panel._WHOLE] = not st.session_state.pop("_look", False)
    challenge_panel._follow("small-spiral")


@pytest.fixture(name="app")
def fixture_app() -> AppTest:
    """The page, drawn once."""
    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception
    assert app.session_state["_drawn"] == 1
    return app


def looked(app: AppTest) -> int:
    """Return how often a look draws the page."""
    before = int(app.session_state["_drawn"])
    app.session_state["_look"] = True
    app.run()
    assert not app.exception
    return int(app.session_state["_drawn"]) - before


def test_a_look_alone_draws_nothing_else(app: AppTest) -> None:
    assert looked(app) == 1
    assert looked(app) == 1


def test_what_a_person_does_in_the_moment_of_a_look_draws_the_page(app: AppTest) -> None:
    app.slider(key="layers").set_value(5)
    assert looked(app) == 2
    assert looked(app) == 1


def test_whoever_is_sent_elsewhere_goes_though_it_comes_with_a_look(app: AppTest) -> None:
    app.session_state["_room_goal"] = "somewhere"
    app.session_state["_look"] = True
    before = int(app.session_state["_drawn"])
    app.run()
    assert int(app.session_state["_drawn"]) == before + 2
