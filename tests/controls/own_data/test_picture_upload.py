"""The upload of one picture, as a script of its own: any file, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.controls.own_data.picture_upload import picture_refusal
from playground.datasets.pictures.picture_file import PictureError, read_picture
from playground.i18n import LANGUAGES, set_language
from tests.datasets.malformed_archives import pets, zipped
from tests.datasets.malformed_pictures import files
from tests.ui.scripts import open_script, run

CASES = Path(__file__).parents[2] / "cases"


def script() -> None:
    import streamlit as st

    from playground.controls.own_data.picture_upload import picture_upload

    st.session_state["result"] = picture_upload("A picture", "one", "Any picture.")


def test_any_file_comes_through() -> None:
    app: AppTest = open_script(script)
    assert app.session_state["result"] is None
    assert list(app.file_uploader[0].proto.type) == []
    for name, raw in (("cat.png", files()["png"]), ("table.csv", b"a,b\n1,2\n"), ("plain.jfif", files()["jpeg"])):
        app.file_uploader[0].set_value((name, raw, "application/octet-stream"))
        assert run(app).session_state["result"] == raw


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("raw", "english", "french"),
    [
        (zipped(pets()), "This is a zip archive. Here one picture is needed", "une seule image"),
        (b"a,b\n1,2\n" * 9, "This is a text. Here a picture is needed, such as", "Il faut ici une image"),
        (b"<svg xmlns='x'></svg>", "vector drawing (SVG). Here a picture is needed: save it as PNG", "en PNG"),
        (b"%PDF-1.7 x", "document (PDF, Word, slides). Here a picture is needed: save it as PNG", "capture"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "no PNG, JPEG", "pas une image PNG"),
        (files()["png"][:200], "damaged or cut off", "tronquée"),
        (b"", "The file is empty; choose a picture", "Le fichier est vide ; choisissez une image"),
        (bytes(range(256)) * 9, "This is no PNG", "Ce n'est pas une image PNG"),
    ],
)
def test_what_is_no_picture_is_refused_by_what_it_is(raw: bytes, english: str, french: str, language: str) -> None:
    set_language(language)
    try:
        with pytest.raises(PictureError) as refused:
            read_picture(raw)
        words = picture_refusal(raw, refused.value).replace("\u202f", " ").replace("\u00a0", " ")
    finally:
        set_language("en")
    assert (english if language == "en" else french) in words
    assert words.isprintable()
    assert len(words) < 260
