"""A picture of a person's own, to show to a network for images."""

from __future__ import annotations

from base64 import b64encode

import numpy as np
import streamlit as st

from playground.controls.own_data.picture_upload import picture_refusal, picture_upload
from playground.controls.own_data.uploads import show_refusal
from playground.datasets.pictures.picture_file import Picture, PictureError, Pixels, square_picture
from playground.experiment.spec import Shape
from playground.i18n import _
from playground.ui.groups import hidden

UPLOAD = "cnn_brought"
_INVERTED, _LAST = "cnn_inverted", "_cnn_brought_last"
_MIDDLE = 127.5


def brought_image(shape: Shape, light_on_dark: bool) -> str:
    """Show the upload, and return the picture as the network takes it, in base64; empty where there is none.

    A file that cannot be used is refused with a sentence.

    Parameters
    ----------
    shape
        Channels, height and width of the network's images.
    light_on_dark
        Whether the network's images are: a picture with a bright border is then turned round, unless the person does
        not want it.
    """
    if hidden(UPLOAD):
        return ""
    with st.expander(_("Show it a picture of yours"), icon=":material/add_photo_alternate:"):
        raw = picture_upload(
            _("A picture"),
            UPLOAD,
            _("Its middle square is taken and scaled. It stays in the memory of this server."),
            hide_label=True,
        )
        picture = None if raw is None else _read(raw, shape)
        if picture is not None and picture.on_black:
            st.caption(_("It is light on a transparent ground: it lies on black here."))
        if picture is not None and light_on_dark:
            _turn_if_bright(picture.pixels)
        inverted = st.toggle(
            _("Dark on light: turn its brightness round"),
            key=_INVERTED,
            help=_("Digits of the data are light on dark. A picture with a bright border is turned round by itself."),
        )
    if picture is None:
        return ""
    return b64encode((255 - picture.pixels if inverted else picture.pixels).tobytes()).decode()


def _read(raw: bytes, shape: Shape) -> Picture | None:
    """Return the picture in a file; ``None`` if it is refused, in words."""
    try:
        return square_picture(raw, shape[1], shape[0])
    except PictureError as refused:
        show_refusal(picture_refusal(raw, refused))
        return None


def _turn_if_bright(pixels: Pixels) -> None:
    """Let a new picture be turned round if its border is bright; the person may decide otherwise after that."""
    now = pixels.tobytes()
    if st.session_state.get(_LAST) == now:
        return
    border = np.ones(pixels.shape[1:], bool)
    border[1:-1, 1:-1] = False
    st.session_state[_INVERTED] = bool(pixels[:, border].mean() > _MIDDLE)
    st.session_state[_LAST] = now
