"""Whether a run has met a challenge: judged on what its worker says of it, never on what a browser claims."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from playground.challenges.challenge import Challenge, RankedBy
from playground.experiment.read import AnyExperiment
from playground.training.worker.commands import Standing


@dataclass(frozen=True)
class RunFacts:
    """What counts of a glance at a run.

    Parameters
    ----------
    epoch
        How far it is.
    standing
        How far it has come to the goal.
    changed
        Whether a hand was in it since it began to train.
    """

    epoch: int
    standing: Standing
    changed: bool = False

    @classmethod
    def of_glance(cls, metadata: Mapping[str, str]) -> RunFacts:
        """Read the facts of a worker that was asked for one goal.

        Raises
        ------
        ValueError, KeyError
            If these are no facts of such a glance.
        """
        (standing,) = json.loads(metadata["goals"])
        return cls(int(metadata["epoch"]), Standing(**standing), bool(metadata["changed"]))


@dataclass(frozen=True)
class Verdict:
    """What a judge says of a run.

    Parameters
    ----------
    met
        Whether the goal was met, no constraint is broken, and the run is what its experiment makes.
    epoch
        When the goal was met, whether the constraints hold or not; ``None`` if it was not.
    score
        What is ranked; ``None`` unless it is met.
    broken
        For each constraint, in the challenge's order, what breaks it; ``None`` where nothing does.
    best
        The best value so far; ``None`` without any.
    changed
        Whether a hand was in the run since it began to train: it counts once it was trained anew.
    experiment
        What was trained: the solution, where it is met.
    """

    met: bool
    epoch: int | None
    score: float | None
    broken: tuple[str | None, ...]
    best: float | None
    changed: bool
    experiment: AnyExperiment


def judge(challenge: Challenge, experiment: AnyExperiment, facts: RunFacts) -> Verdict:
    """Return what is to be said of a run.

    Parameters
    ----------
    experiment
        What the run trains, as the server has it: that of the settings which
        :meth:`playground.training.worker.runs.Run.glance` returned when the facts were asked for.
    facts
        What its worker answered, asked for :attr:`Challenge.asked`.
    """
    standing = facts.standing
    reached = facts.epoch if standing.epoch is None else standing.epoch
    broken = tuple(each.broken_by(experiment, reached) for each in challenge.constraints)
    met = standing.epoch is not None and not facts.changed and not any(broken)
    score = _score(challenge, experiment, standing) if met else None
    return Verdict(met, standing.epoch, score, broken, standing.best, facts.changed, experiment)


def _score(challenge: Challenge, experiment: AnyExperiment, standing: Standing) -> float:
    match challenge.ranked_by:
        case RankedBy.PARAMETERS:
            return float(experiment.parameters)
        case RankedBy.EPOCHS:
            assert standing.epoch is not None
            return float(standing.epoch)
        case RankedBy.VALUE:
            assert standing.best is not None
            return standing.best
