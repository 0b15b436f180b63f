"""JSON with comments and commas too many."""

from __future__ import annotations

import json
import re
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.experiment.commented import standard_json

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.sampled_from(["//", "/* a */", "# b", ",]", ",}", '"', "\\", '\\\\"']),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text('ab"/#,*\\', max_size=6), inner, max_size=4),
    max_leaves=12,
)
COMMENTS = st.sampled_from(
    ["", " ", "\n", '// a " comment\n', '/* , ] } " */', "/**/", "# one, two\r\n", "/* two\nlines */\t", "/*/ // */"]
)
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')


@given(VALUES, st.booleans(), st.sampled_from([None, 2]))
def test_json_of_the_standard_does_not_change(value: Any, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert standard_json(text) == text


@given(VALUES, st.data())
@settings(max_examples=500)
def test_comments_and_commas_change_nothing(value: Any, data: st.DataObject) -> None:
    written = ""
    before = ""
    for token in TOKEN.findall(json.dumps(value)):
        written += data.draw(COMMENTS)
        if token in "]}" and before not in ("[", "{") and data.draw(st.booleans()):
            written += "," + data.draw(COMMENTS)
        written += token
        before = token
    written += data.draw(COMMENTS)
    plain = standard_json(written)
    assert json.loads(plain) == value
    assert len(plain) == len(written)
    assert [place for place, c in enumerate(plain) if c == "\n"] == [
        place for place, c in enumerate(written) if c == "\n"
    ]


@given(st.text('"\\/*#,[]{}:\n a1') | st.text())
@settings(max_examples=500)
def test_any_text_keeps_its_length_and_lines(text: str) -> None:
    plain = standard_json(text)
    assert (len(plain), plain.count("\n")) == (len(text), text.count("\n"))
    assert standard_json(plain) == plain or not _is_json(plain)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "text", ["[,]", "{,}", "[1,,]", '{"a":,}', "[1 /* never ends", '["a // b', "{'a': 1}", "[1, 2"]
)
def test_what_is_wrong_stays_wrong(text: str) -> None:
    assert not _is_json(standard_json(text))


@pytest.mark.parametrize(
    "text", ["/*" * 100_000, '"' * 200_000, "," * 200_000, ", " * 100_000, "[1," * 70_000, '"\\' * 100_000]
)
def test_it_takes_no_time(text: str) -> None:
    start = perf_counter()
    standard_json(text)
    assert perf_counter() - start < 2
