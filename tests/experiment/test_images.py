from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from playground.experiment.errors import problems
from playground.experiment.images import IMAGES, MOST_PIXEL_BYTES, Augmentation, ImageData, OwnImages
from playground.experiment.spec import Spec, Task

OWN: dict[str, Any] = {
    "size": 8,
    "channels": 1,
    "class_names": ["a", "b"],
    "labels": [0, 1] * 5,
    "pixels": b64encode(bytes(10 * 64)).decode(),
}


def refused(spec: type[Spec], **fields: Any) -> str:
    """Return the first problem of a description that is refused."""
    with pytest.raises(ValidationError) as error:
        spec.model_validate(fields)
    return problems(error.value, spec)[0]


augmentations = st.builds(Augmentation, shift=st.floats(0, 8), rotation=st.floats(0, 45), noise=st.floats(0, 1))


@st.composite
def built_in_images(draw: st.DrawFn) -> ImageData:
    """Draw any built-in images with any choice of classes."""
    name = draw(st.sampled_from(list(IMAGES)))
    return ImageData(
        name=name,
        classes=draw(st.just(()) | st.lists(st.sampled_from(IMAGES[name].classes), min_size=2, unique=True).map(tuple)),
        samples=draw(st.integers(50, 6_000)),
        augmentation=draw(augmentations),
    )


@st.composite
def own_images(draw: st.DrawFn) -> OwnImages:
    """Draw any images that somebody may have brought, a few small ones."""
    size, channels = draw(st.integers(8, 12)), draw(st.sampled_from([1, 3]))
    names = draw(st.lists(st.text(min_size=1, max_size=60), min_size=2, max_size=5, unique=True))
    count = draw(st.integers(10, 20))
    rest = st.lists(st.integers(0, len(names) - 1), min_size=count - len(names), max_size=count - len(names))
    labels = draw(st.permutations([*range(len(names)), *draw(rest)]))
    every = count * channels * size**2
    pixels = draw(st.binary(min_size=8, max_size=8)) * (every // 8 + 1)
    return OwnImages(
        size=size,
        channels=channels,
        class_names=tuple(names),
        labels=tuple(labels),
        pixels=b64encode(pixels[:every]).decode(),
        train_fraction=draw(st.floats(0.1, 0.9)),
        augmentation=draw(augmentations),
    )


@given(built_in_images() | own_images())
def test_json_holds_all(data: ImageData | OwnImages) -> None:
    assert type(data).model_validate_json(data.model_dump_json()) == data
    assert hash(data) == hash(data.model_copy())


@given(built_in_images())
def test_built_in_images_say_their_sizes(data: ImageData) -> None:
    images = IMAGES[data.name]
    assert data.task == Task(classes=len(data.class_names))
    assert data.input_shape == (1, images.side, images.side)
    assert 50 <= data.train_samples <= data.samples
    assert data.test_samples <= sum(images.test)
    assert not data.is_own


@given(own_images())
def test_own_images_say_their_sizes(data: OwnImages) -> None:
    assert data.task == Task(classes=len(data.class_names))
    assert data.input_shape == (data.channels, data.size, data.size)
    assert 1 <= data.train_samples < data.samples
    assert data.is_own


def test_by_default_all_images_of_all_classes_as_they_are() -> None:
    sizes = {name: (ImageData(name=name).train_samples, ImageData(name=name).test_samples) for name in IMAGES}
    assert sizes == {"mnist": (6_000, 1_000), "fashion_mnist": (6_000, 1_000), "digits": (1_347, 450)}
    assert ImageData(name="mnist").augmentation.is_none
    assert ImageData(name="mnist").class_names == tuple("0123456789")


def test_two_classes_are_a_binary_problem() -> None:
    data = ImageData.model_validate_json('{"name": "mnist", "classes": ["8", "3"]}')
    assert data.classes == ("3", "8")
    assert data.task.outputs == 1
    assert (data.train_samples, data.test_samples) == (1_200, 200)


def test_all_classes_are_the_same_as_none_chosen() -> None:
    assert ImageData(name="digits", classes=tuple("9876543210")) == ImageData(name="digits")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "cifar"}, "name: \"cifar\": must be one of 'mnist', 'fashion_mnist', 'digits'"),
        ({"name": "mnist", "classes": ["3", "x"]}, 'classes: "x" is no class of mnist; allowed: "0", "1", "2", "3"'),
        ({"name": "fashion_mnist", "classes": ["bag", "hat"]}, '"bag", "ankle-boot"'),
        ({"name": "mnist", "classes": ["3", "3"]}, 'classes: "3" is listed twice'),
        ({"name": "mnist", "classes": ["3"]}, "classes: needs two classes or more, or none for all of them"),
        ({"name": "mnist", "classes": [3, 8]}, "classes[0]: 3: must be a text"),
        ({"name": "mnist", "samples": 49}, "samples: 49: must be at least 50"),
        ({"name": "mnist", "samples": 6_001}, "samples: 6001: must be at most 6000"),
        ({"name": "mnist", "samples": 60.0}, "samples: 60.0: must be a whole number"),
        ({"name": "mnist", "augmentation": {"shift": 8.5}}, "augmentation.shift: 8.5: must be at most 8"),
        ({"name": "mnist", "augmentation": {"rotation": -1}}, "augmentation.rotation: -1: must be at least 0"),
        ({"name": "mnist", "augmentation": {"noise": float("nan")}}, "augmentation.noise: NaN: must be a finite"),
        ({"name": "mnist", "augmentation": {"zoom": 1}}, "augmentation.zoom: unknown field; allowed here: shift, rot"),
        ({"name": "mnist", "train_fraction": 0.5}, "train_fraction: unknown field; allowed here: name, classes"),
    ],
)
def test_built_in_images_are_refused_in_words(fields: dict[str, Any], message: str) -> None:
    assert message in refused(ImageData, **fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"size": 7}, "size: 7: must be at least 8"),
        ({"size": 65}, "size: 65: must be at most 64"),
        ({"channels": 2}, "channels: 2: must be one of 1, 3"),
        ({"class_names": ["a"]}, 'class_names: ["a"]: needs at least 2 entries'),
        ({"class_names": [str(n) for n in range(21)]}, "may have at most 20 entries"),
        ({"class_names": ["a", "a"]}, 'class_names: "a" is listed twice'),
        ({"class_names": ["a", "b", "c"]}, 'labels: class "c" has no image'),
        ({"labels": [0, 1, 2] * 4}, "labels: the one at place 2 is 2: must be the number of a class, 0 to 1"),
        ({"labels": [0, -1] * 5}, "labels: the one at place 1 is -1"),
        ({"labels": [0, 1]}, "needs at least 10 entries"),
        ({"labels": [0, 1] * 1_001}, "may have at most 2000 entries"),
        ({"labels": [0, 1] * 6}, "pixels: 640 bytes; 12 images of 1 × 8 × 8 are 768"),
        ({"pixels": "not base64!"}, "pixels: is not valid base64"),
        ({"pixels": "é" * 8}, "pixels: is not valid base64"),
        ({"pixels": "A" * 6_000_000}, "may have at most 5333337 characters"),
        ({"train_fraction": 0.95}, "train_fraction: 0.95: must be at most 0.9"),
        ({"augmentation": {"noise": 2}}, "augmentation.noise: 2: must be at most 1"),
    ],
)
def test_own_images_are_refused_in_words(fields: dict[str, Any], message: str) -> None:
    assert message in refused(OwnImages, **OWN | fields)


def test_pixels_are_bounded() -> None:
    most = MOST_PIXEL_BYTES // (3 * 64**2)
    for count, fits in ((most, True), (most + 1, False)):
        fields = OWN | {
            "size": 64,
            "channels": 3,
            "labels": [0, *[1] * (count - 1)],
            "pixels": b64encode(bytes(count * 3 * 64**2)).decode(),
        }
        if fits:
            assert OwnImages.model_validate(fields).samples == most
        else:
            assert "pixels" in refused(OwnImages, **fields)
