"""Layers for images of shape (channels, height, width): convolution, pooling, flattening (lecture, slides 41 to 52)."""

from __future__ import annotations

from math import prod
from typing import Annotated, Literal

from pydantic import Field

from playground.experiment.layer_spec import ActivationName, LayerSpec, show_shape
from playground.experiment.spec import Shape, ShapeMismatchError
from playground.i18n import _

Kernel = Annotated[int, Field(ge=1, le=15)]
Stride = Annotated[int, Field(ge=1, le=8)]
Padding = Annotated[int, Field(ge=0, le=7)]


class Conv2d(LayerSpec):
    """A convolution, φ(K * h + b), one kernel for each filter (lecture, slides 43 to 48).

    Parameters
    ----------
    filters
        How many feature maps it makes.
    kernel_size
        Side of its square kernels.
    padding
        Rings of zeros around the image.
    groups
        Into how many parts the channels are split; each filter sees one of them. AlexNet has two.
    """

    type: Literal["conv2d"] = "conv2d"
    filters: Annotated[int, Field(ge=1, le=1024)]
    kernel_size: Kernel = 3
    stride: Stride = 1
    padding: Padding = 0
    groups: Annotated[int, Field(ge=1, le=1024)] = 1
    activation: ActivationName = "relu"

    def output_shape(self, shape: Shape) -> Shape:
        """Return (filters, height, width)."""
        channels = image_shape(self.kind, shape)[0]
        if channels % self.groups or self.filters % self.groups:
            sentence = _(
                "conv2d: {groups} groups must divide both its {channels} input channels and its {filters} filters"
            )
            raise ShapeMismatchError(sentence.format(groups=self.groups, channels=channels, filters=self.filters))
        return (self.filters, *slid(self.kind, shape, self.kernel_size, self.stride, self.padding))

    def parameters(self, shape: Shape) -> int:
        """Return filters x (channels of a group x kernel² + 1)."""
        return self.filters * (self._each(shape) + 1)

    def multiplications(self, shape: Shape) -> int:
        """Return those of every output pixel: channels of a group x kernel²."""
        return prod(self.output_shape(shape)) * self._each(shape)

    def _each(self, shape: Shape) -> int:
        """Return how many weights a filter has."""
        return shape[0] // self.groups * self.kernel_size**2


class _Pool(LayerSpec):
    """A layer that keeps one number of each window."""

    kernel_size: Annotated[int, Field(ge=1, le=8)] = 2
    stride: Stride | None = None
    padding: Padding = 0

    @property
    def step(self) -> int:
        """How far the window moves; by default as far as it is wide."""
        return self.stride or self.kernel_size

    def output_shape(self, shape: Shape) -> Shape:
        """Return (channels, height, width)."""
        channels = image_shape(self.kind, shape)[0]
        if 2 * self.padding > self.kernel_size:
            sentence = _("{kind}: a padding of {padding} must be at most half of the window of {size}")
            raise ShapeMismatchError(sentence.format(kind=self.kind, padding=self.padding, size=self.kernel_size))
        return (channels, *slid(self.kind, shape, self.kernel_size, self.step, self.padding))


class MaxPool2d(_Pool):
    """Keeps the largest value of each window (slide 49)."""

    type: Literal["max_pool2d"] = "max_pool2d"


class AvgPool2d(_Pool):
    """Keeps the mean of each window (slide 50)."""

    type: Literal["avg_pool2d"] = "avg_pool2d"


class Flatten(LayerSpec):
    """Lays all values of an image side by side, for the dense layers that follow (slide 51)."""

    type: Literal["flatten"] = "flatten"

    def output_shape(self, shape: Shape) -> Shape:
        """Return (values,)."""
        return (prod(shape),)


IMAGE_LAYERS: tuple[type[LayerSpec], ...] = (Conv2d, MaxPool2d, AvgPool2d)
"""Those that take images and give images."""


def image_shape(kind: str, shape: Shape) -> Shape:
    """Return a shape that is an image's.

    Raises
    ------
    ShapeMismatchError
        If it is none.
    """
    if len(shape) != 3:
        raise ShapeMismatchError(_("{kind} needs an image, not {shape}").format(kind=kind, shape=show_shape(shape)))
    return shape


def slid(kind: str, shape: Shape, size: int, stride: int, padding: int) -> Shape:
    """Return height and width after a window has slid over an image: floor((n + 2p - k) / s) + 1 of each.

    Raises
    ------
    ShapeMismatchError
        If the window is larger than the image with its padding.
    """
    _channels, height, width = shape
    if min(height, width) + 2 * padding < size:
        sentence = _("{kind} {size}×{size} does not fit an input of {height}×{width}")
        raise ShapeMismatchError(sentence.format(kind=kind, size=size, height=height, width=width))
    return ((height + 2 * padding - size) // stride + 1, (width + 2 * padding - size) // stride + 1)
