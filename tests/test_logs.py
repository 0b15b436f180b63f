"""What a server writes to its output names nobody: no nickname, token, code, address or experiment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx
import psutil
import pytest
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from benchmarks.serving import ROOT, Served, free_port, wait_for
from tests.session import session
from tests.training.watching import PATIENCE, gone

NAME, CODE, TITLE = "Ada-Lovelace-1815", "QWERTA", "Ms-Babbage-Class"
FORGED = "203.0.113.77"
READY = json.dumps({"type": "ready", "generation": 0, "since": 0, "shown": -1})


def visit_and_misbehave(served: Served) -> list[str]:
    """Do what people do, and what they should not; return what may not be written down."""
    query = f"room={CODE}&name={NAME}&title={TITLE}&experiment=%7B{NAME}"
    headers = {"X-Forwarded-For": FORGED, "Cookie": f"playground_room={CODE}"}
    for path in ("/", "/status", "/metrics", f"/{NAME}", f"/live/{NAME}/{CODE}.js", "/_stcore/health"):
        httpx.get(f"{served.address}{path}?{query}", headers=headers, timeout=PATIENCE)
    with session(served, query, headers) as (_, token):
        with connect(f"{served.socket}/live?{query}", max_size=None, additional_headers=headers) as live:
            live.send(json.dumps({"type": "hello", "token": token}))
            live.send(READY)
            assert isinstance(live.recv(timeout=PATIENCE), bytes)
            workers = [child for child in served.children() if child.ppid() != served.process.pid]
            worker = max(workers, key=psutil.Process.create_time)
            worker.kill()
            assert gone(worker.pid)
        for message in (json.dumps({"type": "hello", "token": NAME}), NAME, "x" * 30_000, b"\xff"):
            with (
                suppress(WebSocketException),
                connect(f"{served.socket}/live?{query}", additional_headers=headers) as live,
            ):
                live.send(message)
                live.recv(timeout=PATIENCE)
        with suppress(WebSocketException):
            connect(f"{served.socket}/live", origin=f"http://{NAME}.example", additional_headers=headers)  # type: ignore[arg-type]
    with connect(f"{served.socket}/_stcore/stream", subprotocols=["streamlit"], additional_headers=headers) as stream:  # type: ignore[list-item]
        stream.send(f"no message {NAME}".encode())
        time.sleep(0.5)
    return [token, NAME, CODE, TITLE, FORGED, "experiment="]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends no server by a signal")
def test_the_servers_output_names_nobody(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "playground", "--port", str(port)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        served = Served(port, "", process)
        try:
            wait_for(f"{served.address}/_stcore/health")
            secrets = visit_and_misbehave(served)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)
    written = log.read_text("utf-8", "replace")
    assert "The playground is at" in written, "nothing was written at all"
    for secret in secrets:
        assert secret not in written, written
    addresses = [line for line in written.splitlines() if "127.0.0.1" in line and "playground is at" not in line]
    assert addresses == [], "whoever connects is written down"
