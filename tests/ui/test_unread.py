"""What of a link was not taken as it stands is said; what was taken is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.ui.unread import FRAME, ONCE, number_text, says, sentences, unread

VALUES = {"layers": "2", "learning_rate": "0.03", "features": "x1,x2", "log": "False", "data": "spiral"}


def said(link: dict[str, str], values: dict[str, str] | None = None, whole: bool = True) -> list[str]:
    return sentences(unread(link, VALUES | (values or {}), whole))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("layers", "2"),
        ("layers", " 2 "),
        ("learning_rate", "0,03"),
        ("learning_rate", "3e-2"),
        ("learning_rate", ".030"),
        ("features", "x2,x1"),
        ("log", "False"),
        ("utm_source", "x"),
        ("fbclid", "x"),
        ("gclid", "x"),
        ("lang", "fr"),
        ("autoplay", "1"),
        ("large", "0"),
        ("hide", "noise,samples,units3"),
        ("claim", "xor"),
        ("completely", "else"),
    ],
)
def test_what_was_taken_or_belongs_to_others_is_not_said(key: str, text: str) -> None:
    assert said({key: text}) == []


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("layers", "99", "“layers=99” in the link is not possible here: “layers=2” is used instead."),
        (
            "learning_rate",
            "fast",
            "“learning_rate=fast” in the link is not possible here: “learning_rate=0.03” is",
        ),
        ("features", "x1,x2,x9", "“features=x1,x2,x9” in the link is not possible here: “features=x1,x2” is used"),
        ("data", "", "“data=” in the link is not possible here: “data=spiral” is used"),
        ("learning_rat", "0.1", "“learning_rat” in the link is unknown: did you mean “learning_rate”?"),
        ("Layers", "1", "did you mean “layers”?"),
        ("autoply", "1", "did you mean “autoplay”?"),
        ("preset_", "xor", "did you mean “preset”?"),
        ("noise", "0.2", "“noise=0.2” in the link says nothing on this page as it is set."),
        ("preset", "xor", "“preset=xor” in the link says nothing on this page as it is set."),
        ("lang", "xx", "“lang=xx” in the link is not possible here."),
        ("large", "yes", "“large=yes” in the link is not possible here."),
        ("hide", "noise,sampels", "“hide=sampels” in the link is unknown: did you mean “samples”?"),
        ("layers", "9" * 500, "9…” in the link is not possible"),
        ("layers", "<b>\n", "“layers=<b>?” in the link"),
    ],
)
def test_what_was_not_taken_is_said_in_one_line(key: str, text: str, sentence: str) -> None:
    (line,) = said({key: text})
    assert sentence in line
    assert line.isprintable()


def test_a_class_link_says_nothing_of_what_it_hides() -> None:
    assert said({"hide": "noise", "noise": "0.2"}) == []
    assert len(said({"hide": "noise", "layers": "99"})) == 1


def test_a_page_that_is_not_wholly_drawn_says_nothing_of_the_rest() -> None:
    assert said({"noise": "0.2", "layer": "3"}, whole=False) == []
    assert len(said({"layers": "99"}, whole=False)) == 1


def test_many_are_counted() -> None:
    lines = said(dict.fromkeys(("layers", "learning_rate", "features", "log", "data", "noise", "samples"), "?"))
    assert len(lines) == 6
    assert lines[-1] == "2 more values of the link were not used."


@given(st.dictionaries(st.sampled_from([*VALUES, *FRAME, *ONCE, "noise"]), st.text(max_size=8)))
def test_nothing_that_is_known_is_dropped_unsaid(link: dict[str, str]) -> None:
    """The independent truth: numbers by ``float``, lists as sets."""
    parts = {part.key for part in unread(link, VALUES)}
    for key, text in link.items():
        if key in VALUES and key not in parts:
            value = VALUES[key]
            same = {part.strip() for part in text.split(",")} == set(value.split(","))
            assert same or float(text.replace(",", ".")) == float(value)
        elif key != "claim":
            assert key in parts or text in FRAME.get(key, ()) or says(text, VALUES.get(key, ""))


@given(st.text(), st.text())
def test_any_link_is_said_in_lines(key: str, text: str) -> None:
    for line in said({key: text}):
        assert line.isprintable()
        assert len(line) < 400


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_decimal_comma_is_a_decimal_point(number: float) -> None:
    written = f"{number:.6f}"
    assert number_text(written.replace(".", ",")) == written
    assert says(written.replace(".", ","), written)


@pytest.mark.parametrize("text", ["1,2,3", "x1,x2", "0,", ",5", "1,2.5", "", "0,x", "1,٣x"])
def test_what_is_no_number_with_a_comma_stays(text: str) -> None:
    assert number_text(text) == text
