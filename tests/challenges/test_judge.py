"""Who has met a challenge, and who has not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.challenges.challenge import RankedBy
from playground.challenges.constraints import MostEpochs
from playground.challenges.judge import RunFacts, judge
from playground.challenges.ready import READY
from playground.experiment import Dense, Experiment, Model
from playground.experiment.gan import GanExperiment
from playground.training.worker.commands import Standing

SPIRAL = READY["small-spiral"]
assert isinstance(SPIRAL.start, Experiment)
SMALL = SPIRAL.start.model_copy(update={"model": Model(layers=(Dense(units=4), Dense(units=4)))})
MET = RunFacts(150, Standing(120, 0.97, 140))


def test_a_run_that_reached_the_goal_and_broke_nothing_has_met_it() -> None:
    verdict = judge(SPIRAL, SMALL, MET)
    assert (verdict.met, verdict.epoch, verdict.score, verdict.best) == (True, 120, SMALL.parameters, 0.97)
    assert verdict.broken == (None,) * len(SPIRAL.constraints)
    assert verdict.experiment == SMALL


@pytest.mark.parametrize(
    ("facts", "experiment"),
    [
        (RunFacts(150, Standing(None, 0.9, 140)), SMALL),
        (RunFacts(150, Standing(120, 0.97, 140), changed=True), SMALL),
        (MET, SPIRAL.start),
        (MET, SMALL.model_copy(update={"seed": 5})),
        (RunFacts(300, Standing(201, 0.97, 201)), SMALL),
        (MET, GanExperiment()),
        (RunFacts(0, Standing()), SMALL),
    ],
)
def test_anything_else_has_not(facts: RunFacts, experiment: Experiment) -> None:
    verdict = judge(SPIRAL, experiment, facts)
    assert (verdict.met, verdict.score) == (False, None)
    unreached = facts.standing.epoch is None
    assert unreached or verdict.changed or any(verdict.broken)  # and it says why


def test_only_epochs_within_the_bound_are_asked_for() -> None:
    assert SPIRAL.asked == replace(SPIRAL.goal, within=200)
    free = replace(SPIRAL, constraints=())
    assert free.asked == free.goal
    narrow = replace(SPIRAL, constraints=(MostEpochs(30), MostEpochs(20)))
    assert narrow.asked.within == 20


@given(
    st.none() | st.integers(1, 400),
    st.floats(0, 1),
    st.integers(0, 500),
    st.booleans(),
    st.lists(st.integers(1, 12), max_size=3),
    st.sampled_from(list(RankedBy)),
)
def test_it_is_met_only_if_all_holds(
    epoch: int | None, best: float, now: int, changed: bool, units: list[int], ranked_by: RankedBy
) -> None:
    challenge = replace(SPIRAL, ranked_by=ranked_by)
    experiment = SMALL.model_copy(update={"model": Model(layers=tuple(Dense(units=each) for each in units))})
    verdict = judge(challenge, experiment, RunFacts(now, Standing(epoch, best, epoch), changed))
    holds = epoch is not None and epoch <= 200 and experiment.parameters <= 60 and not changed
    assert verdict.met == holds
    scores = {RankedBy.PARAMETERS: experiment.parameters, RankedBy.EPOCHS: epoch, RankedBy.VALUE: best}
    assert verdict.score == (scores[ranked_by] if holds else None)


def test_facts_are_read_of_a_glance() -> None:
    standing = {"epoch": 3, "best": 0.5, "best_epoch": 4}
    facts = RunFacts.of_glance({"epoch": "7", "changed": "1", "goals": json.dumps([standing]), "picture": "plane"})
    assert facts == RunFacts(7, Standing(3, 0.5, 4), changed=True)


@pytest.mark.parametrize("goals", ["[]", "[{}, {}]", "nonsense"])
def test_facts_of_another_question_are_none(goals: str) -> None:
    with pytest.raises(ValueError, match=r"values|Expecting"):
        RunFacts.of_glance({"epoch": "7", "changed": "", "goals": goals})
