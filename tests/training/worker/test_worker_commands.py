"""What people want of a worker besides its transport: to look, to set weights, other probes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.training.probes.diagram import Diagram
from playground.training.probes.focus import Focus
from playground.training.probes.frame import Frame
from playground.training.probes.plane import Accuracy, Boundary, Losses, Weights
from playground.training.probes.view import View
from playground.training.timeline.directions import Directions
from playground.training.worker.commands import (
    Adjust,
    Edit,
    Forget,
    Instruction,
    Look,
    Pause,
    Play,
    Scrub,
    Start,
    Step,
    Survey,
)
from tests.training.travelling import assert_shows, checkpoints, is_past, started, trained
from tests.training.watching import LiveLine, described, experiment, number, status

HIDDEN = "1_dense.weight"
STILL = experiment(learning_rate=1e-9)  # so that a weight that was set can be found again while it trains


class TestLook:
    def test_the_next_frames_show_it_to_every_viewer(self, worker: LiveLine) -> None:
        worker.tell(Start(described(None, Boundary(20)), generation=1, playing=False))
        shown = number(worker.frame(), "version")
        assert number(worker.frame(viewer=2), "version") == shown
        for viewer in (1, 2):
            worker.ask(viewer=viewer, generation=1, shown=shown)
        assert worker.is_silent

        focus = Focus(neuron=(1, 2), sample=7)
        worker.tell(Look(focus))

        expected = Boundary(20).measure(View(trained(0), focus=focus))
        assert {"looked", "chosen_x"} <= set(expected)
        for viewer, frame in sorted((worker.answer() for _ in range(2)), key=lambda answer: answer[0]):
            assert viewer in (1, 2)
            assert number(frame, "version") > shown
            assert frame.tensors.keys() == expected.keys()
            for name, values in expected.items():
                np.testing.assert_array_equal(frame.tensors[name], values)

    def test_a_network_goes_on_while_somebody_looks_around(self, worker: LiveLine) -> None:
        worker.tell(Start(described(None, Boundary(20)), generation=1, playing=True))
        for unit in range(6):
            worker.tell(Look(Focus(neuron=(1, unit))))
            frame = worker.frame()
            assert status(frame) == "running"
            assert ("looked" in frame.tensors) is (unit < 4)
        worker.tell(Look(Focus()))
        assert "looked" not in worker.frame().tensors

    def test_a_new_network_is_looked_at_as_the_one_before(self, worker: LiveLine) -> None:
        wide = experiment(units=20)
        worker.tell(Start(described(None, Diagram(25)), generation=1, playing=False))
        worker.tell(Look(Focus(windows=(0, 11))))
        assert worker.frame().tensors["shown"].tolist() == [[0, 2], [0, 4], [0, 1]]
        worker.tell(Start(described(wide, Diagram(25)), generation=2))
        assert worker.frame().tensors["shown"].tolist() == [[0, 2], [11, 8], [0, 1]]


class TestEdit:
    @pytest.mark.parametrize("then", ["idle", "paused"])
    def test_a_weight_is_set_while_it_waits(self, worker: LiveLine, then: str) -> None:
        epochs = 2 if then == "paused" else 0
        shown = started(worker, epochs=epochs)
        worker.ask(generation=1, since=epochs + 1, shown=number(shown, "version"))
        assert worker.is_silent

        worker.tell(Edit(1, 2, 1, 0.75))

        frame = worker.answer()[1]
        trainer = trained(epochs)
        trainer.edit(1, 2, 1, 0.75)
        assert_shows(frame, trainer)
        assert status(frame) == then
        assert frame.tensors["train_loss"].size == 0  # nothing of the curves changes
        worker.tell(Step(epoch=True))
        trainer.train_epoch()
        assert_shows(worker.frame(), trainer)

    def test_a_weight_is_set_while_it_trains(self, worker: LiveLine) -> None:
        started(worker, STILL, playing=True)
        before = worker.frame_when(lambda frame: number(frame, "step") > 5)
        worker.tell(Edit(2, 0, None, 0.5))
        worker.tell(Edit(1, 3, 0, -2.5))
        frame = worker.frame()
        assert frame.tensors[HIDDEN][3, 0] == pytest.approx(-2.5, abs=1e-3)
        assert frame.tensors["output.bias"][0] == pytest.approx(0.5, abs=1e-3)
        assert status(frame) == "running"
        later = worker.frame_when(lambda frame: number(frame, "step") > number(before, "step") + 20)
        assert later.tensors[HIDDEN][3, 0] == pytest.approx(-2.5, abs=1e-3)

    @pytest.mark.parametrize("place", [(0, 0, 0), (3, 0, 0), (1, 4, 0), (1, 0, 2), (2**20, 2**20, None)])
    def test_a_weight_that_is_not_there_changes_nothing(
        self, worker: LiveLine, place: tuple[int, int, int | None]
    ) -> None:
        shown = started(worker, epochs=2)
        worker.tell(Edit(*place, 1.0))
        assert worker.frame().metadata == shown.metadata

        worker.tell(Scrub(1))
        past = worker.frame()
        worker.tell(Edit(*place, 1.0))
        after = worker.frame()
        assert after.metadata == past.metadata
        assert (is_past(after), checkpoints(after)) == (True, [0, 1, 2])


class TestProbes:
    def test_other_probes_are_taken_up_in_place(self, worker: LiveLine) -> None:
        started(worker, epochs=3)
        worker.tell(Adjust(described(None, Boundary(20))))
        frame = worker.frame(generation=1, since=4)
        assert_shows(Frame({**frame.tensors, **trained(3).weights()}, frame.metadata), trained(3))
        assert set(frame.tensors) == {"boundary", "chosen_x", "chosen_y"}

    def test_curves_that_viewers_lack_come_whole(self, worker: LiveLine) -> None:
        started(worker, epochs=3)
        worker.tell(Adjust(described(None, Losses(), Accuracy())))
        frame = worker.frame(generation=1, since=4)
        assert number(frame, "since") == 0
        assert len(frame.tensors["train_accuracy"]) == len(frame.tensors["train_loss"]) == 4
        assert number(worker.frame(generation=1, since=4), "since") == 4

    def test_another_learning_rate_sends_nothing_again(self, worker: LiveLine) -> None:
        started(worker, epochs=3)
        worker.tell(Adjust(described(experiment(learning_rate=0.5), Losses(), Weights())))
        assert number(worker.frame(generation=1, since=4), "since") == 4


PLACES = st.integers(0, 6) | st.integers(0, 2**20)
COMMANDS = st.one_of(
    st.sampled_from([Play(), Pause(), Step(), Step(epoch=True)]),
    st.builds(Scrub, st.none() | PLACES),
    st.builds(Edit, PLACES, PLACES, st.none() | PLACES, st.floats(-1e6, 1e6)),
    st.builds(
        Look,
        st.builds(Focus, st.none() | st.tuples(PLACES, PLACES), st.lists(PLACES, max_size=5).map(tuple), PLACES),
    ),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(COMMANDS, max_size=15))
def test_whatever_people_want_the_worker_goes_on(worker: LiveLine, commands: list[Instruction]) -> None:
    worker.tell(Forget(1))  # who is not known gets no frame of a new network before asking
    worker.tell(Start(described(None, Losses(), Boundary(20), Diagram(25)), generation=1, playing=False))
    for command in commands:
        worker.tell(command)
    frame = worker.frame()
    epochs = checkpoints(frame)
    assert epochs == sorted(set(epochs))
    assert epochs[-1] <= number(frame, "newest")
    assert len(frame.tensors["train_loss"]) == number(frame, "newest") + 1
    assert number(frame, "epoch") in (epochs if is_past(frame) else [number(frame, "newest")])
    assert is_past(frame) or status(frame) == "diverged" or number(frame, "step") // 3 == number(frame, "newest")


class TestSurvey:
    def test_whoever_asks_gets_the_loss_once_and_the_network_trains_on(self, worker: LiveLine) -> None:
        worker.tell(Start(described(), generation=1, playing=True))
        worker.frame_when(lambda frame: number(frame, "epoch") >= 3)
        worker.tell(Pause())
        begun = number(worker.frame_when(lambda frame: status(frame) == "paused"), "epoch")
        worker.tell(Step(epoch=True))  # losses are measured at the ends of epochs
        worker.frame_when(lambda frame: number(frame, "epoch") > begun)
        worker.tell(Survey(7, Directions("weights", 0, 1)))
        viewer, frame = worker.answer()
        assert viewer == 7
        assert frame.tensors["losses"].shape == (49, 49)
        assert len(frame.tensors["trail"]) >= 3
        before = worker.frame().tensors
        assert frame.tensors["losses"][24, 24] == pytest.approx(before["train_loss"][-1], rel=1e-4)
        assert frame.tensors["here"] == pytest.approx(before[HIDDEN].ravel()[:2])
        assert worker.is_silent
        worker.tell(Step(epoch=True))
        worker.frame_when(lambda frame: number(frame, "epoch") > len(before["train_loss"]) - 1)
