from __future__ import annotations

from base64 import b64encode
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.controls.cnn_form import OWN_IMAGES, data_from_cnn_form, from_cnn_form, to_cnn_form
from playground.experiment import (
    Dense,
    DropConnect,
    Experiment,
    ExperimentError,
    ImageData,
    Model,
    OwnImages,
    Training,
)
from playground.experiment.images import IMAGES, Augmentation
from playground.experiment.layers import Conv2d, Flatten, LayerSpec, MaxPool2d
from playground.experiment.model import InitializerName
from playground.presets.images import IMAGE_PRESETS
from tests.controls.test_layer_text import shown_layers
from tests.strategies import optimizers

augmentations = st.builds(Augmentation, shift=st.floats(0, 8), rotation=st.floats(0, 45), noise=st.floats(0, 1))
OWN = OwnImages(
    size=8,
    channels=3,
    class_names=("cat", "dog"),
    labels=(0, 1) * 5,
    pixels=b64encode(bytes(range(192)) * 10).decode("ascii"),
)


@st.composite
def built_in(draw: st.DrawFn) -> ImageData:
    name = draw(st.sampled_from(list(IMAGES)))
    classes = draw(st.lists(st.sampled_from(IMAGES[name].classes), min_size=2, unique=True))
    samples = draw(st.integers(50, 6000))
    return ImageData(name=name, classes=tuple(classes), samples=samples, augmentation=draw(augmentations))


@st.composite
def image_experiments(draw: st.DrawFn) -> Experiment:
    """Draw any experiment that the page can show: on flat inputs, so that its layers always fit."""
    middle = draw(st.lists(shown_layers.filter(lambda layer: layer.kind in ("dense", "dropout")), max_size=3))
    layers: tuple[LayerSpec, ...] = (Conv2d(filters=2), MaxPool2d(stride=2), Flatten(), *middle)
    model = Model(layers=layers, initializer=draw(st.sampled_from(get_args(InitializerName))))
    training = Training(
        optimizer=draw(optimizers),
        batch_size=draw(st.integers(1, 100_000)),
        loss=draw(st.sampled_from(["auto", "mse", "cross_entropy"])),
        l1=draw(st.floats(0, 10)),
        l2=draw(st.floats(0, 10)),
        shuffle=draw(st.booleans()),
    )
    data = draw(built_in() | st.builds(lambda fraction: own(fraction), st.floats(0.1, 0.9)))
    return Experiment(data=data, model=model, training=training, seed=draw(st.integers(0, 2**31 - 1)))


def own(fraction: float) -> OwnImages:
    return OwnImages.model_validate({**dict(OWN), "train_fraction": fraction})


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(image_experiments())
def test_the_controls_hold_all_of_an_experiment(experiment: Experiment) -> None:
    values = to_cnn_form(experiment)
    assert from_cnn_form(values) == experiment
    assert data_from_cnn_form(values) == experiment.data
    assert all(key.startswith(("cnn_", "_own")) for key in values)


@pytest.mark.parametrize("name", IMAGE_PRESETS)
def test_presets_differ_only_in_what_is_written_out(name: str) -> None:
    experiment = IMAGE_PRESETS[name].experiment
    shown = from_cnn_form(to_cnn_form(experiment))
    assert shown.layers[-1] == experiment.layers[-1]
    assert shown.parameters == experiment.parameters
    assert (shown.data, shown.training, shown.seed) == (experiment.data, experiment.training, experiment.seed)


def test_own_images_keep_their_pixels_out_of_the_controls() -> None:
    values = to_cnn_form(Experiment(data=OWN, model=Model(layers=(Flatten(), Dense(units=2)))))
    assert values.pop(OWN_IMAGES) == OWN
    assert OWN.pixels not in str(values)
    assert (values["cnn_data"], values["cnn_train"]) == ("images", 0.7)


@pytest.mark.parametrize(
    ("experiment", "message"),
    [
        (Experiment(), "data: spiral: this page learns from images only"),
        (
            Experiment(data=ImageData(name="digits"), model=Model(layers=(*[Flatten()] * 16, Dense(units=2)))),
            "model.layers: 17 layers; this page shows up to 16",
        ),
        (
            Experiment(data=ImageData(name="digits"), model=Model(layers=(Flatten(), DropConnect(), Dense(units=2)))),
            "model.layers: layer 2, dropconnect, is none that a card of this page can show",
        ),
        (
            Experiment(data=ImageData(name="digits"), model=Model(layers=(Conv2d(filters=65), Flatten()))),
            "model.layers: layer 1, conv2d, is none that a card",
        ),
    ],
)
def test_what_the_page_cannot_show_is_refused_in_words(experiment: Experiment, message: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        to_cnn_form(experiment)
    assert message in str(refused.value)
