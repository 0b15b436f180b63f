"""The best known solutions meet their goals, also a little beside where they begin; the starts do not."""

from __future__ import annotations

import pytest
import torch

from playground.challenges.best import BEST
from playground.challenges.challenge import Challenge, RankedBy
from playground.challenges.judge import RunFacts, Verdict, judge
from playground.challenges.ready import READY
from playground.experiment.read import AnyExperiment
from playground.training.trainers.kinds import make_trainer
from playground.training.trainers.trainer import Trainer
from playground.training.worker.goals import GoalWatch

everyone = pytest.mark.parametrize("challenge", READY.values(), ids=list(READY))


def trained(challenge: Challenge, experiment: AnyExperiment, moved: int = 0) -> Verdict:
    """Train for as long as counts; with other first weights, by a part in 100,000 each, as rounding may make them.

    What is met stays met: only where the value that is reached is ranked does it count what comes after.
    """
    trainer = make_trainer(experiment, "cpu")
    assert isinstance(trainer, Trainer)
    if moved:
        with torch.no_grad():
            noise = torch.randn(trainer.parameters.shape, generator=torch.Generator().manual_seed(moved))
            trainer._parameters.mul_(1 + 1e-5 * noise)
    within = challenge.asked.within
    assert within is not None
    for epoch in range(1, within + 1):
        trainer.train_epoch()
        (standing,) = GoalWatch(trainer.history).standings([challenge.asked])
        verdict = judge(challenge, experiment, RunFacts(trainer.epoch, standing))
        if epoch == within or (verdict.met and challenge.ranked_by is not RankedBy.VALUE):
            break
    return verdict


@everyone
@pytest.mark.parametrize("moved", [0, 1])
def test_the_best_known_solution_meets_the_goal(challenge: Challenge, moved: int) -> None:
    best = BEST[challenge.name]
    verdict = trained(challenge, best.experiment, moved)
    assert verdict.met, verdict
    assert verdict.score is not None
    room = {RankedBy.PARAMETERS: 0.0, RankedBy.EPOCHS: 3.0, RankedBy.VALUE: 0.02}[challenge.ranked_by]
    assert verdict.score == pytest.approx(best.score, abs=room)


@everyone
def test_the_start_alone_does_not(challenge: Challenge) -> None:
    verdict = trained(challenge, challenge.start)
    assert not verdict.met, verdict
