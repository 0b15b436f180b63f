"""When goals were first met, against a search through all that ever was."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.training.trainers.curves import MOST
from playground.training.trainers.history import History
from playground.training.worker.commands import Goal, Standing
from playground.training.worker.goals import GoalWatch

values = st.lists(st.sampled_from([0.1, 0.2, 0.5, 0.75, 0.9, float("nan"), float("inf")]), max_size=30)


def history(of: list[float]) -> History:
    made = History(("test_accuracy",))
    made.bounded = True
    for value in of:
        made.append({"test_accuracy": value})
    return made


def expected(of: list[float], goal: Goal) -> Standing:
    """Return what a plain search finds."""
    counted = [
        (epoch, value)
        for epoch, value in enumerate(of)
        if epoch >= goal.since and np.isfinite(value) and (goal.within is None or epoch <= goal.within)
    ]
    met = [epoch for epoch, value in counted if (value <= goal.bound if goal.is_most else value >= goal.bound)]
    if not counted:
        return Standing()
    best = (min if goal.is_most else max)(value for _epoch, value in counted)
    return Standing(met[0] if met else None, best, next(epoch for epoch, value in counted if value == best))


bounds = st.sampled_from([0.2, 0.6, 0.9])
goals = st.builds(Goal, st.just("test_accuracy"), bounds, st.booleans(), st.integers(1, 20), st.none() | st.integers(1))


@given(values, values, goals)
def test_it_finds_what_a_search_finds_however_often_one_asks(
    before: list[float], after: list[float], goal: Goal
) -> None:
    curves = history(before)
    watch = GoalWatch(curves)
    assert watch.standings([goal]) == [expected(before, goal)]
    for value in after:
        curves.append({"test_accuracy": value})
    assert watch.standings([goal]) == [expected(before + after, goal)]


@given(values, values, st.integers(0, 29), st.sampled_from([0.2, 0.6, 0.9]))
def test_what_is_forgotten_was_not_met(before: list[float], after: list[float], epoch: int, bound: float) -> None:
    goal, curves = Goal("test_accuracy", bound), history(before)
    watch = GoalWatch(curves)
    watch.standings([goal])
    curves.truncate(epoch + 1)
    watch.forget_after(epoch)
    for value in after:
        curves.append({"test_accuracy": value})
    assert watch.standings([goal]) == [expected(before[: epoch + 1] + after, goal)]


def test_of_a_very_long_curve_the_epoch_is_exact_if_the_worker_follows() -> None:
    curves = history([])
    watch, goal = GoalWatch(curves), Goal("test_accuracy", 0.9)
    watch.standings([goal])
    met = 10_001  # odd: what is thinned keeps even epochs only
    for epoch in range(2 * MOST):
        curves.append({"test_accuracy": 0.95 if epoch == met else 0.5})
        if epoch % 100 == 0:
            watch.follow()
    assert met not in curves.epochs_since(0)
    assert watch.standings([goal]) == [Standing(met, 0.95, met)]


def test_many_networks_and_unknown_curves_meet_nothing() -> None:
    goal = Goal("test_accuracy", 0.5)
    many = GoalWatch(None)
    many.follow()
    assert many.standings([goal]) == [Standing()]
    assert GoalWatch(history([0.0, 1.0])).standings([Goal("modes_covered", 1)]) == [Standing()]
