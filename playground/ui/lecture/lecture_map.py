"""The component that shows the lecture's map: chapters, and in each its slides with pictures and links."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from playground.figures.theme import CURVE_COLOURS, VALUE_COLOURS
from playground.i18n import _
from playground.live.files import source
from playground.presets.lecture import CHAPTERS, Chapter, Link, Slide
from playground.ui.lecture.pictures import PICTURES, drawn
from playground.ui.lecture.pictures.svg import HEIGHT, WIDTH
from playground.ui.menu import ENTRIES
from playground.ui.page_link import page_link
from playground.ui.slide_links import slide_place, with_slide_links

_MAP = st.components.v2.component(
    "lecture_map",
    html='<div class="lecture" data-draws="0"></div>',
    css=source("lecture.css"),
    js=source("lecture.js"),
    isolate_styles=False,  # so that an address finds a slide's place
)


def lecture_map(*, key: str) -> None:
    """Show the lecture in its order, with what shows each slide here."""
    _MAP(key=key, data={"html": map_html(CHAPTERS)})


def map_html(chapters: Mapping[str, Chapter]) -> str:
    """Return the map in the reader's language."""
    entries = "".join(
        f'<li><a href="#{place}">{escape(_(chapter.title))}</a> <span>{_span(chapter)}</span></li>'
        for place, chapter in chapters.items()
    )
    name = escape(_("Chapters"))
    index = f'<nav aria-label="{name}"><ul>{entries}</ul></nav>'
    sections = "".join(_section(place, chapter) for place, chapter in chapters.items())
    return f'<div style="{_colours()}">{index}{sections}</div>'


def _section(place: str, chapter: Chapter) -> str:
    slides = "".join(_card(number, slide) for number, slide in chapter.slides.items())
    heading = f'<h2 id="{place}" tabindex="-1">{escape(_(chapter.title))}</h2>'
    return f'<section aria-labelledby="{place}">{heading}<ol start="{min(chapter.slides)}">{slides}</ol></section>'


def _card(number: int, slide: Slide) -> str:
    place, title = slide_place(number), escape(_(slide.title))
    name = escape(_("Slide {number}").format(number=number))
    links = "".join(_link(link) for link in slide.links if link.page in ENTRIES)
    what = f'<ul class="links">{links}</ul>' if links else ""
    reason = f'<p class="reason">{_reason(slide)}</p>' if slide.reason else ""
    return (
        f'<li id="{place}" tabindex="-1">{_picture(slide)}<div>'
        f'<h3><a href="#{place}" aria-label="{name}">{number}</a> {title}</h3>'
        f"<p>{escape(_(slide.sentence))}</p>{reason}</div>{what}</li>"
    )


def _picture(slide: Slide) -> str:
    if not slide.picture:
        return ""
    alt = escape(_(PICTURES[slide.picture].alt))
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{alt}">{drawn(slide.picture)}</svg>'


def _link(link: Link) -> str:
    page = escape(_(ENTRIES[link.page].title))
    address = escape(page_link(link.page, link.query))
    return f'<li><a href="{address}"><b>{page}</b> {escape(_(link.label))}</a></li>'


def _reason(slide: Slide) -> str:
    """Return why nothing shows a slide; other slides are links within the map."""
    return with_slide_links(
        escape(_(slide.reason)), lambda words, number: f'<a href="#{slide_place(number)}">{words}</a>'
    )


def _span(chapter: Chapter) -> str:
    """Return which slides a chapter has."""
    return f"{min(chapter.slides)}–{max(chapter.slides)}"


def _colours() -> str:
    """Return the colours of the pictures in light and dark, as custom properties of a style."""
    light, dark = ((*CURVE_COLOURS[shade], VALUE_COLOURS[shade][2]) for shade in ("light", "dark"))
    named = zip(("blue", "orange", "green"), light, dark, strict=True)
    return ";".join(f"--{name}:light-dark({bright},{dim})" for name, bright, dim in named)
