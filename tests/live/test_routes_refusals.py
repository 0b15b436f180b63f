"""What the routes refuse: strangers, and whoever says something else than the script would."""

import json
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from playground.live import sockets as module
from playground.live.messages import MAX_MESSAGE
from playground.live.routes import UNKNOWN_RUN
from playground.live.sockets import BAD_MESSAGE, TOO_LONG
from playground.training.probes.plane import Boundary
from playground.training.worker.runs import Run
from tests.live.conftest import Browser, Server, Visit
from tests.live.test_messages import edits, is_message, json_values, looks, near_misses, readies, scrubs
from tests.training.watching import PATIENCE, number


@pytest.fixture(autouse=True)
def _others_go_on(visit: Visit, start: Callable[..., Run]) -> Iterator[None]:
    """Whatever one client does, another is served before and after it."""
    other = visit(start())
    other.frame()
    yield
    other.say("step")
    assert number(other.frame(), "step") == 1


def test_a_wrong_token_is_refused(visit: Visit, run: Run) -> None:
    for token in ("", "wrong", run.token[:-1], run.token.swapcase(), "é" * 64):
        browser = visit()
        browser.say("hello", token=token)
        assert browser.closing_code() == UNKNOWN_RUN == 4404


def test_a_closed_run_is_unknown(visit: Visit, run: Run) -> None:
    visit(run).frame()
    run.close()

    assert visit(run).closing_code() == UNKNOWN_RUN


@pytest.mark.parametrize("first", ["ready", "play"])
def test_hello_comes_first(visit: Visit, first: str) -> None:
    browser = visit()
    browser.ready() if first == "ready" else browser.say(first)

    assert browser.closing_code() == UNKNOWN_RUN


def test_a_silent_client_is_let_go(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HELLO_TIMEOUT", 0.2)

    assert visit().closing_code() == 1000


def test_a_message_of_the_greatest_length_is_heard(visit: Visit, run: Run) -> None:
    browser = visit(run)
    browser.frame()
    browser.connection.send('{"type": "step"}'.ljust(MAX_MESSAGE))

    assert number(browser.frame(), "step") == 1


@pytest.mark.parametrize("size", [MAX_MESSAGE + 1, 20_000_000])
@pytest.mark.parametrize("greeted", [False, True])
def test_a_long_message_closes_the_connection(visit: Visit, run: Run, greeted: bool, size: int) -> None:
    browser = visit(run if greeted else None)
    browser.connection.send("x" * size)

    assert browser.closing_code() == TOO_LONG == 1009


@pytest.mark.parametrize("greeted", [False, True])
@pytest.mark.parametrize(
    "message",
    [
        "",
        "no JSON",
        '{"type": "play"',
        "[" * 1000,
        "null",
        b"",
        b'{"type": "play"}',
        b"\xff\xfe",
        '{"type": "stop"}',
        '{"type": "ready"}',
        '{"type": "ready", "generation": 0, "since": 0}',
        '{"type": "ready", "generation": -1, "since": 0, "shown": 0}',
        '{"type": "ready", "generation": 0, "since": -1, "shown": 0}',
        '{"type": "ready", "generation": 0, "since": 0, "shown": -2}',
        '{"type": "ready", "generation": 1e3, "since": 0, "shown": 0}',
        '{"type": "play", "token": "x"}',
    ],
)
def test_what_is_no_message_closes_the_connection(visit: Visit, run: Run, message: str | bytes, greeted: bool) -> None:
    browser = visit(run if greeted else None)
    browser.connection.send(message)

    assert browser.closing_code() == BAD_MESSAGE == 4400


def test_text_that_is_no_text_closes_the_connection(visit: Visit, run: Run) -> None:
    browser = visit(run)
    browser.connection.send(b"\xff\xfe\xfd", text=True)

    assert browser.closing_code() in (1007, BAD_MESSAGE)


def test_hello_comes_once(visit: Visit, run: Run) -> None:
    browser = visit(run)
    browser.open(run.token)

    assert browser.closing_code() == BAD_MESSAGE


@pytest.mark.parametrize("playing", [False, True])
def test_a_hundred_credits_at_once_are_served_or_refused(
    visit: Visit, start: Callable[..., Run], playing: bool
) -> None:
    run = start(playing)
    browser = visit(run)
    for _ in range(100):
        browser.ready()

    frames = 0
    code = None
    try:
        while browser.connection.recv(timeout=0.5):
            frames += 1
    except TimeoutError:
        assert run.is_watched
    except ConnectionClosed:
        code = browser.closing_code()

    assert code == BAD_MESSAGE or 1 <= frames <= 100


def test_who_asks_but_never_reads_is_let_go(visit: Visit, start: Callable[..., Run]) -> None:
    run = start(probes=(Boundary(400),))  # 640 kB a frame
    browser = visit(run, max_queue=1)  # the client stops reading once this many frames wait

    browser.frame()
    end = time.monotonic() + PATIENCE
    while run.is_watched:
        assert time.monotonic() < end, "the server still sends, or keeps what it cannot send"
        browser.say("ready", generation=0, since=0, shown=-1)  # as if it had seen nothing
        time.sleep(0.02)

    assert browser.closing_code() == BAD_MESSAGE


def test_random_messages_close_the_connection(server: Server, visit: Visit, run: Run) -> None:
    values = (json_values | near_misses | readies | looks | edits | scrubs).filter(
        lambda message: not is_message(message)
    )
    texts = (values.map(json.dumps) | st.text(max_size=1000)).filter(lambda text: len(text) <= 1000)

    @settings(max_examples=100)
    @given(message=texts | st.binary(max_size=2000), greeted=st.booleans())
    def refused(message: str | bytes, greeted: bool) -> None:
        with connect(f"ws://127.0.0.1:{server.port}/live", max_size=None) as connection:
            browser = Browser(connection)
            if greeted:
                browser.open(run.token)
            connection.send(message)
            assert browser.closing_code() == BAD_MESSAGE

    refused()
