"""The upload of a person's own images, as a script of its own."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from playground.experiment import OwnImages
from tests.datasets.malformed_archives import pets, zipped
from tests.ui.scripts import open_script, run


def script() -> None:
    import streamlit as st

    from playground.controls.image_upload import image_upload

    st.session_state["result"] = image_upload()


@pytest.fixture(name="app")
def fixture_app() -> AppTest:
    return open_script(script)


def upload(app: AppTest, raw: bytes) -> AppTest:
    app.file_uploader[0].set_value(("pets.zip", raw, "application/zip"))
    return run(app)


def images(app: AppTest) -> OwnImages:
    made = app.session_state["result"]
    assert isinstance(made, OwnImages)
    return made


def put(app: AppTest, key: str, value: object) -> AppTest:
    app.get_by_key(key).set_value(value)
    return run(app)


def test_there_are_no_images_before_an_upload(app: AppTest) -> None:
    assert app.session_state["result"] is None
    assert not [*app.caption, *app.error]


def test_folders_become_classes(app: AppTest) -> None:
    own = images(upload(app, zipped(pets())))
    assert own.input_shape == (1, 28, 28)
    for number, name in enumerate(own.class_names):
        assert f"{name} ({own.labels.count(number)})" in app.caption[0].value.replace("\\", "")


def test_size_and_colour_are_a_persons_choice(app: AppTest) -> None:
    upload(app, zipped(pets()))
    assert images(put(app, "cnn_own_size", 16)).input_shape == (1, 16, 16)
    assert images(put(app, "cnn_own_colour", True)).input_shape == (3, 16, 16)


def test_a_refused_file_says_why_and_leaves_the_images_in_use(app: AppTest) -> None:
    before = images(upload(app, zipped(pets())))
    upload(app, b"PK\x03\x04 is no archive")
    assert len(app.error) == 1
    assert app.error[0].value.replace("\\", "").endswith("The images in use stay as they are.")
    assert images(app) == before
    assert not upload(app, zipped(pets())).error


def test_a_first_refused_file_leaves_nothing(app: AppTest) -> None:
    upload(app, b"anything")
    assert len(app.error) == 1
    assert "in use" not in app.error[0].value
    assert app.session_state["result"] is None
