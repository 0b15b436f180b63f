"""A worker in this thread, whose time passes only with the work that it does: every batch and every picture costs."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from playground.training.population.population import Population
from playground.training.probes import throttled as paced_module
from playground.training.probes.frame import Frame, Tensors
from playground.training.probes.small_frames import FrameReader
from playground.training.trainers.trainer import Trainer
from playground.training.worker import processor_share, viewers
from playground.training.worker import worker as module
from playground.training.worker.commands import Instruction, Picture
from playground.training.worker.worker import Worker

BEGINNING = 5000.0
STUCK = 1_000
"""Looks at the pipe within one moment after which a test gives up: time would never pass."""


@dataclass
class Clock:
    """The time, in the place of the module ``time``, and when what was done.

    Parameters
    ----------
    batch
        Seconds of a processor that a batch costs.
    share
        How much of a processor there is.
    """

    batch: float = 0.004
    share: float = 1.0
    now: float = BEGINNING
    worked: float = 0.0
    batches: list[float] = field(default_factory=list)
    within: bool = False

    def monotonic(self) -> float:
        return self.now

    perf_counter = monotonic

    def process_time(self) -> float:
        return self.worked

    def work(self, seconds: float) -> None:
        """Let something cost so many seconds of a processor."""
        self.worked += seconds
        self.now += seconds / self.share

    def count_batches(self, monkeypatch: pytest.MonkeyPatch, learn: bool = True) -> None:
        """Let every batch that is trained cost its time, and note when it began; the network need not learn from it."""

        def counted(train: Callable[[Any], None]) -> Callable[[Any], None]:
            def train_counted(trainee: Any) -> None:
                if self.within:  # a network of many, which has a trainer of its own
                    train(trainee)
                    return
                self.batches.append(self.now)
                self.within = True
                if learn:
                    train(trainee)
                self.within = False
                self.work(self.batch)

            return train_counted

        monkeypatch.setattr(Trainer, "train_batch", counted(Trainer.train_batch))
        monkeypatch.setattr(Population, "train_part", counted(Population.train_part))
        monkeypatch.setattr(module, "time", self)
        monkeypatch.setattr(paced_module, "time", self)
        monkeypatch.setattr(viewers, "time", self)
        monkeypatch.setattr(processor_share, "time", self)


@dataclass(frozen=True)
class Dear:
    """A probe that takes a while."""

    clock: Clock
    seconds: float

    def measure(self, view: Any) -> Tensors:
        self.clock.work(self.seconds)
        return {}


@dataclass(frozen=True)
class Paced(Dear):
    """A probe that measures anew only now and then, within a share of the time of its own."""

    share: float

    def measure(self, view: Any) -> Tensors:
        view.throttled(self, self._measured, self.share)
        return {}

    def _measured(self) -> float:
        self.clock.work(self.seconds)
        return self.clock.now


class Wire:
    """The worker's end of a pipe: commands come at their times, and whoever is eager asks again at once.

    Parameters
    ----------
    eager
        Viewers that give the next credit as soon as they have got a picture.

    Attributes
    ----------
    pictures
        What was sent: when, in seconds from the beginning, to whom, and what.
    looks
        When the worker looked at its pipe.
    """

    def __init__(self, clock: Clock, *eager: int) -> None:
        self.clock, self.eager, self.end = clock, eager, BEGINNING
        self.pictures: list[tuple[float, int, Frame]] = []
        self._readers: defaultdict[int, FrameReader] = defaultdict(FrameReader)
        self._coming: list[tuple[float, Instruction]] = []
        self.looks: list[float] = []

    def at(self, seconds: float, *commands: Instruction) -> None:
        """Let commands come so many seconds after the beginning, after those of the same moment that are here."""
        for command in commands:
            insort(self._coming, (BEGINNING + seconds, command), key=lambda each: each[0])

    def serve(self, seconds: float) -> None:
        """Let a worker serve until the server goes, so many seconds after the beginning."""
        self.end = BEGINNING + seconds
        for viewer in self.eager:
            self.at(0, Picture(viewer, 0, 0, -1))
        worker: Any = Worker(self)  # type: ignore[arg-type]
        with suppress(EOFError):
            worker.serve()

    def poll(self, patience: float) -> bool:
        if self.clock.now >= self.end:
            raise EOFError
        self.looks.append(self.clock.now - BEGINNING)
        assert self.looks[-STUCK:].count(self.looks[-1]) < STUCK, "time stands still"
        until = min(self.clock.now + patience, self.end)
        if self._coming and self._coming[0][0] <= until:
            self.clock.now = max(self.clock.now, self._coming[0][0])
            return True
        self.clock.now = until
        return False

    def recv(self) -> Instruction:
        return self._coming.pop(0)[1]

    def send_bytes(self, packed: bytes) -> None:
        viewer = int.from_bytes(packed[:8], "little")
        frame = self._readers[viewer].read(packed[8:])
        self.pictures.append((self.clock.now - BEGINNING, viewer, frame))
        if viewer in self.eager:
            facts = frame.metadata
            credit = Picture(viewer, int(facts["generation"]), int(facts["since"]), int(facts["version"]))
            self.at(self.clock.now - BEGINNING, credit)
