"""What the probes of a comparison of GANs see, and those probes that no other comparison has.

GANs are numbered value by value, and within a value seed by seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.arrays import Array, Float32Array
from playground.experiment.gan import REACH, STEPS_AN_EPOCH
from playground.training.population.probes import mean, summary
from playground.training.probes.frame import Steps, Tensors

if TYPE_CHECKING:
    from playground.training.population.gan_cohort import GanCohort
    from playground.training.population.gan_population import GanPopulation

POINTS = 200
"""Generated points in each picture."""
MILESTONES = (260, 760, 1_500)
"""Steps, each the end of an epoch, after which the table notes how many modes each GAN covers."""
STANDINGS = ("score_mean", "score_spread", "score_low", "score_high", "beside", "value", "on_real", "diverged")
"""Columns of the ranking of GANs: the score is the share within 3σ, or the value where there are no modes."""


class GanPopulationView:
    """A population of GANs at the moment of one frame.

    Parameters
    ----------
    population
        What is looked at; it does not train meanwhile.
    since
        The first epoch whose values the viewer does not have.

    Attributes
    ----------
    picture_share, picture_interval
        As those of :class:`playground.training.population.view.PopulationView`.
    """

    picture_share = 0.15
    picture_interval = 1 / 20
    throttled_cost = 0.0

    def __init__(self, population: GanPopulation, since: int = 0) -> None:
        self.population, self.since = population, since

    def plane(self, networks: Sequence[int], resolution: int) -> Float32Array:
        """Return what some discriminators say all over the plane, ``(len(networks), resolution, resolution)``, 0 to 1.

        Rows from bottom to top. Of one that says no probabilities its lowest height there is 0 and its highest 1.
        """
        import torch

        places = torch.linspace(-REACH, REACH, 2 * resolution + 1)[1::2]
        points = torch.cartesian_prod(places, places).flip(1)
        shown = np.zeros((len(networks), resolution, resolution), dtype=np.float32)
        for where, (rows, cohort) in self._asked(networks):
            logits = cohort.logits(rows, points).double().cpu().numpy().reshape(-1, resolution, resolution)
            for place, row, logit in zip(where, rows, logits, strict=True):
                shown[place] = _share(logit, cohort.experiments[row].training.loss)
        return shown

    def generated(self, networks: Sequence[int]) -> Float32Array:
        """Return points that some generators make, ``(len(networks), 200, 2)``, always of the same noise."""
        shown = np.zeros((len(networks), POINTS, 2), dtype=np.float32)
        for where, (rows, cohort) in self._asked(networks):
            shown[where] = cohort.generated(rows, POINTS).float().cpu().numpy()
        return shown

    def _asked(self, networks: Sequence[int]) -> list[tuple[list[int], tuple[list[int], GanCohort]]]:
        """Return for each cohort that has some of the networks their places among them, their rows and the cohort."""
        found = []
        for places, cohort in self.population.cohorts:
            where = [place for place, network in enumerate(networks) if network in places]
            if where:
                found.append((where, ([places.index(networks[place]) for place in where], cohort)))
        return found


def _share(logit: Array, loss: str) -> Array:
    """Return what a discriminator says, from 0 to 1."""
    if loss == "wasserstein":
        low, high = logit.min(), logit.max()
        return (logit - low) / (high - low) if high > low else np.full_like(logit, 0.5)
    return np.clip(logit, 0, 1) if loss == "least_squares" else 1 / (1 + np.exp(-np.clip(logit, -60, 60)))


@dataclass(frozen=True)
class Discriminators:
    """``planes``, ``(GANs shown, resolution, resolution)`` uint8: what each discriminator says, 255 for data.

    Rows from bottom to top.

    Parameters
    ----------
    networks
        Which are shown.
    resolution
        Cells in each direction.
    """

    networks: tuple[int, ...]
    resolution: int

    def measure(self, view: GanPopulationView) -> Tensors:
        """Return the pictures."""
        shares = view.plane(self.networks, self.resolution)
        return {"planes": np.rint(np.nan_to_num(shares, nan=0.5) * 255).astype(np.uint8)}

    def steps(self, view: GanPopulationView) -> Mapping[str, Steps]:
        """Return 64 steps."""
        return {"planes": Steps(63)}


@dataclass(frozen=True)
class Generated:
    """``generated``, ``(GANs shown, 200, 2)`` uint16: points that each generator makes.

    0 to 65,535 stand for -3 to 3, both 0 for a point that lies outside.

    Parameters
    ----------
    networks
        Which are shown.
    """

    networks: tuple[int, ...]

    def measure(self, view: GanPopulationView) -> Tensors:
        """Return the points."""
        points = view.generated(self.networks)
        inside = (np.abs(points) < REACH).all(axis=2, keepdims=True)
        shares = np.where(inside, (points + REACH) / (2 * REACH), 0)
        return {"generated": np.rint(shares * 65_535).astype(np.uint16)}


@dataclass(frozen=True)
class Coverage:
    """What the table of GANs shows.

    ``coverage``
        ``(GANs, 5)`` float32: modes covered at each of :data:`MILESTONES`, at the newest epoch, and the share within 3σ
        then; NaN for what has not been reached, of a GAN that has diverged, and of data without modes.

    ``played``
        ``(GANs, 2)`` float32: value and mean D on data at the newest epoch; NaN where there are none.
    """

    def measure(self, view: GanPopulationView) -> Tensors:
        """Return the numbers."""
        records = view.population.records
        nothing = np.full(len(view.population.experiments), np.nan, dtype=np.float32)
        newest = {
            name: records.last(name) if name in records.names else nothing
            for name in ("modes_covered", "share_within_3_sigma", "value", "on_real")
        }
        reached = [self._modes_at(view, steps, nothing) for steps in MILESTONES]
        return {
            "coverage": np.stack([*reached, newest["modes_covered"], newest["share_within_3_sigma"]], axis=1),
            "played": np.stack([newest["value"], newest["on_real"]], axis=1),
        }

    @staticmethod
    def _modes_at(view: GanPopulationView, steps: int, nothing: Float32Array) -> Float32Array:
        records, epoch = view.population.records, steps // STEPS_AN_EPOCH
        if "modes_covered" not in records.names or epoch > view.population.newest:
            return nothing
        return records.since(epoch, "modes_covered")[0]


@dataclass(frozen=True)
class GanStandings:
    """``standings``, ``(values, 8)`` float32: what the table ranks, with the columns :data:`STANDINGS`.

    Over the GANs of a value that have not diverged, NaN where all have. Where there are modes the number beside the
    score is how many are covered; where there are none, the mean of what D says of data.

    Parameters
    ----------
    values
        How many values are compared.
    """

    values: int

    def measure(self, view: GanPopulationView) -> Tensors:
        """Return the numbers of the last epoch."""
        records = view.population.records
        nothing = np.full(len(view.population.experiments), np.nan)
        has_modes = "modes_covered" in records.names
        names = ("share_within_3_sigma", "modes_covered") if has_modes else ("value", "on_real")
        score, beside, value, on_real = (
            (records.last(name) if name in records.names else nothing).astype(np.float64).reshape(self.values, -1)
            for name in (*names, "value", "on_real")
        )
        alive = view.population.alive.reshape(self.values, -1)
        counted = alive & np.isfinite(score)
        rows = [
            [
                *summary(score[k][counted[k]]),
                *(mean(each[k][lives]) for each in (beside, value, on_real)),
                (~lives).sum(),
            ]
            for k, lives in enumerate(alive)
        ]
        return {"standings": np.array(rows, dtype=np.float32)}
