"""Scripts that are cut short, as Streamlit does where somebody clicks again before a page is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from streamlit.runtime.scriptrunner import StopException
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest


@contextmanager
def cut_short(after: int) -> Iterator[Callable[[], bool]]:
    """End a script at the place where Streamlit looks for the ``after + 1``-th time whether it should.

    Yields what tells whether it came so far.
    """
    looks = count()
    ended = False

    def look(runner: ScriptRunner) -> None:
        nonlocal ended
        if runner._execing and not ended and next(looks) == after:
            ended = True
            raise StopException

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", look)
        yield lambda: ended


@contextmanager
def kept_screen(app: AppTest) -> Iterator[None]:
    """Keep the widgets, with what they show, while a script is cut short, as a browser does: they speak again."""
    screen = app._tree
    for choice in (*app.selectbox, *app.multiselect):
        choice.set_value(choice.value)
    yield
    app._tree = screen


def all_cuts(begin: Callable[[], AppTest], act: Callable[[AppTest], object], see: Callable[[AppTest], object]) -> int:
    """Cut a visit's last run short at every place, run it again, and see what an undisturbed one shows.

    Parameters
    ----------
    begin
        Opens a page.
    act
        Does what makes it run, without running it.
    see
        Returns what is to be the same.

    Returns
    -------
    int
        How many cuts there were.
    """
    undisturbed = begin()
    act(undisturbed)
    expected = see(undisturbed.run())
    for cuts, after in enumerate(count()):
        app = begin()
        act(app)
        with kept_screen(app), cut_short(after) as was_cut:
            app.run()
        if not was_cut():
            return cuts
        assert see(app.run()) == expected, f"cut short at look {after}"
    raise AssertionError("unreachable")
