"""Pictures of a few pixels, whose numbers one can follow by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from playground.i18n import N_

EXCERPT = 8
"""Pixels along each side of an excerpt of a larger picture."""


@dataclass(frozen=True)
class SmallPicture:
    """A small picture.

    Parameters
    ----------
    label
        A few words for the menu, untranslated.
    pixels
        Grey levels from 0 to 255, of shape ``(h, w)``.
    """

    label: str
    pixels: npt.NDArray[np.uint8]


def excerpt(pixels: npt.NDArray[np.uint8], row: int, column: int) -> npt.NDArray[np.uint8]:
    """Return 8×8 pixels of a picture around a place, moved inwards at its edges; ``(h, w)`` or ``(h, w, 3)``."""
    starts = (
        min(max(middle - EXCERPT // 2, 0), max(length - EXCERPT, 0))
        for middle, length in zip((row, column), pixels.shape[:2], strict=True)
    )
    top, left = starts
    return pixels[top : top + EXCERPT, left : left + EXCERPT]


def _drawn(picture: str, levels: Mapping[str, int]) -> npt.NDArray[np.uint8]:
    return np.array([[levels[sign] for sign in line] for line in picture.split()], np.uint8)


_GREYS = {".": 0, "-": 96, "+": 176, "#": 255}

SMALL_PICTURES: Mapping[str, SmallPicture] = MappingProxyType(
    {
        "digit": SmallPicture(
            N_("A seven of 8×8 pixels"),
            _drawn("........ .+####+. .----##. .....#+. ..-+##+. ...##--. ...#+... ..-#-...", _GREYS),
        ),
        "edge": SmallPicture(
            N_("A vertical edge"), np.repeat([[20, 20, 20, 20, 220, 220, 220, 220]], 8, axis=0).astype(np.uint8)
        ),
        "point": SmallPicture(
            N_("One bright point"), _drawn("....... ....... ....... ...#... ....... ....... .......", _GREYS)
        ),
        "gimp": SmallPicture(N_("GIMP's example, 3×3"), np.array([[40, 42, 46], [46, 50, 55], [52, 56, 58]], np.uint8)),
        "excerpt": SmallPicture(N_("8×8 pixels of the picture"), np.zeros((EXCERPT, EXCERPT), np.uint8)),
    }
)
"""The pictures by the name that a link gives them; of the last one the pixels are cut out of the picture chosen."""
