"""What a browser may say over the WebSocket. Anything else closes its connection."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Base64Bytes, Field, TypeAdapter

from playground.experiment.model import MAX_LAYERS
from playground.experiment.spec import Spec

MAX_MESSAGE = 20_000
"""Characters in one message; the longest real one is an image of 64×64 pixels in three colours."""
MAX_PIXELS = 3 * 64 * 64
MAX_TYPED = 500
"""Characters of a text that somebody types to see it read."""

Count = Annotated[int, Field(ge=0, le=2**53)]
Place = Annotated[int, Field(ge=0, le=2**20)]


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

    type: Literal["play", "pause", "reset", "step", "step_epoch", "step_generator", "step_discriminator"]


class LookAt(Spec):
    """What a person looks at, and what they show to a network; what is not said is not looked at.

    A neuron, parts of wide layers, a sample; a test image, or pixels in base64, and a feature map; a test sequence, or
    a typed text, a direction of a recurrent layer and a step. See :class:`playground.training.probes.focus.Focus`.
    """

    type: Literal["look"]
    neuron: Annotated[tuple[Place, Place] | None, Field(strict=False)] = None
    windows: Annotated[tuple[Place, ...], Field(max_length=MAX_LAYERS + 2, strict=False)] = ()
    sample: Count | None = None
    image: Count | None = None
    map: Annotated[tuple[Place, Place] | None, Field(strict=False)] = None
    pixels: Annotated[Base64Bytes | None, Field(strict=False, max_length=MAX_PIXELS)] = None
    sequence: Count | None = None
    text: Annotated[str, Field(max_length=MAX_TYPED)] | None = None
    direction: Place = 0
    step: Place | None = None


class SetParameter(Spec):
    """A new value of a weight, or where ``source`` is missing of a bias."""

    type: Literal["edit"]
    layer: Place
    unit: Place
    source: Place | None = None
    value: Annotated[float, Field(ge=-1e6, le=1e6)]


class GoTo(Spec):
    """A place on the timeline; none for now."""

    type: Literal["scrub"]
    place: Place | None = None


class Move(Spec):
    """A slider of the page that goes to one of its stops, which the page has not heard of yet."""

    type: Literal["move"]
    control: Annotated[str, Field(max_length=64)]
    stop: Place


Said = Hello | Ready | Transport | LookAt | SetParameter | GoTo | Move
MESSAGE: TypeAdapter[Said] = TypeAdapter(Annotated[Said, Field(discriminator="type")])
