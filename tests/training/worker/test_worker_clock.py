"""What a worker does with its time: measured on a clock that passes only with its work."""

from __future__ import annotations

from itertools import pairwise

import pytest

from playground.experiment import Experiment
from playground.experiment.comparison import Comparison
from playground.training.probes.plane import Losses
from playground.training.worker.commands import Adjust, Instruction, Pause, Picture, Play, Settings, Start, Step
from playground.training.worker.viewers import ENOUGH
from playground.training.worker.worker import SLICE, UNWATCHED_PAUSE
from tests.training.clockwork import BEGINNING, Clock, Dear, Paced, Wire
from tests.training.imaging import digits
from tests.training.sequencing import network_for, recurrent
from tests.training.watching import experiment, number

PROMISED: dict[str, tuple[float, float]] = {
    "plane": (0.15, 1 / 72),
    "sequences": (0.05, 1 / 15),
    "many": (0.15, 1 / 36),
    "alone": (0.15, 1 / 36),
}
"""Of the time, how much at most goes into pictures, and the seconds between two of them, at least."""

CLIPPED = {"alone": {"clip_norm": 1.0}}  # there is no batched arithmetic for it


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def counted(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count batches without learning from them, where only the time matters."""
    clock.count_batches(monkeypatch, learn=False)


@pytest.fixture
def learned(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count batches and learn from them; they cost more time, so that there are fewer."""
    clock.batch = 0.02
    clock.count_batches(monkeypatch)


def described(clock: Clock, cost: float = 0.0, kind: str = "plane", speed: float | None = None) -> Settings:
    """Return settings of a network, or of six together or each by itself, of which a picture costs so many seconds."""
    what: Experiment = recurrent(*network_for("adding")) if kind == "sequences" else experiment(**CLIPPED.get(kind, {}))
    if kind not in ("many", "alone"):
        return Settings(what, (Losses(), Dear(clock, cost)), "cpu", speed)
    many = Comparison(base=what, axis="activation", values=("tanh", "relu"), seeds=3)
    return Settings(what, (Dear(clock, cost),), "cpu", speed, many)


def times(wire: Wire, viewer: int | None = None, after: float = 0.0) -> list[float]:
    """Return when pictures were ready, in seconds since the beginning."""
    return [at for at, whose, _frame in wire.pictures if viewer in (None, whose) and at > after]


@pytest.mark.usefixtures("counted")
class TestShare:
    """How much of its time a worker gives to pictures."""

    @pytest.mark.parametrize("viewers", [(1,), (1, 2, 3)])
    @pytest.mark.parametrize("kind", PROMISED)
    def test_slow_pictures_take_their_share_of_the_time_and_training_the_rest(
        self, clock: Clock, kind: str, viewers: tuple[int, ...]
    ) -> None:
        cost, (share, _interval) = 0.06, PROMISED[kind]
        wire = Wire(clock, *viewers)
        wire.at(0, Start(described(clock, cost, kind), generation=1, playing=True))
        wire.serve(seconds=60)

        ready = times(wire, after=15)  # at first the worker has to find out what a picture costs
        passed, spent = ready[-1] - ready[0], cost * (len(ready) - 1)
        assert 0.95 * share * passed < spent <= share * passed + 1e-9
        batches = [at for at in clock.batches if ready[0] <= at - BEGINNING < ready[-1]]
        assert len(batches) * clock.batch == pytest.approx(passed - spent)
        each = [len(times(wire, viewer, after=15)) for viewer in viewers]
        assert max(each) - min(each) <= 1  # viewers take turns

    @pytest.mark.parametrize("kind", PROMISED)
    @pytest.mark.parametrize(
        ("processors", "cost", "rate"), [(1 / 15, 0.003, 24), (1 / 15, 0.02, 3), (1 / 2, 0.003, 25)]
    )
    def test_where_many_train_pictures_come_first_until_there_are_enough(
        self, clock: Clock, kind: str, processors: float, cost: float, rate: float
    ) -> None:
        clock.share, clock.batch = processors, 0.0002
        wire = Wire(clock, 1)
        wire.at(0, Start(described(clock, cost, kind), generation=1, playing=True))
        wire.serve(seconds=60)

        ready = times(wire, after=20)
        share, interval = PROMISED[kind]
        usual = min(1 / interval, share * processors / cost)
        most = 0.9 * processors / cost
        expected = min(max(usual, min(rate, most, ENOUGH)), 1 / interval)
        assert (len(ready) - 1) / (ready[-1] - ready[0]) == pytest.approx(expected, rel=0.25)
        assert clock.batches[-1] - BEGINNING > 58, "what is left is training's"

    @pytest.mark.parametrize("kind", PROMISED)
    def test_quick_pictures_come_no_faster_than_a_browser_shows_them(self, clock: Clock, kind: str) -> None:
        wire, (_share, interval) = Wire(clock, 1), PROMISED[kind]
        wire.at(0, Start(described(clock, 0.0001, kind), generation=1, playing=True))
        wire.serve(seconds=5)
        apart = [later - before for before, later in pairwise(times(wire)[1:])]
        assert len(apart) > 50
        assert interval - 1e-9 <= min(apart)
        assert max(apart) <= interval + SLICE + clock.batch

    def test_pictures_come_fast_again_once_they_are_quick(self, clock: Clock) -> None:
        wire = Wire(clock, 1)
        wire.at(0, Start(described(clock, 0.5), generation=1, playing=True))
        wire.at(40, Adjust(described(clock, 0.001)))
        wire.serve(seconds=70)
        assert min(later - before for before, later in pairwise(times(wire, after=20)) if later < 40) > 3
        assert len(times(wire, after=60)) > 250

    def test_who_comes_to_a_network_in_training_waits_for_nothing(self, clock: Clock) -> None:
        wire = Wire(clock, 1)
        wire.at(0, Start(described(clock, 0.06), generation=1, playing=True))
        wire.at(20, Picture(2, 0, 0, -1))
        wire.serve(seconds=21)
        assert 20 <= times(wire, viewer=2)[0] <= 20 + 2 * (SLICE + clock.batch + 0.06)

    def test_a_new_network_is_shown_at_once_however_dear_its_pictures(self, clock: Clock) -> None:
        wire = Wire(clock, 1)
        wire.at(0, Start(described(clock, 0.5), generation=1, playing=True))
        wire.at(40, Start(described(clock, 0.5), generation=2))
        wire.serve(seconds=42)
        first = next(at for at, _viewer, frame in wire.pictures if number(frame, "generation") == 2)
        assert 40 < first <= 40 + 2 * 0.5 + SLICE + 2 * clock.batch  # perhaps a picture was on its way

    def test_a_limited_speed_is_kept_though_pictures_come_between(self, clock: Clock) -> None:
        wire = Wire(clock, 1)
        wire.at(0, Start(described(clock, 0.006, speed=120.0), generation=1, playing=True))
        wire.serve(seconds=20)
        assert len(times(wire)) > 20 * 20
        assert 2 * clock.batch < 1 / 120 < clock.batch + 0.006  # a batch is late after every picture
        assert len(clock.batches) == pytest.approx(120 * 20, abs=2)

    @pytest.mark.parametrize(("kind", "parts"), [("plane", 1), ("many", 1), ("alone", 6)])
    def test_a_limited_speed_is_that_of_whole_steps(self, clock: Clock, kind: str, parts: int) -> None:
        wire = Wire(clock, 1)
        wire.at(0, Start(described(clock, kind=kind, speed=5.0), generation=1, playing=True))
        wire.serve(seconds=20)
        assert len(clock.batches) == pytest.approx(5 * 20 * parts, abs=parts)

    def test_pressing_play_again_hurries_nothing_and_after_a_pause_the_next_batch_comes_at_once(
        self, clock: Clock
    ) -> None:
        wire = Wire(clock, 1)
        wire.at(0, Start(described(clock, speed=0.1), generation=1, playing=False))
        wire.at(1, *[Play()] * 3)
        wire.at(5, Play())
        wire.at(6, Pause())
        wire.at(7, Pause())
        wire.at(8, Play())
        wire.serve(seconds=20)
        assert [at - BEGINNING for at in clock.batches] == pytest.approx([1, 8, 18], abs=0.01)
        soon = PROMISED["plane"][1]  # the first batch is over long before the next picture may come
        shown = [1, 1 + soon, 6, 8, 8 + soon, 18 + clock.batch]  # where the status changes, and at each batch
        assert times(wire) == pytest.approx(shown, abs=0.001)

    def test_after_a_slow_picture_a_slow_network_catches_up_a_slice_at_most(self, clock: Clock) -> None:
        wire = Wire(clock)
        wire.at(0, Start(described(clock, 1.0, speed=20.0), generation=1, playing=True))
        wire.at(5, Picture(1, 0, 0, -1))
        wire.serve(seconds=9)
        (ready,) = times(wire)
        after = [at - BEGINNING - ready for at in clock.batches if at - BEGINNING >= ready - 1e-9]
        assert len([at for at in after if at < 0.5]) <= 11  # ten are due in half a second; one was in the pause
        before = [at for at in clock.batches if at - BEGINNING < 5]
        assert len(before) == pytest.approx(100, abs=1)


def test_what_has_a_share_of_its_own_does_not_make_pictures_rarer(clock: Clock, learned: None) -> None:
    wire = Wire(clock, 1)
    settings = Settings(experiment(), (Losses(), Paced(clock, 1.0, share=0.1)), "cpu")
    wire.at(0, Start(settings, generation=1, playing=True))
    wire.serve(seconds=25)
    apart = [later - before for before, later in pairwise(times(wire))]
    measured = [at for before, at in pairwise(times(wire)) if at - before >= 1]
    assert measured == pytest.approx([11, 21], abs=0.2)  # a tenth of the time, after the first of the second zero
    assert max(apart) <= 1.0 + 1 / 36 + SLICE + clock.batch
    assert max(seconds for seconds in apart if seconds < 1) <= 1 / 36 + SLICE + clock.batch


@pytest.mark.usefixtures("learned")
class TestStepInParts:
    """The rest of an epoch of networks that learn one after the other: it takes a while, and can be stopped."""

    def shown(self, clock: Clock, *then: tuple[float, Instruction], until: float = 3.0) -> list[tuple[int, int, str]]:
        """Return step, epoch and status of what is shown at last, after a step at the first second."""
        wire = Wire(clock)
        wire.at(0, Start(described(clock, kind="alone"), generation=1, playing=False))
        wire.at(1, Step(epoch=True))
        for at, command in then:
            wire.at(at, command)
        wire.at(until, Picture(1, 0, 0, -1))
        wire.serve(until + 1)
        return [
            (number(frame, "step"), number(frame, "epoch"), frame.metadata["status"])
            for _at, _viewer, frame in wire.pictures
        ]

    def test_it_is_taken_at_once_though_nobody_watches(self, clock: Clock) -> None:
        assert self.shown(clock) == [(3, 1, "paused")]
        begun = [at - BEGINNING for at in clock.batches]
        parts = 3 * 6  # three steps of six networks
        assert begun == pytest.approx([1 + part * clock.batch for part in range(parts)], abs=1e-6)

    @pytest.mark.parametrize(
        ("command", "status"), [(Pause(), "paused"), (Step(epoch=True), "paused"), (Play(), "running")]
    )
    def test_what_comes_next_takes_its_place(self, clock: Clock, command: Instruction, status: str) -> None:
        ((step, epoch, now),) = self.shown(clock, (1 + 4 * clock.batch, command), until=2.0)
        assert now == status
        if status == "running":
            assert epoch > 1
        else:
            assert (step, epoch) == ((0, 0) if isinstance(command, Pause) else (3, 1))

    def test_pictures_come_between_its_parts_within_their_share(self, clock: Clock) -> None:
        wire = Wire(clock, 1)
        wire.at(0, Start(described(clock, 0.02, kind="alone"), generation=1, playing=False))
        for epoch in range(15):
            wire.at(1 + epoch / 2, Step(epoch=True))
        wire.serve(seconds=9)
        assert len(clock.batches) == 15 * 3 * 6
        # A step takes 0.36 s, and a picture is due after every 0.13: two or three on the way, and the last.
        assert 15 * 3 <= len(times(wire, after=1)) <= 15 * 5

    def test_it_ends_with_the_last_network_that_can_train(self, clock: Clock) -> None:
        wild = {"loss": "mse", "optimizer": {"name": "sgd", "learning_rate": 100.0}, "batch_size": 100}
        base = Experiment.from_parts(digits(samples=100).model_dump() | {"training": wild})
        many = Comparison(base=base, axis="learning_rate", values=(90.0, 100.0), seeds=3)
        wire = Wire(clock)
        wire.at(0, Start(Settings(base, (), "cpu", None, many), generation=1, playing=False))
        for epoch in range(100):
            wire.at(1 + epoch / 10, Step(epoch=True))
        wire.at(12, Picture(1, 0, 0, -1))
        wire.serve(13)
        ((_at, _viewer, frame),) = wire.pictures
        assert (frame.metadata["status"], frame.metadata["diverged"]) == ("diverged", "6")
        assert clock.batches[-1] - BEGINNING < 11  # nothing is left to be done after the last step asked for
        assert len(clock.batches) < 100 * 6


@pytest.mark.usefixtures("learned")
class TestUnwatched:
    """What a worker does whose viewers have gone, or are too busy to give a credit."""

    @pytest.mark.parametrize("speed", [None, 20.0])
    @pytest.mark.parametrize("kind", ["plane", "many"])
    def test_after_a_while_no_step_is_trained_until_somebody_looks(
        self, clock: Clock, kind: str, speed: float | None
    ) -> None:
        wire = Wire(clock)
        wire.at(0, Start(described(clock, kind=kind, speed=speed), generation=1, playing=True))
        wire.at(3, Picture(1, 0, 0, -1))
        wire.at(200, Picture(1, 1, 0, -1))
        wire.serve(seconds=300)

        (_early, _viewer, _frame), (ready, _viewer, frame) = wire.pictures
        assert (int(_early), int(ready), frame.metadata["status"]) == (3, 200, "running")
        trained = [at - BEGINNING for at in clock.batches]
        until = [watched + UNWATCHED_PAUSE for watched in (3, 200)]
        assert [at for at in trained if until[0] + 2 * SLICE + clock.batch <= at < 200] == []
        assert [at for at in trained if until[1] + 2 * SLICE + clock.batch <= at] == []
        assert max(at for at in trained if at < 200) > until[0] - 0.1  # and not a step less
        assert max(trained) > until[1] - 0.1
        assert number(frame, "step") == len([at for at in trained if at < ready])
        assert len([at for at in wire.looks if until[0] + 1 < at < 200]) < 50  # it sleeps meanwhile

    def test_a_network_that_is_watched_trains_on_however_long(self, clock: Clock) -> None:
        wire = Wire(clock, 1)
        wire.at(0, Start(described(clock, speed=2.0), generation=1, playing=False))
        wire.at(1, Play())
        wire.serve(seconds=100)
        assert len(clock.batches) == pytest.approx(2 * 99, abs=2)
