"""How many workers may live at once, and who gives way."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from playground.training.worker.places import RunLimitError, Visitor
from playground.training.worker.runs import Notice, Run, Runs
from tests.training.watching import PATIENCE, Spectator, described, gone, process_of, status, workers

VISITORS = 12


def test_a_watched_run_keeps_its_worker_when_the_limit_is_reached(runs: Runs) -> None:
    watched = [runs.create(described()) for _ in range(2)]
    viewers = [Spectator(run) for run in watched]
    third = runs.create(described())

    with pytest.raises(RunLimitError, match="2"):
        Spectator(third)

    assert third.process_id is None
    assert not third.is_watched
    assert [status(viewer.frame()) for viewer in viewers] == ["idle", "idle"]


def test_the_run_unwatched_for_longest_gives_way(runs: Runs) -> None:
    first, second, third = (runs.create(described()) for _ in range(3))
    viewers = {run: Spectator(run) for run in (first, second)}
    second.detach(viewers[second].number)
    first.detach(viewers[first].number)
    given_way, other = process_of(second), process_of(first)

    newcomer = Spectator(third)

    assert second.process_id is None
    assert gone(given_way)
    assert first.process_id == other
    assert status(newcomer.frame()) == "idle"

    returned = Spectator(second)
    assert first.process_id is None
    assert status(returned.frame()) == "idle"


def test_a_student_gets_the_place_of_the_stranger_there_longest_who_is_told(runs: Runs) -> None:
    first, second = (Spectator(runs.create(described())) for _ in range(2))
    given_way, other = process_of(first.run), process_of(second.run)
    runs.places.students = lambda: 1

    member = Spectator(runs.create(described(), visitor=Visitor(of_room=True)))

    assert first.given.get(timeout=PATIENCE) is Notice.GAVE_WAY
    assert gone(given_way)
    assert (status(member.frame()), second.run.process_id) == ("idle", other)
    with pytest.raises(RunLimitError):
        first.run.ensure_worker()
    assert first.run.is_watched, "who was there stays, and may ask again"


def come_together(runs: Runs) -> tuple[list[Spectator], list[RunLimitError]]:
    """Let visitors come at the same moment; return those who were let in, and what the others were told."""
    gate = threading.Barrier(VISITORS)

    def come(run: Run) -> Spectator | RunLimitError:
        gate.wait()
        try:
            return Spectator(run)
        except RunLimitError as refused:
            return refused

    with ThreadPoolExecutor(VISITORS) as visitors:
        results = list(visitors.map(come, [runs.create(described()) for _ in range(VISITORS)]))
    return (
        [result for result in results if isinstance(result, Spectator)],
        [result for result in results if isinstance(result, RunLimitError)],
    )


def test_visitors_who_come_together_are_counted_before_their_workers_live(runs: Runs) -> None:
    let_in, refused = come_together(runs)

    assert (len(let_in), len(refused)) == (2, VISITORS - 2)
    assert len(workers()) == 2
    assert [status(viewer.frame()) for viewer in let_in] == ["idle", "idle"]


def test_each_of_those_who_come_together_takes_another_place(runs: Runs) -> None:
    unwatched = [runs.create(described()) for _ in range(2)]
    processes = []
    for run in unwatched:
        viewer = Spectator(run)
        processes.append(process_of(run))
        run.detach(viewer.number)

    let_in, refused = come_together(runs)

    assert (len(let_in), len(refused)) == (2, VISITORS - 2)
    assert all(map(gone, processes))
    assert [run.process_id for run in unwatched] == [None, None]
    assert len(workers()) == 2
    assert [status(viewer.frame()) for viewer in let_in] == ["idle", "idle"]


def test_the_place_of_a_worker_that_died_is_free(runs: Runs) -> None:
    viewers = [Spectator(runs.create(described())) for _ in range(2)]
    os.kill(process_of(viewers[0].run), signal.SIGKILL)
    assert viewers[0].given.get(timeout=20) is Notice.GONE

    third = Spectator(runs.create(described()))

    assert status(third.frame()) == "idle"
    with pytest.raises(RunLimitError):
        viewers[0].run.ensure_worker()
    assert viewers[0].run.is_watched, "who was there stays, and may ask again"


def test_the_place_of_a_worker_that_could_not_start_is_free(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(settings: object) -> None:
        raise OSError("no more processes")

    with monkeypatch.context() as broken:
        broken.setattr(runs.pool, "take", fail)
        for _ in range(3):
            run = runs.create(described())
            with pytest.raises(OSError, match="no more"):
                Spectator(run)
            assert not run.is_watched

    assert [status(Spectator(runs.create(described())).frame()) for _ in range(2)] == ["idle", "idle"]
