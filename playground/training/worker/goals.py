"""When the network of a worker first met a goal, however fast it trains."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from playground.training.trainers.curves import NEWEST, Curves
from playground.training.worker.commands import Goal, Standing


@dataclass
class _Found:
    """What is known of a goal, from epochs before ``next``."""

    epoch: int | None = None
    best: float = math.nan
    best_epoch: int | None = None
    next: int = 1


class GoalWatch:
    """Follows the curves of one network; its worker tells of every slice of training.

    Old parts of very long curves are thinned. Goals that were asked for before that are followed exactly; of one that
    is first asked for later, the first epoch that is still kept counts.

    Parameters
    ----------
    curves
        One value an epoch each; ``None`` of many networks, which meet no goals.
    """

    def __init__(self, curves: Curves | None) -> None:
        self._curves = curves
        self._found: dict[Goal, _Found] = {}

    def standings(self, goals: Iterable[Goal]) -> list[Standing]:
        """Return how far the network has come to each of some goals, which are followed from now on."""
        standings = []
        for goal in goals:
            found = self._found.setdefault(goal, _Found())
            self._look(goal, found)
            standings.append(Standing(found.epoch, None if math.isnan(found.best) else found.best, found.best_epoch))
        return standings

    def follow(self) -> None:
        """Look at what is new before it is thinned. Cheap to call after every slice."""
        if self._curves is None:
            return
        for goal, found in self._found.items():
            if len(self._curves) - found.next > NEWEST // 2:
                self._look(goal, found)

    def forget_after(self, epoch: int) -> None:
        """Training goes on from an epoch of the past: what was met later was not met."""
        for found in self._found.values():
            kept = found.epoch if found.epoch is not None and found.epoch <= epoch else None
            best = found.best_epoch is not None and found.best_epoch <= epoch
            found.epoch, found.next = kept, min(found.next, epoch + 1) if best else 1
            if not best:
                found.best, found.best_epoch = math.nan, None

    def _look(self, goal: Goal, found: _Found) -> None:
        """Go on from the first epoch that was not looked at."""
        curves = self._curves
        if curves is None or goal.metric not in curves.names or found.next >= len(curves):
            return
        epochs = curves.epochs_since(found.next)
        values = curves.rows_since(found.next, goal.metric)[:, 0]
        found.next = len(curves)
        counted = np.isfinite(values) & (epochs >= goal.since) & (epochs <= (goal.within or math.inf))
        epochs, values = epochs[counted], values[counted]
        if not len(values):
            return
        if found.epoch is None and (met := goal.is_met_by(values)).any():
            found.epoch = int(epochs[met.argmax()])
        best = int(values.argmin() if goal.is_most else values.argmax())
        better = math.isnan(found.best) or (values[best] < found.best if goal.is_most else values[best] > found.best)
        if better:
            found.best, found.best_epoch = float(values[best]), int(epochs[best])
