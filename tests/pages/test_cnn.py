"""The page of convolutional networks in AppTest."""

from __future__ import annotations

import io
from base64 import b64decode
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from playground.controls.cnn_form import to_cnn_form
from playground.experiment import Dense, Experiment, ImageData, Model
from playground.experiment.layers import Flatten
from playground.presets.images import IMAGE_PRESETS
from playground.training.probes.augmentation import AugmentedDraws
from playground.training.probes.maps import BatchCurves, ChosenMap, FeatureMaps, InHand, Kernels, Wrong
from playground.training.probes.reasons import Reasons
from tests.controls.test_cnn_form import OWN
from tests.datasets.heif import heif
from tests.datasets.malformed_pictures import encoded
from tests.pages.opened import Opened

CASES = Path(__file__).parents[1] / "cases"
START = next(iter(IMAGE_PRESETS.values()))


@pytest.fixture(name="cnn")
def fixture_cnn(opened: Opened) -> Opened:
    """The page not yet visited."""
    opened.page = "cnn"
    return opened


def shows(page: Opened, expected: Experiment) -> bool:
    """Whether the page's experiment is another's; a pooling layer may name its stride or leave it to its window."""
    return to_cnn_form(page.experiment) == to_cnn_form(expected)


def measured(page: Opened) -> set[type]:
    return {type(probe) for probe in page.run.settings.probes}


def test_the_page_opens_on_its_first_preset(cnn: Opened) -> None:
    cnn.visit()
    assert shows(cnn, START.experiment)
    assert cnn.address == {}
    assert f"**{START.claim}**" in cnn.words
    assert "settings changed since" not in cnn.words
    assert {"transport", "live_maps", "live_figure", "live_images", "architecture"} <= set(cnn.drawn)
    assert measured(cnn) >= {InHand, FeatureMaps, Kernels, ChosenMap, BatchCurves, Wrong, AugmentedDraws}
    assert Reasons not in measured(cnn)


@pytest.mark.parametrize("name", IMAGE_PRESETS)
def test_a_preset_fills_the_controls_and_can_be_linked_to(cnn: Opened, name: str) -> None:
    other = "tiny" if name != "tiny" else "no-convolution"
    cnn.visit().hold({"cnn_preset": other}).hold({"cnn_preset": name})
    assert shows(cnn, IMAGE_PRESETS[name].experiment)
    assert IMAGE_PRESETS[name].answer in cnn.words
    address = cnn.address
    cnn.visit(**address)
    assert shows(cnn, IMAGE_PRESETS[name].experiment)


def test_accuracies_have_their_room_before_they_are_measured(cnn: Opened) -> None:
    cnn.visit()
    assert cnn.given("transport")["accuracies"] is True
    cnn.page = ""
    cnn.visit(data="plane")
    assert cnn.given("transport")["accuracies"] is False


def test_in_french(cnn: Opened) -> None:
    cnn.visit("fr-FR")
    assert "Ce que l'on voit" in cnn.words
    assert "What you see" not in cnn.words
    assert "**52\u202f138" in cnn.words
    assert "6\u202f000" in cnn.words


@pytest.mark.parametrize(("why", "method"), [("occlusion", "occlusion"), ("grad_cam", "grad_cam")])
def test_reasons_are_measured_when_asked_for(cnn: Opened, why: str, method: str) -> None:
    cnn.visit(cnn_why=why)
    assert Reasons(method) in cnn.run.settings.probes  # type: ignore[arg-type]


def test_two_classes_make_a_binary_problem(cnn: Opened) -> None:
    cnn.visit(cnn_classes_mnist="3,8")
    assert cnn.experiment.data.task.classes == 2
    assert cnn.experiment.layers[-1].output_shape == (1,)


def test_layers_come_from_the_address(cnn: Opened) -> None:
    cnn.visit(cnn_layers="conv:4,5,1,0,1,tanh;avgpool:2,2,0;flatten", cnn_data="digits")
    assert [layer.kind for layer in cnn.experiment.model.layers] == ["conv2d", "avg_pool2d", "flatten"]


@pytest.mark.parametrize(
    ("layers", "data", "reason"),
    [
        ("conv:4,7,1,0,1,relu;conv:4,7,1,0,1,relu;flatten", "digits", "2 · conv 7×7, 4 maps: conv2d 7×7 does not fit"),
        ("conv:64,7,1,3,1,relu;flatten;dense:512,relu", "mnist", "parameters are too many"),
    ],
)
def test_where_no_network_fits_the_page_says_why_and_offers_one_that_does(
    cnn: Opened, layers: str, data: str, reason: str
) -> None:
    cnn.visit(cnn_layers=layers, cnn_data=data)
    (error,) = cnn.app.main.error
    assert reason in error.value.replace("\\", "")
    cnn.app.get_by_key("cnn_begin").click()
    cnn.again()
    assert shows(cnn, START.experiment)
    assert not cnn.app.error


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        ("foo:3", "“foo” is no layer; allowed: conv, maxpool, avgpool, flatten, dense, dropout."),
        ("conv:8,40,1,1,1,relu;flatten", "kernel_size: 40 is not between 1 and 7."),
    ],
)
def test_layers_of_a_link_that_cannot_be_read_are_refused_in_words(cnn: Opened, layers: str, reason: str) -> None:
    cnn.visit(cnn_layers=layers)
    (warning,) = cnn.app.main.warning
    assert reason in warning.value.replace("\\", "")
    assert shows(cnn, START.experiment)
    cnn.again()
    assert cnn.app.main.warning
    cnn.hold({"cnn_preset": "digits"})
    assert not cnn.app.main.warning


def test_while_the_cards_do_not_fit_the_page_says_which_network_it_shows(cnn: Opened) -> None:
    cnn.visit()
    cnn.app.session_state["cnn_layers"] = (Dense(units=5), *cnn.experiment.model.layers)
    cnn.again()
    (warning,) = cnn.app.main.warning
    assert "this is the last one that did. 1 · dense 5: dense needs a flat input" in warning.value.replace("\\", "")
    assert shows(cnn, START.experiment)


def test_an_experiment_in_the_link_fills_the_controls(cnn: Opened) -> None:
    experiment = Experiment(data=ImageData(name="fashion_mnist", samples=500), model=START.experiment.model, seed=3)
    cnn.visit(experiment=experiment.to_json())
    assert shows(cnn, experiment)
    assert not cnn.app.error


def test_an_experiment_of_another_page_is_refused_in_words(cnn: Opened) -> None:
    cnn.visit(experiment=Experiment().to_json())
    assert "this page learns from images only" in cnn.app.error[0].value
    assert shows(cnn, START.experiment)


def picture(grey: int) -> bytes:
    made = io.BytesIO()
    Image.new("L", (40, 60), grey).save(made, "PNG")
    return made.getvalue()


def brought(cnn: Opened, file: bytes | None = None) -> bytes:
    """Bring a file, if there is one, and return what the network is shown of it."""
    if file is not None:
        cnn.app.get_by_key("cnn_brought").set_value([("file.png", file, "image/png")])
        cnn.again()
    return b64decode(cnn.given("live_maps")["brought"])


def test_a_picture_is_shown_to_the_network_and_a_broken_one_is_refused(cnn: Opened) -> None:
    cnn.visit()
    assert brought(cnn) == b""
    assert brought(cnn, picture(30)) == bytes([30]) * 784
    cnn.hold({"cnn_inverted": True})
    assert brought(cnn) == bytes([225]) * 784
    assert brought(cnn, picture(30)[:40]) == b""
    assert cnn.app.error


def test_a_picture_with_a_bright_border_is_turned_round_unless_the_person_does_not_want_it(cnn: Opened) -> None:
    cnn.visit()
    assert brought(cnn, picture(200)) == bytes([55]) * 784
    cnn.hold({"cnn_inverted": False})
    assert brought(cnn) == bytes([200]) * 784
    assert brought(cnn, picture(30)) == bytes([30]) * 784


def test_any_file_may_be_shown_and_what_is_no_picture_is_refused_by_what_it_is(cnn: Opened) -> None:
    for language, words in (("en-US", "This is a text. Here a picture is needed"), ("fr-FR", "Il faut ici une image")):
        cnn.visit(language)
        assert brought(cnn, b"name,size\nanna,3\n" * 5) == b""
        (error,) = cnn.app.error
        assert words in error.value.replace("\\", "")


def test_a_white_stroke_on_nothing_is_seen_and_said(cnn: Opened) -> None:
    cnn.visit()
    shown = np.frombuffer(brought(cnn, (CASES / "seven_white_transparent.png").read_bytes()), np.uint8)
    assert shown.max() == 255
    assert 0 < shown.mean() < 60
    assert "It is light on a transparent ground: it lies on black here." in cnn.words


def test_pictures_as_telephones_save_them(cnn: Opened) -> None:
    cnn.visit()
    image = Image.new("RGB", (200, 150), (40, 40, 40))
    files = {"IMG_1.HEIC": heif(image), "1.avif": encoded(image, "AVIF"), "1.jfif": encoded(image, "JPEG")}
    for name, data in files.items():
        cnn.app.get_by_key("cnn_brought").set_value([(name, data, "application/octet-stream")])
        cnn.again()
        shown = np.frombuffer(b64decode(cnn.given("live_maps")["brought"]), np.uint8).astype(int)
        assert abs(shown - 40).max() < 6


@pytest.mark.parametrize("name", ["windows_ini.zip", "labels_csv.zip", "traintest.zip", "book.xlsx"])
def test_archives_as_people_bring_them(cnn: Opened, name: str) -> None:
    cnn.visit(cnn_data="images")
    cnn.app.get_by_key("cnn_upload").set_value([(name, (CASES / name).read_bytes(), "application/octet-stream")])
    cnn.again()
    assert not cnn.app.error
    assert cnn.experiment.data.task.classes == 3
    words = cnn.words.replace("\\", "")
    assert ("put together" in words) == (name == "traintest.zip")
    assert ("2 files that are no pictures" in words) == (name == "labels_csv.zip")


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [
        ("heic_all.zip", "This HEIC or AVIF picture is damaged", "Cette image HEIC ou AVIF est endommagée"),
        ("plain.jfif", "This is a picture. Put the pictures", "Mettez les images de chaque classe dans un dossier"),
        ("ser_dup.csv", "This is a text. Here a zip archive", "les tableaux vont sur la page Perceptron"),
    ],
)
def test_other_files_are_refused_in_the_readers_language(cnn: Opened, name: str, english: str, french: str) -> None:
    for language, words in (("en-US", english), ("fr-FR", french)):
        cnn.visit(language, cnn_data="images")
        cnn.app.get_by_key("cnn_upload").set_value([(name, (CASES / name).read_bytes(), "application/octet-stream")])
        cnn.again()
        (error,) = cnn.app.error
        assert words in error.value.replace("\\", "")


def test_what_an_accuracy_is_worth_on_own_images(cnn: Opened) -> None:
    data = OWN.model_copy(update={"labels": (0,) * 9 + (1,), "stratified": True})
    experiment = Experiment(data=data, model=Model(layers=(Flatten(), Dense(units=2))))
    words = cnn.visit(experiment=experiment.to_json()).words.replace("\\", "")
    assert cnn.experiment.data.stratified
    assert "Only 1 sample is of class dog: it is in the training part, and the test part has none." in words
    assert "Always guessing" not in cnn.visit().words
