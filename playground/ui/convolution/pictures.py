"""The component that brings a picture to a page's other components."""

from __future__ import annotations

import base64

import streamlit as st

from playground.live.files import source
from playground.live.scripts import base_path, version

SLOT = "convolution"
"""Where the components of the convolution page find their picture."""

_PICTURE = st.components.v2.component("picture", html="<i></i>", css="i { display: none; }", js=source("picture.js"))


def picture(name: str, file: bytes, kind: str, *, key: str) -> None:
    """Bring a picture to the browser.

    Parameters
    ----------
    name
        Tells pictures apart: one of the same name is not taken again.
    file, kind
        The file and its media type, such as ``image/png``; without loss, so that Python and the browser compute with
        the same pixels.
    """
    url = f"data:{kind};base64,{base64.b64encode(file).decode('ascii')}"
    data = {"scripts": scripts(), "slot": SLOT, "name": name, "url": url}
    _PICTURE(key=key, data=data)


def scripts() -> str:
    """Return the address of the server's scripts."""
    return f"{base_path()}/live/{version()}"
