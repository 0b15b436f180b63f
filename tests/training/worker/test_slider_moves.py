from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from playground.experiment import Experiment
from playground.training.worker import slider_moves
from playground.training.worker.commands import Settings
from playground.training.worker.slider_moves import SliderMoves


def trained(units: int) -> Settings:
    return Settings(Experiment.from_parts({"model": {"layers": [{"type": "dense", "units": units}]}}), ())


def change(control: str, stop: int) -> Settings | None:
    return trained(stop) if stop else None


class Trained:
    """A run's settings, and all that they have been."""

    def __init__(self) -> None:
        self.history = [trained(4)]
        self.moves = SliderMoves(lambda: self.history[-1], self.history.append)
        self.page(4)

    def page(self, units: int) -> None:
        self.moves.follow(trained(units), ("units1",), change)

    @property
    def units(self) -> list[int]:
        return [settings.experiment.model.layers[0].units for settings in self.history[2:]]  # type: ignore[union-attr]


class Timers(list[Callable[[], None]]):
    """Timers that run out when told."""

    daemon = False

    def __call__(self, seconds: float, function: Callable[..., None], arguments: tuple[Any, ...]) -> Timers:
        assert 0 < seconds <= slider_moves.PATIENCE
        self.append(lambda: function(*arguments))
        return self

    def start(self) -> None:
        assert self.daemon, "a server that ends does not wait for them"


@pytest.fixture(name="run")
def fixture_run() -> Trained:
    return Trained()


@pytest.fixture(name="timers")
def fixture_timers(monkeypatch: pytest.MonkeyPatch) -> Timers:
    timers = Timers()
    monkeypatch.setattr(slider_moves.threading, "Timer", timers)
    return timers


def test_a_move_is_taken_at_once_and_the_page_finds_it(run: Trained) -> None:
    run.moves.move("units1", 5)
    assert run.units == [5]
    run.page(5)
    assert run.units == [5, 5]


def test_what_is_no_slider_or_no_stop_of_it_changes_nothing(run: Trained) -> None:
    for control, stop in (("seed", 5), ("units1", 0), ("units1", 4)):
        run.moves.move(control, stop)
    assert run.units == []


def test_nothing_moves_before_the_page_has_run() -> None:
    history = [trained(4)]
    SliderMoves(lambda: history[-1], history.append).move("units1", 5)
    assert len(history) == 1


def test_a_page_of_a_slider_that_has_moved_on_is_passed_over(run: Trained, timers: Timers) -> None:
    for units in (5, 6, 7):
        run.moves.move("units1", units)
    run.page(5)
    run.page(6)
    assert run.units == [5, 6, 7]
    run.page(7)
    for timer in timers:
        timer()
    assert run.units == [5, 6, 7, 7]


def test_a_page_that_stays_is_believed_after_a_while(run: Trained, timers: Timers) -> None:
    run.moves.move("units1", 5)
    run.page(4)
    assert run.units == [5]
    timers[-1]()
    assert run.units == [5, 4]


def test_a_page_is_believed_at_once_when_no_slider_has_moved_lately(
    run: Trained, timers: Timers, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.moves.move("units1", 5)
    later = slider_moves.time.monotonic() + slider_moves.PATIENCE
    monkeypatch.setattr(slider_moves.time, "monotonic", lambda: later)
    run.page(4)
    assert (run.units, timers) == ([5, 4], [])


def test_a_slider_that_comes_back_is_where_the_page_is(run: Trained, timers: Timers) -> None:
    run.moves.move("units1", 5)
    run.moves.move("units1", 4)
    run.page(4)
    assert (run.units, timers) == ([5, 4, 4], [])


def test_other_settings_of_a_page_are_taken_though_a_slider_has_moved(run: Trained, timers: Timers) -> None:
    run.moves.move("units1", 5)
    run.page(9)
    assert (run.units, timers) == ([5, 9], [])
