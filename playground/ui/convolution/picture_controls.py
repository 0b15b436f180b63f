"""The picture of the convolution page: a photograph that ships, a person's own, or one drawn by hand."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import Image

from playground.concepts.small_pictures import SMALL_PICTURES, excerpt
from playground.controls.own_data.picture_upload import MEGABYTES, picture_refusal, picture_upload
from playground.controls.own_data.uploads import show_refusal
from playground.datasets.pictures.photographs import LONGEST, PHOTOGRAPHS, decoded, encoded, photograph_file
from playground.datasets.pictures.picture_file import PictureError, shrunk_picture
from playground.i18n import _
from playground.ui.convolution.pictures import picture
from playground.ui.widgets import pick

SIDE = 28
"""Pixels along each side of a drawing."""
FILE, WEBCAM, DRAW = "file", "webcam", "draw"
_OWN, _DRAWN = "_conv_own", "_conv_drawn"


@dataclass(frozen=True)
class PictureShown:
    """A picture as it goes to the browser.

    Parameters
    ----------
    name
        Tells it from others.
    file, kind
        The file and its media type.
    drawn
        Whether it is drawn by hand, and so may be drawn on.
    on_black
        Whether it is transparent in places, and lies on black.
    """

    name: str
    file: bytes
    kind: str = "image/png"
    drawn: bool = False
    on_black: bool = False

    @property
    def pixels(self) -> npt.NDArray[np.uint8]:
        """Its pixels, of shape ``(h, w, 3)``."""
        return _pixels(self.file)

    def bring(self) -> None:
        """Bring it to the browser."""
        picture(self.name, self.file, self.kind, key="conv-picture")


def picture_choice(part: str, usual: Mapping[str, Any], at: tuple[float, float], shown: bool = True) -> PictureShown:
    """Show the choice of a picture and return it.

    Parameters
    ----------
    at
        The pixel chosen, as shares of the picture's sides: an excerpt is cut out around it.
    """
    if not shown:
        return _photograph(usual["conv_image"] if usual["conv_image"] in PHOTOGRAPHS else "cat")
    if part != "steps":
        return _large(usual)
    options = {name: _(small.label) for name, small in SMALL_PICTURES.items()}
    small = pick(_("Small picture"), "conv_small", options, usual["conv_small"])
    if small != "excerpt":
        return PictureShown(f"small-{small}", encoded(SMALL_PICTURES[small].pixels))
    pixels = _large(usual).pixels
    row, column = (int(share * length) for share, length in zip(at, pixels.shape[:2], strict=True))
    file = encoded(np.ascontiguousarray(excerpt(pixels, row, column)))
    return PictureShown(_digest(file), file)


def take_drawing(event: Mapping[str, Any]) -> None:
    """Keep a drawing that the browser sent; what is none is left."""
    try:
        pixels = base64.b64decode(event["pixels"], validate=True)
    except (KeyError, TypeError, ValueError, binascii.Error):
        return
    if len(pixels) == SIDE * SIDE:
        st.session_state[_DRAWN] = pixels


def _large(usual: Mapping[str, Any]) -> PictureShown:
    """Show the choice of a picture of any size and return it."""
    options = {name: _(photograph.label) for name, photograph in PHOTOGRAPHS.items()}
    options |= {DRAW: _("A digit that you draw"), FILE: _("Your own picture"), WEBCAM: _("Your camera")}
    name = pick(_("Picture"), "conv_image", options, usual["conv_image"])
    if name == DRAW:
        return PictureShown("drawing", _drawing(), drawn=True)
    if name in (FILE, WEBCAM):
        return _own(name) or _cat_instead()
    return _photograph(name)


def _cat_instead() -> PictureShown:
    st.caption(_("Until you bring a picture, the cat is shown."))
    return _photograph("cat")


def _photograph(name: str) -> PictureShown:
    return PictureShown(name, photograph_file(name), "image/webp")


def _own(name: str) -> PictureShown | None:
    """Show the way to bring a picture and return the last one that came, if any did."""
    helped = _(
        "At most {size} MB; it is scaled down to {side} pixels along its longer side. It stays in the memory of this "
        "server, and never enters a link."
    ).format(size=MEGABYTES, side=LONGEST)
    key = f"{_OWN}_{name}"
    if name == FILE:
        raw = picture_upload(_("A picture"), "conv_upload", helped)
    else:
        shot = st.camera_input(_("Take a picture"), key="conv_shot", help=helped)
        raw = None if shot is None else shot.getvalue()
    if raw is not None:
        try:
            file, on_black = _taken(raw)
            st.session_state[key] = PictureShown(_digest(file), file, on_black=on_black)
        except PictureError as refused:
            consequence = _("The picture in use stays as it is.") if key in st.session_state else ""
            show_refusal(picture_refusal(raw, refused), consequence)
    mine: PictureShown | None = st.session_state.get(key)
    if mine is not None and mine.on_black:
        st.caption(_("It is light on a transparent ground: it lies on black here."))
    return mine


@st.cache_data(show_spinner=False, max_entries=20)
def _taken(data: bytes) -> tuple[bytes, bool]:
    """Return a person's picture, scaled down, as a file of ours, and whether it lies on black."""
    picture = shrunk_picture(data, LONGEST)
    return encoded(picture.pixels), picture.on_black


@st.cache_data(show_spinner=False, max_entries=20)
def _pixels(file: bytes) -> npt.NDArray[np.uint8]:
    return decoded(file)


def _drawing() -> bytes:
    """Return what was drawn last, at first a seven to start from."""
    drawn: bytes | None = st.session_state.get(_DRAWN)
    if drawn is not None:
        return encoded(np.frombuffer(drawn, np.uint8).reshape(SIDE, SIDE))
    image = Image.fromarray(SMALL_PICTURES["digit"].pixels).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    return encoded(np.asarray(image))


def _digest(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()[:16]
