"""The lecture page: the whole map in both languages, and a visit to the end of each of its links."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree

import pytest

from playground.i18n import LANGUAGES, _
from playground.presets.lecture import CHAPTERS, SLIDES, Link
from playground.ui.lecture.pictures import PICTURES
from playground.ui.menu import ENTRIES
from tests.pages.opened import Opened

CHANGED = "*(settings changed since)*"
HEAVIEST = 100_000  # bytes of the whole map, pictures and all
LINKS = {(link.page, *link.query.values()): link for it in SLIDES.values() for link in it.links if link.page in ENTRIES}
"""Each link once, whatever slides have it."""


class LecturePage(Opened):
    """One visit of the lecture page."""

    page = "lecture"

    @property
    def html(self) -> str:
        return str(self.given("lecture_map")["html"])

    @property
    def map(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.html)


@pytest.fixture(name="lecture")
def fixture_lecture(opened: Opened) -> Iterator[LecturePage]:
    lecture = LecturePage(opened.runs)
    yield lecture
    lecture.leave()


in_each_language = pytest.mark.parametrize("code", LANGUAGES)


@in_each_language
def test_the_map_has_every_slide_in_its_place(lecture: LecturePage, code: str) -> None:
    places = lecture.visit(lang=code).map.findall("./section/ol/li")
    assert [place.get("id") for place in places] == [f"slide-{number}" for number in SLIDES]
    for place, slide in zip(places, SLIDES.values(), strict=True):
        with lecture.speaking():
            expected = [_(text) for text in (slide.title, slide.sentence, slide.reason) if text]
        words = "".join(place.itertext())
        assert [text for text in expected if text not in words] == []


def test_headings_go_one_level_at_a_time(lecture: LecturePage) -> None:
    sections = lecture.visit().map.findall("./section")
    assert [section.get("aria-labelledby") for section in sections] == list(CHAPTERS)
    for section, chapter in zip(sections, CHAPTERS.values(), strict=True):
        assert [it.tag for it in section.iter() if it.tag[0] == "h"] == ["h2", *["h3"] * len(chapter.slides)]


@in_each_language
def test_each_picture_says_what_it_shows(lecture: LecturePage, code: str) -> None:
    pictures = lecture.visit(lang=code).map.findall("./section/ol/li/svg")
    with lecture.speaking():
        expected = [_(PICTURES[slide.picture].alt) for slide in SLIDES.values() if slide.picture]
    assert [picture.get("aria-label") for picture in pictures] == expected
    assert all(picture.get("role") == "img" for picture in pictures)


@in_each_language
def test_links_keep_the_language_and_lead_to_pages_that_there_are(lecture: LecturePage, code: str) -> None:
    links = [it.get("href") or "" for it in lecture.visit(lang=code).map.findall(".//ul[@class='links']/li/a")]
    expected = [link for slide in SLIDES.values() for link in slide.links if link.page in ENTRIES]
    assert len(links) == len(expected)
    for address, link in zip(links, expected, strict=True):
        assert address.startswith(f"/{link.page}?")
        assert f"lang={code}" in address


def test_links_to_pages_that_are_not_there_are_left_out(lecture: LecturePage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "/rnn?" in lecture.visit().html
    shorter = {name: entry for name, entry in ENTRIES.items() if name != "rnn"}
    monkeypatch.setattr("playground.ui.lecture.lecture_map.ENTRIES", shorter)
    assert "/rnn?" not in lecture.again().html


def test_links_keep_what_a_class_link_says(lecture: LecturePage) -> None:
    lecture.visit(hide="noise,lesson", large="1")
    assert "/neuron?neuron_preset=and&lang=en&large=1&hide=noise,lesson" in unescape(lecture.html)


@in_each_language
def test_the_map_is_small_enough_to_come_at_once(lecture: LecturePage, code: str) -> None:
    assert len(lecture.visit(lang=code).html.encode()) <= HEAVIEST


def test_it_is_the_second_entry_of_the_menu() -> None:
    assert list(ENTRIES)[:2] == ["perceptron", "lecture"]
    assert [name for name, entry in ENTRIES.items() if entry.section == "first"][:2] == ["perceptron", "lecture"]


@pytest.mark.parametrize("link", [pytest.param(link, id="-".join(key)) for key, link in LINKS.items()])
def test_each_link_opens_its_page_on_what_it_names(opened: Opened, link: Link) -> None:
    opened.page = "" if link.page == "perceptron" else link.page
    opened.visit(**link.query)
    for key, value in link.query.items():
        assert str(opened.app.session_state[key]) == value
        assert opened.shows(key), "it is on the screen"
    assert not [notice for notice in opened.app.info if "link_off" in notice.icon], "all of the link was taken"
    more_than_a_preset = len(link.query) > 1
    assert (CHANGED in opened.words) == more_than_a_preset
