"""Files that are too large, under the upload controls of the pages: told in the reader's language, and not read."""

from __future__ import annotations

import pytest

from playground.controls.own_data import uploads
from tests.pages.opened import Opened

CONTROLS = {
    "own_upload": ("", {"data": "table"}, 100),
    "rnn_own_csv": ("rnn", {"rnn_data": "series"}, 100),
    "rnn_own_file": ("rnn", {"rnn_data": "text"}, 50),
    "conv_upload": ("convolution", {"conv_image": "file"}, 30),
    "cnn_brought": ("cnn", {}, 30),
    "download_opened": ("", {}, 50),
}
"""Of each control the page, its address, and megabytes that are taken."""
WORDS = {"en": "at most {most} MB are allowed", "fr": "{most} Mo"}


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("key", CONTROLS)
def test_it_is_told_in_words(opened: Opened, key: str, language: str) -> None:
    opened.page, address, most = CONTROLS[key]
    opened.visit(lang=language, **address)
    before = opened.experiment if opened.page != "convolution" else None
    large = bytes(most * 1_000_000 + 1)
    opened.app.get_by_key(key).set_value([("large.bin", large, "application/octet-stream")])
    opened.again()
    (error,) = opened.app.error
    assert WORDS[language].format(most=most) in error.value.replace("\\", "")
    assert before is None or opened.experiment == before


@pytest.mark.parametrize(("size", "refused"), [(0, False), (2_000_000, False), (2_000_001, True), (10**9, True)])
def test_the_limit_is_taken_in_full(size: int, refused: bool) -> None:
    class File:
        def __init__(self) -> None:
            self.size = size

    assert bool(uploads.too_large(File(), 2)) is refused  # type: ignore[arg-type]
