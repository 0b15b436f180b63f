from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from playground.experiment.images import Augmentation
from playground.training.trainers.augmentation import DRAWS, augmented, draws, moved


def images(count: int = 3, channels: int = 1, height: int = 9, width: int = 9, seed: int = 0) -> Tensor:
    return torch.rand((count, channels, height, width), generator=torch.Generator().manual_seed(seed))


def chance(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def rolled(batch: Tensor, across: int, down: int) -> Tensor:
    """Return images moved by whole pixels, black where nothing came in."""
    result = torch.roll(batch, (down, across), dims=(2, 3))
    height, width = batch.shape[2:]
    rows = torch.arange(height) - down
    columns = torch.arange(width) - across
    inside = ((rows >= 0) & (rows < height))[:, None] & ((columns >= 0) & (columns < width))
    return result * inside


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 3), st.integers(4, 9), st.integers(4, 9))
@settings(max_examples=60)
def test_whole_pixels_are_moved_as_they_are(across: int, down: int, channels: int, height: int, width: int) -> None:
    batch = images(2, channels, height, width)
    still = torch.zeros(2)
    result = moved(batch, still + across, still + down, still)
    torch.testing.assert_close(result, rolled(batch, across, down), atol=1e-5, rtol=0)


@pytest.mark.parametrize("side", [8, 9, 28])
@pytest.mark.parametrize("quarters", [-2, -1, 1, 2, 3])
def test_quarter_turns_are_counterclockwise(side: int, quarters: int) -> None:
    batch = images(2, 3, side, side)
    still = torch.zeros(2)
    result = moved(batch, still, still, still + 90 * quarters)
    torch.testing.assert_close(result, torch.rot90(batch, quarters, (2, 3)), atol=1e-4, rtol=0)


def test_an_image_is_turned_first_and_then_shifted() -> None:
    batch = images(1, 1, 10, 10)
    one = torch.ones(1)
    expected = rolled(torch.rot90(batch, 1, (2, 3)), 2, -1)
    torch.testing.assert_close(moved(batch, 2 * one, -one, 90 * one), expected, atol=1e-4, rtol=0)


def test_images_that_are_not_square_keep_their_shape_when_turned() -> None:
    line = torch.zeros(1, 1, 20, 10)
    line[0, 0, 9:11, 2:8] = 1
    turned = moved(line, torch.zeros(1), torch.zeros(1), torch.full((1,), 90.0))
    expected = torch.zeros(1, 1, 20, 10)
    expected[0, 0, 7:13, 4:6] = 1
    torch.testing.assert_close(turned, expected, atol=1e-4, rtol=0)


def test_half_a_pixel_is_halfway_between_two() -> None:
    batch = images(1)
    half = moved(batch, torch.full((1,), 0.5), torch.zeros(1), torch.zeros(1))
    torch.testing.assert_close(half[..., 1:], (batch[..., 1:] + batch[..., :-1]) / 2)


def test_each_image_moves_on_its_own() -> None:
    batch = images(1).repeat(3, 1, 1, 1)
    result = moved(batch, torch.tensor([0.0, 1, -2]), torch.tensor([0.0, 2, 0]), torch.zeros(3))
    for image, (across, down) in zip(result, [(0, 0), (1, 2), (-2, 0)], strict=True):
        torch.testing.assert_close(image[None], rolled(batch[:1], across, down), atol=1e-5, rtol=0)


def test_nothing_to_do_returns_the_very_tensor_and_draws_nothing() -> None:
    batch, generator = images(), chance()
    before = generator.get_state()
    assert augmented(batch, Augmentation(), generator) is batch
    assert torch.equal(generator.get_state(), before)


def test_the_same_chance_gives_the_same_images() -> None:
    batch, augmentation = images(), Augmentation(shift=2, rotation=20, noise=0.1)
    one, other, third = (augmented(batch, augmentation, chance(seed)) for seed in (1, 1, 2))
    assert torch.equal(one, other)
    assert not torch.equal(one, third)
    assert torch.equal(batch, images()), "the images given are left alone"


def test_noise_does_not_change_how_images_move() -> None:
    batch = images()
    still = augmented(batch, Augmentation(shift=3, rotation=30), chance())
    noisy = augmented(batch, Augmentation(shift=3, rotation=30, noise=1e-6), chance())
    torch.testing.assert_close(noisy, still, atol=1e-4, rtol=0)


def test_noise_is_normal() -> None:
    grey = torch.full((200, 1, 28, 28), 0.5)
    noise = augmented(grey, Augmentation(noise=0.1), chance()) - grey
    assert noise.mean().item() == pytest.approx(0, abs=1e-3)
    assert noise.std().item() == pytest.approx(0.1, rel=0.01)
    within = (noise.abs() < 0.1).float().mean().item()
    assert within == pytest.approx(0.6827, abs=0.005)


def test_brightness_stays_between_black_and_white() -> None:
    batch = augmented(images(20), Augmentation(shift=2, rotation=45, noise=1), chance())
    assert batch.min() == 0
    assert batch.max() == 1


@pytest.mark.parametrize("shift", [1.0, 2.5, 8.0])
def test_shifts_are_uniform_up_to_the_limit(shift: float) -> None:
    dot = torch.zeros(3_000, 1, 21, 21)
    dot[:, :, 10, 10] = 1
    result = augmented(dot, Augmentation(shift=shift), chance())[:, 0]
    places = torch.arange(21.0) - 10
    for moves in ((result.sum(1) * places).sum(1), (result.sum(2) * places).sum(1)):
        assert moves.abs().max() <= shift + 1e-4
        assert moves.min() < -0.99 * shift
        assert moves.max() > 0.99 * shift
        assert moves.mean().item() == pytest.approx(0, abs=0.05 * shift)
        assert moves.std().item() == pytest.approx(shift / 3**0.5, rel=0.04)


def test_angles_are_uniform_up_to_the_limit() -> None:
    dot = torch.zeros(3_000, 1, 41, 41)
    dot[:, :, 20, 38] = 1
    result = augmented(dot, Augmentation(rotation=30), chance())[:, 0]
    places = torch.arange(41.0) - 20
    across, up = (result.sum(1) * places).sum(1), -(result.sum(2) * places).sum(1)
    angles = torch.rad2deg(torch.atan2(up, across))
    assert angles.abs().max() < 31
    assert angles.std().item() == pytest.approx(30 / 3**0.5, rel=0.04)


@pytest.mark.parametrize("channels", [1, 3])
def test_draws_of_one_image_differ(channels: int) -> None:
    image = images(1, channels)[0]
    several = draws(image, Augmentation(shift=1, noise=0.1), chance())
    assert several.shape == (DRAWS, channels, 9, 9)
    assert DRAWS == 12
    assert len({draw.numpy().tobytes() for draw in several}) == 12
    assert torch.equal(draws(image, Augmentation(), chance()), image.expand(12, channels, 9, 9))
