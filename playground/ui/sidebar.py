"""The sidebar comes after the pictures: it is made first, as they depend on it, and sent to the browser after them.

A browser lays out what comes in the order in which it comes. Some sixty controls before the first picture cost a person
who opens a page, or moves a slider, as long as the picture itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.RootContainer_pb2 import RootContainer
from streamlit.runtime.scriptrunner import get_script_run_ctx

from playground.training.worker.runs import Run
from playground.ui.groups import page_name

PATIENCE, PAUSE = 1.5, 0.3
"""Seconds that the controls wait for a run's first picture at most, and for one that the browser computes itself."""
_GIVEN = "_sidebar_given"
"""Key of the page whose first picture has had its time."""
_SEND: ContextVar[Callable[[], None] | None] = ContextVar("send_sidebar", default=None)


@contextmanager
def sidebar_held() -> Iterator[None]:
    """Hold back what is drawn in the sidebar until :func:`send_sidebar`, or else the end.

    A page that ends with ``st.stop`` calls it before: from then on Streamlit takes no message any more.
    """
    context = get_script_run_ctx()
    assert context is not None, "only the script of a page draws"
    enqueue = context._enqueue  # Streamlit has no public way to say in which order its messages go out
    held: list[ForwardMsg] = []

    def hold(message: ForwardMsg) -> None:
        in_sidebar = message.HasField("delta") and message.metadata.delta_path[:1] == [RootContainer.SIDEBAR]
        (held.append if in_sidebar else enqueue)(message)

    def send() -> None:
        context._enqueue = enqueue
        messages = held.copy()
        held.clear()  # before: each may end the script, for another that draws all anew, and none may be left out
        for message in messages:
            enqueue(message)

    context._enqueue = hold
    token = _SEND.set(send)
    try:
        yield
    finally:
        _SEND.reset(token)
        send()


def send_sidebar(after: Run | None = None) -> None:
    """Send what the sidebar holds to the browser, and from now on at once what else is drawn there.

    What comes within a few milliseconds a browser lays out together, whatever came first. So a page that is opened
    gives its first picture time to be drawn.

    Parameters
    ----------
    after
        The run that is watched; ``None`` where the browser computes the picture itself.
    """
    send = _SEND.get()
    if send is None:
        return
    if after is not None:
        after.wait_until_seen(PATIENCE)
    elif st.session_state.get(_GIVEN) != page_name():
        time.sleep(PAUSE)
        st.session_state[_GIVEN] = page_name()
    send()
