"""Small scripts of widgets, run as Streamlit would run them."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest


def open_script(script: Callable[[], None], **address: str | list[str]) -> AppTest:
    """Run a script for a first visit with an address; it puts what it has to say into ``session_state["result"]``."""
    app = AppTest.from_function(script, default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    return run(app)


def run(app: AppTest) -> AppTest:
    """Run the script again, as after a click; an exception of the script is one of the test."""
    app.run()
    assert not app.exception, app.exception
    return app
