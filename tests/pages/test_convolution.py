"""The convolution page: presets, controls and links, in both languages."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from streamlit.config import get_option

from playground.concepts.kernels import KERNELS, SIZES
from playground.concepts.signals import SIGNAL_KERNELS, SIGNALS
from playground.concepts.small_pictures import SMALL_PICTURES
from playground.datasets.pictures.photographs import PHOTOGRAPHS, decoded, encoded
from playground.i18n import LANGUAGES, set_language
from playground.presets.convolutions import CONVOLUTIONS
from playground.ui.convolution.controls import OWN, START, settings_of
from playground.ui.convolution.picture_controls import PictureShown
from tests.pages.opened import Opened

FIGURES = {"signal": "signal", "picture": "convolution", "steps": "convolution", "pooling": "pooling"}
CHANGED = "*(settings changed since)*"


class ConvolutionPage(Opened):
    """One visit of the convolution page."""

    page = "convolution"

    @property
    def shown(self) -> dict[str, Any]:
        return self.given("convolution")

    @property
    def numbers(self) -> dict[str, Any]:
        numbers: dict[str, Any] = self.shown["numbers"]
        return numbers

    @property
    def pixels(self) -> np.ndarray:
        """The picture that went to the browser."""
        return decoded(base64.b64decode(self.given("picture")["url"].split(",")[1]))

    @property
    def formulas(self) -> str:
        return "\n".join(latex.value for latex in self.app.latex)


@pytest.fixture(name="visited")
def fixture_visited(opened: Opened) -> Iterator[ConvolutionPage]:
    visited = ConvolutionPage(opened.runs)  # type: ignore[arg-type]
    yield visited
    visited.leave()


def test_the_page_opens_on_the_outlines_of_the_photographer(visited: ConvolutionPage) -> None:
    visited.visit()
    assert visited.numbers["cells"] == [-1, -1, -1, -1, 8, -1, -1, -1, -1]
    assert visited.pixels.shape == (256, 256, 3)
    assert visited.address == {}
    assert CHANGED not in visited.words
    assert r"\lfloor (256 + 2 \cdot 0 - 1 \cdot (3 - 1) - 1) / 1 \rfloor + 1 = 254" in visited.formulas


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", CONVOLUTIONS)
def test_each_preset_in_each_language(visited: ConvolutionPage, name: str, code: str) -> None:
    visited.visit(lang=code).hold({"conv_preset": name})
    preset = CONVOLUTIONS[name]
    part = str(settings_of(preset)["conv_part"])
    expected = visited.given(FIGURES[part])
    assert CHANGED not in visited.words
    assert "*(réglages" not in visited.words
    address = visited.address
    assert address.get("conv_preset", START) == name
    assert set(address) <= {"conv_preset", "lang"}, "the preset's name says all the rest"
    visited.visit(**address)
    assert visited.given(FIGURES[part]) == expected
    assert (preset.claim in visited.words) == (code == "en")


def test_presets_leave_nothing_of_the_one_before(visited: ConvolutionPage) -> None:
    visited.visit()
    for name in [*CONVOLUTIONS, *reversed(CONVOLUTIONS)]:
        visited.hold({"conv_preset": name})
        assert CHANGED not in visited.words, name
        assert set(visited.address) <= {"conv_preset"}, name


def test_the_way_back_to_the_preset(visited: ConvolutionPage) -> None:
    before = visited.visit(conv_preset="borders").shown
    assert visited.app.button(key="back_to_preset").disabled
    visited.visit(conv_preset="borders", conv_cells="0,0,0,0,3,0,0,0,0", conv_stride="2", conv_image="cat")
    visited.press("back_to_preset")
    assert visited.shown == before
    assert visited.address == {"conv_preset": "borders"}


@pytest.mark.parametrize("name", KERNELS)
def test_each_kernel_in_each_of_its_sizes(visited: ConvolutionPage, name: str) -> None:
    visited.visit(conv_preset="blur").hold({"conv_kernel": name})
    for size in (size for size in SIZES if size >= KERNELS[name].size):
        visited.hold({"conv_size": str(size)})
        cells, divisor = KERNELS[name].at(size)
        assert visited.numbers["cells"] == cells.ravel().tolist()
        assert visited.numbers["divisor"] == divisor
        before, address = visited.numbers, visited.address
        assert "conv_cells" not in address
        assert visited.visit(**address).numbers == before
        visited.hold({"conv_kernel": name})


def test_ones_own_kernel_is_resized_and_linked_to(visited: ConvolutionPage) -> None:
    visited.visit(conv_cells="0,0,0,0,0.5,-1,0,0,2", conv_divisor="-3", conv_offset="128")
    assert visited.app.session_state["conv_kernel"] == OWN
    visited.hold({"conv_size": "5"})
    expected = np.pad([[0, 0, 0], [0, 0.5, -1], [0, 0, 2]], 1)
    assert visited.numbers["cells"] == expected.ravel().tolist()
    assert (visited.numbers["divisor"], visited.numbers["offset"]) == (-3, 128)
    assert visited.address["conv_kernel"] == OWN
    before = visited.numbers
    assert visited.visit(**visited.address).numbers == before
    assert CHANGED in visited.words
    visited.hold({"conv_kernel": "sobel_x"})
    assert visited.numbers["cells"] == [-1, 0, 1, -2, 0, 2, -1, 0, 1]
    assert (visited.numbers["divisor"], visited.numbers["offset"]) == (1, 0)


def test_a_kernel_of_a_link_that_has_a_name_gets_it(visited: ConvolutionPage) -> None:
    visited.visit(conv_kernel=OWN, conv_cells="-1,0,1,-2,0,2,-1,0,1")
    assert visited.numbers["cells"] == [-1, 0, 1, -2, 0, 2, -1, 0, 1]
    assert visited.visit(**visited.address).numbers["cells"] == [-1, 0, 1, -2, 0, 2, -1, 0, 1]


@pytest.mark.parametrize(
    "address",
    [
        {"conv_cells": "1,2,3"},
        {"conv_cells": "nan," * 8 + "1"},
        {"conv_cells": ",".join(["1000"] * 9)},
        {"conv_cells": "1," * 5000 + "1"},
        {"conv_divisor": "0"},
        {"conv_divisor": "inf"},
        {"conv_offset": "256"},
        {"conv_stride": "5"},
        {"conv_stride": "1.5"},
        {"conv_dilation": "0"},
        {"conv_padding": "wrap"},
        {"conv_at": "1,0"},
        {"conv_at": "0.5"},
        {"conv_weights": "1,2"},
        {"conv_size": "4"},
        {"conv_kernel": "nothing"},
        {"conv_image": "../camera"},
        {"conv_part": "x"},
        {"conv_preset": "x"},
        {"conv_shown": ""},
    ],
)
def test_what_a_link_may_not_say_is_as_if_it_did_not(visited: ConvolutionPage, address: dict[str, str]) -> None:
    usual = visited.visit().shown
    assert visited.visit(**address).shown == usual
    assert visited.address == {}


@pytest.mark.parametrize("name", PHOTOGRAPHS)
@pytest.mark.parametrize("colour", ["grey", "rgb", "sum"])
def test_each_photograph_in_each_colour(visited: ConvolutionPage, name: str, colour: str) -> None:
    visited.visit().hold({"conv_image": name, "conv_colour": colour, "conv_shown": "signed"})
    assert (visited.shown["colour"], visited.shown["shown"]) == (colour, "signed")
    assert visited.given("picture")["name"] == name
    assert f"{visited.pixels.shape[0]} + 2" in visited.formulas


@pytest.mark.parametrize("name", SMALL_PICTURES)
def test_each_small_picture_is_walked_over(visited: ConvolutionPage, name: str) -> None:
    visited.visit(conv_part="steps", conv_padding="zero", conv_at="0.5,0.5").hold({"conv_small": name})
    assert visited.shown["walks"]
    assert visited.pixels.shape[0] <= 8
    if name == "excerpt":
        np.testing.assert_array_equal(visited.pixels, visited.visit().pixels[124:132, 124:132])


def test_the_sidebar_of_a_signal_names_what_is_in_it(visited: ConvolutionPage) -> None:
    visited.visit(conv_part="signal")
    assert [heading.value for heading in visited.app.sidebar.header] == ["Start", "Signal", "Kernel"]
    visited.visit(conv_part="signal", hide="signal")
    assert [heading.value for heading in visited.app.sidebar.header] == ["Start", "Kernel"]


@pytest.mark.parametrize("name", SIGNALS)
def test_each_signal_and_kernel(visited: ConvolutionPage, name: str) -> None:
    visited.visit(conv_part="signal").hold({"conv_signal": name})
    for kernel in SIGNAL_KERNELS:
        visited.hold({"conv_signal_kernel": kernel})
        numbers = visited.given("signal")["numbers"]
        assert numbers["cells"] == list(SIGNAL_KERNELS[kernel].cells)
        assert numbers["divisor"] == SIGNAL_KERNELS[kernel].divisor
    before = visited.given("signal")
    assert visited.visit(**visited.address).given("signal") == before


def test_an_edited_signal_kernel_is_linked_to(visited: ConvolutionPage) -> None:
    visited.visit(conv_part="signal", conv_signal_cells="1,-2.5,1", conv_signal_at="7", conv_signal_seed="3")
    assert visited.given("signal")["numbers"] == {"cells": [1, -2.5, 1], "divisor": 3, "at": 7}
    before = visited.given("signal")
    assert visited.visit(**visited.address).given("signal") == before


@pytest.mark.parametrize("window", [2, 8])
@pytest.mark.parametrize("stride", [1, 8])
def test_pooling_at_its_ends(visited: ConvolutionPage, window: int, stride: int) -> None:
    visited.visit(conv_preset="pooling", pool_window=str(window), pool_stride=str(stride), pool_shift="4")
    assert visited.given("pooling")["numbers"] == {"window": window, "stride": stride, "shift": 4}
    assert rf"\lfloor (170 - {window}) / {stride} \rfloor + 1 = {(170 - window) // stride + 1}" in visited.formulas
    assert visited.given("pooling")["convolved"] is None
    visited.hold({"pool_source": "convolved"}).hold({"conv_kernel": "sobel_x", "conv_shown": "signed"})
    assert visited.given("pooling")["convolved"]["cells"] == [-1, 0, 1, -2, 0, 2, -1, 0, 1]
    assert visited.given("pooling")["shown"] == "signed"
    assert r"\lfloor (170 + 2 \cdot 0 - 1 \cdot (3 - 1) - 1) / 1 \rfloor + 1 = 168" in visited.formulas
    assert rf"\lfloor (168 - {window}) / {stride} \rfloor + 1 = {(168 - window) // stride + 1}" in visited.formulas


def test_the_kernel_before_a_pooling_is_seen(visited: ConvolutionPage) -> None:
    visited.visit(
        conv_part="pooling",
        pool_source="convolved",
        conv_cells="0,0,0,0,0.5,-1,0,0,2",
        conv_divisor="-3",
        conv_stride="2",
    )
    assert r"\frac{1}{-3}\begin{pmatrix} 0 & 0 & 0 \\ 0 & 0.5 & -1 \\ 0 & 0 & 2 \end{pmatrix}" in visited.formulas
    assert "with stride 2, dilation 1, padding: none" in visited.words
    visited.hold({"pool_source": "picture"})
    assert "pmatrix" not in visited.formulas


def test_a_kernel_that_fits_no_picture_leaves_nothing_to_pool(visited: ConvolutionPage) -> None:
    visited.visit(conv_part="pooling", pool_source="convolved", conv_image="file", conv_kernel="box", conv_size="7")
    assert visited.formulas.count(r"\begin{aligned}") == 2
    small = encoded(np.zeros((5, 9), np.uint8))
    visited.hold({"_conv_own_file": PictureShown("mine", small)})
    assert visited.formulas.count(r"\begin{aligned}") == 1
    assert r"(5 + 2 \cdot 0 - 1 \cdot (7 - 1) - 1) / 1 \rfloor + 1 < 1" in visited.formulas


def test_a_kernel_that_does_not_fit_is_said_in_the_formula(visited: ConvolutionPage) -> None:
    visited.visit(conv_part="steps", conv_small="gimp", conv_kernel="box", conv_size="7")
    assert r"\lfloor (3 + 2 \cdot 0 - 1 \cdot (7 - 1) - 1) / 1 \rfloor + 1 < 1" in visited.formulas


def test_without_ones_own_picture_there_is_a_cat(visited: ConvolutionPage) -> None:
    for name in ("file", "webcam"):
        visited.visit(conv_image=name)
        assert visited.given("picture")["name"] == "cat"
        assert visited.address == {"conv_image": name}
        assert "Until you bring a picture, the cat is shown." in visited.words
    visited.hold({"_conv_own_webcam": PictureShown("mine", encoded(np.zeros((5, 9), np.uint8)))})
    assert visited.given("picture")["name"] == "mine"
    assert "the cat is shown" not in visited.words


def test_the_upload_has_one_limit(visited: ConvolutionPage) -> None:
    upload = visited.visit(conv_image="file").app.file_uploader(key="conv_upload")
    assert upload.proto.max_upload_size_mb == get_option("server.maxUploadSize"), "what is too large is told in words"
    assert upload.help.startswith("At most 30 MB; it is scaled down to 256 pixels")


def test_a_drawing_starts_with_a_seven(visited: ConvolutionPage) -> None:
    visited.visit(conv_image="draw")
    assert visited.shown["draws"]
    assert visited.pixels.shape == (28, 28, 3)
    assert visited.pixels.max() == 255


def test_a_class_link_hides_settings(visited: ConvolutionPage) -> None:
    visited.visit(hide="sliding,preset,lesson,question,kernel", conv_stride="3")
    assert visited.shown["hidden"] == ["stride", "dilation", "padding"]
    assert visited.numbers["stride"] == 3
    assert not visited.shows("conv_preset")
    assert not visited.shows("conv_kernel")
    assert "Nine weights" not in visited.words
    visited.visit(conv_preset="pooling", hide="pooling")
    assert visited.given("pooling")["hidden"] == ["window", "stride", "shift"]


def test_numbers_stay_from_part_to_part(visited: ConvolutionPage) -> None:
    visited.visit(conv_cells="0,0,0,0,3,0,0,0,0").hold({"conv_part": "signal"}).hold({"conv_part": "pooling"})
    visited.hold({"conv_part": "picture"})
    assert visited.numbers["cells"] == [0, 0, 0, 0, 3, 0, 0, 0, 0]
    assert visited.address == {"conv_cells": "0,0,0,0,3,0,0,0,0", "conv_kernel": OWN}


def test_french(visited: ConvolutionPage) -> None:
    visited.visit(lang="fr")
    set_language("en")
    assert "noyau" in visited.words
    assert visited.shown["texts"]["stride"] == "Pas"
