"""Shapes, parameters and multiplications of image layers, compared with what PyTorch's modules do and hold."""

from __future__ import annotations

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as some
from torch import nn

from playground.architecture.modules import BUILDERS, BuildContext
from playground.experiment.layers import AvgPool2d, Conv2d, Dense, Flatten, LayerSpec, MaxPool2d
from playground.experiment.model import PlacedLayer
from playground.experiment.spec import Shape, ShapeMismatchError

SIDES = some.integers(1, 14)
CONVOLUTIONS = some.builds(
    lambda parts, each, **rest: Conv2d(filters=parts * each, groups=parts, **rest),
    parts=some.sampled_from([1, 2, 3]),
    each=some.integers(1, 3),
    kernel_size=some.integers(1, 7),
    stride=some.integers(1, 4),
    padding=some.integers(0, 3),
)
POOLS = some.builds(
    lambda kind, size, padding, stride: kind(kernel_size=size, padding=min(padding, size // 2), stride=stride),
    some.sampled_from([MaxPool2d, AvgPool2d]),
    some.integers(1, 5),
    some.integers(0, 2),
    some.none() | some.integers(1, 4),
)


def modules(spec: LayerSpec, shape: Shape) -> nn.Sequential:
    placed = PlacedLayer(spec, shape, spec.output_shape(shape), spec.parameters(shape))
    return nn.Sequential(*BUILDERS[spec.kind](spec, placed, BuildContext(torch.Generator())))


@given(CONVOLUTIONS, SIDES, SIDES)
def test_convolutions_are_pytorchs(spec: Conv2d, height: int, width: int) -> None:
    shape = (6, height, width)
    assume(min(height, width) + 2 * spec.padding >= spec.kernel_size)
    made = modules(spec, shape)
    assert made(torch.zeros(2, *shape)).shape[1:] == spec.output_shape(shape)
    assert sum(p.numel() for p in made.parameters()) == spec.parameters(shape)
    weights = next(iter(made.parameters()))
    _filters, rows, columns = spec.output_shape(shape)
    assert spec.multiplications(shape) == weights.numel() * rows * columns


@given(POOLS, SIDES, SIDES)
def test_pools_are_pytorchs(spec: MaxPool2d | AvgPool2d, height: int, width: int) -> None:
    shape = (3, height, width)
    assume(min(height, width) + 2 * spec.padding >= spec.kernel_size)
    values = torch.rand(2, *shape)
    outputs = modules(spec, shape)(values)
    assert outputs.shape[1:] == spec.output_shape(shape)
    assert (spec.parameters(shape), spec.multiplications(shape)) == (0, 0)
    if not spec.padding:
        windows = values.unfold(2, spec.kernel_size, spec.step).unfold(3, spec.kernel_size, spec.step)
        expected = windows.amax((4, 5)) if isinstance(spec, MaxPool2d) else windows.mean((4, 5))
        torch.testing.assert_close(outputs, expected)


def test_flatten_lays_all_values_side_by_side() -> None:
    assert Flatten().output_shape((16, 7, 7)) == (784,)
    assert torch.equal(modules(Flatten(), (2, 3, 4))(torch.arange(24.0).view(1, 2, 3, 4)), torch.arange(24.0)[None])


@pytest.mark.parametrize(
    ("spec", "shape", "message"),
    [
        (Conv2d(filters=2, kernel_size=5), (1, 3, 3), "conv2d 5×5 does not fit an input of 3×3"),
        (Conv2d(filters=2), (8,), "conv2d needs an image, not 8"),
        (MaxPool2d(), (5, 1, 9), "max_pool2d 2×2 does not fit an input of 1×9"),
        (AvgPool2d(), (7,), "avg_pool2d needs an image, not 7"),
        (
            Conv2d(filters=4, groups=2),
            (3, 9, 9),
            "conv2d: 2 groups must divide both its 3 input channels and its 4 filters",
        ),
        (MaxPool2d(padding=2), (1, 9, 9), "max_pool2d: a padding of 2 must be at most half of the window of 2"),
        (Dense(units=3), (1, 9, 9), "dense needs a flat input, not 1×9×9; put a flatten layer before it"),
    ],
)
def test_misfits_say_why(spec: LayerSpec, shape: Shape, message: str) -> None:
    with pytest.raises(ShapeMismatchError) as refused:
        spec.output_shape(shape)
    assert str(refused.value) == message
