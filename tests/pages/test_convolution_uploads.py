"""A person's own picture on the convolution page, through its real upload control, in both languages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.pages.opened import Opened
from tests.pages.test_convolution import ConvolutionPage

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture(name="visited")
def fixture_visited(opened: Opened) -> Iterator[ConvolutionPage]:
    visited = ConvolutionPage(opened.runs)  # type: ignore[arg-type]
    yield visited
    visited.leave()


def bring(page: ConvolutionPage, name: str, raw: bytes) -> None:
    page.app.get_by_key("conv_upload").set_value([(name, raw, "application/octet-stream")])
    page.again()


def test_a_telephones_photograph(visited: ConvolutionPage) -> None:
    large = Image.new("RGB", (5_712, 4_284), (90, 10, 10))
    large.paste((10, 200, 10), (2_856, 0, 5_712, 4_284))
    file = io.BytesIO()
    large.save(file, "JPEG")
    visited.visit(conv_image="file")
    bring(visited, "IMG_1.jpg", file.getvalue())
    assert visited.pixels.shape == (192, 256, 3)
    assert abs(visited.pixels[:, :120].astype(int) - (90, 10, 10)).max() < 8
    assert abs(visited.pixels[:, 136:].astype(int) - (10, 200, 10)).max() < 8


def test_a_white_stroke_on_nothing_lies_on_black_and_that_is_said(visited: ConvolutionPage) -> None:
    visited.visit(conv_image="file")
    bring(visited, "seven.png", (CASES / "seven_white_transparent.png").read_bytes())
    assert np.median(visited.pixels) == 0
    assert visited.pixels.max() == 255
    assert "It is light on a transparent ground: it lies on black here." in visited.words
    bring(visited, "plain.jfif", (CASES / "plain.jfif").read_bytes())
    assert "transparent" not in visited.words


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [
        ("labels_csv.zip", "This is a zip archive. Here one picture is needed", "choisissez-en une"),
        ("co2_preamble.csv", "This is a text. Here a picture is needed", "Il faut ici une image"),
    ],
)
def test_what_is_no_picture_is_refused_and_the_one_before_stays(
    visited: ConvolutionPage, name: str, english: str, french: str
) -> None:
    for language, words, stays in (("en-US", english, "stays as it is"), ("fr-FR", french, "reste en place")):
        visited.visit(language, conv_image="file")
        bring(visited, "plain.jfif", (CASES / "plain.jfif").read_bytes())
        before = visited.pixels
        bring(visited, name, (CASES / name).read_bytes())
        (error,) = visited.app.error
        assert words in error.value.replace("\\", "")
        assert stays in error.value
        np.testing.assert_array_equal(visited.pixels, before)
