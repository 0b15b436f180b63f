"""What a browser may say over the WebSocket. Anything else closes its connection."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from playground.experiment.spec import Spec

MAX_MESSAGE = 1024
"""Characters in one message; the longest real one has about 100."""

Count = Annotated[int, Field(ge=0, le=2**53)]


class Hello(Spec):
    """The first message: which run to watch."""

    type: Literal["hello"]
    token: Annotated[str, Field(max_length=64)]


class Ready(Spec):
    """One credit: the browser can take the next frame."""

    type: Literal["ready"]
    generation: Count
    since: Count
    shown: Annotated[int, Field(ge=-1, le=2**53)]


class Transport(Spec):
    """A button of the transport."""

    type: Literal["play", "pause", "reset", "step", "step_epoch"]


Message = Annotated[Hello | Ready | Transport, Field(discriminator="type")]
MESSAGE: TypeAdapter[Hello | Ready | Transport] = TypeAdapter(Message)
