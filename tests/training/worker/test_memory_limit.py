"""A network that needs more memory than its part ends alone, and its page is told why."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from websockets.sync.client import connect

from benchmarks.serving import serve
from playground.environment import GIGABYTES_EACH
from playground.training.probes.frame import Frame
from playground.training.worker.memory_limit import FIRST_TO_GO, OUT_OF_MEMORY, is_out_of_memory
from playground.training.worker.runs import Runs
from tests.live.conftest import Browser
from tests.session import session
from tests.training.watching import Spectator, described, process_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone counts what a process has for itself")
HELD = """
import sys
import {library}
from playground.training.worker.memory_limit import hold_memory, is_out_of_memory
hold_memory(0.25)
parts = [{array}(2**20)]
try:
    while True:
        parts.append({array}(2**24))  # 64 MB
except (MemoryError, RuntimeError) as error:
    print(len(parts), is_out_of_memory(error))
"""


@pytest.mark.parametrize(
    ("library", "array"),
    [("torch", "torch.ones"), ("numpy", "(lambda n: numpy.ones(n, 'f4'))"), ("array", "bytearray")],
)
def test_what_is_beyond_its_part_is_refused(library: str, array: str) -> None:
    code = HELD.format(library=library, array=array).replace("2**24", "2**26" if array == "bytearray" else "2**24")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    count, known = done.stdout.split()
    assert 2 <= int(count) <= 5
    assert known == "True"


def test_other_errors_are_none_of_memory() -> None:
    assert not is_out_of_memory(RuntimeError("shapes do not fit"))
    assert is_out_of_memory(MemoryError())


def test_workers_go_before_the_server(runs: Runs) -> None:
    run = runs.create(described())
    Spectator(run).frame()
    assert int(Path(f"/proc/{process_of(run)}/oom_score_adj").read_text("ascii")) == FIRST_TO_GO
    assert int(Path("/proc/self/oom_score_adj").read_text("ascii")) < FIRST_TO_GO


def test_a_page_is_told_that_its_network_is_too_large_and_others_go_on() -> None:
    wide = "&".join(f"units{layer}=512" for layer in range(1, 9))
    huge = f"layers=8&{wide}&samples=100000&batch=100000&autoplay=1&speed=max"
    with serve(**{GIGABYTES_EACH: "1"}) as served, ExitStack() as stack:

        def come(query: str) -> Browser:
            _, token = stack.enter_context(session(served, query))
            browser = Browser(stack.enter_context(connect(f"{served.socket}/live", max_size=None)))
            browser.open(token)
            return browser

        other = come("")
        other.frame()
        too_large = come(huge)
        while isinstance(told := too_large.receive(), Frame):
            pass
        assert told == {"status": "lost", "reason": "memory"}
        other.say("step")
        assert isinstance(other.receive(), Frame)


def test_the_exit_code_is_no_usual_one() -> None:
    assert OUT_OF_MEMORY not in (0, 1, 2, 130)
    assert 0 < OUT_OF_MEMORY < 126
