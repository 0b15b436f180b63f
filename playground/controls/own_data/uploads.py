"""What a person brings to a page: read once, and refused in words where it cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from playground.i18n import _, language
from playground.numerals import fixed
from playground.ui.plain_text import plain as plain

Read = TypeVar("Read")

_NOTHING: tuple[object, None] = (None, None)
"""What was brought, and why it was refused, before there was anything."""


def read_once(
    key: str,
    raw: bytes,
    read: Callable[[], Read],
    keep: Callable[[Read], object],
    refusal: type[ValueError],
    *settings: object,
) -> None:
    """Read and keep what was brought, once for each content, language and way to read it.

    Streamlit may end a script wherever it touches the session, because somebody has clicked again. What was brought
    counts as read only once it is kept, in one step with why it was refused: a reading that was cut short begins anew.

    Parameters
    ----------
    key
        The session's key for what was read last and why it was refused.
    raw
        What was brought.
    read
        Reads it.
    keep
        Puts what was read into the session; called again if it was cut short.
    refusal
        What that raises if it cannot be used; its words are what :func:`refused` returns from then on.
    settings
        What else the reading depends on.
    """
    brought = (sha256(raw).digest(), *settings, language())
    if st.session_state.get(key, _NOTHING)[0] == brought:
        return
    reason: str | None = None
    try:
        keep(read())
    except refusal as error:
        reason = str(error)
    st.session_state[key] = (brought, reason)


def refused(key: str) -> str | None:
    """Return why what was brought last is refused; ``None`` if it is not."""
    reason: str | None = st.session_state.get(key, _NOTHING)[1]
    return reason


def forget_brought(key: str) -> None:
    """Forget what was brought last, and why it was refused."""
    st.session_state[key] = _NOTHING


def is_small_enough(file: UploadedFile, megabytes: int) -> bool:
    """Return whether a file is no larger than that, and say it if it is not; it is not read for that."""
    if reason := too_large(file, megabytes):
        show_refusal(reason)
    return not reason


def too_large(file: UploadedFile, megabytes: int) -> str:
    """Return why a file is refused before it is read; nothing if it is no larger than that."""
    if file.size <= megabytes * 1_000_000:
        return ""
    sentence = _("The file has {size} MB; at most {most} MB are allowed.")
    return sentence.format(size=fixed(file.size / 1e6, 1), most=megabytes)


def show_refusal(reason: str | None, consequence: str = "") -> None:
    """Show why something is refused, if it is.

    Parameters
    ----------
    kept
        A sentence on what stays in use.
    """
    if reason is not None:
        st.error(plain(f"{reason} {consequence}".rstrip()), icon=":material/block:")
