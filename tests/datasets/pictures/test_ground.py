from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from playground.datasets.pictures.ground import on_a_ground
from playground.datasets.pictures.picture_file import read_picture, square_picture
from tests.datasets.heif import heif
from tests.datasets.malformed_pictures import encoded


def stroke(colour: tuple[int, int, int], width: int = 12, side: int = 120) -> Image.Image:
    """Return a diagonal stroke with soft edges on nothing."""
    large = Image.new("L", (4 * side, 4 * side))
    ImageDraw.Draw(large).line((4 * side // 5, 4 * side // 5, 3 * side, 3 * side), 255, 4 * width)
    alpha = large.resize((side, side), Image.Resampling.BOX)
    image = Image.new("RGBA", (side, side), (*colour, 0))
    image.putalpha(alpha)
    return image


@pytest.mark.parametrize(
    ("colour", "on_black"),
    [
        ((255, 255, 255), True),
        ((250, 250, 240), True),
        ((225, 225, 225), True),
        ((255, 255, 0), True),
        ((180, 180, 180), False),
        ((128, 128, 128), False),
        ((255, 0, 0), False),
        ((0, 0, 255), False),
        ((40, 40, 40), False),
        ((0, 0, 0), False),
    ],
)
def test_what_would_vanish_on_white_lies_on_black(colour: tuple[int, int, int], on_black: bool) -> None:
    flat, chosen = on_a_ground(stroke(colour))
    assert chosen is on_black
    assert flat.getpixel((0, 119)) == ((0, 0, 0) if on_black else (255, 255, 255))
    assert flat.getpixel((40, 40)) == colour


@given(st.integers(0, 255), st.integers(3, 40), st.integers(0, 255))
def test_a_grey_stroke_is_always_seen(grey: int, width: int, hidden: int) -> None:
    image = stroke((grey, grey, grey), width)
    pixels = np.array(image)
    pixels[pixels[..., 3] == 0, :3] = hidden  # what is not seen says nothing
    flat, on_black = on_a_ground(Image.fromarray(pixels))
    shown = np.array(flat.convert("L"), int)
    assert abs(shown[40, 40] - shown[0, 119]) >= 50
    assert on_black == (grey > 204) or grey in (203, 204, 205)


@pytest.mark.parametrize("grey", [255, 0])
@pytest.mark.parametrize("kind", ["rgba png", "la png", "palette png", "webp", "gif", "animated gif", "heic", "avif"])
def test_in_every_kind_of_file(kind: str, grey: int) -> None:
    image = stroke((grey, grey, grey))
    hard = Image.composite(image, Image.new("RGBA", image.size, (grey, grey, grey, 0)), image.getchannel("A").point(
        lambda alpha: 255 * (alpha > 127)))  # fmt: skip
    hard.putalpha(image.getchannel("A").point(lambda alpha: 255 * (alpha > 127)))
    files = {
        "rgba png": lambda: encoded(image, "PNG"),
        "la png": lambda: encoded(image.convert("LA"), "PNG"),
        "palette png": lambda: encoded(hard.quantize(4), "PNG"),
        "webp": lambda: encoded(image, "WEBP", lossless=True),
        "gif": lambda: encoded(hard, "GIF"),
        "animated gif": lambda: encoded(hard, "GIF", save_all=True, append_images=[image.rotate(90)], duration=90),
        "heic": lambda: heif(image, quality=90),
        "avif": lambda: encoded(image, "AVIF", quality=90),
    }
    pixels = read_picture(files[kind]()).astype(int)
    assert abs(pixels[40, 40] - grey).max() < 12
    assert abs(pixels[0, 119] - (255 - grey)).max() < 12


def test_a_page_with_round_corners_stays_on_white() -> None:
    page = Image.new("RGBA", (200, 300), "white")
    draw = ImageDraw.Draw(page)
    for row in range(20, 280, 20):
        draw.text((20, row), "a line of text on a page", "black")
    page.putalpha(0)
    mask = Image.new("L", page.size)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, 199, 299), 25, 255)
    page.putalpha(mask)
    assert not on_a_ground(page)[1]


def test_what_is_nowhere_seen_or_everywhere_is_on_white() -> None:
    assert on_a_ground(Image.new("RGBA", (9, 9), (255, 255, 255, 0)))[0].getpixel((4, 4)) == (255, 255, 255)
    assert not on_a_ground(Image.new("RGBA", (9, 9), (255, 255, 255, 120)))[1]


def test_a_large_drawing_is_decided_as_a_small_one() -> None:
    large = stroke((255, 255, 255), 30, 400).resize((2_400, 2_400))
    assert on_a_ground(large)[1]
    assert square_picture(encoded(large, "PNG", compress_level=1), 28, 1).on_black


def test_opaque_pictures_have_no_ground() -> None:
    file = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(file, "PNG")
    assert not square_picture(file.getvalue(), 8, 1).on_black
