from __future__ import annotations

import pytest

from playground.training.worker import speed_meter
from playground.training.worker.speed_meter import SpeedMeter


def test_it_says_what_was_trained_over_the_last_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(speed_meter.time, "monotonic", lambda: now)
    meter = SpeedMeter()
    assert meter.rate() == 0
    for step in range(1, 41):
        now = 100 + step / 10
        meter.add(50)
        if step > 1:
            assert meter.rate() == pytest.approx(500)
    for step in range(41, 81):
        now = 100 + step / 10
        meter.add(10)
    assert meter.rate() == pytest.approx(100)
