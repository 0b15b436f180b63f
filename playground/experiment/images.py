"""Images: a sample is a picture, the network is asked for its class."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from playground.experiment.built_in_images import IMAGES, ImagesName
from playground.experiment.quoted import listed, quoted
from playground.experiment.spec import Shape, Spec, Task
from playground.experiment.split import TrainFraction, training_part
from playground.i18n import _

__all__ = ["IMAGES", "Augmentation", "ImageData", "ImagesName", "OwnImages"]

FEWEST_IMAGES, MOST_IMAGES = 10, 2_000
FEWEST_IMAGE_CLASSES, MOST_IMAGE_CLASSES = 2, 20
SMALLEST_SIDE, LARGEST_SIDE = 8, 64
MOST_PIXEL_BYTES = 4_000_000
"""Of a person's images: 2,000 of 28×28 in grey, 325 of 64×64 in colour."""

Name = Annotated[str, Field(min_length=1, max_length=60)]


class Augmentation(Spec):
    """Small changes of the training images, drawn anew each time that one is shown (lecture, slide 38).

    Parameters
    ----------
    shift
        By how many pixels an image may move, left or right and up or down.
    rotation
        By how many degrees it may turn about its centre, either way.
    noise
        Standard deviation of the normal noise added to each pixel, whose brightness is 0 to 1.
    """

    shift: Annotated[float, Field(ge=0, le=8)] = 0.0
    rotation: Annotated[float, Field(ge=0, le=45)] = 0.0
    noise: Annotated[float, Field(ge=0, le=1)] = 0.0

    @property
    def moves(self) -> bool:
        """Whether images are shifted or turned."""
        return self.shift > 0 or self.rotation > 0

    @property
    def is_none(self) -> bool:
        """Whether images are shown as they are."""
        return not self.moves and self.noise == 0


class ImageData(Spec):
    """Built-in images, those for testing always the same.

    Parameters
    ----------
    classes
        Which to tell apart, two or more; none stands for all. Their order does not matter: it is always that of the
        data set.
    samples
        Number of training images; all that there are, if they are fewer.
    augmentation
        What is done to training images.
    """

    name: ImagesName
    classes: Annotated[tuple[str, ...], Field(strict=False)] = ()
    samples: Annotated[int, Field(ge=50, le=6_000)] = 6_000
    augmentation: Augmentation = Augmentation()

    @field_validator("classes")
    @classmethod
    def _classes_of_the_set(cls, classes: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if "name" not in info.data:
            return classes
        allowed = IMAGES[info.data["name"]].classes
        for name in classes:
            if name not in allowed:
                sentence = _("{name} is no class of {data}; allowed: {allowed}")
                raise ValueError(
                    sentence.format(name=quoted(name), data=info.data["name"], allowed=listed(map(quoted, allowed)))
                )
        _refuse_twice(classes)
        if len(classes) == 1:
            raise ValueError(_("needs two classes or more, or none for all of them"))
        return () if len(classes) == len(allowed) else tuple(name for name in allowed if name in classes)

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the classes to tell apart, in the order of their numbers."""
        return self.classes or IMAGES[self.name].classes

    @property
    def task(self) -> Task:
        """What the network is asked for: the class of an image."""
        return Task(classes=len(self.class_names))

    @property
    def input_shape(self) -> Shape:
        """Channels, height and width."""
        return (1, IMAGES[self.name].side, IMAGES[self.name].side)

    @property
    def train_samples(self) -> int:
        """Number of training images: those asked for, or all that there are."""
        images = IMAGES[self.name]
        return min(self.samples, sum(images.train[images.classes.index(name)] for name in self.class_names))

    @property
    def test_samples(self) -> int:
        """Number of test images."""
        images = IMAGES[self.name]
        return sum(images.test[images.classes.index(name)] for name in self.class_names)

    @property
    def is_own(self) -> bool:
        """Whether these are a person's own data, which no link may carry."""
        return False


class OwnImages(Spec):
    """A person's own images, read and scaled.

    Parameters
    ----------
    size
        Height and width of each, in pixels.
    channels
        1 for grey, 3 for red, green and blue.
    class_names
        Names of the classes in the order of their numbers.
    labels
        Of each image, the number of its class.
    pixels
        All images one after the other, ``(n, channels, size, size)`` uint8 from 0, black, to 255, in base64.
    train_fraction
        Share of the images that the network learns from; which ones, the seed decides, of each class as large a share.
    augmentation
        What is done to training images.
    stratified
        Whether a class of two images or more is in the training and in the test part, however small its share.
    """

    name: Literal["images"] = "images"
    size: Annotated[int, Field(ge=SMALLEST_SIDE, le=LARGEST_SIDE)]
    channels: Literal[1, 3]
    class_names: Annotated[
        tuple[Name, ...], Field(min_length=FEWEST_IMAGE_CLASSES, max_length=MOST_IMAGE_CLASSES, strict=False)
    ]
    labels: Annotated[tuple[int, ...], Field(min_length=FEWEST_IMAGES, max_length=MOST_IMAGES, strict=False)]
    pixels: Annotated[str, Field(max_length=4 * MOST_PIXEL_BYTES // 3 + 4)]
    train_fraction: TrainFraction = 0.7
    augmentation: Augmentation = Augmentation()
    stratified: bool = False

    @field_validator("class_names")
    @classmethod
    def _classes_differ(cls, class_names: tuple[str, ...]) -> tuple[str, ...]:
        _refuse_twice(class_names)
        return class_names

    @field_validator("labels")
    @classmethod
    def _labels_are_classes(cls, labels: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        names = info.data.get("class_names")
        if names is None:
            return labels
        for place, label in enumerate(labels):
            if not 0 <= label < len(names):
                sentence = _("the one at place {place} is {value}: must be the number of a class, 0 to {last}")
                raise ValueError(sentence.format(place=place, value=quoted(label), last=len(names) - 1))
        for number, name in enumerate(names):
            if number not in labels:
                raise ValueError(_("class {name} has no image").format(name=quoted(name)))
        return labels

    @model_validator(mode="after")
    def _pixels_fit(self) -> Self:
        try:
            size = len(b64decode(self.pixels, validate=True))
        except (binascii.Error, ValueError) as error:
            raise ValueError(_("pixels: is not valid base64")) from error
        expected = self.samples * self.channels * self.size**2
        if size != expected:
            sentence = _("pixels: {found} bytes; {n} images of {channels} × {size} × {size} are {wanted}")
            raise ValueError(
                sentence.format(found=size, n=self.samples, channels=self.channels, size=self.size, wanted=expected)
            )
        if size > MOST_PIXEL_BYTES:
            raise ValueError(
                _("pixels: {found} bytes: must be at most {most}").format(found=size, most=MOST_PIXEL_BYTES)
            )
        return self

    @property
    def task(self) -> Task:
        """What the network is asked for: the class of an image."""
        return Task(classes=len(self.class_names))

    @property
    def test_samples(self) -> int:
        """Number of test images."""
        return self.samples - self.train_samples

    @property
    def samples(self) -> int:
        """Number of images, training and test together."""
        return len(self.labels)

    @property
    def input_shape(self) -> Shape:
        """Channels, height and width."""
        return (self.channels, self.size, self.size)

    @property
    def train_samples(self) -> int:
        """Number of training images, between 1 and ``samples - 1``."""
        return training_part(self.samples, self.train_fraction)

    @property
    def is_own(self) -> bool:
        """Whether these are a person's own data, which no link may carry."""
        return True


def _refuse_twice(names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ValueError(_("{name} is listed twice; each name may be listed only once").format(name=quoted(name)))
