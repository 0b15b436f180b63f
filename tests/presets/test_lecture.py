"""The lecture as data: every slide in its order, with a link that leads somewhere or a reason why there is none."""

from __future__ import annotations

import pytest

from playground.presets.lecture import CHAPTERS, SLIDES, Link, Slide
from playground.presets.lecture.slide import ARCHITECTURES, MENUS, preset
from playground.ui.cnn.architecture_view import KNOWN
from playground.ui.lecture.pictures import PICTURES
from playground.ui.menu import ENTRIES
from playground.ui.slide_links import LAST

LINKS = [pytest.param(link, id=f"{number}-{link.label}") for number, it in SLIDES.items() for link in it.links]


def test_there_are_57_slides_in_the_lectures_order() -> None:
    assert list(SLIDES) == list(range(1, 58))
    assert LAST == 57
    assert sum(len(chapter.slides) for chapter in CHAPTERS.values()) == 57, "no number twice"


@pytest.mark.parametrize("slide", [pytest.param(slide, id=str(number)) for number, slide in SLIDES.items()])
def test_a_slide_has_links_and_a_picture_or_a_reason(slide: Slide) -> None:
    assert slide.title
    assert slide.sentence.endswith((".", "?"))
    assert bool(slide.links) != bool(slide.reason)
    assert bool(slide.picture) == bool(slide.links)
    assert not slide.picture or slide.picture in PICTURES
    assert len(set(map(_address, slide.links))) == len(slide.links)


def test_every_picture_is_used() -> None:
    assert {slide.picture for slide in SLIDES.values() if slide.picture} == set(PICTURES)


@pytest.mark.parametrize("link", LINKS)
def test_a_link_names_a_page_and_a_preset_that_there_are(link: Link) -> None:
    assert link.page in ENTRIES
    assert link.label
    named = [key for key in link.query if key in MENUS]
    for key in named:
        page, presets = MENUS[key]
        assert page == link.page
        assert link.query[key] in presets
    if not named:
        assert link.query["cnn_look"] in set(ARCHITECTURES) & set(KNOWN)


def test_a_preset_that_there_is_not_is_missed_at_once() -> None:
    with pytest.raises(KeyError):
        preset("neuron_preset", "xnor")


def test_each_page_with_presets_is_on_the_map() -> None:
    shown = {link.page for slide in SLIDES.values() for link in slide.links}
    assert {page for page, _presets in MENUS.values()} <= shown


def _address(link: Link) -> tuple[object, ...]:
    return link.page, *link.query.items()
