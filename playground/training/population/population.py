"""A population: the networks of a comparison, trained at the same time, epoch by epoch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch

from playground.experiment import Dense, DropConnect, Dropout, Experiment, OwnTable, PlaneData, PointsData, TableData
from playground.experiment.studies.curves import CurveData, ScatterData
from playground.training.population.activations import ACTIVATION_KERNELS
from playground.training.population.cohort import Cohort, cohorts
from playground.training.population.optimizers import UPDATES
from playground.training.population.records import CURVE_PARTS, Records
from playground.training.population.single import SingleNetwork, single_networks
from playground.training.trainers.curves import Epochs
from playground.training.trainers.snapshot import Progress

Member = Cohort | SingleNetwork
"""Networks that are told what to do as one."""


class Population:
    """Trains many small networks side by side; each gets what an ordinary trainer would give it.

    Same first weights, batches, masks and updates as :class:`playground.training.trainers.trainer.Trainer`, to
    rounding. One thing differs: whether a loss is finite is looked at after each epoch, not after each batch; a network
    whose loss is not goes back to the weights of the epoch before and rests, while the others train on. Networks for
    which there is no batched arithmetic (:func:`can_be_batched`) have a trainer each, and are the same bit for bit.

    Not safe to share between threads: one process or thread owns it.

    Parameters
    ----------
    experiments
        One for each network, all asked for the same; those computed together on the same data but for the seed.
    device
        Where to train, as PyTorch names it.
    dtype
        Precision of everything.

    Attributes
    ----------
    cohorts
        The networks by shape and batch size, and each that learns by itself; with each cohort the places of its
        networks in ``experiments``.
    records
        Each curve of each network.
    progress
        ``diverged`` once every network has.
    epoch, step
        Epochs finished; steps, of which an epoch has as many as the network with the smallest batches.
    """

    def __init__(
        self, experiments: Sequence[Experiment], device: str = "cpu", dtype: torch.dtype = torch.float32
    ) -> None:
        self.experiments, self.device = list(experiments), device
        self.task = experiments[0].data.task
        self.cohorts = _all_cohorts(experiments, device, dtype)
        self.batches_per_epoch = max(cohort.batches_per_epoch for _places, cohort in self.cohorts)
        self._turns: list[list[Member]] = []
        self.epoch = self.step = 0
        self.progress = Progress.HEALTHY
        self.records = Records(self._names(), len(experiments))
        self._end_epoch()

    def train_batch(self) -> None:
        """Go on by one step of the epoch, or to the end of one that was begun.

        Networks with larger batches take fewer steps, evenly spread.
        """
        before = self.step
        while self.is_healthy and self.step == before:
            self.train_part()

    def train_part(self) -> None:
        """Go on by a part of a step: all networks that are computed together, or one that learns by itself."""
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
                (alone if isinstance(cohort, SingleNetwork) else together).append(cohort)
        parts = [[cohort] for cohort in alone if cohort.alive.any()]
        return [together, *parts] if together or not parts else parts

    def train_epoch(self) -> None:
        """Go on until the present epoch ends."""
        for _ in range(self.batches_per_epoch - self.step % self.batches_per_epoch):
            self.train_batch()

    def adjust(self, experiments: Sequence[Experiment]) -> None:
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
        alone = sum(isinstance(cohort, SingleNetwork) for _places, cohort in self.cohorts)
        return alone + (alone < len(self.cohorts))

    @property
    def samples(self) -> int:
        """Samples trained over since the start, all networks together."""
        each = sum(experiment.data.train_samples for experiment in self.experiments)
        return self.step * each // self.batches_per_epoch

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

    def _names(self) -> tuple[str, ...]:
        """Return the names of the curves: those of an ordinary trainer."""
        first = self.cohorts[0][1]
        if isinstance(first, SingleNetwork):
            return first.trainer.history.names
        accuracies = ("train_accuracy", "test_accuracy") if self.task.is_classification else ()
        return ("train_loss", "test_loss", *accuracies)

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
            for name, values in measured.items():
                valid = cohort.alive if name.endswith("_accuracy") else was_alive
                with np.errstate(over="ignore"):  # a double may be beyond what is recorded
                    rows[name][places] = np.where(valid, values, np.nan)
        self.records.append(rows)
        if not self.alive.any():
            self.progress = Progress.DIVERGED


def can_be_batched(experiment: Experiment) -> bool:
    """Return whether a network can be computed together with others of its shape: a dense one on points or a table.

    Neither absolute errors nor gradients that are shortened have batched arithmetic; of activations and optimizers
    those that have kernels do.
    """
    flat = isinstance(experiment.data, PlaneData | PointsData | TableData | OwnTable | CurveData | ScatterData)
    plain = experiment.loss != "mae" and not experiment.training.clip_norm
    stepped = type(experiment.training.optimizer) in UPDATES
    return flat and plain and stepped and all(map(_has_kernels, experiment.model.layers))


def _has_kernels(layer: object) -> bool:
    if isinstance(layer, Dense):
        return layer.activation in ACTIVATION_KERNELS
    return isinstance(layer, Dropout | DropConnect)


def _all_cohorts(experiments: Sequence[Experiment], device: str, dtype: torch.dtype) -> list[tuple[list[int], Member]]:
    """Return all networks, those that can be computed together grouped, each of the others alone."""
    batched = [place for place, experiment in enumerate(experiments) if can_be_batched(experiment)]
    members: list[tuple[list[int], Member]] = [
        ([batched[place] for place in places], cohort)
        for places, cohort in cohorts([experiments[place] for place in batched], device, dtype)
    ]
    others = sorted(set(range(len(experiments))) - set(batched), key=lambda place: experiments[place].seed)
    alone = single_networks([experiments[place] for place in others], device)
    return [*members, *(([place], single) for place, single in zip(others, alone, strict=True))]
