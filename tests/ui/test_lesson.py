from __future__ import annotations

from pathlib import Path

import pytest

from playground.paths import LESSONS
from playground.ui.lesson import parts


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
