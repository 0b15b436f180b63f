"""One network of a population that learns by itself, in a trainer of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from playground.activations import saturation_limits
from playground.arrays import Float32Array
from playground.experiment import Experiment, OwnTable, PlaneData, PointsData, TableData
from playground.experiment.images import ImageData, OwnImages
from playground.experiment.studies.curves import CurveData, ScatterData
from playground.training.probes.augmentation import SEED
from playground.training.probes.confusion import Confusion
from playground.training.probes.distributions import BOUNDS
from playground.training.probes.memory import GradientInTime
from playground.training.probes.plane import Boundary
from playground.training.probes.sequence_view import SequenceView
from playground.training.probes.throttled import Throttle
from playground.training.probes.view import View
from playground.training.trainers.augmentation import draws
from playground.training.trainers.image import ImageTrainer
from playground.training.trainers.kinds import make_trainer
from playground.training.trainers.sequence import SequenceTrainer

FLAT = PlaneData | PointsData | TableData | OwnTable | CurveData | ScatterData
"""Data whose samples are some numbers each: neither images nor sequences."""
MOST_SAMPLES = 250
"""Training samples from which the state of hidden units is judged."""
SHARE_IN_TIME = 0.01
"""Of the time, how much may go into the gradient through time of one network."""
MOSTLY = 0.95
"""In what part of the samples a unit must be at a bound to count as saturated."""


class SingleNetwork:
    """A network for which there is no batched arithmetic; to its population it is a cohort of one.

    Whatever :func:`playground.training.trainers.kinds.make_trainer` makes can be one. What is seen of the network is
    what it was at the end of its last epoch, but for the gradients, which are those of its last batch.

    Parameters
    ----------
    experiment
        What to train.
    device
        Where, as PyTorch names it.

    Attributes
    ----------
    trainer
        Its trainer, which measures the network at the end of each epoch.
    names
        Of its curves.
    throttle
        What keeps the dear measurements of it.
    alive
        Whether it has not diverged, ``(1,)``. One that has keeps its last finite weights and rests.
    """

    is_alone = True

    def __init__(self, experiment: Experiment, device: str) -> None:
        self.trainer = make_trainer(experiment, device)
        self.trainer.history.bounded = True
        self.experiments = [experiment]
        self.names = self.trainer.history.names
        self.batches_per_epoch = self.trainer.batches_per_epoch
        self.alive = np.ones(1, dtype=bool)
        self.throttle = Throttle()
        self._states = self._judged()

    def train_batch(self) -> None:
        """Let it learn from its next mini-batch."""
        before = self.trainer.epoch
        self.trainer.train_batch()
        if self.trainer.epoch > before:
            self._states = self._judged()

    def adjust(self, experiments: Sequence[Experiment]) -> None:
        """Take another learning rate and other penalties; everything else is as before."""
        self.experiments = list(experiments)
        self.trainer.adjust(self.experiments[0])

    def measure(self) -> dict[str, npt.NDArray[np.float64]]:
        """Return each curve's newest value, ``(1,)``, as its trainer noted it; none of one that has diverged."""
        measured = self.trainer.history.last()
        return {name: np.array([value if self.trainer.is_healthy else np.nan]) for name, value in measured.items()}

    def end_epoch(self, measured: dict[str, npt.NDArray[np.float64]]) -> None:
        """Rest from now on if the trainer says that the network has diverged."""
        self.alive[:] = self.trainer.is_healthy

    def gradient_norms(self) -> Float32Array:
        """Return the Euclidean norm of the gradient of each module's weights, ``(modules with weights,)``."""
        return np.array([_norm(weights) for weights in _weighted(self.trainer.model)], dtype=np.float32)

    def unit_states(self) -> Float32Array:
        """Return which shares of the hidden units are dead and saturated, ``(2,)``."""
        return self._states

    def plane(self, resolution: int) -> Float32Array:
        """Return its answers over the plane, ``(resolution, resolution)``; NaN where its samples lie on none."""
        data = self.trainer.experiment.data
        if not isinstance(data, PlaneData | PointsData | TableData | OwnTable):
            return np.full((resolution, resolution), np.nan, dtype=np.float32)
        return Boundary(resolution).measure(View(self.trainer, throttle=self.throttle))["boundary"].astype(np.float32)

    def gradient_in_time(self) -> Float32Array:
        """Return how much its loss depends on the state of the first recurrent layer at each step, ``(steps,)``.

        As a share of the step on which it depends most. By the cell, where it is an LSTM; a single NaN where there is
        no recurrent layer.
        """
        nothing = np.full(1, np.nan, dtype=np.float32)
        if not isinstance(self.trainer, SequenceTrainer):
            return nothing
        measured = GradientInTime(SHARE_IN_TIME).measure(SequenceView(self.trainer, throttle=self.throttle))
        if not measured:
            return nothing
        by_h, by_c = (measured[name][0].astype(np.float32) for name in ("gradient_share", "gradient_share_c"))
        return by_h if np.isnan(by_c).any() else by_c

    def confusion(self) -> npt.NDArray[np.int32]:
        """Return how many test samples of each class (row) were given each class (column), ``(classes, classes)``."""
        return Confusion().measure(View(self.trainer))["confusion_test"].astype(np.int32)

    def copies(self, image: int, count: int) -> npt.NDArray[np.uint8]:
        """Return a training image as it is, and as the network sees it, ``(1 + count, channels, height, width)``.

        The same draws each time.

        Raises
        ------
        TypeError
            If it learns no images.
        """
        data = self.trainer.experiment.data
        if not isinstance(self.trainer, ImageTrainer) or not isinstance(data, ImageData | OwnImages):
            raise TypeError("this network learns no images")
        shown = self.trainer.inputs[image % self.trainer.dataset.train_samples]
        drawn = draws(shown, data.augmentation, torch.Generator().manual_seed(SEED), count)
        values = torch.cat([shown[None], drawn]).float().cpu().numpy()
        return np.rint(values * 255).clip(0, 255).astype(np.uint8)

    def _judged(self) -> Float32Array:
        """Judge each unit of the hidden layers with an activation by what it gives for some training samples.

        A unit is a neuron, or a filter with all the values of its map. It is dead if it is 0 everywhere, saturated if
        95 % of its values are within 2 % of a bound of its activation. Layers whose activation is within, as that of
        recurrent ones is, are not judged.
        """
        judged = _listed(self.trainer.experiment, self.trainer.model)
        if not judged:
            return np.zeros(2, dtype=np.float32)
        given: dict[nn.Module, Tensor] = {}
        hooks = [
            module.register_forward_hook(lambda of, _inputs, output: given.update({of: output}))
            for module, _activation in judged
        ]
        try:
            self.trainer.outputs(self._some_inputs())
        finally:
            for hook in hooks:
                hook.remove()
        units = [_units(given[module], activation) for module, activation in judged if module in given]
        return torch.cat(units, 1).mean(1).cpu().numpy() if units else np.zeros(2, dtype=np.float32)

    def _some_inputs(self) -> Float32Array:
        """Return the first training samples."""
        return self.trainer.dataset.inputs[: min(MOST_SAMPLES, self.trainer.dataset.train_samples)]


def single_networks(experiments: Sequence[Experiment], device: str) -> list[SingleNetwork]:
    """Return the network of each experiment, best ordered by seed: data sets are then loaded once.

    Those with the same data and seed hold the same inputs in memory, in place of a copy each.
    """
    made: list[SingleNetwork] = []
    held: dict[object, Tensor] = {}
    for experiment in experiments:
        single = SingleNetwork(experiment, device)
        key = (experiment.data, experiment.seed)
        single.trainer.inputs = held.setdefault(key, single.trainer.inputs)
        made.append(single)
    return made


def _weighted(model: nn.Module) -> Iterator[list[nn.Parameter]]:
    """Yield the weights of each module that has some of its own, in order; biases are left out."""
    for module in model.modules():
        own = [values for name, values in module.named_parameters(recurse=False) if name.startswith("weight")]
        if own:
            yield own


def _norm(weights: list[nn.Parameter]) -> float:
    gradients = [weight.grad for weight in weights if weight.grad is not None]
    return float(torch.stack([gradient.norm() for gradient in gradients]).norm()) if gradients else 0.0


def _listed(experiment: Experiment, model: nn.Module) -> list[tuple[nn.Module, str]]:
    """Return the last module of each hidden layer that has weights and an activation, and the activation's name.

    Modules are known by their names (:func:`playground.architecture.build.build`).
    """
    entries = []
    for number, own in groupby(model.named_children(), lambda child: child[0].partition("_")[0]):
        if not number.isdecimal():
            continue
        first, *rest = [module for _name, module in own]
        activation = getattr(experiment.layers[int(number) - 1].spec, "activation", None)
        if isinstance(first, (nn.Linear, nn.Conv2d)) and activation is not None:
            entries.append((rest[-1] if rest else first, activation))
    return entries


def _units(values: Tensor, activation: str) -> Tensor:
    """Return which units are dead, and which saturated: ``(2, units)`` ones and zeros.

    Parameters
    ----------
    values
        What a layer gives, ``(n, units)`` or ``(n, filters, height, width)``.
    """
    each = values.movedim(1, 0).flatten(1)
    low, high = saturation_limits(BOUNDS.get(activation, (None, None)))
    at_bound = (each <= low) | (each >= high)
    return torch.stack([(each == 0).all(1), at_bound.float().mean(1) >= MOSTLY]).float()
