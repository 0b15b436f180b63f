"""What a browser may say over the WebSocket of a room. Anything else closes its connection."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from playground.experiment.spec import Spec
from playground.rooms.room import MOST_CHOICES
from playground.rooms.shown import OrderKind

LONGEST_QUESTION, LONGEST_CHOICE = 300, 80

Number = Annotated[int, Field(ge=0, le=2**31)]


class Enter(Spec):
    """The first message: which room, and by its token who it is, a student or the teacher.

    Parameters
    ----------
    wall
        Whether the teacher's page shows the wall.
    """

    type: Literal["enter"]
    code: Annotated[str, Field(max_length=16)]
    token: Annotated[str, Field(max_length=64)]
    wall: bool = False


class Hand(Spec):
    """A student raises or lowers their hand."""

    type: Literal["hand"]
    up: bool


class Vote(Spec):
    """A student votes for a choice, by its place."""

    type: Literal["vote"]
    choice: Number


class GiveOrder(Spec):
    """The teacher tells all networks what to do."""

    type: Literal["order"]
    kind: OrderKind


class Freeze(Spec):
    """The teacher lets nobody change anything, or everybody again."""

    type: Literal["freeze"]
    frozen: bool


class Lock(Spec):
    """The teacher lets nobody else in, or everybody again."""

    type: Literal["lock"]
    locked: bool


class Remove(Spec):
    """The teacher sends a student out, by their number."""

    type: Literal["remove"]
    student: Number


class Ask(Spec):
    """The teacher puts a question to the room."""

    type: Literal["ask"]
    question: Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
    choices: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=LONGEST_CHOICE)], ...],
        Field(min_length=2, max_length=MOST_CHOICES, strict=False),
    ]


class ClosePoll(Spec):
    """The teacher takes no more votes."""

    type: Literal["close_poll"]


class End(Spec):
    """The teacher ends the room."""

    type: Literal["end"]


OfStudent = Hand | Vote
OfTeacher = GiveOrder | Freeze | Lock | Remove | Ask | ClosePoll | End
InRoom = Enter | OfStudent | OfTeacher
ROOM_MESSAGE: TypeAdapter[InRoom] = TypeAdapter(Annotated[InRoom, Field(discriminator="type")])
