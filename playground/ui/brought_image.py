"""A picture of a person's own, to show to a network for images."""

from __future__ import annotations

from base64 import b64encode

import streamlit as st

from playground.datasets.picture_file import MAX_BYTES, PictureError, middle_square
from playground.experiment.spec import Shape
from playground.i18n import _
from playground.ui.brought import show_refusal
from playground.ui.groups import hidden

UPLOAD = "cnn_brought"


def brought_image(shape: Shape) -> str:
    """Show the upload, and return the picture as the network takes it, in base64; empty where there is none.

    A file that cannot be used is refused with a sentence.

    Parameters
    ----------
    shape
        Channels, height and width of the network's images.
    """
    if hidden(UPLOAD):
        return ""
    with st.expander(_("Show it a picture of yours"), icon=":material/add_photo_alternate:"):
        file = st.file_uploader(
            _("A picture"),
            ["png", "jpg", "jpeg", "webp", "gif", "bmp"],
            key=UPLOAD,
            max_upload_size=MAX_BYTES // 1_000_000 + 1,
            label_visibility="collapsed",
            help=_("Its middle square is taken and scaled. It stays in the memory of this server."),
        )
        inverted = st.toggle(
            _("Dark on light"),
            key="cnn_inverted",
            help=_("Digits of the data are light on dark: turn a photograph of ink on paper round."),
        )
    if file is None:
        return ""
    try:
        pixels = middle_square(file.getvalue(), shape[1], shape[0])
    except PictureError as refused:
        show_refusal(str(refused))
        return ""
    return b64encode((255 - pixels if inverted else pixels).tobytes()).decode()
