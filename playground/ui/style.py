"""What the pages' look needs beyond Streamlit's theme."""

from __future__ import annotations

import streamlit as st

_WIDE = """
<style>
.stMainBlockContainer { padding: 4.2rem clamp(0.8rem, 2.5vw, 2.5rem) 2rem; }
[class*="st-key-question"] .stExpander summary { opacity: 1; }
[class*="st-key-question"] .stExpander summary p { font-size: 1rem; }
@media (max-width: 500px) {
  .st-key-sizes .katex { font-size: 0.88rem; }
}
@media (max-width: 640px) {
  .st-key-pictures [data-testid="stColumn"]:nth-child(2) { order: -1; }
}
</style>
"""


def wide_page() -> None:
    """Give the page's pictures the room that Streamlit leaves empty at its sides."""
    st.html(_WIDE)
