"""Slides that a text speaks of become links."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from playground.ui.slide_links import with_slide_links
from tests.ui.scripts import open_script


def _bracket(words: str, number: int) -> str:
    return f"<{words}={number}>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as on slide 12; links", "as on <slide 12=12>; links"),
        ("(slides 22 to 24) says", "(<slides 22=22> to <24=24>) says"),
        ("slides 14, 35 and 36.", "<slides 14=14>, <35=35> and <36=36>."),
        ("slide 37's recursion", "<slide 37=37>'s recursion"),
        ("Slide 33 names", "<Slide 33=33> names"),
        ("(diapos 38 à 40)", "(<diapos 38=38> à <40=40>)"),
        ("les diapositives 49 et 50", "les <diapositives 49=49> et <50=50>"),
        ("la diapo\u00a038 :", "la <diapo\u00a038=38> :"),
        ("on slides 35\nand 36", "on <slides 35=35>\nand <36=36>"),
        ("slide 5, 10 neurons", "<slide 5=5>, <10=10> neurons"),
        ("slide 58, slide 0 and slide 100", "slide 58, slide 0 and slide 100"),
        ("slide it, slide w up to 200", "slide it, slide w up to 200"),
        ("landslide 5", "landslide 5"),
    ],
)
def test_each_number_is_a_link_and_the_first_takes_the_word_along(text: str, expected: str) -> None:
    assert with_slide_links(text, _bracket) == expected


@pytest.mark.parametrize("text", ["`slide 5`", "[slide 5](there)", "$slide 5$", "## On slide 5", "![slide 5](there)"])
def test_code_links_formulas_and_headings_are_left(text: str) -> None:
    assert with_slide_links(f"{text}\nand slide 6", _bracket) == f"{text}\nand <slide 6=6>"


def script() -> None:
    import streamlit as st

    from playground.i18n import set_language
    from playground.ui.slide_links import with_slide_links

    set_language(st.query_params.get("lang", "en"))
    st.session_state["result"] = with_slide_links("See slides 22 to 24.")


def test_a_link_keeps_the_language() -> None:
    assert _written(open_script(script)) == (
        "See [slides 22](/lecture?lang=en#slide-22) to [24](/lecture?lang=en#slide-24)."
    )
    assert "(/lecture?lang=fr#slide-22)" in _written(open_script(script, lang="fr"))


def test_a_link_keeps_what_a_class_link_says() -> None:
    assert "(/lecture?lang=en&large=1&hide=noise,lesson#slide-22)" in _written(
        open_script(script, hide="lesson,noise", large="1")
    )


def test_a_link_works_under_a_base_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.ui.page_link.base_path", lambda: "/class")
    assert "(/class/lecture?lang=en#slide-22)" in _written(open_script(script))


def _written(app: AppTest) -> str:
    return str(app.session_state["result"])
