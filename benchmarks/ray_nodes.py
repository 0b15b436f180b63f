"""A real Ray cluster on this machine, for benchmarks and tests: its nodes are processes, and die like machines."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil

from benchmarks.serving import PATIENCE, ROOT, free_port

RAY = str(Path(sys.executable).parent / "ray")
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "PYTHONPATH": str(ROOT), "RAY_worker_niceness": "0"}
# Ray misses a node that was killed after 15 s by itself; asked more often, sooner. A check has 10 s to be answered.
WATCHFUL = {"RAY_health_check_initial_delay_ms": "0", "RAY_health_check_period_ms": "1000"}
WATCHFUL |= {"RAY_health_check_failure_threshold": "2"}
MEMORY = 80_000_000  # bytes of Ray's object store, which nothing here uses


class Node:
    """One node, which lives until it is killed."""

    def __init__(self, *options: str, cores: int) -> None:
        command = [RAY, "start", "--block", f"--num-cpus={cores}", f"--object-store-memory={MEMORY}", "--num-gpus=0"]
        self._process = subprocess.Popen(
            [*command, "--disable-usage-stats", *options],
            env=os.environ | QUIET | WATCHFUL,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        said = []
        for line in self._process.stdout:
            said.append(line)
            if "Ray runtime started" in line:
                break
        assert said, "it said nothing"
        assert "Ray runtime started" in said[-1], "".join(said)

    @property
    def processes(self) -> list[psutil.Process]:
        """All that belongs to the node: Ray's own, its actors, and what they forked."""
        with suppress(psutil.NoSuchProcess):
            first = psutil.Process(self._process.pid)
            return [first, *first.children(recursive=True)]
        return []

    def named(self, word: str) -> list[psutil.Process]:
        """Return those whose command holds a word."""
        found = []
        for process in self.processes:
            with suppress(psutil.NoSuchProcess):
                if word in " ".join(process.cmdline()):
                    found.append(process)
        return found

    def kill(self) -> None:
        """End all of it at once, as if the machine lost its power; idempotent."""
        processes = self.processes
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        _gone, alive = psutil.wait_procs(processes, PATIENCE)
        assert not alive


class Cluster:
    """A head that trains nothing, as the machine of a server may be, and the nodes that are added."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="ray-", dir="/tmp")  # a socket's path may have 107 characters
        port = free_port()
        self.address = f"127.0.0.1:{port}"
        quiet = ("--include-dashboard=false", f"--temp-dir={self._folder}")
        self.nodes = [Node("--head", f"--port={port}", "--node-ip-address=127.0.0.1", *quiet, cores=0)]

    def add_node(self, cores: int = 1) -> Node:
        """Start another node, and return it once it belongs to the cluster."""
        node = Node(f"--address={self.address}", "--node-ip-address=127.0.0.1", cores=cores)
        self.nodes.append(node)
        return node

    def close(self) -> None:
        """Kill all nodes, and look whether anything is left."""
        for node in self.nodes:
            node.kill()
        shutil.rmtree(self._folder)
        end = time.monotonic() + PATIENCE
        while left := [each for each in psutil.process_iter(["cmdline"]) if self._is_ours(each)]:
            assert time.monotonic() < end, left
            time.sleep(0.05)

    def _is_ours(self, process: psutil.Process) -> bool:
        return any(self._folder in word for word in process.info["cmdline"] or ())


def unused_address() -> str:
    """Return an address at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"127.0.0.1:{taken.getsockname()[1]}"
