"""The sidebar of the page of convolutional networks, as a script of its own."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from playground.controls.cnn import DEFAULTS
from playground.controls.cnn_form import from_cnn_form, to_cnn_form
from playground.experiment import Dense, Experiment, ImageData, Model
from playground.experiment.images import Augmentation
from playground.experiment.layers import Conv2d, Flatten
from playground.presets.images import IMAGE_PRESETS
from playground.ui.group_list import GROUPS
from tests.controls.test_cnn_form import OWN
from tests.ui.scripts import as_read, open_script, run


def script() -> None:
    import streamlit as st

    from playground.controls.cnn import cnn_controls
    from playground.controls.cnn_presets import CNN_PAGE
    from playground.ui import groups
    from playground.ui.address import begin_address, write_address

    groups.enter("cnn")
    begin_address()
    made = st.session_state["result"] = cnn_controls()
    if made is not None:
        CNN_PAGE.claim(made)
    write_address()


def shown(app: AppTest) -> Experiment:
    made: Experiment = app.session_state["result"]
    return made


def as_shown(experiment: Experiment) -> Experiment:
    return from_cnn_form(to_cnn_form(experiment))


def put(app: AppTest, key: str, value: object) -> AppTest:
    app.get_by_key(key).set_value(value)
    return run(app)


def test_the_page_opens_with_the_tiny_network_and_an_empty_address() -> None:
    app = open_script(script)
    assert shown(app) == as_shown(IMAGE_PRESETS["tiny"].experiment)
    assert shown(app).parameters == 52_138
    assert app.query_params == {}


@pytest.mark.parametrize("name", IMAGE_PRESETS)
def test_a_preset_fills_every_control(name: str) -> None:
    app = put(open_script(script), "cnn_preset", name)
    assert shown(app) == as_shown(IMAGE_PRESETS[name].experiment)
    assert any(IMAGE_PRESETS[name].claim in as_read(markdown.value) for markdown in app.markdown)
    assert not any("changed since" in caption.value for caption in app.caption)
    again = open_script(script, **app.query_params)
    assert shown(again) == shown(app)


def test_a_link_names_a_preset_and_what_is_different_of_it() -> None:
    app = open_script(script, cnn_preset="digits", cnn_batch="64")
    assert shown(app).data.name == "digits"
    assert shown(app).training.batch_size == 64
    assert any("changed since" in caption.value for caption in app.caption)


@pytest.mark.parametrize(
    ("key", "value", "path", "expected"),
    [
        ("cnn_samples", 500, "data.samples", 500),
        ("cnn_shift", 2.5, "data.augmentation.shift", 2.5),
        ("cnn_rotation", 15.0, "data.augmentation.rotation", 15.0),
        ("cnn_noise", 0.2, "data.augmentation.noise", 0.2),
        ("cnn_classes_mnist", ["8", "3"], "data.classes", ("3", "8")),
        ("cnn_optimizer", "sgd", "training.optimizer.name", "sgd"),
        ("cnn_learning_rate", 0.01, "training.optimizer.learning_rate", 0.01),
        ("cnn_adam_beta1", 0.5, "training.optimizer.beta1", 0.5),
        ("cnn_batch", 32, "training.batch_size", 32),
        ("cnn_loss", "mse", "training.loss", "mse"),
        ("cnn_l1", 0.001, "training.l1", 0.001),
        ("cnn_l2", 0.01, "training.l2", 0.01),
        ("cnn_init", "he", "model.initializer", "he"),
        ("cnn_shuffle", False, "training.shuffle", False),
        ("cnn_seed", 7, "seed", 7),
    ],
)
def test_every_control_reaches_the_experiment_and_the_address(
    key: str, value: object, path: str, expected: object
) -> None:
    app = put(open_script(script), key, value)
    setting: object = shown(app)
    for name in path.split("."):
        setting = getattr(setting, name)
    assert setting == expected
    assert list(app.query_params) == [key]
    assert shown(open_script(script, **app.query_params)) == shown(app)


def test_fewer_than_two_classes_are_all_of_them() -> None:
    app = put(open_script(script), "cnn_classes_mnist", ["8"])
    assert shown(app).data.task.classes == 10
    assert any("two classes or more" in caption.value for caption in app.caption)
    assert app.query_params == {}


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({}, "Learns from 6,000 images, and is tested on 1,000 others."),
        ({"cnn_classes_mnist": "3,8"}, "Learns from 1,200 images, and is tested on 200 others."),
        ({"cnn_data": "digits", "cnn_samples": "200"}, "Learns from 200 images, and is tested on 450 others."),
    ],
)
def test_the_page_says_how_many_images_there_are(address: dict[str, str], sentence: str) -> None:
    assert sentence in [caption.value for caption in open_script(script, **address).caption]


def test_other_data_bring_their_own_classes() -> None:
    app = put(put(open_script(script), "cnn_classes_mnist", ["3", "8"]), "cnn_data", "fashion_mnist")
    assert shown(app).data == ImageData(name="fashion_mnist")
    assert shown(put(app, "cnn_classes_fashion_mnist", ["bag", "coat"])).data.task.outputs == 1
    assert shown(put(app, "cnn_data", "mnist")).data == ImageData(name="mnist", classes=("3", "8"))


def test_data_too_small_for_the_network_leave_it_out_and_say_where() -> None:
    app = put(put(open_script(script), "cnn_preset", "lecture"), "cnn_data", "digits")
    assert app.session_state["result"] is None
    assert len(app.error) == 1
    assert "does not fit an input of" in app.error[0].value


def test_an_experiment_of_a_link_fills_the_controls() -> None:
    experiment = Experiment(
        data=ImageData(name="digits", classes=("1", "7"), samples=77, augmentation=Augmentation(shift=0.7)),
        model=Model(layers=(Conv2d(filters=3, activation="elu"), Flatten(), Dense(units=33)), initializer="he"),
        seed=5,
    )
    app = open_script(script, experiment=experiment.to_json())
    assert shown(app) == experiment
    assert "experiment" not in app.query_params
    assert shown(open_script(script, **app.query_params)) == experiment


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (Experiment().to_json(), "this page learns from images only"),
        ("{", "experiment"),
        ('{"data": {"name": "mnist", "classes": ["3"]}}', "two classes or more"),
    ],
)
def test_a_link_that_is_refused_says_why_and_changes_nothing(text: str, message: str) -> None:
    app = open_script(script, experiment=text)
    assert len(app.error) == 1
    assert message in app.error[0].value
    assert shown(app) == as_shown(IMAGE_PRESETS["tiny"].experiment)


def test_own_images_are_shown_once_there_are_some_and_never_enter_the_address() -> None:
    app = put(open_script(script), "cnn_data", "images")
    assert shown(app).data == ImageData(name="mnist")
    assert "Upload an archive" in app.info[0].value
    app.session_state["_own_images"] = OWN
    app.session_state["cnn_layers"] = (Flatten(), Dense(units=4))
    run(app)
    assert shown(app).data == OWN
    assert set(app.query_params) == {"cnn_data", "cnn_layers"}
    assert shown(put(app, "cnn_train", 0.5)).data.train_samples == 5


def test_every_control_can_be_hidden_by_a_class_link() -> None:
    hiding = [name for name, group in GROUPS.items() if "cnn" in group.pages]
    app = open_script(script, hide=",".join(hiding), cnn_preset="digits")
    assert shown(app) == as_shown(IMAGE_PRESETS["digits"].experiment)
    assert not app.header
    controls = [*app.slider, *app.select_slider, *app.selectbox, *app.button, *app.toggle, *app.number_input]
    assert not controls


def test_the_address_need_not_say_what_the_page_opens_with() -> None:
    assert as_shown(IMAGE_PRESETS["tiny"].experiment) == from_cnn_form(DEFAULTS)


@pytest.mark.parametrize("chosen", [6000, 500])
def test_the_slider_says_how_many_images_there_are_and_stays_where_it_is_with_others(chosen: int) -> None:
    app = open_script(script)
    assert app.get_by_key("cnn_samples").options[-1] == "all 6,000"
    put(app, "cnn_samples", chosen)
    put(app, "cnn_data", "digits")
    assert app.get_by_key("cnn_samples").options[-2:] == ["1,000", "all 1,347"]
    assert shown(app).data.samples == chosen  # type: ignore[union-attr]
    put(app, "cnn_classes_digits", ["0", "1"])
    assert shown(app).data.samples == chosen  # type: ignore[union-attr]
    assert shown(run(app)).data.samples == chosen  # type: ignore[union-attr]
