"""A student of a room."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """Where a student is: a page with its address.

    Parameters
    ----------
    page, query
        Name of the page, and what its address says of its controls.
    """

    page: str
    query: str


@dataclass
class Student:
    """One student. Only the room changes what is here, under its lock.

    Parameters
    ----------
    number
        Counts those who have joined, from 1.
    name
        What they call themselves; empty for "Student 12", in the language of whoever reads it.
    joined_at, seen_at
        When they joined, and were last heard of, in seconds of the room's clock.
    token
        Their secret: who brings it is this student. It is in no message that anybody else is sent.
    hand
        Whether they raise their hand.
    run
        Token of the run that they train; none before there is one, or on a page that trains nothing.
    place
        Where they are now.
    taken
        The number of the newest task that they have been brought to.
    own
        Where they were before that, or where they were in it since they went back.
    went_back
        Whether they have gone back to what they had before the task.
    choice
        What they have voted for, by its place.
    present
        How many pages of theirs are open.
    """

    number: int
    name: str
    joined_at: float
    seen_at: float
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    hand: bool = False
    run: str | None = None
    place: Place | None = None
    taken: int = 0
    own: Place | None = None
    went_back: bool = False
    choice: int | None = None
    present: int = 0
