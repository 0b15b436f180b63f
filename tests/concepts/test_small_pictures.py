from __future__ import annotations

import numpy as np
import pytest

from playground.concepts.small_pictures import EXCERPT, SMALL_PICTURES, excerpt

PICTURE = np.arange(20 * 30, dtype=np.int64).reshape(20, 30).astype(np.uint8)


@pytest.mark.parametrize("name", SMALL_PICTURES)
def test_small_pictures_are_small(name: str) -> None:
    pixels = SMALL_PICTURES[name].pixels
    assert pixels.dtype == np.uint8
    assert 3 <= min(pixels.shape) <= max(pixels.shape) <= EXCERPT


@pytest.mark.parametrize(("place", "corner"), [((10, 15), (6, 11)), ((0, 0), (0, 0)), ((19, 29), (12, 22))])
def test_an_excerpt_lies_around_its_place_and_inside(place: tuple[int, int], corner: tuple[int, int]) -> None:
    picture = excerpt(PICTURE, *place)
    top, left = corner
    np.testing.assert_array_equal(picture, PICTURE[top : top + EXCERPT, left : left + EXCERPT])


def test_an_excerpt_of_a_smaller_picture_is_all_of_it() -> None:
    assert excerpt(PICTURE[:5, :6], 99, 0).shape == (5, 6)
