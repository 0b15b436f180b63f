"""A population: the networks of a comparison, trained at the same time, epoch by epoch."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from playground.experiment import Dense, DropConnect, Dropout, Experiment
from playground.training.population.activations import ACTIVATION_KERNELS
from playground.training.population.cohort import Cohort, cohorts
from playground.training.population.helpers import HELPERS
from playground.training.population.optimizers import UPDATES
from playground.training.population.side_by_side import SideBySide
from playground.training.population.single import FLAT, SingleNetwork

Member = Cohort | SingleNetwork
"""Networks that are told what to do as one."""


class Population(SideBySide[Member]):
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
    """

    def __init__(
        self, experiments: Sequence[Experiment], device: str = "cpu", dtype: torch.dtype = torch.float32
    ) -> None:
        self.task = experiments[0].data.task
        groups = _all_cohorts(experiments, device, dtype)
        super().__init__(experiments, groups, _names(groups[0][1]), device)

    @property
    def samples(self) -> int:
        """Samples trained over since the start, all networks together."""
        each = sum(experiment.data.train_samples for experiment in self.experiments)
        return self.step * each // self.batches_per_epoch


def _names(first: Member) -> tuple[str, ...]:
    """Return the names of the curves: those of an ordinary trainer."""
    if isinstance(first, SingleNetwork):
        return first.names
    accuracies = ("train_accuracy", "test_accuracy") if first.task.is_classification else ()
    return ("train_loss", "test_loss", *accuracies)


def can_be_batched(experiment: Experiment) -> bool:
    """Return whether a network can be computed together with others of its shape: a dense one on points or a table.

    Neither absolute errors nor gradients that are shortened have batched arithmetic; of activations and optimizers
    those that have kernels do.
    """
    flat = isinstance(experiment.data, FLAT)
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
    alone = HELPERS.share_out([experiments[place] for place in others], device)
    return [*members, *(([place], single) for place, single in zip(others, alone, strict=True))]
