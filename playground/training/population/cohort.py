"""Networks of one shape that learn together, each from its own batches, with its own optimizer and penalties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import one_hot

from playground.architecture.build import build
from playground.architecture.seeds import generators
from playground.datasets import Dataset, load
from playground.experiment import Experiment
from playground.experiment.studies.curves import CurveData
from playground.experiment.training import Training
from playground.losses import encode_targets
from playground.training.population.losses import (
    logistic_gradient,
    logistic_losses,
    right_answers,
    softmax_gradient,
    softmax_losses,
    squared_gradient,
    squared_losses,
)
from playground.training.population.optimizers import RowOptimizer
from playground.training.population.padding import padded_rows
from playground.training.population.passes import Passes
from playground.training.population.structure import structure, widened

EVALUATED_VALUES = 2**22
"""Numbers of a layer that are computed at once when networks are measured."""
WIDTHS_TOGETHER = 8
"""Widths that are computed together where a cohort has several: the narrower ones cost as much as the widest."""


class Cohort:
    """Networks that can be computed together (:func:`cohorts`); one process or thread owns it.

    Parameters
    ----------
    experiments
        One for each network, in the order of the rows.
    device, dtype
        Where, and how precisely, to compute.

    Attributes
    ----------
    passes
        The networks, layer by layer.
    datasets
        The data of each seed.
    inputs
        What each network is given, ``(networks, features, n)``.
    places
        For each network the place of its data in ``datasets``.
    task, loss
        What the networks are asked for, and which loss says how well they do.
    alive
        Which networks ``(networks,)`` have not diverged. The others keep their last finite weights.
    """

    is_alone = False

    def __init__(self, experiments: Sequence[Experiment], device: str, dtype: torch.dtype) -> None:
        self.experiments = list(experiments)
        first = experiments[0]
        self.loss, self.task = first.loss, first.data.task
        self._device, self._dtype = device, dtype
        self.batches_per_epoch = first.batches_per_epoch
        self.alive = np.ones(len(experiments), dtype=bool)
        self._build()
        self._take_data()
        gradients = {"mse": squared_gradient, "cross_entropy": logistic_gradient}
        losses = {"mse": squared_losses, "cross_entropy": logistic_losses}
        if self.task.outputs > 1:
            gradients["cross_entropy"], losses["cross_entropy"] = softmax_gradient, softmax_losses
        self._gradient_of, self._losses_of = gradients[self.loss], losses[self.loss]
        self._batches: Iterator[tuple[Tensor, Tensor]] = iter(())
        self._some: tuple[tuple[int, ...], int, Tensor, Passes, Tensor] | None = None

    def _build(self) -> None:
        """Make the networks' rows, each as the ordinary trainer starts it."""
        models = [build(experiment) for experiment in self.experiments]
        rows, live, is_weight = padded_rows(models)
        self.parameters = rows.to(self._device, self._dtype)
        self._gradient = torch.zeros_like(self.parameters)
        self._live = None if bool(live.all()) else live.to(self.parameters)
        self._is_weight = is_weight.to(self.parameters)
        sources = [generators(experiment.seed, self._device).dropout for experiment in self.experiments]
        structures = widened([structure(experiment) for experiment in self.experiments])
        self.passes = Passes(structures, self.parameters, self._gradient, sources)
        self._optimizers: list[tuple[slice, RowOptimizer]] = []
        kinds = groupby(range(len(models)), lambda k: type(self.experiments[k].training.optimizer))
        for _kind, places in kinds:
            rows_of = list(places)
            part = slice(rows_of[0], rows_of[-1] + 1)
            specs = [experiment.training.optimizer for experiment in self.experiments[part]]
            self._optimizers.append((part, RowOptimizer(specs, self.parameters[part], self._gradient[part])))
        self._take_penalties()
        self._finite = self.parameters.clone()

    def _take_penalties(self) -> None:
        """Note the networks' penalties as columns."""
        trainings = [experiment.training for experiment in self.experiments]
        self._has_penalties = any(training.pull or training.l2 for training in trainings)
        rows = [[t.pull, t.l2, t.shrinkage] for t in trainings]
        columns = torch.tensor(rows, device=self._device, dtype=self._dtype)
        self._pull, self._l2, shrinkage = columns.T.unsqueeze(2)
        alive = torch.from_numpy(self.alive).to(shrinkage).unsqueeze(1)  # the others rest
        self._shrinkage = shrinkage * alive * self._is_weight if bool(shrinkage.any()) else None

    def _take_data(self) -> None:
        """Load the data of each seed once, and lay out what each network is measured on."""
        seeds = sorted({experiment.seed for experiment in self.experiments})
        data = self.experiments[0].data
        self.datasets: list[Dataset] = [load(data, seed) for seed in seeds]
        self._orders = [generators(seed).batches for seed in seeds]
        self.places = [seeds.index(experiment.seed) for experiment in self.experiments]
        inputs = torch.from_numpy(np.stack([dataset.inputs.T for dataset in self.datasets]))
        self.inputs = inputs[self.places].to(self._device, self._dtype)
        targets = torch.from_numpy(np.stack([dataset.targets for dataset in self.datasets]))[self.places]
        self._classes = targets.to(self._device) if self.task.is_classification else None
        if self.task.classes == 2:
            self._classes = targets.to(self._device, torch.bool)
        encoded = encode_targets(targets.flatten(), self.loss, self.task)
        if encoded.dim() == 1:
            encoded = one_hot(encoded, self.task.classes or 0)
        self._targets = encoded.view(*targets.shape, -1).mT.contiguous().to(self._device, self._dtype)

    def train_batch(self) -> None:
        """Let every network learn from its next mini-batch."""
        batch = next(self._batches, None)
        if batch is None:
            self._batches = self._epoch()
            batch = next(self._batches)
        self.passes.learn(*batch, self._gradient_of)
        if self._live is not None:
            self._gradient.mul_(self._live)
        if self._has_penalties:
            weights = self.parameters * self._is_weight
            self._gradient.addcmul_(weights, self._l2).addcmul_(weights.sign(), self._pull)
        for _part, optimizer in self._optimizers:
            optimizer.step()
        if self._shrinkage is not None:
            left = self.parameters.abs().sub_(self._shrinkage).clamp_(min=0)
            self.parameters.copy_(left.mul_(self.parameters.sign()))

    def _epoch(self) -> Iterator[tuple[Tensor, Tensor]]:
        """Return every network's training part in mini-batches, ``(networks, …, size)``, in its seed's order."""
        training = self.experiments[0].training
        count = self.experiments[0].data.train_samples
        inputs, targets = self.inputs[:, :, :count], self._targets[:, :, :count]
        if training.shuffle:
            orders = torch.stack([torch.randperm(count, generator=order) for order in self._orders])
            rows = orders[self.places].to(self._device).unsqueeze(1)
            inputs, targets = (
                values.gather(2, rows.expand(-1, values.shape[1], -1)) for values in (self.inputs, self._targets)
            )
        return zip(*(torch.split(values, training.batch_size, 2) for values in (inputs, targets)), strict=True)

    def adjust(self, experiments: Sequence[Experiment]) -> None:
        """Take other learning rates, hyperparameters and penalties; everything else is as before."""
        self.experiments = list(experiments)
        for part, optimizer in self._optimizers:
            optimizer.set([experiment.training.optimizer for experiment in self.experiments[part]])
        self._take_penalties()

    def end_epoch(self, measured: dict[str, np.ndarray]) -> None:
        """Keep the weights of networks whose losses are finite; put the others back, for good: they learn no more."""
        finite = np.isfinite(measured["train_loss"]) & np.isfinite(measured["test_loss"])
        dying = self.alive & ~finite
        self.alive &= finite
        if dying.any():
            rows = torch.from_numpy(dying).to(self._device)
            for part, optimizer in self._optimizers:
                optimizer.freeze(rows[part])
            self.parameters[rows] = self._finite[rows]
            self._take_penalties()
        self._finite.copy_(self.parameters)

    def measure(self) -> dict[str, np.ndarray]:
        """Return each curve's value of every network, ``(networks,)``, without dropout."""
        piece = max(1, EVALUATED_VALUES // (len(self.experiments) * self._widest))
        pieces = torch.split(self.inputs, piece, 2)
        each = (self.passes.outputs(some)[-1] for some in pieces)
        outputs = next(each) if len(pieces) == 1 else torch.cat([some.clone() for some in each], 2)
        values = {"loss": self._losses_of(outputs, self._targets)}
        if self._classes is not None:
            values["accuracy"] = right_answers(outputs, self._classes, self.loss).to(self._dtype)
        parts = {"train": self.datasets[0].train, "test": self.datasets[0].test}
        means = {f"{part}_{name}": v[:, rows].mean(1) for name, v in values.items() for part, rows in parts.items()}
        stacked = torch.stack(list(means.values())).cpu().numpy()
        return dict(zip(means, stacked, strict=True))

    def some(self, rows: tuple[int, ...], resolution: int) -> tuple[Passes, Tensor]:
        """Return some of the networks as they are now, and a grid of the plane as each of them sees it.

        Returns
        -------
        Passes
            For the networks of these rows; to be used before the next call.
        Tensor
            ``(rows, features, resolution²)``, row by row from below.
        """
        if self._some is None or self._some[:2] != (rows, resolution):
            grids = [dataset.inputs_at(dataset.grid(resolution)).T for dataset in self.datasets]
            inputs = torch.from_numpy(np.stack(grids))[[self.places[row] for row in rows]]
            structures = [self.passes.structures[row] for row in rows]
            copy = torch.empty(len(rows), self.parameters.shape[1]).to(self.parameters)
            passes = Passes(structures, copy, torch.empty_like(copy), [])
            self._some = (rows, resolution, copy, passes, inputs.to(self.parameters))
        *_key, copy, passes, inputs = self._some
        copy.copy_(self.parameters[list(rows)])
        return passes, inputs

    @property
    def _widest(self) -> int:
        return max(weight.shape[1] for weight in self.passes.weights)


def cohorts(experiments: Sequence[Experiment], device: str, dtype: torch.dtype) -> list[tuple[list[int], Cohort]]:
    """Group networks that can be computed together.

    Returns
    -------
    list
        For each cohort the places of its networks in ``experiments``, and the cohort.
    """
    groups: dict[object, list[int]] = {}
    for place, experiment in enumerate(experiments):
        training = experiment.training
        key = (_shape(experiment), training.batch_size, training.shuffle, experiment.loss, experiment.data)
        groups.setdefault(key, []).append(place)
    result = []
    for places in groups.values():
        # Neighbours that share activations and optimizer are computed in one operation.
        places.sort(key=lambda place: _likeness(experiments[place]))
        result.append((places, Cohort([experiments[place] for place in places], device, dtype)))
    return result


def _shape(experiment: Experiment) -> object:
    """Return what networks must have in common to be computed together.

    Those that learn a curve may differ in their widths, up to the next multiple: for each width alone there would be a
    handful of networks, which would cost as much as all.
    """
    if isinstance(experiment.data, CurveData):
        return -(-structure(experiment).stages[0].units // WIDTHS_TOGETHER)
    return structure(experiment).shape


def _likeness(experiment: Experiment) -> tuple[list[str], str]:
    training: Training = experiment.training
    return [stage.activation for stage in structure(experiment).stages], training.optimizer.name
