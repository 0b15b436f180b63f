"""Code on a page, longer than its place."""

from __future__ import annotations

import streamlit as st

from playground.live.files import source

_LISTING = st.components.v2.component("listing", js=source("listing.js"), isolate_styles=False)


def listing(text: str, language: str, height: int, *, name: str, key: str) -> None:
    """Show code that scrolls, for the keyboard too.

    Parameters
    ----------
    height
        Of its place, in pixels.
    name
        What it is, for people who cannot see it.
    """
    with st.container(key=key, gap=None):
        st.code(text, language=language, height=height)
        _LISTING(key=f"{key}_reached", data={"place": key, "name": name})
