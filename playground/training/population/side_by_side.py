"""Networks side by side, trained at the same time, epoch by epoch, and what was measured of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from playground.training.population.records import CURVE_PARTS, Records
from playground.training.trainers.curves import Epochs
from playground.training.trainers.snapshot import Progress


class Part(Protocol):
    """Networks that are told what to do as one.

    Attributes
    ----------
    alive
        Which of them ``(networks,)`` have not diverged. The others keep their last finite weights.
    is_alone
        Whether its step is a part of the step of all that something can happen after.
    """

    batches_per_epoch: int
    alive: npt.NDArray[np.bool_]
    is_alone: bool

    def train_batch(self) -> None:
        """Let each learn from its next mini-batch."""

    def adjust(self, experiments: Sequence[Any]) -> None:
        """Take other learning rates and penalties; everything else is as before."""

    def measure(self) -> dict[str, npt.NDArray[Any]]:
        """Return each curve's value of every network, ``(networks,)``."""
        ...

    def end_epoch(self, measured: dict[str, npt.NDArray[Any]]) -> None:
        """Let those rest, by what was measured of them, that have diverged."""


Member = TypeVar("Member", bound=Part)


class SideBySide(Generic[Member]):
    """Trains networks side by side.

    Not safe to share between threads: one process or thread owns it.

    Parameters
    ----------
    experiments
        One for each network.
    cohorts
        All networks in their groups, each with the places of its networks in ``experiments``.
    names
        Of the curves.
    device
        Where to train, as PyTorch names it.

    Attributes
    ----------
    records
        Each curve of each network.
    progress
        ``diverged`` once every network has.
    epoch, step
        Epochs finished; steps, of which an epoch has as many as the network with the smallest batches.
    """

    def __init__(
        self,
        experiments: Sequence[Any],
        cohorts: list[tuple[list[int], Member]],
        names: tuple[str, ...],
        device: str,
    ) -> None:
        self.experiments, self.cohorts, self.device = list(experiments), cohorts, device
        self.batches_per_epoch = max(cohort.batches_per_epoch for _places, cohort in self.cohorts)
        self._turns: list[list[Member]] = []
        self.epoch = self.step = 0
        self.progress = Progress.HEALTHY
        self.records = Records(names, len(self.experiments))
        self._end_epoch()

    def train_batch(self) -> None:
        """Go on by one step of the epoch, or to the end of one that was begun.

        Networks with larger batches take fewer steps, evenly spread.
        """
        before = self.step
        while self.is_healthy and self.step == before:
            self.train_part()

    def train_part(self) -> None:
        """Go on by a part of a step: the networks that are computed together, or one that is alone."""
        if self.progress is Progress.DIVERGED:
            return
        self._turns = self._turns or self._due()
        for cohort in self._turns.pop(0):
            cohort.train_batch()
        if not self._turns:
            self.step += 1
            if self.step % self.batches_per_epoch == 0:
                self.epoch += 1
                self._end_epoch()

    def _due(self) -> list[list[Member]]:
        """Return the parts of the step that comes next, at least one."""
        place = self.step % self.batches_per_epoch
        together: list[Member] = []
        alone: list[Member] = []
        for _places, cohort in self.cohorts:
            due = (place + 1) * cohort.batches_per_epoch // self.batches_per_epoch
            if due > place * cohort.batches_per_epoch // self.batches_per_epoch:
                (alone if cohort.is_alone else together).append(cohort)
        parts = [[cohort] for cohort in alone if cohort.alive.any()]
        return [together, *parts] if together or not parts else parts

    def train_epoch(self) -> None:
        """Go on until the present epoch ends."""
        for _ in range(self.batches_per_epoch - self.step % self.batches_per_epoch):
            self.train_batch()

    def adjust(self, experiments: Sequence[Any]) -> None:
        """Take the learning rates, hyperparameters and penalties of other experiments, without a reset."""
        self.experiments = list(experiments)
        for places, cohort in self.cohorts:
            cohort.adjust([self.experiments[place] for place in places])

    def edit(self, layer: int, unit: int, source: int | None, value: float) -> bool:
        """Change nothing and say so: there is no single network whose weight could be meant."""
        return False

    def facts(self) -> dict[str, str]:
        """Return how many networks there are and how many have diverged, as texts."""
        return {"networks": str(len(self.experiments)), "diverged": str(int((~self.alive).sum()))}

    @property
    def parts(self) -> int:
        """In how many parts a step is taken, at most."""
        alone = sum(cohort.is_alone for _places, cohort in self.cohorts)
        return alone + (alone < len(self.cohorts))

    @property
    def newest(self) -> int:
        """The last epoch that was reached."""
        return len(self.records) - 1

    @property
    def curves(self) -> tuple[str, ...]:
        """The names of the tensors that are curves over epochs (:mod:`playground.training.population.probes`)."""
        return tuple(f"{name}_{part}" for name in self.records.names for part in CURVE_PARTS)

    def epochs_since(self, epoch: int) -> Epochs:
        """Return the epochs ``(n,)`` from one on of which the curves keep values."""
        return self.records.epochs_since(epoch)

    @property
    def alive(self) -> npt.NDArray[np.bool_]:
        """Which networks ``(networks,)`` have not diverged."""
        alive = np.ones(len(self.experiments), dtype=bool)
        for places, cohort in self.cohorts:
            alive[places] = cohort.alive
        return alive

    @property
    def is_healthy(self) -> bool:
        """Whether training can go on."""
        return self.progress is Progress.HEALTHY

    def _end_epoch(self) -> None:
        """Measure every network and note it; one that has diverged has no numbers any more."""
        rows = {name: np.full(len(self.experiments), np.nan, dtype=np.float32) for name in self.records.names}
        for places, cohort in self.cohorts:
            was_alive = cohort.alive.copy()
            measured = cohort.measure()
            cohort.end_epoch(measured)
            for name in self.records.names:
                values = measured[name]
                valid = cohort.alive if name.endswith("_accuracy") else was_alive
                with np.errstate(over="ignore"):  # a double may be beyond what is recorded
                    rows[name][places] = np.where(valid, values, np.nan)
        self.records.append(rows)
        if not self.alive.any():
            self.progress = Progress.DIVERGED
