"""Probes: each looks at a trainer and returns named arrays. A new picture is a new probe and a new figure.

A probe is a frozen value: a page makes it, a worker process uses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, cast, runtime_checkable

import numpy as np
import numpy.typing as npt

from playground.arrays import Array
from playground.training.probes.frame import Steps, Tensors
from playground.training.probes.view import View

MOST_CONFIDENCE = 0.97
"""Keeps the colour of a certain class clear of the next class's first colour."""
MOST_IN_A_BYTE = 8
"""Classes that share the steps of a byte: each has 31 then, and half of one is less than what is kept clear."""


class Probe(Protocol):
    """What a page wants to see of a trainer, or of many networks side by side.

    What it is given is a :class:`~playground.training.probes.view.View`, or of many networks a
    :class:`~playground.training.population.view.PopulationView`.
    """

    def measure(self, view: Any) -> Tensors:
        """Return named arrays."""
        ...


@runtime_checkable
class Pictures(Protocol):
    """What a probe of pictures says besides: how finely they may be sent while they change with every frame."""

    def steps(self, view: Any) -> Mapping[str, Steps]:
        """Return the steps of each by its name (:class:`~playground.training.probes.small_frames.SmallFrames`)."""
        ...


def measured(
    probes: Iterable[Probe], view: Any, changing: bool
) -> tuple[dict[str, npt.NDArray[np.generic]], dict[str, Steps]]:
    """Return what probes measure by name, and, if it changes with every frame, how finely it may be sent."""
    tensors: dict[str, npt.NDArray[np.generic]] = {}
    steps: dict[str, Steps] = {}
    for probe in probes:
        tensors.update(probe.measure(view))
        if changing:
            steps.update(steps_of(probe, view))
    return tensors, steps


def steps_of(probe: Probe, view: Any) -> Mapping[str, Steps]:
    """Return how finely what a probe measures may be sent; nothing of what is always sent exactly."""
    return cast(Pictures, probe).steps(view) if _is_of_pictures(type(probe)) else {}


@cache
def _is_of_pictures(kind: type) -> bool:
    """Return whether probes are of pictures; asking each of them for each frame takes a twentieth of its time."""
    return issubclass(kind, Pictures)


@dataclass(frozen=True)
class Losses:
    """``train_loss`` and ``test_loss``, ``(new epochs,)``."""

    def measure(self, view: View) -> Tensors:
        """Return the part of the loss curves that the viewer does not have."""
        curves = view.trainer.history.since(view.since)
        return {name: curve for name, curve in curves.items() if name.endswith("_loss")}


@dataclass(frozen=True)
class Accuracy:
    """``train_accuracy`` and ``test_accuracy``, ``(new epochs,)``; nothing where a number is predicted."""

    def measure(self, view: View) -> Tensors:
        """Return the part of the accuracy curves that the viewer does not have."""
        curves = view.trainer.history.since(view.since)
        return {name: curve for name, curve in curves.items() if name.endswith("_accuracy")}


@dataclass(frozen=True)
class Boundary:
    """``boundary``, ``(resolution, resolution)`` float32: the network's answer over the plane, rows from bottom to top.

    For two classes it is the probability of class 1; for a number, the number; for K classes, ``k + p`` with the most
    probable class k and how far its probability is above chance, from 0 to :data:`MOST_CONFIDENCE`.

    Where the viewer looks at a neuron, also ``looked``, ``(resolution, resolution)`` float32, that neuron's answer,
    ``looked_scale``, ``(1,)``, the size that counts as strong: at least 1, and ``looked_at``, ``(2,)``, which one.
    Where the viewer looks at a sample, ``chosen_x`` and ``chosen_y``, ``(1,)``, its place.

    Examples
    --------
    >>> from playground import Experiment
    >>> from playground.training.probes.views import make_view
    >>> from playground.training.trainers.kinds import make_trainer
    >>> trainer = make_trainer(Experiment(), "cpu")
    >>> trainer.train_epoch()
    >>> Boundary(resolution=50).measure(make_view(trainer))["boundary"].shape
    (50, 50)
    """

    resolution: int = 100

    def measure(self, view: View) -> Tensors:
        """Return the network's answer on a regular grid of the plane."""
        layers = view.plane(self.resolution)
        predictions = _one_number(view.trainer.predictions(layers[-1]), view.trainer.task.classes)
        shape = (self.resolution, self.resolution)
        measured: dict[str, Array] = {"boundary": predictions.reshape(shape), **_chosen(view)}
        if view.focus.neuron is not None:
            layer, unit = view.focus.neuron
            if layer < len(layers) and unit < layers[layer].shape[1]:
                looked = layers[layer][:, unit].float().cpu().numpy()
                measured["looked"] = looked.reshape(shape)
                measured["looked_scale"] = np.array([max(1.0, float(np.abs(looked).max()))], dtype=np.float32)
                measured["looked_at"] = np.array([layer, unit], dtype=np.int32)
        return measured

    def steps(self, view: View) -> Mapping[str, Steps]:
        """Return as many steps as a palette has colours; of several classes each begins at a whole number of them."""
        classes = view.trainer.task.classes or 2
        most = 255 if classes <= MOST_IN_A_BYTE else 65_535
        return {"boundary": Steps(most, None if classes == 2 else most // classes), "looked": Steps()}


def _chosen(view: View) -> dict[str, Array]:
    sample, points = view.focus.sample, view.trainer.dataset.points
    chosen = points[sample : sample + 1] if sample is not None else points[:0]
    return {"chosen_x": chosen[:, 0].astype(np.float32), "chosen_y": chosen[:, 1].astype(np.float32)}


def _one_number(predictions: npt.NDArray[np.float32], classes: int | None) -> npt.NDArray[np.float32]:
    """Return one number ``(n,)`` for each answer ``(n, classes or 1)``, as :class:`Boundary` has it."""
    if classes is None:
        return predictions[:, 0]
    if classes == 2:
        return predictions[:, 1]
    best = predictions.argmax(axis=1)
    chance = 1 / classes
    confidence = np.clip((predictions.max(axis=1) - chance) / (1 - chance), 0, MOST_CONFIDENCE)
    return (best + confidence).astype(np.float32)


@dataclass(frozen=True)
class Mistakes:
    """``mistakes_x`` and ``mistakes_y``, ``(m,)`` float32: the points that were wrong when last measured.

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

    def measure(self, view: View) -> Tensors:
        """Return the coordinates of misclassified points."""
        trainer = view.trainer
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

    def measure(self, view: View) -> Tensors:
        """Return copies of all parameters."""
        return view.trainer.weights()


@dataclass(frozen=True)
class GradientNorms:
    """``gradient_norms``, ``(weight layers,)`` float32: Euclidean norm of the last batch's gradient, layer by layer."""

    def measure(self, view: View) -> Tensors:
        """Return the norm of each weight matrix's gradient."""
        gradients = [layer.linear.weight.grad for layer in view.trainer.network.layers]
        norms = [0.0 if gradient is None else float(gradient.norm()) for gradient in gradients]
        return {"gradient_norms": np.array(norms, dtype=np.float32)}


def plane_resolution(parameters: int) -> int:
    """Return how finely to look at the plane: a large network answers 10,000 points too slowly to be watched."""
    return 100 if parameters <= 50_000 else 50
