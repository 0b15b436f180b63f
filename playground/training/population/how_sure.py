"""The probe of networks that are asked how sure they are: dropout at test time, and several networks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from playground.activations import ACTIVATIONS
from playground.arrays import Array, Float64Array
from playground.training.probes.frame import Steps, Tensors

if TYPE_CHECKING:
    from playground.training.population.cohort import Cohort
    from playground.training.population.view import PopulationView

REACH, PLACES = 3.2, 129
"""How far to both sides answers are asked for, and at how many places."""
SHOWN = 20
"""Passes of which the curves are shown."""
CURVE_STEPS = 2000
MASKS = 0
"""Seed of the masks: the same ones in each picture, so that curves move and do not flicker."""


@dataclass(frozen=True)
class HowSure:
    """``drop_lines``, ``(20, 129)`` float32: what the first network gives under some masks of its dropout.

    ``drop_mean``, ``drop_spread``, ``group_mean``, ``group_spread``
        ``(129,)`` float32: mean and standard deviation of all its passes, and of the networks without dropout.
    ``group_lines``
        ``(networks - 1, 129)`` float32: what each of these gives.

    Parameters
    ----------
    passes
        How many masks are drawn.
    """

    passes: int = 100

    def measure(self, view: PopulationView) -> Tensors:
        """Return the curves."""
        population = view.population
        lines: list[Array] = [np.zeros((0, PLACES))] * len(population.experiments)
        for places, member in population.cohorts:
            cohort = cast("Cohort", member)  # such networks are always computed together
            for row, place in enumerate(places):
                lines[place] = _curves(cohort, row, self.passes)
        dropped, group = lines[0], np.concatenate(lines[1:])
        finite = np.float32
        return {
            "drop_lines": np.nan_to_num(dropped[:SHOWN]).astype(finite),
            "drop_mean": np.nan_to_num(dropped.mean(axis=0)).astype(finite),
            "drop_spread": np.nan_to_num(dropped.std(axis=0)).astype(finite),
            "group_lines": np.nan_to_num(group).astype(finite),
            "group_mean": np.nan_to_num(group.mean(axis=0)).astype(finite),
            "group_spread": np.nan_to_num(group.std(axis=0)).astype(finite),
        }

    def steps(self, view: PopulationView) -> Mapping[str, Steps]:
        """Return in how many steps curves go."""
        return {name: Steps(CURVE_STEPS) for name in ("drop_lines", "group_lines")}


def _curves(cohort: Cohort, row: int, passes: int) -> Float64Array:
    """Return what a network gives at all places, ``(passes, places)``: under masks where it has dropout, else once."""
    structure = cohort.passes.structures[row]
    weights = [layer[row].detach().double().cpu().numpy() for layer in cohort.passes.weights]
    has_dropout = any(rate for stage in structure.stages for rate in stage.drops)
    source = np.random.default_rng(MASKS)
    x = np.linspace(-REACH, REACH, PLACES)
    values = np.broadcast_to(x, (passes if has_dropout else 1, 1, PLACES))
    with np.errstate(all="ignore"):  # one that diverges has no numbers
        for stage, weight in zip(structure.stages[:-1], weights[:-1], strict=True):
            values = ACTIVATIONS[stage.activation].function(weight[:, :-1] @ values + weight[:, -1:])
            for rate in stage.drops:
                if rate:
                    kept = source.random((len(values), values.shape[1], 1)) >= rate
                    values = values * (kept / (1 - rate))
        answers: Float64Array = (weights[-1][:, :-1] @ values + weights[-1][:, -1:])[:, 0]
    return answers
