"""The probes of a glance: what the wall of a class shows of a network, 30×30 and once a second.

Each gives one tensor, ``picture``; ``kind`` says how to draw it.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import numpy as np
import numpy.typing as npt

from playground.arrays import Array
from playground.experiment import ImageData, OwnImages, PlaneData, PointsData
from playground.experiment.gan import REACH
from playground.training.probes.confusion import Confusion
from playground.training.probes.frame import Tensors
from playground.training.probes.gan import chances
from playground.training.probes.plane import MOST_CONFIDENCE, Boundary
from playground.training.trainers.curves import Curves

if TYPE_CHECKING:
    from playground.training.probes.gan_view import GanView
    from playground.training.probes.view import View
    from playground.training.trainers.trainer import Trainer

CELLS = 30
"""Cells of a picture each way."""
MOST_VALUES = 60
"""Values of each curve."""

Bytes = npt.NDArray[np.uint8]


class GlanceProbe(Hashable, Protocol):
    """Measures the one picture of a glance."""

    @property
    def kind(self) -> str:
        """How to draw it: ``plane``, ``classes``, ``confusion``, ``gan`` or ``curves``."""
        ...

    @property
    def curves(self) -> tuple[str, ...]:
        """Of curves their names, row by row; nothing of other pictures."""
        ...

    def measure(self, view: Any) -> Tensors:
        """Return ``picture``."""
        ...


@dataclass(frozen=True)
class PlaneGlance:
    """``picture``, ``(30, 30)`` uint8: the answer over the plane, rows from bottom to top.

    With v the byte, (v - 128) / 127 is the answer from -1 to 1: of two classes 2p - 1 with the probability p of class
    1; of a number, the number divided by the largest absolute value that the data ask for, cut off beyond it.
    """

    kind: ClassVar[str] = "plane"
    curves: ClassVar[tuple[str, ...]] = ()

    def measure(self, view: View) -> Tensors:
        """Return the picture."""
        answers = np.asarray(Boundary(CELLS).measure(view)["boundary"], dtype=np.float64)
        if view.trainer.task.is_classification:
            return {"picture": signed_bytes(2 * answers - 1)}
        largest = view.throttle.constant("largest target", lambda: float(np.abs(view.trainer.dataset.targets).max()))
        return {"picture": signed_bytes(answers / (largest or 1.0))}


@dataclass(frozen=True)
class ClassesGlance:
    """``picture``, ``(2, 30, 30)`` uint8, rows from bottom to top: of several classes, on the plane.

    First the most probable class, from 0; then how far its probability is above chance, 0 to 255.
    """

    kind: ClassVar[str] = "classes"
    curves: ClassVar[tuple[str, ...]] = ()

    def measure(self, view: View) -> Tensors:
        """Return the picture."""
        answers = np.asarray(Boundary(CELLS).measure(view)["boundary"], dtype=np.float64)
        classes = np.floor(np.nan_to_num(answers))
        return {"picture": np.stack([classes.astype(np.uint8), share_bytes((answers - classes) / MOST_CONFIDENCE)])}


@dataclass(frozen=True)
class ConfusionGlance:
    """``picture``, ``(classes, classes)`` uint8: of each true class (row, the first on top) which share was given each.

    0 to 255 stand for 0 to 1; of the test part, as it was last measured. A class that has no samples is a row of
    zeros.
    """

    kind: ClassVar[str] = "confusion"
    curves: ClassVar[tuple[str, ...]] = ()

    def measure(self, view: View) -> Tensors:
        """Return the picture."""
        counts = np.asarray(Confusion().measure(view)["confusion_test"], dtype=np.float64)
        return {"picture": share_bytes(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))}


@dataclass(frozen=True)
class GanGlance:
    """``picture``, ``(2, 30, 30)`` uint8, rows from bottom to top, over the plane from -3 to 3 each way.

    First how many of 1,000 generated points lie in each cell, 255 in the fullest; then what the discriminator says
    there, 0 to 255 for 0 to 1 (of a critic, which says no probabilities, 128 is its mean).
    """

    kind: ClassVar[str] = "gan"
    curves: ClassVar[tuple[str, ...]] = ()

    def measure(self, view: GanView) -> Tensors:
        """Return the picture."""
        edges = np.linspace(-REACH, REACH, CELLS + 1)
        centres = (edges[1:] + edges[:-1]) / 2
        cells = np.stack(np.meshgrid(centres, centres), axis=-1).reshape(-1, 2)
        said = chances(view.trainer, cells).reshape(CELLS, CELLS)
        x, y = np.nan_to_num(view.trainer.generated(), nan=2 * REACH).T
        counts, _rows, _columns = np.histogram2d(y, x, bins=(edges, edges))
        return {"picture": np.stack([share_bytes(counts / max(counts.max(), 1)), share_bytes(said)])}


@dataclass(frozen=True)
class CurvesGlance:
    """``picture``, ``(curves, n)`` float32 with n at most 60: curves over epochs, evenly from the first to the newest.

    Accuracies where answers are right or wrong, else losses; the training part's and the test part's.
    """

    curves: tuple[str, ...]
    kind: ClassVar[str] = "curves"

    def measure(self, view: View) -> Tensors:
        """Return the picture."""
        return {"picture": resampled(view.trainer.history, self.curves)[:, :, 0]}


def glance_probe(trainer: Trainer) -> GlanceProbe:
    """Return what shows a network at a glance: its answer over the plane, its confusions, or else its curves."""
    data = trainer.experiment.data
    if isinstance(data, PlaneData | PointsData):
        return ClassesGlance() if (trainer.task.classes or 2) > 2 else PlaneGlance()
    if isinstance(data, ImageData | OwnImages):
        return ConfusionGlance()
    return CurvesGlance(most_telling(trainer.history.names))


def most_telling(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of a network's curves to show, the training part's before the test part's."""
    accuracies = tuple(name for name in names if name.endswith("_accuracy"))
    return accuracies or tuple(name for name in names if name.endswith("_loss")) or names[:1]


def resampled(curves: Curves, names: tuple[str, ...], most: int = MOST_VALUES) -> Array:
    """Return some curves at so many epochs, ``(curves, n, columns)`` float32, evenly from the first to the newest.

    All values of a curve that has no more than ``most``; the first and the newest one always.
    """
    epochs = curves.epochs_since(0)
    places = np.searchsorted(epochs, np.linspace(epochs[0], epochs[-1], most)) if len(epochs) > most else slice(None)
    return np.stack([curves.rows_since(0, name)[places] for name in names]).astype(np.float32)


def signed_bytes(numbers: npt.NDArray[np.floating]) -> Bytes:
    """Return numbers from -1 to 1 as bytes around 128; what is beyond is cut off, what is none is 128."""
    return np.rint(128 + 127 * np.clip(np.nan_to_num(numbers), -1, 1)).astype(np.uint8)


def share_bytes(shares: npt.NDArray[np.floating]) -> Bytes:
    """Return numbers from 0 to 1 as bytes; what is beyond is cut off, what is none is 0."""
    return np.rint(255 * np.clip(np.nan_to_num(shares), 0, 1)).astype(np.uint8)
