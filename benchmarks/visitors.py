"""N people who open a page within a few seconds and train at full speed, on one server, without drawing.

Each is a process that speaks the real protocols: Streamlit's stream runs the page's script (with ``?autoplay=1``), in
which the run's token is found; then frames over the run's WebSocket, with a credit as soon as each has come, at most
``--most`` a second, as a browser would. Prints seconds from opening the page to the first frame (median, and the last
of all), pictures a second of each while all train (median, slowest), bytes a picture, and epochs a second of all.

    python benchmarks/visitors.py [--visitors 30] [--page cnn] [--within 5] [--seconds 15] [--root PATH]

``--root`` names the checkout whose server it is: to compare two, run it for each in turns.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import statistics
import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from serving import ROOT, Served, serve
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import connect

TOKEN = re.compile(rb'"token": ?"([A-Za-z0-9_-]{32})"')
SUBPROTOCOL = "streamlit"
PATIENCE = 120.0


@dataclass
class Visitor:
    """What one person has seen.

    Parameters
    ----------
    first
        Seconds from opening the page to the first frame.
    taken
        When each frame came, and its bytes and epoch.
    """

    first: float = 0.0
    taken: list[tuple[float, int, int]] = field(default_factory=list)

    def between(self, start: float, end: float) -> list[tuple[float, int, int]]:
        """Return the frames that came in a span of time."""
        return [frame for frame in self.taken if start <= frame[0] < end]


async def visit(served: Served, options: argparse.Namespace, until: asyncio.Event, seen: Visitor) -> None:
    """Open the page and watch its run until the end."""
    opened = time.monotonic()
    async with connect(f"{served.socket}/_stcore/stream", subprotocols=[SUBPROTOCOL], max_size=None) as stream:
        message = BackMsg()
        message.rerun_script.query_string = options.query
        message.rerun_script.page_name = options.page
        await stream.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            token = await _token(stream)
        listening = asyncio.create_task(_listen(stream))
        try:
            await _watch(served, token, options.most, until, seen, opened)
        finally:
            listening.cancel()


async def _token(stream: object) -> str:
    """Return the token of the run in what the page's script sends to its components."""
    async for packed in stream:  # type: ignore[attr-defined]
        found = TOKEN.search(packed)
        if found:
            return found[1].decode()
    raise RuntimeError("the page's script has ended without a run")


async def _listen(stream: object) -> None:
    """Take what else the page's script sends."""
    async for _packed in stream:  # type: ignore[attr-defined]
        pass


async def _watch(served: Served, token: str, most: float, until: asyncio.Event, seen: Visitor, opened: float) -> None:
    """Give a credit for each frame that has come, as connection.js does."""
    async with connect(f"{served.socket}/live", max_size=None) as live:
        await live.send(json.dumps({"type": "hello", "token": token}))
        ready = {"type": "ready", "generation": 0, "since": 0, "shown": -1}
        facts: dict[str, str] = {}
        await live.send(json.dumps(ready))
        while not until.is_set():
            packed = await live.recv()
            now = time.monotonic()
            if isinstance(packed, str):
                continue
            facts |= facts_of(packed)
            seen.first = seen.first or now - opened
            seen.taken.append((now, len(packed), int(facts["epoch"])))
            ready = {
                "type": "ready",
                "generation": int(facts["generation"]),
                "since": int(facts["epoch"]) + 1,
                "shown": int(facts["version"]),
            }
            await asyncio.sleep(1 / most)
            await live.send(json.dumps(ready))


def facts_of(packed: bytes) -> dict[str, str]:
    """Return the metadata of a frame, as it is or deflated; of a small one what differs from the one before."""
    whole = zlib.decompressobj().decompress(packed[8:], 10_000) if packed.startswith(b"\xff" * 8) else packed
    length = int.from_bytes(whole[:8], "little")
    facts: dict[str, str] = json.loads(whole[8 : 8 + length])["__metadata__"]
    return facts


async def crowd(served: Served, options: argparse.Namespace) -> None:
    """Let everybody come, wait until all have a picture, and measure from then on."""
    until = asyncio.Event()
    visitors = [Visitor() for _ in range(options.visitors)]
    generator = random.Random(0)

    async def come(seen: Visitor) -> None:
        await asyncio.sleep(generator.uniform(0, options.within))
        await visit(served, options, until, seen)

    tasks = [asyncio.create_task(come(seen)) for seen in visitors]
    async with asyncio.timeout(PATIENCE):
        while not all(seen.first for seen in visitors):
            await asyncio.sleep(0.05)
            for task in tasks:
                if task.done():
                    task.result()
    start = time.monotonic()
    await asyncio.sleep(options.seconds)
    end = time.monotonic()
    until.set()
    await asyncio.wait(tasks, timeout=5)
    for task in tasks:
        task.cancel()
    report(visitors, start, end)


def report(visitors: list[Visitor], start: float, end: float) -> None:
    """Print what everybody has seen."""
    firsts = sorted(seen.first for seen in visitors)
    rates = sorted(len(seen.between(start, end)) / (end - start) for seen in visitors)
    frames = [frame for seen in visitors for frame in seen.between(start, end)]
    size = statistics.mean(size for _at, size, _epoch in frames)
    epochs = sum((part[-1][2] - part[0][2]) / (end - start) for seen in visitors if (part := seen.between(start, end)))
    print(f"first frame: median {statistics.median(firsts):.2f} s, last {firsts[-1]:.2f} s")
    print(f"pictures a second each: median {statistics.median(rates):.1f}, slowest {rates[0]:.1f}")
    print(f"{size / 1000:.1f} kB a picture, {sum(rates):.0f} pictures and {epochs:.0f} epochs a second of all")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, default=30)
    parser.add_argument("--within", type=float, default=5.0)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--most", type=float, default=60.0)
    parser.add_argument("--page", default="", help="perceptron if it is not given")
    parser.add_argument("--query", default="autoplay=1&speed=max")
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args()
    with serve(root=options.root, NEURAL_PLAYGROUND_MAX_RUNS=str(options.visitors)) as served:
        time.sleep(5)  # the app is up, and the fork server has imported PyTorch
        asyncio.run(crowd(served, options))


if __name__ == "__main__":
    main()
