"""What the pages' look needs beyond Streamlit's theme."""

from __future__ import annotations

import streamlit as st

_WIDE = """
<style>
.stMainBlockContainer { padding: 4.2rem clamp(0.8rem, 2.5vw, 2.5rem) 2rem; }
[class*="st-key-question"] .stExpander summary { opacity: 1; }
[class*="st-key-question"] .stExpander summary p { font-size: 1rem; }
.st-key-page-title { margin-bottom: 0.35rem; }
.st-key-page-title h1 { padding: 0; }
.stMainBlockContainer [data-testid="stMarkdownContainer"] h2 { padding: 0.5rem 0 0.75rem; }
[data-testid="stSidebar"] h2 { padding: 0.75rem 0 1rem; }
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stMultiSelectTagsContainer"] [data-tag] { background-color: #006199; }
[data-testid^="stBaseButton-primary"] { background-color: #006199; border-color: #006199; }
[data-testid^="stBaseButton-primary"]:hover { background-color: #00507f; border-color: #00507f; }
[data-testid="stCaptionContainer"] { opacity: 0.75; }
[data-variant="segmented_control"][data-selected]:hover {
  background-color: color-mix(in srgb, currentcolor 10%, transparent) !important;
}
.katex-display { padding-inline: 3px; }
.katex-display > .katex { white-space: normal; }
[data-testid="stSidebar"] .katex-display { overflow: visible; }
[data-testid="stCode"] pre .token.comment { color: color-mix(in srgb, currentcolor 75%, transparent); }
[data-testid="stCode"] pre :is(.token.keyword, .token.function, .token.class-name, .token.builtin) {
  color: color-mix(in srgb, #1c83e1 60%, currentcolor);
}
[data-testid="stCode"] pre .token.number { color: color-mix(in srgb, #29b09d 50%, currentcolor); }
[data-testid="stCode"] pre :is(.token.string, .token.boolean) { color: color-mix(in srgb, #09ab3b 50%, currentcolor); }
@media (min-width: 900px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-page-title) + [data-testid="stLayoutWrapper"]
    [data-testid="stColumn"]:has([class*="st-key-question"]) { margin-top: -2.1rem; }
}
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
