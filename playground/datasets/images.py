"""Images, built in or a person's own, as a data set."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from playground.datasets.image_dataset import ImageDataset
from playground.datasets.stratified import stratified
from playground.experiment.images import IMAGES, ImageData, ImagesName, OwnImages
from playground.paths import ROOT

FOLDER = ROOT / "assets" / "images"

Pixels = npt.NDArray[np.uint8]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Part:
    """Images of the training or of the test part; the arrays are read-only.

    Parameters
    ----------
    images
        ``(n, channels, height, width)``, from 0 to the brightest level.
    labels
        ``(n,)``, class numbers.
    """

    images: Pixels
    labels: Labels

    def __post_init__(self) -> None:
        for array in (self.images, self.labels):
            array.setflags(write=False)

    def taken(self, places: npt.NDArray[np.int64] | slice) -> Part:
        """Return some of the images."""
        return Part(self.images[places], self.labels[places])


def image_dataset(data: ImageData | OwnImages, random: np.random.Generator) -> ImageDataset:
    """Return images with their classes, the training part first and in an order drawn by chance.

    Every beginning of that order holds each class in about its share, so that fewer training images are some of the
    many. The test part of built-in images is always the same, in the order of the file. Pixels are 0 to 1.
    """
    train, test, white = _own_parts(data, random) if isinstance(data, OwnImages) else _parts(data, random)
    images = np.concatenate([train.images, test.images]).astype(np.float32)
    images /= white
    return ImageDataset.of(images, np.concatenate([train.labels, test.labels]), data.train_samples, data.class_names)


@cache
def read_images(name: ImagesName) -> tuple[Part, Part]:
    """Return the training and the test part of built-in images, read once in a process."""
    with np.load(FOLDER / f"{name}.npz") as arrays:
        train, test = (
            Part(arrays[f"{part}_images"][:, None], arrays[f"{part}_labels"].astype(np.int64))
            for part in ("train", "test")
        )
    return train, test


def own_pixels(data: OwnImages) -> Pixels:
    """Return a person's images ``(n, channels, size, size)``, read-only."""
    return np.frombuffer(b64decode(data.pixels), np.uint8).reshape(-1, *data.input_shape)


def mixed(labels: Labels, random: np.random.Generator) -> Labels:
    """Return an order by chance of samples ``(n,)`` of which every beginning has each class in about its share."""
    order = random.permutation(len(labels))
    place = np.empty(len(labels))
    for label in np.unique(labels):
        own = np.flatnonzero(labels[order] == label)
        place[own] = (np.arange(len(own)) + 0.5) / len(own)
    return order[np.argsort(place, kind="stable")]


def own_order(data: OwnImages, random: np.random.Generator) -> Labels:
    """Return the order ``(n,)`` of a person's images by chance, the training part first."""
    labels = np.array(data.labels, dtype=np.int64)
    order = mixed(labels, random)
    return stratified(labels, order, data.train_samples) if data.stratified else order


def _parts(data: ImageData, random: np.random.Generator) -> tuple[Part, Part, int]:
    train, test = (_of_classes(part, data) for part in read_images(data.name))
    return train.taken(mixed(train.labels, random)[: data.train_samples]), test, IMAGES[data.name].white


def _own_parts(data: OwnImages, random: np.random.Generator) -> tuple[Part, Part, int]:
    every = Part(own_pixels(data), np.array(data.labels, dtype=np.int64))
    every = every.taken(own_order(data, random))
    return every.taken(slice(0, data.train_samples)), every.taken(slice(data.train_samples, None)), 255


def _of_classes(part: Part, data: ImageData) -> Part:
    """Return the images of the classes asked for, with their numbers among these."""
    if not data.classes:
        return part
    numbers = [IMAGES[data.name].classes.index(name) for name in data.classes]
    chosen = part.taken(np.flatnonzero(np.isin(part.labels, numbers)))
    return Part(chosen.images, np.searchsorted(numbers, chosen.labels))
