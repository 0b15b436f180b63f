"""Small scripts of widgets, run as Streamlit would run them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

SLIDE_LINK = re.compile(r"\[([^][]+)\]\(/lecture\?[^)]*\)")


def as_read(text: str) -> str:
    """Return a page's text as one reads it: slides that are links to the lecture's map are their words."""
    return SLIDE_LINK.sub(r"\1", text)


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


@pytest.fixture(scope="package", autouse=True)
def installed_components() -> Iterator[None]:
    """Look through the installed packages for components once: for every visit it is most of what one costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield
