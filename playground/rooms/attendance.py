"""Who is in a room, and what they say: students join, vote and leave, listeners are told."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from playground.rooms.names import clean_name, distinct_name
from playground.rooms.shown import RoomError, Shown, Task
from playground.rooms.student import Place, Student

Listener = Callable[[int], None]
"""Is told the room's new version, from whichever thread has changed it."""


@dataclass
class _State:
    students: dict[str, Student] = field(default_factory=dict)
    joined: int = 0
    listeners: list[Listener] = field(default_factory=list)


class Attendance:
    """The students of a room. Safe to use from several threads.

    Parameters
    ----------
    shown
        What everybody may know of the room as it begins.
    most
        Students, at most.
    clock
        Returns seconds.
    """

    def __init__(self, shown: Shown, most: int, clock: Callable[[], float]) -> None:
        self._most, self._clock = most, clock
        self._shown = shown
        self._state = _State()
        self._active_at = clock()
        self._lock = threading.RLock()

    @property
    def shown(self) -> Shown:
        """What everybody may know."""
        return self._shown

    @property
    def active_at(self) -> float:
        """When somebody was last heard of."""
        return self._active_at

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told of every change; return what ends that."""
        with self._lock:
            self._state.listeners.append(listener)

        def stop() -> None:
            with self._lock, suppress(ValueError):
                self._state.listeners.remove(listener)

        return stop

    def join(self, name: str = "", token: str | None = None) -> Student:
        """Let somebody in, or back in who brings a token of this room: they are the same student then.

        Raises
        ------
        RoomError
            ``full``, ``locked`` or ``ended``.
        """
        with self._lock:
            self._require_open()
            known = self._state.students.get(token or "")
            if known is not None:
                return self._seen(known)
            if self._shown.locked:
                raise RoomError("locked")
            if len(self._state.students) >= self._most:
                raise RoomError("full")
            self._state.joined += 1
            now = self._clock()
            clean = clean_name(name)
            if clean:
                clean = distinct_name(clean, [student.name for student in self._state.students.values()])
            student = Student(self._state.joined, clean, now, now, taken=self._shown.task.number)
            self._state.students[student.token] = student
            self._active_at = now
        self._changed()
        return student

    def leave(self, token: str) -> None:
        """Let a student go; their name and place are free then."""
        with self._lock:
            if self._state.students.pop(token, None) is None:
                return
        self._changed()

    def student(self, token: str) -> Student:
        """Return who brings a token.

        Raises
        ------
        RoomError
            ``student``, if nobody here has it.
        """
        with self._lock:
            known = self._state.students.get(token)
            if known is None:
                raise RoomError("student")
            return self._seen(known)

    @property
    def size(self) -> int:
        """How many are in."""
        return len(self._state.students)

    def knows(self, token: str) -> bool:
        """Return whether somebody who is in has this token; asking is no sign of life."""
        return token in self._state.students

    @property
    def students(self) -> tuple[Student, ...]:
        """Everybody who is in, as they came; copies, with their tokens: not for browsers."""
        with self._lock:
            return tuple(replace(student) for student in self._state.students.values())

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of everybody who is in."""
        with self._lock:
            return frozenset(student.number for student in self._state.students.values())

    def raise_hand(self, token: str, up: bool) -> None:
        """Note that a student raises or lowers their hand.

        Raises
        ------
        RoomError
            ``ended``, or ``student``.
        """
        self._note(token, hand=up)

    def note_place(self, token: str, place: Place, run: str | None) -> None:
        """Note where a student is, and the token of the run that they train there.

        Raises
        ------
        RoomError
            ``ended``, or ``student``.
        """
        self._note(token, place=place, run=run)

    def take_task(self, token: str) -> Task:
        """Bring a student to the newest task, keep where they were, and return the task.

        Raises
        ------
        RoomError
            ``ended``, or ``student``.
        """
        with self._lock:
            task, student = self._shown.task, self.student(token)
            if student.taken < task.number:
                self._note(token, taken=task.number, own=student.place, went_back=False)
            return task

    def swap(self, token: str) -> Place | None:
        """Let a student go back to what they had before the task, or from there to the task again; return the place.

        There is none before the first task.

        Raises
        ------
        RoomError
            ``ended``, or ``student``.
        """
        with self._lock:
            student = self.student(token)
            goal = student.own
            if goal is not None:
                self._note(token, own=student.place, went_back=not student.went_back)
            return goal

    def note_presence(self, token: str, pages: int) -> None:
        """Note that a student has opened a page, 1, or closed one, -1; of whoever has left nothing is noted."""
        with self._lock:
            student = self._state.students.get(token)
            if student is None:
                return
            student.present = max(student.present + pages, 0)
            self._seen(student)
        self._changed()

    def _note(self, token: str, **changes: Any) -> None:
        with self._lock:
            self._require_open()
            student = self.student(token)
            if all(getattr(student, name) == value for name, value in changes.items()):
                return
            for name, value in changes.items():
                setattr(student, name, value)
        self._changed()

    def vote(self, token: str, choice: int) -> None:
        """Take a student's vote; the last one counts, as long as the poll is open.

        Raises
        ------
        RoomError
            ``ended``, ``student``, ``poll`` or ``choice``.
        """
        with self._lock:
            self._require_open()
            student, poll = self.student(token), self._shown.poll
            if poll is None or not poll.open:
                raise RoomError("poll")
            if not 0 <= choice < len(poll.choices):
                raise RoomError("choice")
            student.choice = choice
        self._changed()

    def _require_open(self) -> None:
        if self._shown.ended:
            raise RoomError("ended")

    def _seen(self, student: Student) -> Student:
        student.seen_at = self._active_at = self._clock()
        return student

    def stir(self) -> None:
        """Let everybody who listens look again: something about the room has changed that is not kept here."""
        self._changed()

    def _changed(self) -> None:
        """Count the votes anew, and tell everybody who listens, outside the lock."""
        with self._lock:
            counts = Counter(student.choice for student in self._state.students.values())
            choices = self._shown.poll.choices if self._shown.poll else ()
            votes = tuple(counts[place] for place in range(len(choices)))
            self._shown = replace(self._shown, version=self._shown.version + 1, votes=votes)
            listeners, version = list(self._state.listeners), self._shown.version
        for listener in listeners:
            listener(version)
