"""The probes of a comparison.

Networks are numbered value by value, and within a value seed by seed.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.arrays import Array
from playground.training.population.records import CURVE_PARTS
from playground.training.probes.frame import Steps, Tensors

if TYPE_CHECKING:
    from playground.training.population.view import PopulationView


RANKING = ("test_mean", "test_spread", "test_low", "test_high", "train_mean", "test_loss", "train_loss", "diverged")
"""Columns of the ranking; the first five are accuracies where there are classes, losses where there are none."""


@dataclass(frozen=True)
class Spread:
    """For each curve and value the median over its networks, the lowest and the highest.

    ``train_loss_median``, ``train_loss_low``, ``train_loss_high``, ``test_loss_median``...
        ``(new epochs, values)`` float32; networks that have diverged are left out, NaN where all have.

    Parameters
    ----------
    values
        How many values are compared.
    """

    values: int

    def measure(self, view: PopulationView) -> Tensors:
        """Return the part of the curves that the viewer does not have."""
        measured: dict[str, Array] = {}
        records = view.population.records
        for name in records.names:
            curves = records.since(view.since, name)
            grouped = np.where(np.isfinite(curves), curves, np.nan).reshape(
                len(curves), self.values, curves.shape[1] // self.values
            )
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", RuntimeWarning)  # a value of which all networks have diverged
                parts = (np.nanmedian(grouped, 2), np.nanmin(grouped, 2), np.nanmax(grouped, 2))
            for part, numbers in zip(CURVE_PARTS, parts, strict=False):
                measured[f"{name}_{part}"] = numbers.astype(np.float32)
        return measured


@dataclass(frozen=True)
class EveryNetwork:
    """``train_loss_networks``, ``test_loss_networks``...: each network's curves, ``(new epochs, networks)`` float32."""

    def measure(self, view: PopulationView) -> Tensors:
        """Return the part of the curves that the viewer does not have."""
        records = view.population.records
        return {f"{name}_networks": records.since(view.since, name) for name in records.names}


@dataclass(frozen=True)
class Planes:
    """``planes``, ``(networks shown, resolution, resolution)`` uint8: predictions, rows from bottom to top.

    0 to 255 stand for the range of predictions: 0 to 1 for two classes, 0 to K for more, -1 to 1 for a number.

    Parameters
    ----------
    networks
        Which are shown.
    resolution
        Cells in each direction.
    """

    networks: tuple[int, ...]
    resolution: int

    def measure(self, view: PopulationView) -> Tensors:
        """Return the pictures."""
        low, high = {None: (-1, 1), 2: (0, 1)}.get(view.population.task.classes, (0, view.population.task.classes or 1))
        predictions = np.nan_to_num(view.plane(self.networks, self.resolution), nan=(low + high) / 2)
        scaled = (predictions - low) * (255 / (high - low))
        return {"planes": np.clip(np.rint(scaled), 0, 255).astype(np.uint8)}

    def steps(self, view: PopulationView) -> Mapping[str, Steps]:
        """Return 64 steps; of several classes all that a byte has, as the first colour of each is one of its own."""
        return {} if (view.population.task.classes or 2) > 2 else {"planes": Steps(63)}


@dataclass(frozen=True)
class Confusions:
    """``confusions``, ``(networks shown, classes, classes)`` uint8: which test samples are taken for which.

    The picture of a confusion matrix, true classes from bottom to top, the last one first, and predicted ones from left
    to right. 128 stands for none of a class's samples, 255 for all of them, rightly, 0 for all of them, wrongly; in
    between goes the square root of the share, so that a few in a hundred can be seen. Only of networks that learn by
    themselves. ``confusion_counts``, of the same shape, int32: how many samples, by true class and by predicted one.

    Parameters
    ----------
    networks
        Which are shown.
    """

    networks: tuple[int, ...]

    def measure(self, view: PopulationView) -> Tensors:
        """Return the pictures."""
        counts = view.confusions(self.networks)
        shares = counts / np.maximum(counts.sum(axis=2, keepdims=True), 1)
        right = np.where(np.eye(counts.shape[1], dtype=bool), 1, -1)
        scaled = np.rint(127.5 + 127.5 * right * np.sqrt(shares))[:, ::-1]
        return {"confusions": scaled.astype(np.uint8), "confusion_counts": counts.astype(np.int32)}


@dataclass(frozen=True)
class LayerGradients:
    """``gradient_median``, ``gradient_low``, ``gradient_high``: norms of the last batch's gradient, layer by layer.

    ``(values, layers)`` float32 over the networks of each value; NaN beyond the last layer of shallower networks.

    Parameters
    ----------
    values
        How many values are compared.
    """

    values: int

    def measure(self, view: PopulationView) -> Tensors:
        """Return the norms."""
        norms = view.gradient_norms()
        padded = np.full((len(norms), max(map(len, norms))), np.nan, dtype=np.float32)
        for row, norm in zip(padded, norms, strict=True):
            row[: len(norm)] = norm
        grouped = padded.reshape(self.values, -1, padded.shape[1])
        parts = {"median": np.median(grouped, 1), "low": grouped.min(1), "high": grouped.max(1)}
        return {f"gradient_{part}": numbers.astype(np.float32) for part, numbers in parts.items()}


@dataclass(frozen=True)
class GradientsInTime:
    """``gradients_in_time``, ``(networks shown, steps)`` float32: how much the loss depends on the state at each step.

    As a share of the step on which it depends most. Of each network's first recurrent layer, by its cell where it is an
    LSTM (:class:`playground.training.probes.memory.GradientInTime`); NaN for a network without one.

    Parameters
    ----------
    networks
        Which are shown.
    """

    networks: tuple[int, ...]

    def measure(self, view: PopulationView) -> Tensors:
        """Return the norms."""
        return {"gradients_in_time": view.gradients_in_time(self.networks)}


@dataclass(frozen=True)
class UnitStates:
    """``units_dead`` and ``units_saturated``, ``(values,)`` float32: shares of the hidden units, mean over networks.

    Networks that have diverged are left out; where all have, the share is 0.

    Parameters
    ----------
    values
        How many values are compared.
    """

    values: int

    def measure(self, view: PopulationView) -> Tensors:
        """Return the shares."""
        alive = view.population.alive.reshape(self.values, -1, 1)
        shares = (view.unit_states().reshape(self.values, -1, 2) * alive).sum(1) / np.maximum(alive.sum(1), 1)
        dead, saturated = shares.T.astype(np.float32)
        return {"units_dead": dead, "units_saturated": saturated}


@dataclass(frozen=True)
class Standings:
    """``standings``, ``(values, 8)`` float32: what the table ranks, with the columns :data:`RANKING`.

    Means, standard deviation and range are over the networks of a value that have not diverged, NaN where all have;
    the standard deviation is that of a sample (divided by n - 1), 0 for one network.

    Parameters
    ----------
    values
        How many values are compared.
    """

    values: int

    def measure(self, view: PopulationView) -> Tensors:
        """Return the numbers of the last epoch."""
        records = view.population.records
        score = "accuracy" if "test_accuracy" in records.names else "loss"
        test, train, test_loss, train_loss = (
            records.last(name).astype(np.float64).reshape(self.values, -1)
            for name in (f"test_{score}", f"train_{score}", "test_loss", "train_loss")
        )
        alive = view.population.alive.reshape(self.values, -1)
        rows = [
            [*summary(test[k][alive[k]]), *(mean(c[k][alive[k]]) for c in (train, test_loss, train_loss)), dead]
            for k, dead in enumerate((~alive).sum(1))
        ]
        return {"standings": np.array(rows, dtype=np.float32)}


def summary(values: Array) -> tuple[float, float, float, float]:
    """Return mean, standard deviation, lowest and highest; NaN of no values."""
    if not len(values):
        return (float("nan"),) * 4
    return (
        mean(values),
        float(values.std(ddof=1)) if len(values) > 1 else 0.0,
        float(values.min()),
        float(values.max()),
    )


def mean(values: Array) -> float:
    """Return the mean, NaN of no values."""
    return float(values.mean()) if len(values) else float("nan")
