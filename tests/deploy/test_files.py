"""What ships in deploy/: nginx takes the whole site, systemd the unit, and the container finds what it copies."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from benchmarks.serving import free_port
from playground.environment import SERVER_LETTER
from playground.live.clients import client_of, is_this_machine
from playground.paths import ROOT
from playground.rooms.codes import LETTERS
from tests.deploy.gateway import FOLDER, checked, gateway

DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "systemd" / "neural-playground@.service"
FORGED = ("127.0.0.1", "::1", "198.51.100.1, 127.0.0.1", "", "unknown")


def certificate(folder: Path) -> None:
    """Write a certificate and its key, as a certificate authority would."""
    if shutil.which("openssl") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no openssl to make a certificate")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=playground.school.example"]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem"), "-days", "2"]
    subprocess.run(command, check=True, capture_output=True)


def test_nginx_takes_the_site_with_its_certificate(tmp_path: Path) -> None:
    certificate(tmp_path)
    site = (FOLDER / "playground-site.conf").read_text("utf-8")
    site = site.replace("/etc/letsencrypt/live/playground.school.example", str(tmp_path))
    site = site.replace("/etc/nginx/playground", f"{FOLDER}/playground")
    site = re.sub(r"listen (\[::\]:)?(80|443)", lambda found: f"listen {found[1] or ''}{free_port()}", site)
    assert "test is successful" in checked(tmp_path, site)
    assert "test is successful" not in checked(
        tmp_path, site.replace("playground-routing.conf", "playground-none.conf")
    )


def test_the_servers_letters_are_letters_of_codes() -> None:
    letters = re.findall(r"^upstream playground_(\w+)", (FOLDER / "playground-servers.conf").read_text("utf-8"), re.M)
    assert letters == ["A", "B"]
    assert set(letters) <= set(LETTERS)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd to read the unit")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    text = UNIT.read_text("utf-8")
    assert f"{SERVER_LETTER}=%i" in text
    program = re.search(r"^ExecStart=(\S+)", text, re.MULTILINE)
    assert program
    for right in (True, False):
        unit = tmp_path / UNIT.name
        unit.write_text(text.replace(program[1], "/bin/true" if right else "/no/such/program"), "utf-8")
        command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / "neural-playground@A.service")]
        shutil.copy(unit, tmp_path / "neural-playground@A.service")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        said = [line for line in done.stderr.splitlines() if "neural-playground" in line]
        assert (done.returncode == 0 and not said) == right, done.stderr


def test_a_container_copies_what_there_is_and_all_that_the_wheel_needs() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    copied = [name for line in re.findall(r"^COPY (?!--)(.+)$", text, re.MULTILINE) for name in line.split()[:-1]]
    assert all((ROOT / name).exists() for name in copied)
    bundled = re.findall(r'^"(.+)" = "playground/bundle', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert set(bundled) | {"playground", "pyproject.toml", "constraints.txt", "README.md", "LICENSE"} == set(copied)


@contextmanager
def told() -> Iterator[int]:
    """Serve what an application is told of its clients, as Streamlit's web server is set; yield the port."""

    async def answer(request: Request) -> Response:
        return PlainTextResponse(f"{client_of(request.scope)} {is_this_machine(request.scope)}")

    port = free_port()
    app = Starlette(routes=[Route("/{path:path}", answer)])
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", port, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield port
    finally:
        server.should_exit = True
        thread.join(20)


def test_a_forged_address_does_not_get_through_nginx(tmp_path: Path) -> None:
    with told() as port, gateway(tmp_path, {"A": port, "B": port}) as gate:
        for forged in FORGED:
            headers = {"X-Forwarded-For": forged, "Forwarded": f"for={forged}", "X-Real-IP": forged}
            assert httpx.get(gate.address, headers=headers).text == "127.0.0.1 False"
        assert httpx.get(gate.address).text == "127.0.0.1 False", "who comes through a proxy is not this machine"
        assert httpx.get(f"http://127.0.0.1:{port}").text == "127.0.0.1 True"
