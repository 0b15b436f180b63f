"""What is known of the built-in images without reading them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

ImagesName = Literal["mnist", "fashion_mnist", "digits"]


@dataclass(frozen=True)
class Images:
    """One built-in set of grey, square images.

    Parameters
    ----------
    classes
        Their names, in the order of their numbers.
    side
        Height and width in pixels.
    white
        The brightest level of a pixel; the darkest is 0.
    train, test
        How many images of each class are for training and for testing.
    """

    classes: tuple[str, ...]
    side: int
    white: int
    train: tuple[int, ...]
    test: tuple[int, ...]


_NUMERALS = tuple("0123456789")
_CLOTHES = ("t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle-boot")

IMAGES: Mapping[ImagesName, Images] = MappingProxyType(
    {
        "mnist": Images(_NUMERALS, side=28, white=255, train=(600,) * 10, test=(100,) * 10),
        "fashion_mnist": Images(_CLOTHES, side=28, white=255, train=(600,) * 10, test=(100,) * 10),
        "digits": Images(
            _NUMERALS,
            side=8,
            white=16,
            train=(133, 137, 132, 138, 135, 137, 136, 134, 130, 135),
            test=(45, 45, 45, 45, 46, 45, 45, 45, 44, 45),
        ),
    }
)
