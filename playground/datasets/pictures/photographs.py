"""The photographs that ship with the application (assets/LICENSES.md)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from PIL import Image

from playground.i18n import N_
from playground.paths import PHOTOGRAPHS as FOLDER

Picture = npt.NDArray[np.uint8]
LONGEST = 256
"""Pixels of a picture's longer side: as many as the browser convolves without delay."""


@dataclass(frozen=True)
class Photograph:
    """A photograph.

    Parameters
    ----------
    label
        A few words for the menu, untranslated.
    description
        What is on it, for people who do not see it.
    """

    label: str
    description: str


PHOTOGRAPHS: Mapping[str, Photograph] = MappingProxyType(
    {
        "cat": Photograph(N_("Cat"), N_("a ginger cat that looks into the camera")),
        "camera": Photograph(N_("Photographer"), N_("a man behind a camera on its tripod, in black and white")),
        "coffee": Photograph(N_("Coffee"), N_("a cup of espresso on a wooden table")),
        "astronaut": Photograph(N_("Astronaut"), N_("an astronaut in an orange suit before a flag")),
    }
)
"""The photographs by the name of their file."""


def photograph_file(name: str) -> bytes:
    """Return the file of a photograph, WebP without loss."""
    return (FOLDER / f"{name}.webp").read_bytes()


def photograph(name: str) -> Picture:
    """Return the pixels of a photograph, of shape ``(h, w, 3)``."""
    return decoded(photograph_file(name))


def decoded(file: bytes) -> Picture:
    """Return the pixels of a file of our own, of shape ``(h, w, 3)``; for people's own there is ``picture_file``."""
    with Image.open(io.BytesIO(file)) as image:
        return np.asarray(image.convert("RGB"))


def encoded(picture: Picture) -> bytes:
    """Return a picture of shape ``(h, w)`` or ``(h, w, 3)`` as a PNG file."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    return file.getvalue()


def shrunk(picture: Picture, longest: int = LONGEST) -> Picture:
    """Return a picture whose longer side has at most so many pixels."""
    image = Image.fromarray(picture)
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return np.asarray(image)
