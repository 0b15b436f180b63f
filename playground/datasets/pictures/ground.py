"""What lies behind a picture that is transparent in places: white, or black where it would vanish on white."""

from __future__ import annotations

from math import ceil

from PIL import Image, ImageStat

_VANISHING = 0.25
"""A picture vanishes on white with less than this share of its contrast on black, which a stroke of 80 % white has."""
_ENOUGH = 1_000_000
"""Pixels that are looked at to decide."""


def on_a_ground(image: Image.Image) -> tuple[Image.Image, bool]:
    """Return a picture on white or black in mode RGB, and whether it is on black.

    What is drawn in black on nothing must be on white to be seen, what is drawn in white on black: a picture of one
    brightness is lost to the network as it is to the eye. It lies on white, as programs show it, unless the standard
    deviation of its brightness would then be less than a quarter of what it is on black. How much of the picture is
    drawn plays no part in that, and transparent edges of a stroke count for what they show.

    Parameters
    ----------
    image
        In mode RGBA.
    """
    step = ceil((image.width * image.height / _ENOUGH) ** 0.5)
    sample = image.reduce(step) if step > 1 else image
    white, black = (_contrast(_flat(sample, ground)) for ground in ("white", "black"))
    on_black = white < _VANISHING * black
    return _flat(image, "black" if on_black else "white"), on_black


def _flat(image: Image.Image, ground: str) -> Image.Image:
    page = Image.new("RGB", image.size, ground)
    page.paste(image, mask=image)
    return page


def _contrast(image: Image.Image) -> float:
    """Return the standard deviation of a picture's brightness, 0 to 127.5."""
    return ImageStat.Stat(image.convert("L")).stddev[0]
