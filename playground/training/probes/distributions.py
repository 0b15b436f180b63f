"""The probes of weights and activations: how they are distributed in each layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from playground.activations import ACTIVATIONS, SATURATION, Bounds, near_bound
from playground.arrays import Array
from playground.experiment import Dense
from playground.training.probes.arrays import as_array
from playground.training.probes.frame import Tensors
from playground.training.probes.ranges import round_up, stepped_range
from playground.training.probes.view import View

if TYPE_CHECKING:
    pass


__all__ = ["BOUNDS", "SATURATION", "ActivationHistograms", "WeightHistograms", "saturated_share"]

BINS = 31
"""Odd, so that a range around 0 has 0 in the middle of a bin."""

BOUNDS: Mapping[str, Bounds] = MappingProxyType(
    {name: ACTIVATIONS[name].bounds for name in ("sigmoid", "tanh", "elu", "selu")}
)
"""What activations flatten out to, below and above. There they hardly learn.

Of ReLU and what is close to it, the zeros and the dead units are told instead.
"""


@dataclass(frozen=True)
class WeightHistograms:
    """Histograms of each layer's weights, without biases; layers count from 1, the output layer is the last.

    ``weight_bins_1`` ...
        ``(31,)`` float32: centres of the bins, around 0, reaching to a step of
        :mod:`playground.training.probes.ranges`.
    ``weight_shares_1`` ...
        ``(31,)`` float32: share of the weights in each bin.
    ``weight_heights_1`` ...
        The same, the highest 1.
    ``weight_edge_1`` ...
        ``(1,)`` float32: where the last bin ends.
    ``weight_facts_1`` ...
        ``(1, 3)`` float32: mean, standard deviation, share of the weights that are exactly 0.
    """

    def measure(self, view: View) -> Tensors:
        """Return the histograms; nothing of a layer whose weights are not finite."""
        measured: dict[str, Array] = {}
        weights = [as_array(layer.linear.weight) for layer in view.trainer.network.layers]
        for number, values in enumerate(weights, 1):
            reach = round_up(float(np.abs(values).max())) if np.isfinite(values).all() else 1.0
            measured |= _histogram("weight", number, values, (-reach, reach) if reach else (-1.0, 1.0))
            measured[f"weight_facts_{number}"] = np.array(
                [[values.mean(), values.std(), (values == 0).mean()]], dtype=np.float32
            )
        return measured


@dataclass(frozen=True)
class ActivationHistograms:
    """Histograms of what each layer gives for training points, after its activation.

    ``activation_bins_1``, ``activation_shares_1``, ``activation_heights_1``, ``activation_edge_1`` ...
        As :class:`WeightHistograms` has them; the range of an activation with two bounds is between them.
    ``activation_facts_1`` ...
        ``(1, 4)`` float32: share of the values that are exactly 0; units that are 0 for all points (dead); share
        of the values within 2 % of a bound of the activation (:data:`BOUNDS`), 0 for activations without; units.

    Parameters
    ----------
    most
        How many training points to look at, from the first on.
    """

    most: int = 600

    def measure(self, view: View) -> Tensors:
        """Return the histograms; nothing of a layer whose values are not finite."""
        trainer = view.trainer
        points = trainer.inputs[trainer.dataset.train][: self.most]
        layers = [as_array(values) for values in trainer.network.outputs(points)[1:]]
        names = [placed.spec.activation for placed in trainer.experiment.layers if isinstance(placed.spec, Dense)]
        measured: dict[str, Array] = {}
        for number, (values, name) in enumerate(zip(layers, names, strict=True), 1):
            measured |= _histogram("activation", number, values, _activation_range(values, name))
            zero = values == 0
            facts = (zero.mean(), zero.all(axis=0).sum(), saturated_share(values, name), values.shape[1])
            measured[f"activation_facts_{number}"] = np.array([facts], dtype=np.float32)
        return measured


def saturated_share(values: Array, activation: str) -> float:
    """Return the share of activations ``(n, units)`` that are within 2 % of one of the activation's bounds."""
    return float(near_bound(values, BOUNDS.get(activation, (None, None))).mean())


def _activation_range(values: Array, activation: str) -> tuple[float, float]:
    low, high = BOUNDS.get(activation, (None, None))
    if low is not None and high is not None:
        return low, high
    return stepped_range(float(values.min()), float(values.max())) if np.isfinite(values).all() else (0.0, 1.0)


def _histogram(name: str, number: int, values: Array, limits: tuple[float, float]) -> dict[str, Array]:
    """Return bins and shares of values of any shape, all between the limits."""
    if not np.isfinite(values).all():
        return {}
    counts, edges = np.histogram(np.clip(values, *limits), BINS, limits)
    return {
        f"{name}_bins_{number}": ((edges[:-1] + edges[1:]) / 2).astype(np.float32),
        f"{name}_shares_{number}": (counts / values.size).astype(np.float32),
        f"{name}_heights_{number}": (counts / counts.max()).astype(np.float32),
        f"{name}_edge_{number}": np.array([limits[1]], dtype=np.float32),
    }
