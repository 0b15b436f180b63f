"""What the convolution page's components are given fits their documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from playground.concepts.convolution import PADDINGS
from playground.i18n import LANGUAGES, set_language
from playground.live.files import source
from playground.ui.convolution import components as convolution

TEXTS: dict[str, Callable[[], dict[str, str]]] = {
    "convolution": convolution._convolution_texts,
    "pooling": convolution._pooling_texts,
    "signal": convolution._signal_texts,
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    set_language("en")


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_of_a_document_is_given(name: str) -> None:
    document = source(f"{name}.html")
    keys = set(re.findall(r'data-(?:text|label)="(\w+)"', document))
    assert keys
    assert keys <= set(TEXTS[name]())


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_of_a_script_is_given(name: str) -> None:
    script = source(f"{name}.js")
    assert set(re.findall(r"\btexts\.(\w+)", script)) <= set(TEXTS[name]())


@pytest.mark.parametrize("code", LANGUAGES)
def test_three_planes_have_three_names(code: str) -> None:
    set_language(code)
    assert len(convolution._convolution_texts()["planes"].split(" ")) == 3


def test_every_padding_has_a_name() -> None:
    assert list(convolution.paddings()) == list(PADDINGS)
