"""The probe of hidden space: where a layer puts the plane and its points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.arrays import Array
from playground.training.probes.frame import Tensors
from playground.training.probes.ranges import stepped_range
from playground.training.probes.view import View

if TYPE_CHECKING:
    from torch import Tensor

    from playground.training.trainers.trainer import Trainer


SMOOTHNESS = 2
"""Pieces of a line from one crossing line to the next."""


@dataclass(frozen=True)
class Projection:
    """A plane in the space of a layer's outputs: the places ``origin + c @ axes``.

    Parameters
    ----------
    origin
        ``(units,)``, orthogonal to the axes up to their mean.
    axes
        ``(2, units)``, orthonormal.
    shares
        ``(2,)`` share of the points' variance along each axis.
    """

    origin: Array
    axes: Array
    shares: Array

    def project(self, values: Array) -> Array:
        """Return the coordinates ``(n, 2)`` of a layer's outputs ``(n, units)``."""
        return (values - self.origin) @ self.axes.T


@dataclass(frozen=True)
class HiddenSpace:
    """The plane's regular grid, and the training points, as a layer sees them.

    ``hidden_grid_x``, ``hidden_grid_y``
        ``(m,)`` float32: the grid's lines one after the other, NaN between two.
    ``hidden_x``, ``hidden_y``
        ``(n,)`` float32: training points, from the first on.
    ``hidden_chosen_x``, ``hidden_chosen_y``
        ``(1,)`` float32: the sample that the viewer follows, if one.
    ``hidden_shares``
        ``(2,)`` float32: share of the points' variance that each axis shows.
    ``hidden_corners_x``, ``hidden_corners_y``
        ``(2,)`` float32: lower right and upper left corner of all that is shown, at steps
        (:mod:`playground.training.probes.ranges`).
    ``hidden_separator_x``, ``hidden_separator_y``
        ``(2,)`` float32: for the last hidden layer of two classes, where the output, linear in this space, changes from
        one class to the other. It is where the separating hyperplane cuts the plane shown: through the points' mean
        along principal components, with the other units at their means where two units are shown. NaN outside.

    Nothing if there is no such layer or unit, or where the layer's outputs are not finite.

    Parameters
    ----------
    layer
        Dense layer, counted from 1.
    units
        The two units that are the axes; ``None`` for the first two principal components of the layer's outputs for the
        training points, each with its largest loading positive.
    lines
        Lines of the grid in each direction.
    most
        How many training points to look at, from the first on.
    """

    layer: int
    units: tuple[int, int] | None = None
    lines: int = 21
    most: int = 600

    def measure(self, view: View) -> Tensors:
        """Return the grid, the points and what the axes are."""
        trainer = view.trainer
        if not 1 <= self.layer <= len(trainer.network.layers):
            return {}
        inputs = trainer.inputs[trainer.dataset.train][: self.most]
        points = _numpy(trainer.network.outputs(inputs)[self.layer])
        cells = SMOOTHNESS * (self.lines - 1) + 1
        grid = _numpy(view.plane(cells)[self.layer])
        misses = self.units is not None and max(self.units) >= points.shape[1]
        if misses or not (np.isfinite(points).all() and np.isfinite(grid).all()):
            return {}
        projection = principal_components(points) if self.units is None else two_units(points, self.units)
        places, lines = projection.project(points), _lines(projection.project(grid).reshape(cells, cells, 2))
        chosen = projection.project(self._chosen(view))
        limits = _limits(np.concatenate([places, lines, chosen]), alike=self.units is None)
        measured = {
            "hidden_grid": lines,
            "hidden": places,
            "hidden_chosen": chosen,
            "hidden_corners": np.array([[limits[0, 1], limits[1, 0]], [limits[0, 0], limits[1, 1]]]),
        }
        if self.layer == len(trainer.network.layers) - 1 and trainer.task.classes == 2:
            measured["hidden_separator"] = separator(projection, *_output(trainer), limits)
        split = {f"{name}_{axis}": values[:, k] for name, values in measured.items() for k, axis in enumerate("xy")}
        return {
            name: values.astype(np.float32) for name, values in (split | {"hidden_shares": projection.shares}).items()
        }

    def _chosen(self, view: View) -> Array:
        """Return what the layer gives for the sample that is followed, ``(1, units)``, or ``(0, units)``."""
        sample, trainer = view.focus.sample, view.trainer
        samples = [] if sample is None or sample >= len(trainer.inputs) else [sample]
        return _numpy(trainer.network.outputs(trainer.inputs[samples])[self.layer])


def principal_components(points: Array) -> Projection:
    """Return the first two principal components of ``(n, units)``; the largest loading of each is positive.

    A layer of one unit has one; its second axis is zero.
    """
    origin = points.mean(axis=0)
    centred = points - origin
    variances, directions = np.linalg.eigh(centred.T @ centred / len(points))
    variances = np.maximum(variances[::-1], 0)
    axes, shares = np.zeros((2, points.shape[1])), np.zeros(2)
    count = min(2, len(variances))
    axes[:count] = directions.T[::-1][:count]
    largest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1)
    axes *= np.where(largest < 0, -1, 1)
    shares[:count] = variances[:count] / (variances.sum() or 1)
    return Projection(origin, axes, shares)


def two_units(points: Array, units: tuple[int, int]) -> Projection:
    """Return the projection along two units of ``(n, units)``, whose coordinates are what these units give."""
    origin = points.mean(axis=0)
    origin[list(units)] = 0
    axes = np.zeros((2, points.shape[1]))
    axes[[0, 1], list(units)] = 1
    variances = points.var(axis=0)
    return Projection(origin, axes, variances[list(units)] / (variances.sum() or 1))


def separator(projection: Projection, weights: Array, bias: float, limits: Array) -> Array:
    """Return the ends ``(2, 2)`` of the line where ``weights @ h + bias`` is 0, NaN if it misses the limits.

    Parameters
    ----------
    weights
        ``(units,)``.
    limits
        ``(2, 2)``, low and high of either axis.
    """
    normal, offset = projection.axes @ weights, float(projection.origin @ weights) + bias
    missed = np.full((2, 2), np.nan)
    if not normal.any():
        return missed
    foot, along = -offset * normal / (normal @ normal), np.array([-normal[1], normal[0]])
    with np.errstate(divide="ignore", invalid="ignore"):  # a line along an axis meets two sides at infinity
        meets = (limits - foot[:, None]) / along[:, None]
    first, last = meets.min(axis=1).max(), meets.max(axis=1).min()
    return foot + np.array([[first], [last]]) * along if first < last else missed


def _limits(shown: Array, alike: bool) -> Array:
    """Return ``(2, 2)``, low and high of either axis, for all ``(n, 2)`` that is shown; if alike, of one length."""
    low, high = np.nanmin(shown, axis=0), np.nanmax(shown, axis=0)
    limits = np.array([stepped_range(low[k], high[k]) for k in (0, 1)])
    lengths = limits[:, 1] - limits[:, 0]
    missing = (lengths.max() - lengths) / 2 if alike else np.zeros(2)
    return limits + np.outer(missing, (-1, 1))


def _output(trainer: Trainer) -> tuple[Array, float]:
    """Return weights and bias of the one output, whose sign tells the class."""
    linear = trainer.network.layers[-1].linear
    middle = 0.0 if trainer.experiment.loss == "cross_entropy" else 0.5
    return _numpy(linear.weight)[0], float(_numpy(linear.bias)[0]) - middle


def _lines(grid: Array) -> Array:
    """Return every so manieth row and column of ``(cells, cells, 2)`` as polylines, ``(m, 2)`` with NaN between."""
    rows = grid[::SMOOTHNESS]
    columns = grid.transpose(1, 0, 2)[::SMOOTHNESS]
    both = np.concatenate([rows, columns])
    ended: Array = np.pad(both, ((0, 0), (0, 1), (0, 0)), constant_values=np.nan)
    return ended.reshape(-1, 2)


def _numpy(tensor: Tensor) -> Array:
    return tensor.detach().double().cpu().numpy()
