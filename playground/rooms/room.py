"""One room: who is in it, what the teacher wants, and what the class has voted for."""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

from playground.rooms.names import clean_name, distinct_name
from playground.rooms.shown import Order, OrderKind, Poll, RoomError, Shown, Task
from playground.rooms.student import Student

MOST_STUDENTS = 200
LONGEST_TITLE = 60
MOST_CHOICES = 6

Listener = Callable[[int], None]
"""Is told the room's new version, from whichever thread has changed it."""


@dataclass
class _State:
    students: dict[str, Student] = field(default_factory=dict)
    joined: int = 0
    listeners: list[Listener] = field(default_factory=list)


class Room:
    """A teacher and their class. Safe to use from several threads.

    Parameters
    ----------
    code
        Of six letters (:mod:`playground.rooms.codes`).
    title
        What the teacher calls it.
    page, query
        What the room begins with.
    language
        ``en`` or ``fr``.
    most
        Students, at most.
    clock
        Returns seconds.

    Attributes
    ----------
    secret
        Who brings it is the teacher. No page of a student ever holds it.
    """

    def __init__(
        self,
        code: str,
        title: str,
        page: str,
        query: str,
        language: str,
        most: int = MOST_STUDENTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.secret = secrets.token_urlsafe(32)
        self._most, self._clock = most, clock
        self._shown = Shown(0, clean_name_of_title(title), code, language, Task(0, page, query))
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

    # What students do

    def join(self, name: str = "", token: str | None = None) -> Student:
        """Let somebody in, or back in who brings a token of this room: they are the same student then.

        Raises
        ------
        RoomError
            ``full`` or ``ended``.
        """
        with self._lock:
            self._require_open()
            known = self._state.students.get(token or "")
            if known is not None:
                return self._seen(known)
            if len(self._state.students) >= self._most:
                raise RoomError("full")
            self._state.joined += 1
            now = self._clock()
            clean = clean_name(name)
            if clean:
                clean = distinct_name(clean, [student.name for student in self._state.students.values()])
            student = Student(self._state.joined, clean, now, now)
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
    def students(self) -> tuple[Student, ...]:
        """Everybody who is in, as they came; copies, with their tokens: not for browsers."""
        with self._lock:
            return tuple(replace(student) for student in self._state.students.values())

    @property
    def size(self) -> int:
        """How many are in."""
        return len(self._state.students)

    def set_student(
        self, token: str, *, hand: bool | None = None, run: str | None = None, own: str | None = None
    ) -> None:
        """Note of a student that they raise or lower their hand, which run is theirs, what they had before a task.

        Raises
        ------
        RoomError
            ``ended``, or ``student``.
        """
        with self._lock:
            self._require_open()
            student = self.student(token)
            student.hand = student.hand if hand is None else hand
            student.run = student.run if run is None else run
            student.own = student.own if own is None else own
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

    # What the teacher does

    def is_teacher(self, secret: str) -> bool:
        """Return whether somebody brings the teacher's secret."""
        return secrets.compare_digest(secret.encode("utf-8", "replace"), self.secret.encode())

    def send(self, secret: str, page: str, query: str) -> None:
        """Send a page to all."""
        with self._taught(secret):
            self._shown = replace(self._shown, task=Task(self._shown.task.number + 1, page, query))
        self._changed()

    def order(self, secret: str, kind: OrderKind) -> None:
        """Tell all networks to play, to pause, or to begin anew."""
        with self._taught(secret):
            before = self._shown.order.number if self._shown.order else 0
            self._shown = replace(self._shown, order=Order(before + 1, kind))
        self._changed()

    def freeze(self, secret: str, frozen: bool) -> None:
        """Let nobody change anything for a while, or everybody again."""
        with self._taught(secret):
            self._shown = replace(self._shown, frozen=frozen)
        self._changed()

    def ask(self, secret: str, question: str, choices: Sequence[str]) -> None:
        """Put a question to the room; votes for the one before are forgotten.

        Raises
        ------
        RoomError
            ``choice``, if there are not two to six; ``secret`` or ``ended``.
        """
        with self._taught(secret):
            if not 2 <= len(choices) <= MOST_CHOICES:
                raise RoomError("choice")
            before = self._shown.poll.number if self._shown.poll else 0
            for student in self._state.students.values():
                student.choice = None
            self._shown = replace(self._shown, poll=Poll(before + 1, question, tuple(choices)))
        self._changed()

    def close_poll(self, secret: str) -> None:
        """Take no more votes.

        Raises
        ------
        RoomError
            ``poll``, if none was asked for; ``secret`` or ``ended``.
        """
        with self._taught(secret):
            if self._shown.poll is None:
                raise RoomError("poll")
            self._shown = replace(self._shown, poll=replace(self._shown.poll, open=False))
        self._changed()

    def end(self, secret: str | None = None) -> None:
        """End the room: the teacher does by their secret, the server without one. Nobody is in it any more."""
        with self._lock:
            if secret is not None and not self.is_teacher(secret):
                raise RoomError("secret")
            if self._shown.ended:
                return
            self._state.students.clear()
            self._shown = replace(self._shown, ended=True)
        self._changed()

    # Behind it

    @contextmanager
    def _taught(self, secret: str) -> Iterator[None]:
        """Hold the lock for what only the teacher may do.

        Raises
        ------
        RoomError
            ``secret``, or ``ended``.
        """
        if not self.is_teacher(secret):
            raise RoomError("secret")
        with self._lock:
            self._require_open()
            self._active_at = self._clock()
            yield

    def _require_open(self) -> None:
        if self._shown.ended:
            raise RoomError("ended")

    def _seen(self, student: Student) -> Student:
        student.seen_at = self._active_at = self._clock()
        return student

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


def clean_name_of_title(title: str) -> str:
    """Return a title of one line; it is longer than a student's name may be."""
    words = [clean_name(word) for word in title[: 10 * LONGEST_TITLE].split()]
    return " ".join(filter(None, words))[:LONGEST_TITLE].strip()
