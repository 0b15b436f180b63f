"""How much of a processor a process gets while it works."""

from __future__ import annotations

import pytest

from playground.training.worker import processor_share
from playground.training.worker.processor_share import ProcessorShare
from tests.training.clockwork import Clock


@pytest.fixture(name="clock")
def fixture_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(processor_share, "time", clock)
    return clock


def work(clock: Clock, share: ProcessorShare, seconds: float, times: int) -> None:
    for _ in range(times):
        with share.working():
            clock.work(seconds)
        clock.now += 1.0  # rest is no work


@pytest.mark.parametrize("part", [1.0, 0.5, 1 / 15])
def test_it_is_the_part_of_the_time_at_work(clock: Clock, part: float) -> None:
    clock.share, share = part, ProcessorShare()
    work(clock, share, 0.002, 400)
    assert share.share == pytest.approx(part)


def test_what_was_hardly_measured_counts_as_all(clock: Clock) -> None:
    clock.share, share = 0.1, ProcessorShare()
    assert share.share == 1
    work(clock, share, 0.002, 2)
    assert share.share == 1


def test_what_was_long_ago_is_forgotten(clock: Clock) -> None:
    clock.share, share = 0.1, ProcessorShare()
    work(clock, share, 0.005, 200)
    clock.share = 1.0
    work(clock, share, 0.005, 1200)
    assert share.share > 0.9
    clock.share = 0.1
    work(clock, share, 0.005, 200)
    assert share.share < 0.2


def test_it_is_never_nothing(clock: Clock) -> None:
    clock.share, share = 1e-6, ProcessorShare()
    work(clock, share, 0.001, 10)
    assert 0 < share.share <= 0.01
