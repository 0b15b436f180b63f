"""Probes: each looks at a trainer and returns named arrays. A new picture is a new probe and a new figure.

A probe is a frozen value: a page makes it, a worker process uses it. This module does not import PyTorch, so pages may
import it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from playground.datasets.features import FEATURES
from playground.datasets.planes import HALF_WIDTH
from playground.experiment.data import Feature
from playground.training.frame import Tensors

if TYPE_CHECKING:
    from playground.training.trainer import Trainer


MOST_CONFIDENCE = 0.97
"""Keeps the colour of a certain class clear of the next class's first colour."""


class Probe(Protocol):
    """What a page wants to see of a trainer."""

    def measure(self, trainer: Trainer, since: int) -> Tensors:
        """Return named arrays.

        Parameters
        ----------
        since
            How many values of each curve the viewer has already; only the rest is sent.
        """
        ...


@dataclass(frozen=True)
class Losses:
    """``train_loss`` and ``test_loss``, ``(new epochs,)``."""

    def measure(self, trainer: Trainer, since: int) -> Tensors:
        """Return the part of the loss curves that the viewer does not have."""
        return {name: curve for name, curve in trainer.history.since(since).items() if name.endswith("_loss")}


@dataclass(frozen=True)
class Accuracy:
    """``train_accuracy`` and ``test_accuracy``, ``(new epochs,)``; nothing where a number is predicted."""

    def measure(self, trainer: Trainer, since: int) -> Tensors:
        """Return the part of the accuracy curves that the viewer does not have."""
        return {name: curve for name, curve in trainer.history.since(since).items() if name.endswith("_accuracy")}


@dataclass(frozen=True)
class Boundary:
    """``boundary``, ``(resolution, resolution)`` float32: the network's answer over the plane, rows from bottom to top.

    For two classes it is the probability of class 1; for a number, the number; for K classes, ``k + p`` with the most
    probable class k and how far its probability is above chance, from 0 to :data:`MOST_CONFIDENCE`.
    """

    resolution: int = 100

    def measure(self, trainer: Trainer, since: int) -> Tensors:
        """Return the network's answer on a regular grid of the plane."""
        answers = trainer.predict(plane_inputs(trainer.experiment.data.features, self.resolution))
        shape = (self.resolution, self.resolution)
        if trainer.task.classes is None:
            return {"boundary": answers[:, 0].reshape(shape)}
        if trainer.task.classes == 2:
            return {"boundary": answers[:, 1].reshape(shape)}
        best = answers.argmax(axis=1)
        chance = 1 / trainer.task.classes
        confidence = np.clip((answers.max(axis=1) - chance) / (1 - chance), 0, MOST_CONFIDENCE)
        return {"boundary": (best + confidence).astype(np.float32).reshape(shape)}


@dataclass(frozen=True)
class Mistakes:
    """``mistakes_x`` and ``mistakes_y``, ``(m,)`` float32: the points that were wrong when the last epoch ended.

    Nothing where a number is predicted.

    Parameters
    ----------
    with_test
        Whether to tell of the test points too.
    most
        How many points of each part to look at, from its start: those that are drawn.
    """

    with_test: bool = False
    most: int = 600

    def measure(self, trainer: Trainer, since: int) -> Tensors:
        """Return the coordinates of misclassified points."""
        if not trainer.task.is_classification:
            return {}
        wrong = trainer.mistakes()
        parts = [trainer.dataset.train, *([trainer.dataset.test] if self.with_test else [])]
        shown = np.concatenate([np.arange(part.start, part.stop)[: self.most] for part in parts])
        points = trainer.dataset.points[shown[wrong[shown]]].astype(np.float32)
        return {"mistakes_x": points[:, 0], "mistakes_y": points[:, 1]}


@dataclass(frozen=True)
class Weights:
    """Every weight matrix ``(outputs, inputs)`` and bias ``(outputs,)`` under its name in the network."""

    def measure(self, trainer: Trainer, since: int) -> Tensors:
        """Return copies of all parameters."""
        return trainer.weights()


@dataclass(frozen=True)
class GradientNorms:
    """``gradient_norms``, ``(weight layers,)`` float32: norm of the last batch's gradient, layer by layer."""

    def measure(self, trainer: Trainer, since: int) -> Tensors:
        """Return the norm of each weight matrix's gradient."""
        return {"gradient_norms": trainer.gradient_norms()}


@lru_cache(maxsize=8)
def plane_inputs(features: tuple[Feature, ...], resolution: int) -> npt.NDArray[np.float32]:
    """Return what the network sees of a grid of the plane, ``(resolution², features)``, row by row from below."""
    axis = plane_axis(resolution)
    points = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    return np.stack([FEATURES[name].function(points) for name in features], axis=1).astype(np.float32)


def plane_resolution(parameters: int) -> int:
    """Return how finely to look at the plane: a large network answers 10,000 points too slowly to be watched."""
    return 100 if parameters <= 50_000 else 50


def plane_axis(resolution: int) -> npt.NDArray[np.float64]:
    """Return the centres of ``resolution`` cells that cover [-6, 6]."""
    width = 2 * HALF_WIDTH / resolution
    return np.linspace(-HALF_WIDTH + width / 2, HALF_WIDTH - width / 2, resolution)
