"""One session of a server without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from benchmarks.serving import PATIENCE, Served


@contextmanager
def session(
    served: Served, query: str = "", headers: Mapping[str, str] | None = None
) -> Iterator[tuple[ClientConnection, str]]:
    """Open the start page as a browser does; yield the connection and the token of the page's run.

    Nobody reads what comes after the token. With a limit to what may wait to be read, the connection would stop
    listening and wait ten seconds for the server's farewell.
    """
    with connect(
        f"{served.socket}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        max_queue=None,
        additional_headers=headers,
    ) as browser:
        hello = BackMsg()
        hello.rerun_script.query_string = query
        browser.send(hello.SerializeToString())
        while True:
            received = browser.recv(timeout=PATIENCE)
            assert isinstance(received, bytes)
            token = re.search(rb'"token": ?"([\w-]+)"', received)
            if token:
                yield browser, token[1].decode()
                return
            assert ForwardMsg.FromString(received).WhichOneof("type") != "script_finished", "the page shows no run"
