"""What a person looks at: which neuron, which part of a wide layer, which sample. Values only; no PyTorch here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Focus:
    """What the pictures of a run should show besides what they always show.

    Layers are counted from the inputs, 0, over the dense layers, 1 and on, to the output layer. A focus that does not
    fit the network (any more) is as if it were empty.

    Parameters
    ----------
    neuron
        Layer and unit whose answer over the plane is wanted in full.
    windows
        The first unit shown of each layer, where a layer has more than are shown.
    sample
        Place in the data set of the point whose way through the network is wanted.
    image
        Place among the test images of the one in hand.
    map
        Layer, counted as listed from 1, and channel of the feature map that is wanted in full.
    pixels
        What is in hand instead: a drawn or brought image, a byte for each value, channel by channel and row by row.
    sequence
        Place among the test sequences of the one in hand.
    text
        What is in hand instead: letters that somebody typed.
    direction
        Which recurrent layer is looked at, from 0, each direction of a bidirectional one for itself.
    step
        Which time step of it, from 0; the last one where there is none.
    """

    neuron: tuple[int, int] | None = None
    windows: tuple[int, ...] = ()
    sample: int | None = None
    image: int | None = None
    map: tuple[int, int] | None = None
    pixels: bytes | None = None
    sequence: int | None = None
    text: str | None = None
    direction: int = 0
    step: int | None = None

    def shown(self, sizes: Sequence[int], most: int) -> list[slice]:
        """Return the units shown of each layer: all, or ``most`` from the first wanted one on."""
        windows = [*self.windows, *[0] * len(sizes)]
        starts = [min(start, max(size - most, 0)) for start, size in zip(windows, sizes, strict=False)]
        return [slice(start, min(start + most, size)) for start, size in zip(starts, sizes, strict=True)]


NOTHING = Focus()
