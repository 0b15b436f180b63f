"""The server's own routes, under the web server that Streamlit runs them on, and a browser that speaks to them."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from streamlit import config
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from benchmarks.serving import free_port
from playground.experiment.read import AnyExperiment
from playground.live.routes import routes
from playground.live.scripts import PreloadScripts
from playground.training.probes.frame import Frame
from playground.training.probes.plane import Probe
from playground.training.probes.small_frames import FrameReader
from playground.training.worker.runs import RUNS, Run
from tests.training.watching import NEVER, PATIENCE, described, experiment, hide_main_script, number, workers


class Server(uvicorn.Server):
    """The routes, and what other routes would give, in a thread."""

    def __init__(self) -> None:
        self.port = free_port()
        pages = [
            *(Route(path, lambda request: HTMLResponse("<html></html>")) for path in ("/page", "/convolution")),
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
    RUNS.pool.warm_up()
    with Server().in_thread() as server:
        yield server
    RUNS.close()
    assert workers() == []


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Run]]:
    """Return what makes a run as a page does."""
    hide_main_script(monkeypatch)
    made: list[Run] = []

    def make(
        playing: bool = False,
        probes: tuple[Probe, ...] = (),
        units: int = 4,
        what: AnyExperiment | None = None,
    ) -> Run:
        made.append(RUNS.create(described(what or experiment(units), *probes), playing=playing))
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
    """One end of a connection, which says what ``connection.js`` says: tests may not be kinder to the server.

    ``tests/browser/test_connection.py`` holds it to what the script really says.
    """

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.facts: dict[str, str] = {}
        self.reader = FrameReader()
        self.curves: dict[str, int] = {}
        self.focus: dict[str, Any] = {}

    def say(self, kind: str, **fields: Any) -> None:
        """Send one message; to a connection that is closed nothing is said."""
        with contextlib.suppress(ConnectionClosed):
            self.connection.send(json.dumps({"type": kind, **fields}))

    def open(self, token: str) -> None:
        """Say what the script says once the connection is open."""
        self.say("hello", token=token)
        self.started()

    def started(self) -> None:
        """Say what the script says to a worker that knows nothing yet."""
        if self.focus:
            self.say("look", **self.focus)
        self.ready()

    def look(self, **focus: Any) -> None:
        """Look at something else."""
        self.focus = {"neuron": None, "windows": [], "sample": None} | self.focus | focus
        self.say("look", **self.focus)

    def ready(self) -> None:
        """Give the credit that the script gives: what is known of the newest frame's network."""
        self.say(
            "ready",
            generation=int(self.facts.get("generation", 0)),
            since=min(self.curves.values(), default=0),
            shown=int(self.facts.get("version", -1)),
        )

    def receive(self, timeout: float = PATIENCE) -> Any:
        """Take the next message as the script does: a frame is answered with a credit, news of a worker too."""
        data = self.connection.recv(timeout=timeout)
        if isinstance(data, str):
            message = json.loads(data)
            if message["status"] == "started":
                self.started()
            return message
        frame = self.reader.read(data)
        if frame.metadata["generation"] != self.facts.get("generation"):
            self.curves = {}
        self.facts = frame.metadata
        for name in self.facts["curves"].split(","):
            if name in frame.tensors:
                self.curves[name] = number(frame, "since") + len(frame.tensors[name])
        self.ready()
        return frame

    def frame(self) -> Frame:
        """Return the next frame."""
        frame = self.receive()
        assert isinstance(frame, Frame), frame
        return frame

    def frame_when(self, reached: Callable[[Frame], bool]) -> Frame:
        """Return the first frame that shows what is waited for."""
        end = time.monotonic() + PATIENCE
        while not reached(frame := self.frame()):
            assert time.monotonic() < end, f"still {frame.metadata}"
        return frame

    def hears(self) -> Any:
        """Return what the server says next in words; nothing else may come."""
        message = self.receive()
        assert not isinstance(message, Frame), f"a frame: {message.metadata}"
        return message

    @property
    def is_left_alone(self) -> bool:
        """Whether nothing comes within the time in which something would."""
        try:
            self.receive(timeout=NEVER)
        except TimeoutError:
            return True
        return False

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
                browser.open(run.token)
            return browser

        yield open_connection


Visit = Callable[..., Browser]
