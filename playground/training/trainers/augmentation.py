"""Augmentation: training images moved, turned and noisy, anew each time that they are shown (lecture, slide 38)."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample

from playground.experiment.images import Augmentation

DRAWS = 12
"""Of one image, to show what is done to it."""


def augmented(images: Tensor, augmentation: Augmentation, generator: torch.Generator) -> Tensor:
    """Return images, each changed by chance; the very tensor where nothing is to be done.

    Shifts and angles are uniform, independent of each other and for each image. An image is moved and turned in one
    interpolation, and what comes into it from outside is black. Noise is normal, and brightness stays between 0 and 1.

    Parameters
    ----------
    images
        ``(n, channels, height, width)``, brightness 0 to 1.
    generator
        Where chance comes from; it may be on another device than the images. Shifts and angles are the same with and
        without noise.
    """
    if augmentation.is_none:
        return images
    chance = torch.rand((3, len(images)), generator=generator, device=generator.device)
    across, down, angles = (2 * chance - 1).to(images)
    if augmentation.moves:
        images = moved(images, augmentation.shift * across, augmentation.shift * down, augmentation.rotation * angles)
    if augmentation.noise:
        noise = torch.randn(images.shape, generator=generator, device=generator.device).to(images)
        images = (images + augmentation.noise * noise).clamp_(0, 1)
    return images


def moved(images: Tensor, across: Tensor, down: Tensor, degrees: Tensor) -> Tensor:
    """Return images turned about their centre, then shifted, with bilinear interpolation and black outside.

    Parameters
    ----------
    images
        ``(n, channels, height, width)``.
    across, down
        ``(n,)``, by how many pixels each goes to the right and down.
    degrees
        ``(n,)``, by how much each turns, counterclockwise.
    """
    height, width = images.shape[2:]
    sine, cosine = torch.sin(torch.deg2rad(degrees)), torch.cos(torch.deg2rad(degrees))
    # Where each pixel comes from, in units of half a side: turned back after it was shifted back.
    from_x = [cosine, -sine * height / width, (sine * down - cosine * across) * 2 / width]
    from_y = [sine * width / height, cosine, -(sine * across + cosine * down) * 2 / height]
    origin = torch.stack([torch.stack(from_x, dim=1), torch.stack(from_y, dim=1)], dim=1)
    grid = affine_grid(origin, list(images.shape), align_corners=False)
    return grid_sample(images, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def draws(image: Tensor, augmentation: Augmentation, generator: torch.Generator, count: int = DRAWS) -> Tensor:
    """Return draws ``(count, channels, height, width)`` of one image ``(channels, height, width)``."""
    return augmented(image.expand(count, *image.shape), augmentation, generator)
