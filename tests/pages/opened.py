"""A page as a person has it open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import streamlit
from hypothesis import HealthCheck, settings
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from playground.i18n import set_language
from playground.paths import PACKAGE
from playground.presets import PRESETS
from playground.training.worker.commands import Settings
from playground.training.worker.places import Visitor
from playground.training.worker.runs import Run, Runs
from tests.ui.scripts import as_read

START = PRESETS["spiral"].experiment
DOZEN = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""Examples through one page, which is as open for each as the one before left it. They prove that the page uses its
controls; that the controls say every experiment is proven without their page, in ``tests/ui``."""

NAVIGATION = Path(PACKAGE / "navigation.py")
PAGES = NAVIGATION.parent.parent / "pages"


class RecordedRuns(Runs):
    """Runs that remember what pages asked for."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.made: list[Run] = []
        self.playing: list[bool] = []

    def create(self, settings: Settings, playing: bool = False, visitor: Visitor | None = None) -> Run:
        self.made.append(super().create(settings, playing, visitor))
        self.playing.append(playing)
        return self.made[-1]


class Opened:
    """One visit of a page in AppTest."""

    page = ""
    """Where the page is under the application's address; empty for the start page."""

    def __init__(self, runs: RecordedRuns) -> None:
        self.runs = runs
        self.app = AppTest.from_file(NAVIGATION, default_timeout=60)

    def visit(self, locale: str = "en-US", **address: str) -> Self:
        """Open the page anew, as another person would, with this address."""
        self.leave()
        self.app = AppTest.from_file(NAVIGATION, default_timeout=60)
        if self.page:
            self.app._page_hash = calc_hash(self.page)  # switch_page would draw the start page first
        self.app.context = {"locale": locale}
        for key, text in address.items():
            self.app.query_params[key] = text
        return self.again()

    def leave(self) -> None:
        """Close the page: its session ends, and with it what it keeps (AppTest gives all its sessions one name)."""
        streamlit.cache_resource.clear()

    def again(self) -> Self:
        """Run the page's script, as after a click."""
        with self.speaking():
            self.app.run()
        assert not self.app.exception, self.app.exception
        return self

    def hold(self, values: dict[str, Any]) -> Self:
        """Set several controls at once, and after them those that offer the value only then."""
        rest = values
        while rest:
            ready = {key: value for key, value in rest.items() if not self.shows(key) or self.offers(key, value)}
            rest = {key: value for key, value in rest.items() if key not in ready}
            assert ready, f"not offered: {rest}"
            for key, value in ready.items():
                self._set(key, value)
            self.again()
        return self

    def press(self, key: str) -> Self:
        """Press a button."""
        self.app.button(key=key).click()
        return self.again()

    def _set(self, key: str, value: object) -> None:
        """Set a control as a click would, or, where it is not on the screen, what it will show."""
        if self.shows(key):
            self.app.get_by_key(key).set_value(value)
        else:
            self.app.session_state[key] = value

    def shows(self, key: str) -> bool:
        """Whether a control is on the screen."""
        try:
            self.app.get_by_key(key)
        except KeyError:
            return False
        return True

    def offers(self, key: str, value: object) -> bool:
        """Whether a control on the screen lets a person choose this value."""
        control = self.app.get_by_key(key)
        if not hasattr(control, "options"):
            return True
        values = value if isinstance(value, list) else [value]
        with self.speaking(), suppress(KeyError):  # what is no option has no label
            return all(control.format_func(one) in control.options for one in values)
        return False

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Speak the page's language here too: AppTest asks controls for the labels of their options in this thread."""
        set_language(self.app.session_state.get("lang", "en"))
        try:
            yield
        finally:
            set_language("en")

    @property
    def run(self) -> Run:
        """The page's run."""
        return self.runs.made[-1]

    @property
    def experiment(self) -> Any:
        """What the page asks its run to train, of whichever kind."""
        return self.run.settings.experiment

    @property
    def address(self) -> dict[str, Any]:
        """The query part of the page's address."""
        return dict(self.app.query_params)

    @property
    def words(self) -> str:
        """All the page's texts, as one reads them: slides that are links to the lecture's map are their words."""
        texts = [*self.app.markdown, *self.app.header, *self.app.caption]
        return as_read("\n".join(text.value for text in texts))

    @property
    def drawn(self) -> list[str]:
        """The names of the page's components, from top to bottom."""
        return [component.proto.component_name for component in self.app.get("bidi_component")]

    def given(self, name: str) -> dict[str, Any]:
        """What the one component of this name was given."""
        (component,) = [it for it in self.app.get("bidi_component") if it.proto.component_name == name]
        data: dict[str, Any] = json.loads(component.proto.json or component.proto.mixed.json)
        return data
