from __future__ import annotations

from pathlib import Path

import pytest

from playground.i18n import LANGUAGES
from playground.paths import LESSONS
from playground.ui.lesson import parts
from playground.ui.menu import ENTRIES
from playground.ui.slide_links import with_slide_links


def test_a_folded_section_ends_with_the_next_heading() -> None:
    text = "## One\n\nfirst\n\n<!-- folded -->\n## On slide 5\n\nfold *this*\n\n## Two\n\nlast\n\n## Three\n\nend\n"
    assert parts(text) == [
        ("", "## One\n\nfirst\n\n"),
        ("On slide 5", "fold *this*"),
        ("", "## Two\n\nlast\n\n## Three\n\nend\n"),
    ]


@pytest.mark.parametrize("path", sorted(LESSONS.rglob("*.md")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_of_a_lesson_is_lost(path: Path) -> None:
    text = path.read_text("utf-8")
    folded = [title for title, _text in parts(text) if title]
    assert len(folded) == text.count("<!-- folded -->")
    shown = "".join(f"{title}{part}" for title, part in parts(text))
    assert "".join(shown.split()) == "".join(text.replace("<!-- folded -->\n## ", "").split())


WITH_LESSON = [name for name in ENTRIES if (LESSONS / "en" / f"{name}.md").exists()]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", WITH_LESSON)
def test_each_lesson_leads_to_a_slide(name: str, code: str) -> None:
    text = (LESSONS / code / f"{name}.md").read_text("utf-8")
    assert "<slide>" in with_slide_links(text, lambda words, number: "<slide>"), (
        "a lesson says to which slides of the lecture its page belongs"
    )


def test_every_page_but_the_map_itself_has_a_lesson() -> None:
    assert set(ENTRIES) - set(WITH_LESSON) == {"lecture"}
