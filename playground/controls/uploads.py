"""What a person brings to a page: read once, and refused in words where it cannot be used."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

import streamlit as st

from playground.i18n import language

Read = TypeVar("Read")

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def newly_read(
    key: str, raw: bytes, read: Callable[[], Read], refusal: type[ValueError], *settings: object
) -> Read | None:
    """Read what was brought, once for each content, language and way to read it.

    Parameters
    ----------
    key
        Begins the session's keys for what was read last and why it was refused.
    raw
        What was brought.
    read
        Reads it.
    refusal
        What that raises if it cannot be used; its words are what :func:`refused` returns from then on.
    settings
        What else the reading depends on.

    Returns
    -------
    Read | None
        What was read now; ``None`` if it had been read before or is refused.
    """
    wanted = (sha256(raw).digest(), *settings, language())
    if st.session_state.get(f"{key}_taken") == wanted:
        return None
    st.session_state[f"{key}_taken"] = wanted
    forget_refusal(key)
    try:
        return read()
    except refusal as reason:
        st.session_state[_refused(key)] = str(reason)
        return None


def refused(key: str) -> str | None:
    """Return why what was brought last is refused; ``None`` if it is not."""
    reason: str | None = st.session_state.get(_refused(key))
    return reason


def forget_refusal(key: str) -> None:
    """Forget why what was brought last is refused."""
    st.session_state.pop(_refused(key), None)


def show_refusal(reason: str | None, kept: str = "") -> None:
    """Show why something is refused, if it is.

    Parameters
    ----------
    kept
        A sentence on what stays in use.
    """
    if reason is not None:
        st.error(plain(f"{reason} {kept}".rstrip()), icon=":material/block:")


def plain(text: str) -> str:
    """Return a text such that Markdown shows it as it is: what a file says is no markup."""
    return _MARKUP.sub(r"\\\1", text)


def _refused(key: str) -> str:
    return f"{key}_refused"
