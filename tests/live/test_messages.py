"""Messages of browsers: exactly the known ones pass, whatever else is said."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from playground.live.messages import MAX_MESSAGE, MESSAGE

VALID: list[dict[str, Any]] = [
    {"type": "hello", "token": "x" * 64},
    {"type": "ready", "generation": 0, "since": 0, "shown": -1},
    {"type": "ready", "generation": 2**53, "since": 2**53, "shown": 2**53},
    *({"type": kind} for kind in ("play", "pause", "reset", "step", "step_epoch")),
]
WRONG: list[Any] = [
    None,
    [],
    {},
    "play",
    [{"type": "play"}],
    {"type": "stop"},
    {"type": None},
    {"type": ["play"]},
    {"Type": "play"},
    {"type": "play", "token": "x"},
    {"type": "hello"},
    {"type": "hello", "token": None},
    {"type": "hello", "token": 7},
    {"type": "hello", "token": "x" * 65},
    {"type": "ready"},
    {"type": "ready", "generation": 0, "since": 0},
    {"type": "ready", "generation": -1, "since": 0, "shown": 0},
    {"type": "ready", "generation": 0, "since": -1, "shown": 0},
    {"type": "ready", "generation": 0, "since": 0, "shown": -2},
    {"type": "ready", "generation": 2**53 + 1, "since": 0, "shown": 0},
    {"type": "ready", "generation": 10**400, "since": 0, "shown": 0},
    {"type": "ready", "generation": 0.5, "since": 0, "shown": 0},
    {"type": "ready", "generation": "0", "since": 0, "shown": 0},
    {"type": "ready", "generation": True, "since": 0, "shown": 0},
    {"type": "ready", "generation": float("nan"), "since": 0, "shown": 0},
    {"type": "ready", "generation": float("inf"), "since": 0, "shown": 0},
    {"type": "ready", "generation": None, "since": 0, "shown": 0},
]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
near_misses = st.dictionaries(
    st.sampled_from(["type", "token", "generation", "since", "shown", "other"]),
    st.sampled_from(["hello", "ready", "play", "pause", "reset", "step", "step_epoch"])
    | st.integers(-2, 2**53 + 1)
    | json_values,
)
readies = st.fixed_dictionaries(
    {"type": st.just("ready")}, optional={name: st.integers(-2, 3) for name in ("generation", "since", "shown")}
)


def is_message(said: Any) -> bool:
    """Return whether a value is a message, by the protocol as :mod:`playground.live.routes` tells it."""
    match said:
        case {"type": "hello", "token": str(token), **rest}:
            return not rest and len(token) <= 64
        case {"type": "ready", "generation": generation, "since": since, "shown": shown, **rest}:
            counts = [generation, since, shown]
            whole = all(type(count) is int and -1 <= count <= 2**53 for count in counts)
            return not rest and whole and generation >= 0 and since >= 0
        case {"type": "play" | "pause" | "reset" | "step" | "step_epoch", **rest}:
            return not rest
    return False


def passes(text: str) -> bool:
    try:
        MESSAGE.validate_json(text)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("said", VALID, ids=json.dumps)
def test_the_known_messages_pass(said: dict[str, Any]) -> None:
    text = json.dumps(said)

    assert len(text) <= MAX_MESSAGE
    assert is_message(said)
    assert MESSAGE.validate_json(text).model_dump() == said


@pytest.mark.parametrize("said", WRONG, ids=lambda said: json.dumps(said)[:60])
def test_anything_else_is_refused(said: Any) -> None:
    assert not is_message(said)
    assert not passes(json.dumps(said))


@given(json_values | near_misses | readies)
def test_only_messages_pass(said: Any) -> None:
    assert passes(json.dumps(said)) == is_message(said)


@given(st.text(max_size=200))
@example('{"type": "play"')
@example('{"type": "play"}{"type": "play"}')
@example("[" * 1000)
@example('{"type": "hello", "token": "\\ud800"}')
@example("\x00")
def test_other_text_is_refused(text: str) -> None:
    assert not passes(text)


@pytest.mark.parametrize("said", VALID, ids=json.dumps)
@given(data=st.data())
def test_a_message_cut_short_is_refused(said: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(said)

    assert not passes(text[: data.draw(st.integers(0, len(text) - 1))])
