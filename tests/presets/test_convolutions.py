"""Every preset of the convolution page does what it claims."""

from __future__ import annotations

import numpy as np
import pytest

from playground.concepts.convolution import Sliding, convolve, convolve_signal, grey
from playground.concepts.kernels import KERNELS
from playground.concepts.pooling import POOLINGS, Pooling, changed_share, pool, shifted
from playground.concepts.signals import samples
from playground.concepts.small_pictures import SMALL_PICTURES
from playground.datasets.pictures.photographs import PHOTOGRAPHS, photograph
from playground.presets.convolutions import CONVOLUTIONS
from playground.ui.convolution.component_values import KernelNumbers, PoolingNumbers
from playground.ui.convolution.controls import USUAL, settings_of


def settings(name: str) -> dict[str, object]:
    return settings_of(CONVOLUTIONS[name])


def numbers(name: str) -> KernelNumbers:
    mine = {key.removeprefix("conv_"): value for key, value in settings(name).items()}
    return KernelNumbers(**{field: mine[field] for field in KernelNumbers.model_fields})


def convolved(name: str, pixels: np.ndarray) -> np.ndarray:
    mine = numbers(name)
    kernel = np.reshape(mine.cells, (mine.size, mine.size))
    sliding = Sliding(mine.size, mine.stride, mine.dilation, mine.padding)
    return convolve(pixels, kernel, sliding) / mine.divisor + mine.offset


def picture(name: str) -> np.ndarray:
    return photograph(str(settings(name)["conv_image"]))


@pytest.mark.parametrize("name", CONVOLUTIONS)
def test_settings_are_allowed(name: str) -> None:
    mine = settings(name)
    assert set(CONVOLUTIONS[name].settings) <= set(mine)
    assert mine["conv_kernel"] in KERNELS
    assert mine["conv_image"] in {*PHOTOGRAPHS, "draw"}
    assert mine["conv_small"] in SMALL_PICTURES
    assert numbers(name).size == int(str(mine["conv_size"]))
    PoolingNumbers(**{field: mine[f"pool_{field}"] for field in PoolingNumbers.model_fields})
    assert set(USUAL) <= set(mine)


def test_nine_weights_find_outlines() -> None:
    outputs = np.abs(convolved("edges", grey(picture("edges"))))
    assert (outputs < 40).mean() > 0.5, "most of the picture is flat"
    assert (outputs > 255).mean() > 0.03, "outlines are bright"
    assert (convolved("edges", np.full((9, 9), 255.0)) == 0).all(), "a white picture becomes black"


def test_the_moving_average_is_the_mean_of_the_neighbourhood() -> None:
    signal = samples("wave", 0)
    made = convolve_signal(signal, np.ones(3) / 3)
    assert len(made) == len(signal) - 2
    assert made[9] == pytest.approx(signal[9:12].mean())


def test_contrast_grows() -> None:
    pixels = grey(picture("contrast"))
    assert np.clip(convolved("contrast", pixels), 0, 255).std() > 1.1 * pixels.std()
    assert convolved("contrast", np.full((5, 5), 99.0)) == pytest.approx(99)


def test_a_mean_blurs() -> None:
    pixels = grey(picture("blur"))
    made = convolved("blur", pixels)
    assert made.shape == pixels.shape
    assert np.abs(np.diff(made)).mean() < 0.7 * np.abs(np.diff(pixels.astype(float))).mean()
    assert made.mean() == pytest.approx(pixels.mean(), rel=0.01)


def test_the_larger_the_kernel_the_stronger_the_blur() -> None:
    pixels = grey(picture("large_blur"))
    small, _divisor = KERNELS["gaussian"].at(3)
    once = convolve(pixels, small / 16, Sliding(3, padding="replicate"))
    made = convolved("large_blur", pixels)
    assert np.abs(np.diff(made)).mean() < np.abs(np.diff(once)).mean()
    thrice = convolve(
        convolve(convolve(pixels, small / 16, Sliding(3)), small / 16, Sliding(3)), small / 16, Sliding(3)
    )
    np.testing.assert_allclose(thrice, made[3:-3, 3:-3], atol=1e-9)


def test_edge_detection_answers_with_both_signs() -> None:
    made = convolved("borders", grey(picture("borders")))
    assert (made > 40).mean() > 0.03
    assert (made < -40).mean() > 0.03


def test_sobel_is_blind_across_its_direction() -> None:
    stripes = np.tile(np.repeat([0.0, 255.0], 4), (16, 2))
    assert np.abs(convolved("sobel", stripes)).max() > 255
    assert (convolved("sobel", stripes.T) == 0).all()


def test_a_stride_of_two_halves_the_size() -> None:
    pixels = grey(picture("stride"))
    assert convolved("stride", pixels).shape == (pixels.shape[0] // 2, pixels.shape[1] // 2)


def test_dilation_spreads_nine_weights() -> None:
    mine = numbers("dilation")
    assert (len(mine.cells), Sliding(mine.size, 1, mine.dilation).reach) == (9, 9)


def test_red_less_green_finds_the_suit() -> None:
    pixels = np.moveaxis(picture("planes").astype(float), -1, 0)
    mine = numbers("planes")
    made = convolved("planes", np.tensordot(mine.weights, pixels, 1))
    suit, background = made[180:200, 45:70], made[10:40, 150:180]
    assert (suit > 255).mean() > 0.9
    assert np.median(abs(background)) < 60


def test_gimps_example_is_42_and_turned_round_56() -> None:
    pixels = SMALL_PICTURES["gimp"].pixels
    assert convolved("gimp", pixels).tolist() == [[42]]
    turned = np.reshape(numbers("gimp").cells, (3, 3))[::-1, ::-1]
    assert convolve(pixels, turned, Sliding(3)).tolist() == [[56]]


def test_the_seven_answers_along_the_upper_side_of_its_bar() -> None:
    made = convolved("steps", SMALL_PICTURES["digit"].pixels)
    assert np.argmax(made.max(axis=1)) in (0, 1)
    assert made.min() == -made.max()


def test_pooling_keeps_a_quarter_and_max_gets_brighter() -> None:
    pixels = grey(picture("pooling")).astype(float)
    maxima = means = pixels
    for _ in range(4):
        maxima, means = pool(maxima, "max", 2, 2), pool(means, "mean", 2, 2)
    assert pool(pixels, "max", 2, 2).size == pixels.size / 4
    assert maxima.shape == (10, 16)
    assert maxima.mean() > 1.3 * pixels.mean()
    assert means.mean() == pytest.approx(pixels.mean(), rel=0.02)


@pytest.mark.parametrize("kind", POOLINGS)
@pytest.mark.parametrize(("by", "low", "high"), [(1, 0.25, 0.45), (4, 0.7, 0.85)])
def test_after_pooling_a_shift_changes_less(kind: Pooling, by: int, low: float, high: float) -> None:
    pixels = grey(picture("shift"))
    window = PoolingNumbers(window=4, stride=4)
    assert settings("shift")["pool_window"] == window.window
    before, after = (pool(shifted(pixels, shift), kind, window.window, window.stride) for shift in (0, by))
    ratio = changed_share(before, after) / changed_share(pixels, shifted(pixels, by))
    assert low < ratio < high
