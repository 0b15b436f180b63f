"""What a worker hands the server so that its run can go on elsewhere, and when."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from multiprocessing.connection import Connection
from types import SimpleNamespace

import pytest

from playground.experiment.comparison import Comparison
from playground.training.timeline.timeline import NoTimeline, Timeline
from playground.training.trainers.trainer import Trainer
from playground.training.worker import keeper as keepers
from playground.training.worker.commands import Forget, Pause, Play, Scrub, Settings, Start, Status, Step
from playground.training.worker.keeper import INTERVAL, MOST_TIME, Keeper
from playground.training.worker.keepsake import Keepsake
from playground.training.worker.processes import WorkerPool
from tests.training.watching import LiveLine, described, experiment, hide_main_script, lent, number, status


def work_kept(pipe: Connection) -> None:
    """Work as on a machine of a cluster."""
    from playground.training.worker.preload import work

    work(pipe, is_kept=True)


class KeptLine(LiveLine):
    """Puts aside what the server would keep."""

    kept: Keepsake | None = None

    def answer(self) -> tuple[int, object]:  # type: ignore[override]
        while True:
            packed = self.pipe.recv_bytes()
            if (kept := Keepsake.of(packed)) is None:
                viewer = int.from_bytes(packed[:8], "little")
                return viewer, self._readers[viewer].read(packed[8:])
            self.kept = kept

    def next_kept(self) -> Keepsake:
        assert self.pipe.poll(60)
        kept = Keepsake.of(self.pipe.recv_bytes())
        assert kept is not None
        return kept


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[KeptLine]:
    hide_main_script(monkeypatch)
    pool = WorkerPool(work_kept)
    handle = pool.take()
    yield KeptLine(handle)
    handle.discard()
    pool.close()


def test_a_network_goes_on_in_another_worker(worker: KeptLine, monkeypatch: pytest.MonkeyPatch) -> None:
    worker.tell(Start(described(), generation=3, playing=False))
    first = worker.next_kept()
    assert (first.generation, first.playing) == (3, False)
    for _ in range(4):
        worker.tell(Step(epoch=True))
    worker.tell(Play())
    while not (kept := worker.next_kept()).playing:
        pass
    pool = WorkerPool()
    with lent(pool) as other:
        other.tell(Start(described(), generation=4, playing=kept.playing, resume=kept.state))
        frame = other.frame()
        assert (number(frame, "epoch") >= 4, status(frame), number(frame, "generation")) == (True, "running", 4)
        other.tell(Pause())
        other.tell(Scrub(0))
        assert number(other.frame(), "epoch") >= 4, "the past begins where it goes on"


def test_a_state_that_is_none_lets_the_network_begin_anew(worker: KeptLine) -> None:
    worker.tell(Start(described(), generation=1, playing=False, resume=b"PK\x03\x04 of another version"))
    frame = worker.frame()
    assert (number(frame, "epoch"), status(frame)) == (0, "idle")


def test_it_is_said_at_once_that_a_network_pauses(worker: KeptLine) -> None:
    worker.tell(Start(described(), generation=1, playing=True))
    worker.frame_when(lambda frame: number(frame, "epoch") > 0)
    worker.tell(Pause())
    while worker.next_kept().playing:
        pass


class TestKeeper:
    @pytest.fixture(autouse=True)
    def _clock(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr(keepers, "time", SimpleNamespace(monotonic=lambda: self.now))
        self.ours, theirs = multiprocessing.Pipe()
        self.keeper = Keeper(theirs)
        self.trainer = Trainer(experiment())
        self.past: Timeline | NoTimeline = Timeline(self.trainer)

    def sent(self, version: int, generation: int = 1, status: Status = Status.RUNNING) -> Keepsake | None:
        self.keeper.keep(self.trainer, self.past, version, generation, status)
        return Keepsake.of(self.ours.recv_bytes()) if self.ours.poll() else None

    def test_one_comes_every_few_seconds_while_anything_changes(self) -> None:
        sent = []
        for version in range(400):
            self.now += 0.1
            sent.append(self.sent(version) is not None)
        assert sent[0]
        assert 40 / INTERVAL - 1 <= sum(sent) <= 40 / INTERVAL + 1

    def test_what_has_not_changed_is_not_sent_again(self) -> None:
        assert self.sent(1)
        self.now += 100
        assert self.keeper.due(1, 1, Status.RUNNING) == []
        assert self.sent(1) is None
        assert self.sent(2)

    def test_another_network_or_status_is_sent_at_once(self) -> None:
        assert self.sent(1)
        assert self.keeper.due(2, 1, Status.RUNNING) == [self.now + INTERVAL]
        assert self.keeper.due(2, 1, Status.PAUSED) == [0.0]
        paused, other = self.sent(2, status=Status.PAUSED), self.sent(3, generation=2)
        assert paused is not None
        assert other is not None
        assert (paused.playing, paused.generation, other.playing, other.generation) == (False, 1, True, 2)

    def test_dear_ones_come_seldom(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def slow(_trainer: object) -> bytes:
            self.now += 1.0
            return b"state"

        monkeypatch.setattr(keepers, "portable", slow)
        assert self.sent(1)
        assert self.keeper.due(2, 1, Status.RUNNING) == [self.now - 1.0 + 1.0 / MOST_TIME]

    def test_of_the_past_that_is_shown_none_is_made(self) -> None:
        self.trainer.train_epoch()
        self.past.keep()
        newest = self.sent(1)
        assert newest is not None
        self.past.show(0)
        shown = self.sent(2, status=Status.PAUSED)
        assert shown is not None
        assert (shown.state, shown.playing) == (newest.state, False)

    def test_what_is_too_large_stays(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(keepers, "MOST_BYTES", 100)
        assert self.sent(1) is None

    def test_of_many_networks_none_is_made(self) -> None:
        from playground.training.worker.trainee import make_trainee

        comparison = Comparison(base=experiment(), axis="learning_rate", values=(0.1, 0.2), seeds=3)
        many = make_trainee(Settings(comparison.base, (), "cpu", comparison=comparison), "cpu")
        self.keeper.keep(many, NoTimeline(), 1, 1, Status.RUNNING)
        assert not self.ours.poll()
        assert self.keeper.due(1, 1, Status.RUNNING) == [], "nor does a worker wait for it"

    def test_on_the_servers_own_machine_none_is_made(self) -> None:
        keeper = Keeper(None)
        keeper.keep(self.trainer, self.past, 1, 1, Status.RUNNING)
        assert keeper.due(1, 1, Status.RUNNING) == []
        assert not self.ours.poll()


def test_what_is_said_before_the_first_network_does_no_harm(worker: KeptLine) -> None:
    worker.tell(Forget(1))
    worker.tell(Start(described(), generation=1, playing=False))
    assert worker.next_kept().generation == 1
