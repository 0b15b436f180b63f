"""What the probes of a comparison see: a population at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from playground.activations import saturation_limits
from playground.arrays import Float32Array
from playground.training.population.passes import Passes
from playground.training.population.single import MOST_SAMPLES, MOSTLY, SingleNetwork
from playground.training.probes.distributions import BOUNDS
from playground.training.probes.plane import MOST_CONFIDENCE

if TYPE_CHECKING:
    from playground.training.population.cohort import Cohort
    from playground.training.population.population import Population


MOST_POINTS = MOST_SAMPLES
"""Training points from which the state of hidden units is judged."""


class PopulationView:
    """A population at the moment of one frame.

    Parameters
    ----------
    population
        What is looked at; it does not train meanwhile.
    since
        The first epoch whose values the viewer does not have; of each curve what comes from there on is sent.

    Attributes
    ----------
    picture_share, picture_interval
        Of a worker's time, how much may go into measuring for pictures; seconds between two of them, at least.
    """

    picture_share = 0.15
    picture_interval = 1 / 36

    def __init__(self, population: Population, since: int = 0) -> None:
        self.population, self.since = population, since

    @property
    def throttled_cost(self) -> float:
        """Seconds that went into dear measurements of its networks so far."""
        members = [member for _places, member in self.population.cohorts]
        return sum(member.throttle.cost for member in members if isinstance(member, SingleNetwork))

    def plane(self, networks: Sequence[int], resolution: int) -> Float32Array:
        """Return the predictions of some networks over the plane, ``(len(networks), resolution, resolution)``.

        NaN for networks whose samples lie on no plane.
        Rows from bottom to top; each answer one number, as :class:`playground.training.probes.plane.Boundary` has it.
        """
        shown = np.full((len(networks), resolution, resolution), np.nan, dtype=np.float32)
        for places, cohort in self.population.cohorts:
            rows = [places.index(network) for network in networks if network in places]
            if not rows:
                continue
            if isinstance(cohort, SingleNetwork):
                shown[networks.index(places[0])] = cohort.plane(resolution)
            else:
                predictions = one_number(self._plane_outputs(cohort, tuple(rows), resolution), cohort)
                where = [k for k, network in enumerate(networks) if network in places]
                shown[where] = predictions.reshape(-1, resolution, resolution).float().cpu().numpy()
        return shown

    @staticmethod
    def _plane_outputs(cohort: Cohort, rows: tuple[int, ...], resolution: int) -> Tensor:
        """Return the outputs ``(rows, outputs, resolution²)`` of some networks of a cohort over the plane."""
        passes, inputs = cohort.some(rows, resolution)
        return passes.outputs(inputs)[-1]

    def gradient_norms(self) -> list[Float32Array]:
        """Return for each network the Euclidean norm of each layer's gradient by its weights, of the last batch."""
        rows: list[Float32Array] = [np.zeros(0, dtype=np.float32)] * len(self.population.experiments)
        for places, cohort in self.population.cohorts:
            if isinstance(cohort, SingleNetwork):
                rows[places[0]] = cohort.gradient_norms()
                continue
            norms = torch.stack([part[:, :, :-1].flatten(1).norm(dim=1) for part in cohort.passes.gradients], 1)
            for place, row in zip(places, norms.float().cpu().numpy(), strict=True):
                rows[place] = row
        return rows

    def unit_states(self) -> Float32Array:
        """Return which shares of each network's hidden units are dead and saturated, ``(networks, 2)``.

        A unit is dead if it is 0 for all of the first 250 training points, and saturated if it is within 2 % of one of
        its activation's bounds for 95 % of them. Networks without hidden units have none of either. For networks that
        learn by themselves see :class:`playground.training.population.single.SingleNetwork`.
        """
        shares = np.zeros((len(self.population.experiments), 2), dtype=np.float32)
        for places, cohort in self.population.cohorts:
            if isinstance(cohort, SingleNetwork):
                shares[places] = cohort.unit_states()
                continue
            points = cohort.inputs[:, :, : min(MOST_POINTS, cohort.datasets[0].train_samples)]
            hidden = cohort.passes.outputs(points)[1:-1]
            if hidden:
                states = [_states(values, cohort.passes, k) for k, values in enumerate(hidden)]
                shares[places] = torch.cat(states, 2).mean(2).T.cpu().numpy()
        return shares

    def confusions(self, networks: Sequence[int]) -> npt.NDArray[np.int32]:
        """Return for some networks that learn by themselves how many test samples of each class were given each.

        ``(len(networks), classes, classes)``, true classes in rows; nothing, ``(0, 0, 0)``, where there are no classes
        or one of the networks is computed together with others.
        """
        alone = {places[0]: one for places, one in self.population.cohorts if isinstance(one, SingleNetwork)}
        if not self.population.task.is_classification or not alone.keys() >= set(networks):
            return np.zeros((0, 0, 0), dtype=np.int32)
        return np.stack([alone[network].confusion() for network in networks])

    def gradients_in_time(self, networks: Sequence[int]) -> Float32Array:
        """Return for some networks how much their loss depends on the state at each step, ``(networks, steps)``."""
        alone = {places[0]: one for places, one in self.population.cohorts if isinstance(one, SingleNetwork)}
        rows = [alone[network].gradient_in_time() for network in networks]
        steps = max(map(len, rows))
        return np.stack([np.pad(row, (0, steps - len(row)), constant_values=np.nan) for row in rows])


def _states(values: Tensor, passes: Passes, layer: int) -> Tensor:
    """Return which units of a layer are dead, and which saturated: ``(2, networks, units)`` ones and zeros."""
    dead = (values == 0).all(2)
    bounds = [BOUNDS.get(structure.stages[layer].activation, (None, None)) for structure in passes.structures]
    limits = torch.tensor([saturation_limits(each) for each in bounds], device=values.device, dtype=values.dtype)
    low, high = limits.T[:, :, None, None]
    saturated = ((values <= low) | (values >= high)).float().mean(2) >= MOSTLY
    return torch.stack([dead, saturated]).float()


def one_number(outputs: Tensor, cohort: Cohort) -> Tensor:
    """Return one number ``(networks, n)`` for each answer.

    As :class:`playground.training.probes.plane.Boundary` has it.
    """
    classes, entropy = cohort.task.classes, cohort.loss == "cross_entropy"
    if classes is None:
        return outputs[:, 0]
    if classes == 2:
        return outputs[:, 0].sigmoid() if entropy else outputs[:, 0].clamp(0, 1)
    most, best = (outputs.softmax(1) if entropy else outputs.clamp(0, 1)).max(1)
    chance = 1 / classes
    return best + ((most - chance) / (1 - chance)).clamp(0, MOST_CONFIDENCE)
