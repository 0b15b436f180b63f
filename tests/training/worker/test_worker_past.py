"""Going back in time with a worker, and on from there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from playground.experiment import Experiment
from playground.training.worker.commands import Adjust, Edit, Instruction, Pause, Play, Scrub, Start, Step
from tests.training.trainers.test_trainer import TOO_FAST
from tests.training.travelling import assert_shows, checkpoints, is_past, started, trained
from tests.training.watching import LiveLine, described, experiment, number, status

HIDDEN = "1_dense.weight"
POINTS = [(place - 2.0, place % 3 - 1.0, place % 2) for place in range(6)]


def drawn(*more: tuple[float, float, int]) -> Experiment:
    """Return the usual network on points that somebody drew."""
    data = {"name": "points", "points": [*POINTS, *more]}
    return Experiment.from_parts(experiment().model_dump() | {"data": data})


class TestScrub:
    def test_each_checkpoint_is_shown_as_it_was(self, worker: LiveLine) -> None:
        now = started(worker, epochs=5)
        assert (checkpoints(now), number(now, "newest"), is_past(now)) == ([0, 1, 2, 3, 4, 5], 5, False)
        for place in (4, 0, 5, 2):
            worker.tell(Scrub(place))
            frame = worker.frame(generation=1, since=6)
            assert_shows(frame, trained(place))
            assert (is_past(frame), status(frame), number(frame, "newest")) == (True, "paused", 5)
            assert checkpoints(frame) == [0, 1, 2, 3, 4, 5]
            assert (number(frame, "since"), frame.tensors["train_loss"].size) == (6, 0)
        worker.tell(Scrub(None))
        back = worker.frame()
        assert_shows(back, trained(5))
        assert (is_past(back), status(back)) == (False, "paused")

    def test_what_trains_pauses_and_its_half_finished_epoch_is_kept(self, worker: LiveLine) -> None:
        started(worker, playing=True)
        worker.frame_when(lambda frame: number(frame, "epoch") > 3)
        worker.tell(Scrub(1))
        past = worker.frame()
        assert (is_past(past), status(past)) == (True, "paused")
        assert past.metadata["samples_per_second"] == "0", "what stands has no speed that could still change"
        assert_shows(past, trained(checkpoints(past)[1]))
        assert worker.frame().metadata == past.metadata

        worker.tell(Scrub(None))
        back = worker.frame()
        assert status(back) == "paused"
        assert number(back, "epoch") == number(past, "newest")
        trainer = trained(0)
        for _ in range(number(back, "step")):
            trainer.train_batch()
        np.testing.assert_array_equal(back.tensors[HIDDEN], trainer.weights()[HIDDEN])
        worker.tell(Step(epoch=True))
        trainer.train_epoch()
        assert_shows(worker.frame(), trainer)

    @pytest.mark.parametrize("place", [3, 4, 2**20])
    def test_a_place_that_is_not_there_is_ignored(self, worker: LiveLine, place: int) -> None:
        shown = started(worker, epochs=2)
        worker.tell(Scrub(place))
        assert worker.frame().metadata == shown.metadata
        worker.tell(Scrub(1))
        past = worker.frame()
        worker.tell(Scrub(place))
        assert worker.frame().metadata == past.metadata

    def test_pausing_and_adjusting_do_not_leave_the_past(self, worker: LiveLine) -> None:
        started(worker, epochs=4)
        worker.tell(Scrub(2))
        worker.tell(Pause())
        worker.tell(Adjust(described(experiment(learning_rate=0.2))))
        frame = worker.frame()
        assert (is_past(frame), checkpoints(frame)) == (True, [0, 1, 2, 3, 4])
        assert_shows(frame, trained(2))

    def test_a_new_network_has_no_past(self, worker: LiveLine) -> None:
        started(worker, epochs=4)
        worker.tell(Scrub(2))
        worker.tell(Start(described(experiment(units=6)), generation=2))
        frame = worker.frame()
        assert (is_past(frame), checkpoints(frame), number(frame, "newest")) == (False, [0], 0)

    def test_a_network_that_diverged_can_be_gone_back_from(self, worker: LiveLine) -> None:
        started(worker, TOO_FAST, playing=True)
        diverged = worker.frame_when(lambda frame: status(frame) == "diverged")
        worker.tell(Scrub(0))
        assert status(worker.frame()) == "paused"
        worker.tell(Scrub(None))
        assert status(worker.frame()) == "diverged"
        worker.tell(Scrub(0))
        slower = TOO_FAST.training.optimizer.model_copy(update={"learning_rate": 0.001})
        training = TOO_FAST.training.model_copy(update={"optimizer": slower})
        worker.tell(Adjust(described(TOO_FAST.model_copy(update={"training": training}))))
        worker.tell(Play())
        newest = number(diverged, "newest")
        frame = worker.frame_when(lambda frame: number(frame, "epoch") > newest)
        assert status(frame) == "running"
        assert np.isfinite(frame.tensors["train_loss"]).all()


class TestBranch:
    """A step, play or an edit goes on from the moment of the past that is shown."""

    @pytest.mark.parametrize("commands", [[Step()], [Step(epoch=True)], [Edit(1, 0, 0, 0.5)], [Play(), Pause()]])
    def test_what_came_later_is_forgotten(self, worker: LiveLine, commands: Sequence[Instruction]) -> None:
        before = started(worker, experiment(optimizer={"name": "adam"}), epochs=6)
        worker.tell(Scrub(2))
        for command in commands:
            worker.tell(command)
        frame = worker.frame(generation=1, since=7)

        assert not is_past(frame)
        assert checkpoints(frame)[:3] == [0, 1, 2]
        assert number(frame, "newest") == number(frame, "epoch") == checkpoints(frame)[-1]
        curve = frame.tensors["train_loss"]
        assert (number(frame, "since"), len(curve)) == (0, number(frame, "epoch") + 1)
        unchanged = 3 if isinstance(commands[0], Edit) else min(len(curve), 7)
        np.testing.assert_array_equal(curve[:unchanged], before.tensors["train_loss"][:unchanged])
        worker.tell(Scrub(None))
        assert number(worker.frame(), "epoch") == number(frame, "epoch")  # there is no other now

    def test_training_goes_on_as_the_first_time(self, worker: LiveLine) -> None:
        before = started(worker, epochs=6)
        worker.tell(Scrub(2))
        for _ in range(4):
            worker.tell(Step(epoch=True))
        after = worker.frame()
        assert_shows(after, trained(6))
        np.testing.assert_array_equal(after.tensors["test_loss"], before.tensors["test_loss"])

    def test_every_viewer_gets_the_whole_curves_once(self, worker: LiveLine) -> None:
        started(worker, epochs=6)
        worker.frame(viewer=2)
        worker.tell(Scrub(1))
        worker.tell(Edit(1, 0, 0, 2.0))
        worker.tell(Step(epoch=True))
        for viewer in (1, 2, 3):  # the third was away, and has curves of this network from before
            first = worker.frame(viewer=viewer, generation=1, since=7)
            assert (number(first, "since"), len(first.tensors["train_loss"])) == (0, 3)
            again = worker.frame(viewer=viewer, generation=1, since=3)
            assert (number(again, "since"), len(again.tensors["train_loss"])) == (3, 0)

    def test_without_a_past_shown_nothing_is_sent_again(self, worker: LiveLine) -> None:
        started(worker, epochs=6)
        worker.tell(Scrub(1))
        worker.tell(Scrub(None))
        for command in (Edit(1, 0, 0, 2.0), Step(epoch=True)):
            worker.tell(command)
            assert number(worker.frame(generation=1, since=7), "since") == 7
        assert checkpoints(worker.frame()) == list(range(8))

    def test_whoever_has_the_curves_of_the_next_network_gets_no_more_than_the_rest(self, worker: LiveLine) -> None:
        started(worker, epochs=6)
        worker.tell(Scrub(1))
        worker.tell(Step(epoch=True))
        worker.tell(Start(described(experiment(units=6)), generation=2))
        assert number(worker.frame(viewer=1), "generation") == 2
        assert number(worker.frame(viewer=2, generation=2, since=1), "since") == 1  # has come back under a new number


class TestOtherPoints:
    """Points that somebody draws mean other losses: a new past begins at the moment that is shown."""

    def test_the_past_begins_anew_with_them(self, worker: LiveLine) -> None:
        before = started(worker, drawn(), epochs=5)
        assert checkpoints(before) == [0, 1, 2, 3, 4, 5]
        worker.tell(Adjust(described(drawn((3.0, 2.0, 1)))))
        frame = worker.frame(generation=1, since=6)
        assert (number(frame, "epoch"), number(frame, "newest"), checkpoints(frame)) == (5, 5, [5])
        assert (number(frame, "since"), is_past(frame)) == (6, False)
        worker.tell(Step(epoch=True))
        assert checkpoints(worker.frame()) == [5, 6]

    def test_at_a_moment_of_the_past_they_branch_off_from_it(self, worker: LiveLine) -> None:
        before = started(worker, drawn(), epochs=5)
        worker.tell(Scrub(2))
        worker.tell(Adjust(described(drawn((3.0, 2.0, 1)))))
        frame = worker.frame(generation=1, since=6)
        assert (number(frame, "epoch"), number(frame, "newest"), checkpoints(frame)) == (2, 2, [2])
        assert (number(frame, "since"), is_past(frame)) == (0, False)
        np.testing.assert_array_equal(frame.tensors["train_loss"], before.tensors["train_loss"][:3])
        worker.tell(Scrub(None))
        assert number(worker.frame(), "epoch") == 2  # there is no other now
