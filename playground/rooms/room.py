"""One room: what its teacher wants of the class."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from playground.rooms.attendance import Attendance
from playground.rooms.names import clean_name
from playground.rooms.shown import Order, OrderKind, Poll, RoomError, Shown, Task

MOST_STUDENTS = 200
LONGEST_TITLE = 60
MOST_CHOICES = 6


class Room(Attendance):
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
    challenge
        Name of the challenge that it begins with, if that is one.
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
        challenge: str | None = None,
        most: int = MOST_STUDENTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.secret = secrets.token_urlsafe(32)
        super().__init__(
            Shown(0, clean_name_of_title(title), code, language, Task(0, page, query, challenge)), most, clock
        )

    def is_teacher(self, secret: str) -> bool:
        """Return whether somebody brings the teacher's secret."""
        return secrets.compare_digest(secret.encode("utf-8", "replace"), self.secret.encode())

    def send(self, secret: str, page: str, query: str, challenge: str | None = None) -> None:
        """Send a page to all."""
        with self._taught(secret):
            task = Task(self._shown.task.number + 1, page, query, challenge)
            self._shown = replace(self._shown, task=task)
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

    def lock(self, secret: str, locked: bool) -> None:
        """Let nobody else in, or everybody again."""
        with self._taught(secret):
            self._shown = replace(self._shown, locked=locked)
        self._changed()

    def remove(self, secret: str, number: int) -> None:
        """Send a student out, by their number.

        Raises
        ------
        RoomError
            ``student``, if there is none of that number; ``secret`` or ``ended``.
        """
        with self._taught(secret):
            tokens = [token for token, student in self._state.students.items() if student.number == number]
            if not tokens:
                raise RoomError("student")
            del self._state.students[tokens[0]]
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


def clean_name_of_title(title: str) -> str:
    """Return a title of one line; it is longer than a student's name may be."""
    words = [clean_name(word) for word in title[: 10 * LONGEST_TITLE].split()]
    return " ".join(filter(None, words))[:LONGEST_TITLE].strip()
