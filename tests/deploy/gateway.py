"""nginx with the configuration that ships, on a port of its own, in front of servers on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.serving import Served, free_port, wait_for
from playground.paths import ROOT

FOLDER = ROOT / "deploy" / "nginx"
PORTS = {"A": 8501, "B": 8502}
"""Where the configuration that ships says that the servers are."""
SETTINGS = """
daemon off;
pid nginx.pid;
error_log error.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy;
    fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    include servers.conf;
    include {folder}/playground-routing.conf;
    server {{
        listen 127.0.0.1:{port};
        include {folder}/playground-locations.conf;
    }}
}}
"""


def nginx_path() -> str:
    """Return where nginx is; without it the tests are skipped, but for those of continuous integration."""
    path = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no nginx: Debian's package is nginx-light")
    return path


def servers_at(ports: Mapping[str, int]) -> str:
    """Return the configuration of the servers, with other ports than those that ship."""
    text = (FOLDER / "playground-servers.conf").read_text("utf-8")
    for letter in ports:
        assert f":{PORTS[letter]}" in text
        text = text.replace(f":{PORTS[letter]}", f":{{{letter}}}")
    for letter, port in ports.items():
        text = text.replace(f":{{{letter}}}", f":{port}")
    return text


@contextmanager
def gateway(folder: Path, ports: Mapping[str, int], base: str = "") -> Iterator[Served]:
    """Start nginx in front of servers, by letter, and end it."""
    path, port = nginx_path(), free_port()
    (folder / "servers.conf").write_text(servers_at(ports), "utf-8")
    (folder / "nginx.conf").write_text(SETTINGS.format(folder=FOLDER, port=port), "utf-8")
    command = [path, "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}{base}/_stcore/health")
        yield Served(port, base, process)
    finally:
        process.terminate()
        process.wait(20)


def checked(folder: Path, site: str) -> str:
    """Return what ``nginx -t`` says of a site."""
    (folder / "nginx.conf").write_text(f"pid nginx.pid; events {{}} http {{ {site} }}", "utf-8")
    command = [nginx_path(), "-t", "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return re.sub(r"\s+", " ", done.stderr)
