"""The walls of rooms: once a second a glance at every student's network, for the teacher's pages that show them.

Where the class has a challenge the server looks whether or not anybody watches: who meets it meanwhile has met it.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.websockets import WebSocketDisconnect

from playground.challenges.judge import RunFacts, judge
from playground.challenges.ranking import Entry, Ranking
from playground.challenges.ready import READY
from playground.experiment.read import AnyExperiment
from playground.rooms import Room, Student
from playground.training.probes.frame import Frame
from playground.training.worker.commands import Settings
from playground.training.worker.runs import RUNS, Run

INTERVAL = 1.0
"""Seconds between two glances at a network."""

Send = Callable[[bytes | dict[str, Any]], Awaitable[None]]
"""Sends a message to a teacher's page."""


@dataclass(frozen=True)
class Glanced:
    """The newest glance at a student's network.

    Parameters
    ----------
    run
        Token of the run that it is of.
    version
        What the worker calls the picture.
    packed
        The frame (:mod:`playground.training.probes.glance`), behind the student's number in four bytes.
    place
        Counts the glances of a wall.
    """

    run: str
    version: str
    packed: bytes
    place: int


class Wall:
    """The wall of one room: looks while somebody watches it, or the class has a challenge.

    Parameters
    ----------
    room
        Whose students it shows.
    forget
        Called once nobody needs it any more.
    """

    def __init__(self, room: Room, forget: Callable[[Wall], None]) -> None:
        self._room, self._forget = room, forget
        self._watchers: dict[Send, set[int]] = {}
        self._newest: dict[int, Glanced] = {}
        self._lock = threading.Lock()
        self._taken = 0
        self._ranking: tuple[int, Ranking[int]] | None = None
        self._looking: asyncio.Task[None] | None = None

    def add(self, send: Send) -> None:
        """Show the wall to one more page, from the event loop."""
        self._watchers[send] = set()
        self.follow()

    def remove(self, send: Send) -> None:
        """Show it to one page less."""
        self._watchers.pop(send, None)
        self._end_if_unneeded()

    def follow(self) -> None:
        """Look from now on, if there is reason to. From the event loop."""
        if self._is_needed and self._looking is None:
            self._looking = asyncio.create_task(self._look_on())

    @property
    def _is_needed(self) -> bool:
        shown = self._room.shown
        return bool(self._watchers) or (shown.task.challenge is not None and not shown.ended)

    def _end_if_unneeded(self) -> None:
        if self._is_needed:
            return
        self._forget(self)
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    async def _look_on(self) -> None:
        while True:
            students = self._room.students
            if self._watchers or any(student.present for student in students):
                await asyncio.to_thread(self._glance, students)
                await asyncio.gather(*(self._show(send, students) for send in list(self._watchers)))
            await asyncio.sleep(INTERVAL)
            self._end_if_unneeded()

    def _glance(self, students: tuple[Student, ...]) -> None:
        """Ask each student's network how it stands; the answers that come later are shown with the next ones."""
        with self._lock:
            here = {student.number for student in students}
            self._newest = {number: seen for number, seen in self._newest.items() if number in here}
        for student in students:
            run = RUNS.get(student.run or "")
            with self._lock:
                seen = self._newest.get(student.number)
                if seen is not None and (run is None or seen.run != run.token):
                    del self._newest[student.number]
                    seen = None
            if run is not None:
                self._ask(student.number, run, seen.version if seen else "")

    def _ask(self, number: int, run: Run, shown: str) -> None:
        """Ask one network, also how far it has come in a challenge: that is judged by what the run trained then."""
        ranking = self.ranking
        goals = (ranking.challenge.asked,) if ranking else ()
        asked: list[Settings] = []
        with self._lock:  # which the answer waits for
            settings = run.glance(partial(self._take, number, run.token, ranking, asked), shown, goals)
            asked += [settings] if settings is not None else []

    @property
    def ranking(self) -> Ranking[int] | None:
        """Who has met the room's challenge, by their numbers; nothing where the class has no challenge."""
        task = self._room.shown.task
        if task.challenge is None:
            return None
        with self._lock:
            if self._ranking is None or self._ranking[0] != task.number:
                self._ranking = task.number, Ranking(READY[task.challenge])
            return self._ranking[1]

    def _take(self, number: int, run: str, ranking: Ranking[int] | None, asked: list[Settings], packed: bytes) -> None:
        """Keep an answer, in the run's thread."""
        frame = Frame.unpack(packed)
        with self._lock:
            settings = asked[0]
        if ranking is not None and settings.comparison is None:
            verdict = judge(ranking.challenge, settings.experiment, RunFacts.of_glance(frame.metadata))
            if ranking.offer(number, verdict):
                self._room.stir()
        if not frame.tensors:
            return  # nothing has changed since the one that is here
        version = frame.metadata["glance"]
        with self._lock:
            self._taken += 1
            self._newest[number] = Glanced(run, version, number.to_bytes(4, "little") + packed, self._taken)

    async def _show(self, send: Send, students: tuple[Student, ...]) -> None:
        """Send a page who is there, and the glances that it has not got."""
        with self._lock:
            newest = dict(self._newest)
        sent = self._watchers.get(send)
        if sent is None:
            return
        rows = [_row(student, RUNS.get(student.run or ""), student.number in newest) for student in students]
        with suppress(WebSocketDisconnect, RuntimeError):  # its own side notices that it has gone
            await send({"type": "wall", "students": rows, "ranking": self._ranked()})
            for seen in newest.values():
                if seen.place not in sent:
                    await send(seen.packed)
            self._watchers[send] = {seen.place for seen in newest.values()}

    def _ranked(self) -> dict[str, Any] | None:
        """Return what the wall says of the challenge."""
        ranking = self.ranking
        if ranking is None:
            return None
        challenge = ranking.challenge
        lines = [{"student": line.who, "score": line.score} for line in self._lines(ranking)]
        return {"challenge": challenge.name, "by": challenge.ranked_by.value, "lines": lines}

    def rank(self, number: int) -> dict[str, int] | None:
        """Return which place a student has among those who have met the challenge, and how many these are."""
        ranking = self.ranking
        lines = self._lines(ranking) if ranking is not None else []
        places = [place for place, line in enumerate(lines, 1) if line.who == number]
        return {"place": places[0], "of": len(lines)} if places else None

    def _lines(self, ranking: Ranking[int]) -> list[Entry[int]]:
        """Return the lines of those who are still here, the best first."""
        entries = ranking.entries()
        here = self._room.numbers if entries else frozenset()
        return [line for line in entries if line.who in here]


class Walls:
    """The walls that are watched, by their rooms' codes. Used from the event loop alone."""

    def __init__(self) -> None:
        self._walls: dict[str, Wall] = {}

    def follow(self, room: Room) -> None:
        """Judge what the students of a room train, if it has a challenge, from now on."""
        if room.shown.task.challenge is not None and not room.shown.ended:
            self._of(room).follow()

    def solution(self, room: Room, number: int) -> AnyExperiment | None:
        """Return what a student has met the room's challenge with; nothing where they have not."""
        wall = self._walls.get(room.shown.code)
        entry = wall.ranking.solution(number) if wall is not None and wall.ranking is not None else None
        return entry.verdict.experiment if entry else None

    def rank(self, room: Room, number: int) -> dict[str, int] | None:
        """Return a student's place among those who have met the room's challenge, and how many these are."""
        wall = self._walls.get(room.shown.code)
        return wall.rank(number) if wall is not None else None

    @contextmanager
    def watched(self, room: Room, send: Send) -> Iterator[None]:
        """Show a room's wall to a page, as long as this lasts."""
        wall = self._of(room)
        wall.add(send)
        try:
            yield
        finally:
            wall.remove(send)

    def _of(self, room: Room) -> Wall:
        code = room.shown.code
        if code not in self._walls:
            self._walls[code] = Wall(room, lambda wall: self._forget(code, wall))
        return self._walls[code]

    def _forget(self, code: str, wall: Wall) -> None:
        if self._walls.get(code) is wall:
            del self._walls[code]


def _row(student: Student, run: Run | None, is_seen: bool) -> dict[str, Any]:
    """Return what the wall says of a student besides the picture; never their token."""
    settings = run.settings if run else None
    return {
        "number": student.number,
        "name": student.name,
        "hand": student.hand,
        "present": student.present > 0,
        "page": student.place.page if student.place else "",
        "parameters": settings.experiment.parameters if settings and settings.comparison is None else None,
        "seen": is_seen,
    }


WALLS = Walls()
"""Those of this process."""
