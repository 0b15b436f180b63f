"""The choice of an architecture to look at, and what is said of it."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.ui.cnn import architecture
from tests.ui.scripts import open_script, run


def script() -> None:
    from playground.presets.images import IMAGE_PRESETS
    from playground.ui.address import begin_address, write_address
    from playground.ui.cnn.architecture_view import architecture_view

    begin_address()
    architecture_view(IMAGE_PRESETS["tiny"].experiment)
    write_address()


@pytest.fixture(name="drawn")
def fixture_drawn(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    given: list[dict[str, Any]] = []
    monkeypatch.setattr(architecture, "_ARCHITECTURE", lambda key, data: given.append(data))
    return given


def sentences(app: AppTest) -> str:
    return " ".join(markdown.value for markdown in app.markdown)


def test_ones_own_network_comes_first(drawn: list[dict[str, Any]]) -> None:
    app = open_script(script)
    assert "**52,138 parameters** to learn, 98% of them in dense layers" in sentences(app)
    assert drawn[-1]["input"]["shape"] == [1, 28, 28]
    assert drawn[-1]["layers"][-1]["shape"] == [10]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("alexnet", "**60,965,224 parameters** to learn, 96% of them in dense layers; **724,406,816 multi"),
        ("lecture-cnn", "**1,212,513 parameters** to learn, 98% of them in dense layers"),
        ("lenet5", "**61,706 parameters** to learn, 96% of them in dense layers"),
    ],
)
def test_known_networks(name: str, words: str, drawn: list[dict[str, Any]]) -> None:
    app = open_script(script)
    app.get_by_key("cnn_look").set_value(name)
    assert words in sentences(run(app))
    assert app.query_params == {"cnn_look": name}
    assert words in sentences(open_script(script, cnn_look=name))
    assert drawn[-1] == drawn[-2]
