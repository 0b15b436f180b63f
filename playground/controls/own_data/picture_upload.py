"""The upload of one picture: any file is taken, and one that is no picture is refused in words that say what to do."""

from __future__ import annotations

import streamlit as st

from playground.controls.own_data.uploads import is_small_enough
from playground.datasets.file_kind import FileKind, kind_of, what_it_is
from playground.datasets.pictures.picture_file import MAX_BYTES, PictureError
from playground.i18n import _

MEGABYTES = MAX_BYTES // 1_000_000


def picture_upload(label: str, key: str, help_text: str, hide_label: bool = False) -> bytes | None:
    """Show the upload, which takes any file, and return the bytes that it holds; ``None`` if it is empty."""
    file = st.file_uploader(
        label,
        key=key,
        help=help_text,
        label_visibility="collapsed" if hide_label else "visible",
    )
    return None if file is None or not is_small_enough(file, MEGABYTES) else file.getvalue()


def picture_refusal(raw: bytes, error: PictureError) -> str:
    """Return why a file is no picture to use, by what it is, and what to do."""
    kind = kind_of(raw)
    if kind in ("picture", "empty", "unknown"):
        return str(error)
    return f"{what_it_is(kind)} {_advice(kind)}"


def _advice(kind: FileKind) -> str:
    if kind in ("zip", "archive"):
        return _("Here one picture is needed: unpack it, and choose one.")
    if kind in ("drawing", "document", "web page"):
        return _("Here a picture is needed: save it as PNG, or take a picture of the screen.")
    return _("Here a picture is needed, such as a PNG, JPEG or HEIC file.")
