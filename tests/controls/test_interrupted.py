"""What is brought is whole or not there, wherever a script that takes it is cut short."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.controls.own_data import test_image_upload, test_table_upload
from tests.datasets.malformed_archives import pets, zipped
from tests.ui.interruptions import all_cuts
from tests.ui.scripts import open_script

SERIES = b"year,rain,sun\n" + b"".join(b"%d,%d,%d\n" % (1900 + k, k % 7, k % 5) for k in range(90))
TEXTS = b"size,town,kind\n" + b"".join(
    b"%s,%s,%s\n"
    % ([b"small", b"large", b"medium"][k % 3], [b"Lyon", b"lyon", b"Nice", b"Lille"][k % 4], [b"Na", b"K"][k % 2])
    for k in range(20)
)
TEXT = b"anna\nbert\nclara\ndora\nemil\n" * 20


def series() -> None:
    import streamlit as st

    from playground.controls.own_data.rnn_uploads import series_upload

    st.session_state["result"] = series_upload()


def text() -> None:
    import streamlit as st

    from playground.controls.own_data.rnn_uploads import text_upload

    st.session_state["result"] = text_upload()


CASES: dict[str, tuple[Callable[[], None], str, bytes]] = {
    "table": (test_table_upload.script, "table.csv", test_table_upload.FLOWERS.encode()),
    "table of texts": (test_table_upload.script, "table.csv", TEXTS),
    "refused table": (test_table_upload.script, "table.csv", b"a,b\n1,2\n"),
    "images": (test_image_upload.script, "pets.zip", zipped(pets())),
    "refused images": (test_image_upload.script, "pets.zip", b"PK"),
    "series": (series, "rain.csv", SERIES),
    "text": (text, "names.txt", TEXT),
    "refused text": (text, "names.txt", b"a"),
}


def seen(app: AppTest) -> list[object]:
    choices = [*app.selectbox, *app.multiselect, *app.select_slider, *app.button_group, *app.toggle]
    shown = [(choice.key, choice.value) for choice in choices]
    words = [words.value for words in (*app.error, *app.caption)]
    return [repr(app.session_state["result"]), shown, words]


@pytest.mark.parametrize("case", CASES)
def test_an_upload_that_is_cut_short_is_taken_with_the_next_run(case: str) -> None:
    script, name, raw = CASES[case]

    def upload(app: AppTest) -> None:
        app.file_uploader[0].set_value((name, raw, "application/octet-stream"))

    assert all_cuts(lambda: open_script(script), upload, seen) > 10
