"""Thirty small networks that train at once, with and without a huge one beside them, on one server.

Everybody speaks the real protocols (``visitors.py``). In turns the huge one is there and is not, so that both are
measured on the same machine in the same minutes. Prints, beside the huge one as a share of without it: epochs and
pictures a second of the slowest small network, and of their median. On a machine that does other things meanwhile these
say more of those, so it prints two parts of the same that do not depend on them: which part of all workers' processor
time the small ones have (thirty of thirty-one processes is 0.97), and epochs a second of their processor time.

    python benchmarks/fairness.py [--visitors 30] [--huge network] [--seconds 15] [--rounds 3] [--root PATH]

``--huge`` is one of: ``network`` (eight layers of 512 neurons, 100,000 points), ``images`` (convolutional networks side
by side, eight activations from ten seeds), ``many`` (twelve networks, all watched at full speed).
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from serving import ROOT, Served, serve
from visitors import PATIENCE, Visitor, visit

SMALL = ("", "autoplay=1&speed=max")
WIDE = "&".join(f"units{layer}=512" for layer in range(1, 9))
HUGE = {
    "network": [("", f"autoplay=1&speed=max&layers=8&{WIDE}&samples=100000")],
    "images": [("compare", "autoplay=1&speed=max&comparison=images-activations&seeds=10")],
    "many": [("cnn", "autoplay=1&speed=max")] * 12,
}
COMING = 10.0
"""Seconds in which a page has opened and its network trains; the first picture of a huge one may take minutes."""
LEAVING = 13.0
"""Seconds after which a network that nobody watches any more has paused."""


@dataclass(frozen=True)
class Span:
    """What the small networks did in some seconds.

    Parameters
    ----------
    epochs, pictures
        A second, of each.
    part
        Of all workers' processor time.
    efficiency
        Epochs a second of processor time, of all together.
    """

    epochs: list[float]
    pictures: list[float]
    part: float
    efficiency: float


@asynccontextmanager
async def visiting(served: Served, page: str, query: str) -> AsyncIterator[Visitor]:
    """Open a page, and leave it at the end; yield what is seen of it from then on."""
    seen, until = Visitor(), asyncio.Event()
    options = argparse.Namespace(query=query, page=page, most=60.0)
    task = asyncio.create_task(visit(served, options, until, seen))
    try:
        yield seen
        if task.done():
            task.result()
    finally:
        until.set()
        await asyncio.wait([task], timeout=2)
        task.cancel()


def workers(served: Served) -> set[int]:
    """Return the process numbers of all workers."""
    return {child.pid for child in served.children() if child.ppid() != served.process.pid}


def processor_times(processes: Iterable[int]) -> dict[int, float]:
    """Return the processor time that each has taken; those that have ended are left out."""
    times = {}
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            taken = psutil.Process(process).cpu_times()
            times[process] = taken.user + taken.system
    return times


async def measured(served: Served, visitors: list[Visitor], small: set[int], seconds: float) -> Span:
    """Watch for some seconds."""
    await asyncio.sleep(COMING)
    before, start = processor_times(workers(served)), time.monotonic()
    await asyncio.sleep(seconds)
    after, end = processor_times(before), time.monotonic()
    taken = {process: after[process] - before[process] for process in after}
    parts = [seen.between(start, end) for seen in visitors]
    epochs = [(part[-1][2] - part[0][2]) / (end - start) if part else 0.0 for part in parts]
    ours = sum(time for process, time in taken.items() if process in small)
    efficiency = sum(epochs) * (end - start) / ours
    return Span(epochs, [len(part) / (end - start) for part in parts], ours / sum(taken.values()), efficiency)


async def measure(served: Served, options: argparse.Namespace) -> None:
    """Let everybody come, then the huge one in turns."""
    without, beside = [], []
    async with AsyncExitStack() as stack:
        visitors = [await stack.enter_async_context(visiting(served, *SMALL)) for _ in range(options.visitors)]
        async with asyncio.timeout(PATIENCE):
            while not all(seen.first for seen in visitors):
                await asyncio.sleep(0.1)
        small = workers(served)
        for _ in range(options.rounds):
            without.append(await measured(served, visitors, small, options.seconds))
            async with AsyncExitStack() as huge:
                for page in HUGE[options.huge]:
                    await huge.enter_async_context(visiting(served, *page))
                beside.append(await measured(served, visitors, small, options.seconds))
                memory = sum(psutil.Process(one).memory_full_info().uss for one in workers(served) - small)
                print(f"the huge one has {memory / 1e6:.0f} MB for itself", flush=True)
            await asyncio.sleep(LEAVING)
        without.append(await measured(served, visitors, small, options.seconds))
    report(without, beside)


def report(without: list[Span], beside: list[Span]) -> None:
    """Print shares."""
    for what in ("epochs", "pictures"):
        slowest, usual = (
            statistics.mean(of(getattr(span, what)) for span in beside)
            / statistics.mean(of(getattr(span, what)) for span in without)
            for of in (min, statistics.median)
        )
        alone = statistics.mean(statistics.median(getattr(span, what)) for span in without)
        print(f"{what} a second: slowest {slowest:.2f}, median {usual:.2f} of {alone:.1f}")
    part = statistics.mean(span.part for span in beside)
    efficiency = statistics.mean(span.efficiency for span in beside) / statistics.mean(
        span.efficiency for span in without
    )
    print(f"part of all workers' time {part:.3f}; epochs a second of it {efficiency:.2f} of those without")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, default=30)
    parser.add_argument("--huge", choices=HUGE, default="network")
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args()
    with serve(root=options.root, NEURAL_PLAYGROUND_MAX_RUNS="64") as served:
        time.sleep(5)  # the app is up, and the fork server has imported PyTorch
        asyncio.run(measure(served, options))


if __name__ == "__main__":
    main()
