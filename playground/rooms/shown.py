"""What everybody in a room may know of it, and what a room does not do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OrderKind = Literal["play", "pause", "reset"]
Reason = Literal["full", "ended", "locked", "secret", "student", "poll", "choice"]


class RoomError(Exception):
    """Something that a room does not do.

    Parameters
    ----------
    reason
        ``full``, ``ended``, ``locked``; no such ``secret`` or ``student``; no ``poll`` is open; no such ``choice``.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Task:
    """What the teacher has sent to all: a page with its address.

    Parameters
    ----------
    number
        Counts them, from 1; 0 is what the room began with.
    page, query
        Name of the page, and what its address says.
    challenge
        Name of the challenge that it is; none where it is no challenge.
    """

    number: int
    page: str
    query: str
    challenge: str | None = None


@dataclass(frozen=True)
class Order:
    """What the teacher has told all networks to do.

    Parameters
    ----------
    number
        Counts them: each is followed once, by whoever is there when it comes.
    """

    number: int
    kind: OrderKind


@dataclass(frozen=True)
class Poll:
    """A question put to the room.

    Parameters
    ----------
    number
        Counts them.
    question, choices
        As they are shown.
    open
        Whether one may still vote.
    """

    number: int
    question: str
    choices: tuple[str, ...]
    open: bool = True


@dataclass(frozen=True)
class Shown:
    """What everybody in the room may know of it.

    Parameters
    ----------
    version
        Counts the changes.
    title, code, language
        Of the room.
    task, order, poll
        The newest; none before there is one.
    votes
        How many have voted for each choice of the poll.
    frozen
        Whether nobody may change anything for the moment.
    locked
        Whether nobody else may join.
    ended
        Whether it is over.
    """

    version: int
    title: str
    code: str
    language: str
    task: Task
    order: Order | None = None
    poll: Poll | None = None
    votes: tuple[int, ...] = ()
    frozen: bool = False
    locked: bool = False
    ended: bool = False
