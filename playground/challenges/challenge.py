"""What a challenge is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import isclose

from playground.challenges.constraints import Constraint, MostEpochs
from playground.experiment.read import AnyExperiment
from playground.i18n import _
from playground.numerals import fixed, percent, whole
from playground.training.worker.commands import Goal


class RankedBy(StrEnum):
    """What makes one solution better than another."""

    PARAMETERS = "parameters"
    EPOCHS = "epochs"
    VALUE = "value"


@dataclass(frozen=True)
class Challenge:
    """A goal, constraints on the way to it, and what makes one solution better than another.

    Parameters
    ----------
    name
        In links and files.
    title, sentence
        Source sentences of the catalogue, translated where they are shown: what it is called, and why it is
        interesting.
    page
        The page that it is played on, one of :data:`playground.ui.menu.ENTRIES`.
    start
        The experiment that it begins with, which does not meet the goal.
    goal
        What a run is to reach at the end of an epoch.
    constraints
        What is allowed.
    ranked_by
        What makes one solution better than another.
    slide
        Of the lecture.
    """

    name: str
    title: str
    sentence: str
    page: str
    start: AnyExperiment
    goal: Goal
    constraints: tuple[Constraint, ...]
    ranked_by: RankedBy
    slide: int

    @property
    def asked(self) -> Goal:
        """What to ask a run for (:class:`playground.training.worker.commands.Glance`): the goal within its epochs."""
        within = [each.epochs for each in self.constraints if isinstance(each, MostEpochs)]
        return replace(self.goal, within=min(within)) if within else self.goal

    @property
    def goal_sentence(self) -> str:
        """The goal, in the reader's language."""
        words = {
            "test_accuracy": _("{value} of the test samples right"),
            "test_loss": _("A test loss of at most {value}"),
        }
        goal = words[self.goal.metric].format(value=shown_value(self.goal.metric, self.goal.bound))
        if self.goal.since == 1:
            return goal
        return _("{goal}, still after {n} epochs").format(goal=goal, n=whole(self.goal.since))

    @property
    def ranked_sentence(self) -> str:
        """What makes one solution better than another, in the reader's language."""
        words = {
            RankedBy.PARAMETERS: _("The fewest parameters win."),
            RankedBy.EPOCHS: _("The fewest epochs win."),
            RankedBy.VALUE: _("The lowest value wins.") if self.goal.is_most else _("The highest value wins."),
        }
        return words[self.ranked_by]

    def shown_score(self, score: float) -> str:
        """Return a score with its unit, in the reader's language."""
        if self.ranked_by is RankedBy.VALUE:
            return shown_value(self.goal.metric, score)
        words = _("{n} parameters") if self.ranked_by is RankedBy.PARAMETERS else _("{n} epochs")
        return words.format(n=whole(int(score)))

    def is_better(self, score: float, other: float) -> bool:
        """Return whether a score beats another."""
        highest_wins = self.ranked_by is RankedBy.VALUE and not self.goal.is_most
        return score > other if highest_wins else score < other


def shown_value(metric: str, value: float) -> str:
    """Return a measured value as people read it, in the reader's language; a share in whole percents without a rest."""
    if not metric.endswith("_accuracy"):
        return fixed(value, 3)
    return percent(value, 0 if isclose(100 * value, round(100 * value), abs_tol=1e-6) else 1)
