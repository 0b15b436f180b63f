"""The upload of a person's own images, as a script of its own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from playground.datasets.pictures.zip_file import MAX_BYTES
from playground.experiment import OwnImages
from tests.datasets.malformed_archives import coloured, pets, zipped
from tests.datasets.malformed_pictures import encoded
from tests.ui.scripts import open_script, run


def script() -> None:
    import streamlit as st

    from playground.controls.own_data.image_upload import image_upload

    st.session_state["result"] = image_upload()


ROOT = Path(__file__).parents[3]


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


def said(app: AppTest) -> str:
    """What the page says of an archive."""
    return " ".join(caption.value for caption in app.caption).replace("\\", "")


def test_any_file_is_taken_and_refused_by_what_it_is(app: AppTest) -> None:
    assert list(app.file_uploader[0].proto.type) == []
    upload(app, b"name,size\nanna,3\n" * 4)
    assert "This is a text. Here a zip archive of pictures is needed" in app.error[0].value.replace("\\", "")
    upload(app, coloured("red"))
    assert "This is a picture. Put the pictures of each class into a folder" in app.error[0].value.replace("\\", "")


def test_stray_files_are_counted_and_named(app: AppTest) -> None:
    stray = {f"{name}.txt": b"a text" for name in ("a", "b", "c", "d")} | {"cat/Desktop.ini": b"[.ShellClassInfo]"}
    own = images(upload(app, zipped(pets() | stray)))
    assert own.samples == 24
    assert 'Left out: 4 files that are no pictures ("a.txt", "b.txt", "c.txt", ...).' in said(app)


def test_damaged_pictures_are_counted_and_named(app: AppTest) -> None:
    broken = {f"cat/broken {n}.png": coloured("red")[:-25] for n in range(5)}
    images(upload(app, zipped(pets() | broken)))
    assert 'Left out: "cat/broken 0.png": The picture is damaged' in said(app)
    assert "(5 in all)" in said(app)


def test_parts_that_were_put_together_are_said(app: AppTest) -> None:
    images(upload(app, zipped(pets(6, "train/") | pets(4, "test/"))))
    assert "The folders train, test were put together: the share for training, below," in said(app)
    images(upload(app, zipped(pets(6, "train/"))))
    assert "put together" not in said(app)


def test_names_of_files_are_said_to_name_the_classes(app: AppTest) -> None:
    content = {f"{kind}_{n}.png": coloured("red") for kind in ("cat", "dog") for n in range(6)}
    assert images(upload(app, zipped(content))).class_names == ("cat", "dog")
    assert "No folder names a class: the names of the files do" in said(app)


def test_where_two_ways_to_read_the_classes_are_possible_a_person_chooses(app: AppTest) -> None:
    kinds = {"cat": "animals", "dog": "animals", "rose": "plants"}
    content = {f"{kind}/{name}/{n}.png": coloured("red") for name, kind in kinds.items() for n in range(6)}
    assert images(upload(app, zipped(content))).class_names == ("cat", "dog", "rose")
    (choice,) = app.selectbox
    assert choice.options == ["the folders next to the pictures: cat, dog, rose", "the folders above: animals, plants"]
    assert images(put(app, "cnn_own_classes", "outer folder")).class_names == ("animals", "plants")
    assert "animals (12), plants (6)" in said(app)
    assert images(put(app, "cnn_own_size", 16)).class_names == ("animals", "plants")
    assert images(upload(app, zipped(pets()))).class_names == ("cat", "dog")
    assert not app.selectbox
    assert images(upload(app, zipped(content))).class_names == ("cat", "dog", "rose")
    assert app.selectbox[0].value == "folder"


def test_white_strokes_on_nothing_are_said_to_lie_on_black(app: AppTest) -> None:
    stroke = Image.new("RGBA", (12, 12), (255, 255, 255, 0))
    stroke.paste((255, 255, 255, 255), (4, 4, 8, 8))
    content = {f"{n % 2}/{n}.png": encoded(stroke, "PNG") for n in range(10)}
    images(upload(app, zipped(content)))
    assert "10 pictures are light on a transparent ground: they lie on black here." in said(app)


def test_the_server_takes_what_the_control_offers(app: AppTest) -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert app.file_uploader[0].proto.max_upload_size_mb == config["server"]["maxUploadSize"] == MAX_BYTES // 1_000_000
