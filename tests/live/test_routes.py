"""The server's own routes, under the web server that Streamlit runs them on, spoken to by real clients."""

import contextlib
import gzip
import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import plotly
import pytest
import uvicorn
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from streamlit import config
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from playground.live import routes as module
from playground.live.routes import (
    BAD_MESSAGE,
    OWN_SCRIPTS,
    TOO_LONG,
    UNKNOWN_RUN,
    PreloadScripts,
    base_path,
    origin_allowed,
    routes,
    version,
)
from playground.training.frame import Frame
from playground.training.probes import Boundary, Probe
from playground.training.runs import RUNS, Run
from tests.live.test_messages import is_message, json_values, near_misses, readies
from tests.serving import free_port
from tests.training.watching import PATIENCE, described, hide_main_script, number, status, workers

STATIC = Path(module.__file__).parent / "static"


class Server(uvicorn.Server):
    """The routes, and two pages that other routes would give, in a thread."""

    def __init__(self) -> None:
        self.port = free_port()
        pages = [
            Route("/page", lambda request: HTMLResponse("<html></html>")),
            Route("/data", lambda request: JSONResponse({})),
        ]
        app = Starlette(routes=[*routes(), *pages], middleware=[Middleware(PreloadScripts)])
        protocol: Any = "websockets-sansio"
        super().__init__(uvicorn.Config(app, "127.0.0.1", self.port, ws=protocol, log_level="critical"))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextlib.contextmanager
    def in_thread(self) -> Iterator["Server"]:
        thread = threading.Thread(target=self.run)
        thread.start()
        try:
            while not self.started:
                assert thread.is_alive()
                time.sleep(0.01)
            yield self
        finally:
            self.should_exit = True
            thread.join(PATIENCE)
            assert not thread.is_alive()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    RUNS.nursery.warm_up()
    with Server().in_thread() as server:
        yield server
    RUNS.close()
    assert workers() == []


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Run]]:
    """Return what makes a run as a page does."""
    hide_main_script(monkeypatch)
    made: list[Run] = []

    def make(playing: bool = False, probes: tuple[Probe, ...] = ()) -> Run:
        made.append(RUNS.create(described(None, *probes), playing=playing))
        return made[-1]

    yield make
    for run in made:
        run.close()


@pytest.fixture
def run(start: Callable[..., Run]) -> Run:
    return start()


@pytest.fixture
def option() -> Iterator[Callable[[str, Any], None]]:
    """Return what sets an option of Streamlit, until the test ends."""
    before: dict[str, tuple[Any, str]] = {}

    def change(name: str, value: Any) -> None:
        before.setdefault(name, (config.get_option(name), config.get_where_defined(name)))
        config.set_option(name, value, "a test")

    yield change
    for name, (value, where) in before.items():
        config.set_option(name, value, where)


class Browser:
    """One end of a connection, and the words of the protocol."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def say(self, kind: str, **fields: Any) -> None:
        self.connection.send(json.dumps({"type": kind, **fields}))

    def hello(self, run: Run) -> None:
        self.say("hello", token=run.token)

    def ready(self, generation: int = 0, since: int = 0, shown: int = -1) -> None:
        self.say("ready", generation=generation, since=since, shown=shown)

    def frame(self, **credit: int) -> Frame:
        """Give one credit and return the frame."""
        self.ready(**credit)
        packed = self.connection.recv(timeout=PATIENCE)
        assert isinstance(packed, bytes), packed
        return Frame.unpack(packed)

    def frame_when(self, reached: Callable[[Frame], bool]) -> Frame:
        end = time.monotonic() + PATIENCE
        while not reached(frame := self.frame()):
            assert time.monotonic() < end, f"still {frame.metadata}"
        return frame

    def hears(self, timeout: float = PATIENCE) -> Any:
        """Return what the server says in words."""
        said = self.connection.recv(timeout=timeout)
        assert isinstance(said, str), "a frame"
        return json.loads(said)

    def closing_code(self) -> int:
        """Return the code with which the server closes the connection, whatever it says before."""
        end = time.monotonic() + PATIENCE
        try:
            while True:
                self.connection.recv(timeout=max(end - time.monotonic(), 0))
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006  # what browsers say of a connection cut without a word


@pytest.fixture
def visit(server: Server) -> Iterator[Callable[..., Browser]]:
    """Return what opens a connection; all are closed when the test ends."""
    with contextlib.ExitStack() as stack:

        def open_connection(run: Run | None = None, **how: Any) -> Browser:
            address = f"ws://127.0.0.1:{server.port}/live"
            browser = Browser(stack.enter_context(connect(address, max_size=None, **how)))
            if run is not None:
                browser.hello(run)
            return browser

        yield open_connection


Visit = Callable[..., Browser]


class TestFrames:
    def test_frames_come_when_asked_for(self, visit: Visit, run: Run) -> None:
        browser = visit(run)
        with pytest.raises(TimeoutError):
            browser.connection.recv(timeout=0.3)

        frame = browser.frame()

        assert (status(frame), number(frame, "epoch")) == ("idle", 0)
        assert frame.tensors["train_loss"].shape == (1,)
        with pytest.raises(TimeoutError):
            browser.connection.recv(timeout=0.3)

    def test_the_transport_acts(self, visit: Visit, run: Run) -> None:
        browser = visit(run)
        browser.say("step")
        assert number(browser.frame(), "step") == 1
        browser.say("step_epoch")
        assert number(browser.frame(), "epoch") == 1
        browser.say("play")
        playing = browser.frame_when(lambda frame: number(frame, "epoch") > 3)
        assert status(playing) == "running"
        browser.say("pause")
        paused = browser.frame()
        assert status(paused) == "paused"
        browser.say("reset")
        fresh = browser.frame()
        assert (status(fresh), number(fresh, "step")) == ("idle", 0)
        assert number(fresh, "generation") == number(paused, "generation") + 1

    def test_every_viewer_gets_frames_of_the_same_network(self, visit: Visit, run: Run) -> None:
        first, second = visit(run), visit(run)
        assert first.frame().metadata == second.frame().metadata

        first.say("step_epoch")
        assert number(first.frame(), "epoch") == 1
        assert number(second.frame(), "epoch") == 1

    def test_who_comes_back_gets_only_the_rest(self, visit: Visit, run: Run) -> None:
        browser = visit(run)
        for _ in range(4):
            browser.say("step_epoch")
        before = browser.frame()
        browser.connection.close()

        again = visit(run)
        generation = number(before, "generation")
        rest = again.frame(generation=generation, since=3)

        assert number(rest, "generation") == generation
        assert rest.tensors["train_loss"].tolist() == before.tensors["train_loss"][3:].tolist()
        assert len(rest.tensors["train_loss"]) == 2

    def test_a_run_goes_on_for_the_viewers_that_stay(self, visit: Visit, run: Run) -> None:
        leaver, stayer = visit(run), visit(run)
        leaver.frame()
        leaver.connection.socket.close()  # without a word

        stayer.say("step")
        assert number(stayer.frame(), "step") == 1

    def test_a_run_without_viewers_is_unwatched(self, visit: Visit, run: Run) -> None:
        browser = visit(run)
        browser.frame()
        assert run.is_watched
        browser.connection.close()

        end = time.monotonic() + PATIENCE
        while run.is_watched:
            assert time.monotonic() < end
            time.sleep(0.01)


class TestLost:
    def test_a_killed_worker_is_said_and_play_starts_another(self, visit: Visit, start: Callable[..., Run]) -> None:
        run, other = start(), start()
        watching, bystander = [visit(run), visit(run)], visit(other)
        for browser in (*watching, bystander):
            browser.frame()
        assert run.process_id is not None

        os.kill(run.process_id, signal.SIGKILL)
        for browser in watching:
            assert browser.hears(timeout=2) == {"status": "lost", "reason": "worker"}

        watching[0].say("play")
        assert watching[0].hears() == {"status": "started"}
        assert number(watching[0].frame_when(lambda frame: number(frame, "epoch") > 0), "generation") == 2
        assert status(watching[1].frame()) == "running"
        assert status(bystander.frame()) == "idle"

    def test_the_limit_is_said_until_there_is_room(
        self, visit: Visit, start: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(RUNS, "limit", 1)
        first, second = start(), start()
        watching = visit(first)
        watching.frame()

        waiting = visit(second)
        assert waiting.hears() == {"status": "lost", "reason": "limit"}
        waiting.ready()
        waiting.say("play")
        assert waiting.hears() == {"status": "lost", "reason": "limit"}
        assert status(watching.frame()) == "idle"

        first.close()
        waiting.say("play")
        assert status(waiting.frame()) == "running"

    def test_a_run_whose_place_is_taken_says_so(
        self, visit: Visit, start: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = start(), start()
        browser = visit(first)
        browser.frame()
        assert first.process_id is not None
        os.kill(first.process_id, signal.SIGKILL)
        assert browser.hears() == {"status": "lost", "reason": "worker"}
        monkeypatch.setattr(RUNS, "limit", 1)
        visit(second).frame()

        browser.say("play")
        assert browser.hears() == {"status": "lost", "reason": "limit"}


class TestRefusals:
    @pytest.fixture(autouse=True)
    def _others_go_on(self, visit: Visit, start: Callable[..., Run]) -> Iterator[None]:
        """Whatever one client does, another is served before and after it."""
        other = visit(start())
        other.frame()
        yield
        other.say("step")
        assert number(other.frame(), "step") == 1

    def test_a_wrong_token_is_refused(self, visit: Visit, run: Run) -> None:
        for token in ("", "wrong", run.token[:-1], run.token.swapcase(), "é" * 64):
            browser = visit()
            browser.say("hello", token=token)
            assert browser.closing_code() == UNKNOWN_RUN == 4404

    def test_a_closed_run_is_unknown(self, visit: Visit, run: Run) -> None:
        visit(run).frame()
        run.close()

        assert visit(run).closing_code() == UNKNOWN_RUN

    @pytest.mark.parametrize("first", ["ready", "play"])
    def test_hello_comes_first(self, visit: Visit, first: str) -> None:
        browser = visit()
        browser.ready() if first == "ready" else browser.say(first)

        assert browser.closing_code() == UNKNOWN_RUN

    def test_a_silent_client_is_let_go(self, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "HELLO_TIMEOUT", 0.2)

        assert visit().closing_code() == 1000

    @pytest.mark.parametrize("size", [2_000, 20_000_000])
    @pytest.mark.parametrize("greeted", [False, True])
    def test_a_long_message_closes_the_connection(self, visit: Visit, run: Run, greeted: bool, size: int) -> None:
        browser = visit(run if greeted else None)
        browser.connection.send("x" * size)

        assert browser.closing_code() == TOO_LONG == 1009

    @pytest.mark.parametrize("greeted", [False, True])
    @pytest.mark.parametrize(
        "said",
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
    def test_what_is_no_message_closes_the_connection(
        self, visit: Visit, run: Run, said: str | bytes, greeted: bool
    ) -> None:
        browser = visit(run if greeted else None)
        browser.connection.send(said)

        assert browser.closing_code() == BAD_MESSAGE == 4400

    def test_text_that_is_no_text_closes_the_connection(self, visit: Visit, run: Run) -> None:
        browser = visit(run)
        browser.connection.send(b"\xff\xfe\xfd", text=True)

        assert browser.closing_code() in (1007, BAD_MESSAGE)

    def test_hello_comes_once(self, visit: Visit, run: Run) -> None:
        browser = visit(run)
        browser.hello(run)

        assert browser.closing_code() == BAD_MESSAGE

    @pytest.mark.parametrize("playing", [False, True])
    def test_a_hundred_credits_at_once_are_served_or_refused(
        self, visit: Visit, start: Callable[..., Run], playing: bool
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

    def test_who_asks_but_never_reads_is_let_go(self, visit: Visit, start: Callable[..., Run]) -> None:
        run = start(probes=(Boundary(400),))  # 640 kB a frame
        browser = visit(run, max_queue=1)  # the client stops reading once this many frames wait

        browser.frame()
        end = time.monotonic() + PATIENCE
        while run.is_watched:
            assert time.monotonic() < end, "the server still sends, or keeps what it cannot send"
            browser.ready()
            time.sleep(0.02)

        assert browser.closing_code() == BAD_MESSAGE

    def test_random_messages_close_the_connection(self, server: Server, visit: Visit, run: Run) -> None:
        values = (json_values | near_misses | readies).filter(lambda said: not is_message(said))
        texts = (values.map(json.dumps) | st.text(max_size=1000)).filter(lambda text: len(text) <= 1000)

        @settings(max_examples=100)
        @given(said=texts | st.binary(max_size=2000), greeted=st.booleans())
        def refused(said: str | bytes, greeted: bool) -> None:
            with connect(f"ws://127.0.0.1:{server.port}/live", max_size=None) as connection:
                browser = Browser(connection)
                if greeted:
                    browser.hello(run)
                connection.send(said)
                assert browser.closing_code() == BAD_MESSAGE

        refused()


class TestOrigins:
    @pytest.mark.parametrize(
        "origin", ["http://elsewhere.example", "null", "http://127.0.0.1:1", "http://[", "http://127.0.0.1"]
    )
    def test_a_foreign_page_is_refused_at_the_handshake(self, visit: Visit, origin: str) -> None:
        with pytest.raises(InvalidStatus) as refused:
            visit(origin=origin)

        assert refused.value.response.status_code == 403

    def test_the_servers_own_page_is_accepted(self, server: Server, visit: Visit, run: Run) -> None:
        assert status(visit(run, origin=server.address).frame()) == "idle"

    def test_a_program_that_is_no_page_is_accepted(self, visit: Visit, run: Run) -> None:
        assert status(visit(run, origin=None).frame()) == "idle"

    @pytest.mark.parametrize(
        ("origin", "cors", "allowed", "accepted"),
        [
            (None, True, [], True),
            ("http://here:8501", True, [], True),
            ("https://here:8501", True, [], True),
            ("http://here", True, [], False),
            ("http://here:8502", True, [], False),
            ("http://here:8501.evil.example", True, [], False),
            ("http://elsewhere", True, [], False),
            ("http://elsewhere", True, ["http://elsewhere"], True),
            ("http://elsewhere", True, ["http://elsewhere/"], True),
            ("http://elsewhere", True, ["https://elsewhere"], False),
            ("http://elsewhere:80", True, ["http://elsewhere"], False),
            ("http://else", True, ["http://elsewhere"], False),
            ("null", True, ["http://elsewhere"], False),
            ("", True, [], False),
            ("http://elsewhere", False, [], True),
            ("http://[", True, [], False),
            ("http://[", True, ["http://elsewhere"], False),
        ],
    )
    def test_origins(
        self,
        option: Callable[[str, Any], None],
        origin: str | None,
        cors: bool,
        allowed: list[str],
        accepted: bool,
    ) -> None:
        option("server.enableCORS", cors)
        option("server.corsAllowedOrigins", allowed)

        assert origin_allowed(origin, "here:8501") is accepted


class TestScripts:
    @pytest.mark.parametrize("name", ["plotly.min.js", *OWN_SCRIPTS])
    def test_scripts_are_served_compressed_and_for_ever(self, server: Server, name: str) -> None:
        folder = Path(plotly.__file__).parent / "package_data" if name == "plotly.min.js" else STATIC

        with httpx.stream("GET", f"{server.address}/live/{version()}/{name}") as answer:
            body = b"".join(answer.iter_raw())

        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert gzip.decompress(body) == (folder / name).read_bytes()

    @pytest.mark.parametrize(
        "name",
        [
            "unknown.js",
            "figure.js",
            "CONNECTION.JS",
            "../connection.js",
            "../../routes.py",
            "..%2froutes.py",
            "%2e%2e%2f%2e%2e%2froutes.py",
            "..%5croutes.py",
            "....//routes.py",
            "/etc/passwd",
            "%2fetc%2fpasswd",
            "%00",
            "%ff",
            "",
        ],
    )
    def test_nothing_else_is_served(self, server: Server, name: str) -> None:
        connection = http.client.HTTPConnection(
            "127.0.0.1", server.port, timeout=PATIENCE
        )  # it sends paths as they are
        with contextlib.closing(connection):
            connection.request("GET", f"/live/{version()}/{name}")
            assert connection.getresponse().status == 404

    def test_scripts_are_only_read(self, server: Server) -> None:
        assert httpx.post(f"{server.address}/live/{version()}/connection.js").status_code == 405

    def test_pages_tell_browsers_what_to_load(self, server: Server) -> None:
        links = httpx.get(f"{server.address}/page").headers["link"].split(", ")

        addresses = [link.split(">")[0].lstrip("<") for link in links]
        assert addresses == [f"/live/{version()}/{name}" for name in ("plotly.min.js", *OWN_SCRIPTS)]
        for address in addresses:
            assert httpx.get(server.address + address).status_code == 200

    @pytest.mark.parametrize("path", ["/data", "/nowhere"])
    def test_other_answers_do_not(self, server: Server, path: str) -> None:
        assert "link" not in httpx.get(server.address + path).headers


@pytest.mark.parametrize(
    ("path", "prefix"), [("", ""), ("/", ""), ("class", "/class"), ("/class/", "/class"), ("a/b", "/a/b")]
)
def test_base_path(option: Callable[[str, Any], None], path: str, prefix: str) -> None:
    option("server.baseUrlPath", path)

    assert base_path() == prefix
    assert [route.path for route in routes()] == [f"{prefix}/live", f"{prefix}/live/{{version}}/{{name}}"]  # type: ignore[attr-defined]
