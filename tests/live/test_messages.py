"""Messages of browsers: exactly the known ones pass, whatever else is said."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from playground.experiment.model import MAX_LAYERS
from playground.live.messages import MAX_MESSAGE, MAX_PIXELS, MAX_TYPED, MESSAGE
from playground.live.routes import command_of
from playground.training.probes.focus import Focus
from playground.training.worker.commands import Look

UNFOCUSED: dict[str, Any] = {"type": "look", **asdict(Focus()), "windows": []}
TRANSPORT = ("play", "pause", "reset", "step", "step_epoch", "step_generator", "step_discriminator")
VALID: list[dict[str, Any]] = [
    {"type": "hello", "token": "x" * 64},
    {"type": "ready", "generation": 0, "since": 0, "shown": -1},
    {"type": "ready", "generation": 2**53, "since": 2**53, "shown": 2**53},
    *({"type": kind} for kind in TRANSPORT),
    UNFOCUSED,
    UNFOCUSED | {"neuron": [2**20, 2**20], "windows": [2**20] * (MAX_LAYERS + 2), "sample": 2**53},
    UNFOCUSED | {"image": 2**53, "map": [2**20, 2**20], "pixels": "AAEC"},
    UNFOCUSED | {"sequence": 2**53, "text": "x" * MAX_TYPED, "direction": 2**20, "step": 2**20},
    {"type": "edit", "layer": 0, "unit": 0, "source": None, "value": -1e6},
    {"type": "edit", "layer": 2**20, "unit": 2**20, "source": 2**20, "value": 0.123456789012345678},
    {"type": "scrub", "place": None},
    {"type": "scrub", "place": 2**20},
    {"type": "move", "control": "x" * 64, "stop": 0},
]
NO_FOCUS = asdict(Focus())
SHORT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"type": "look"}, NO_FOCUS),
    ({"type": "look", "neuron": [1, 2]}, NO_FOCUS | {"neuron": (1, 2)}),
    ({"type": "look", "map": [2, 0], "image": 7}, NO_FOCUS | {"map": (2, 0), "image": 7}),
    ({"type": "edit", "layer": 1, "unit": 2, "value": 3}, {"layer": 1, "unit": 2, "source": None, "value": 3.0}),
    ({"type": "scrub"}, {"place": None}),
]
EDIT = {"type": "edit", "layer": 1, "unit": 0, "source": 0, "value": 0.5}
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
    {"type": "move", "control": "x" * 65, "stop": 0},
    {"type": "move", "control": "layers", "stop": -1},
    {"type": "move", "control": "layers", "stop": 1.5},
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
    {"type": "look", "focus": None},
    {"type": "look", "neuron": []},
    {"type": "look", "neuron": [1]},
    {"type": "look", "neuron": [1, 2, 3]},
    {"type": "look", "neuron": [1, -1]},
    {"type": "look", "neuron": [1, 2**20 + 1]},
    {"type": "look", "neuron": [1, 0.5]},
    {"type": "look", "neuron": [1, 2.0]},
    {"type": "look", "neuron": ["1", "2"]},
    {"type": "look", "neuron": [True, False]},
    {"type": "look", "neuron": [None, None]},
    {"type": "look", "neuron": "12"},
    {"type": "look", "neuron": {"0": 1, "1": 2}},
    {"type": "look", "windows": None},
    {"type": "look", "windows": [0] * (MAX_LAYERS + 3)},
    {"type": "look", "windows": [-1]},
    {"type": "look", "windows": [2**20 + 1]},
    {"type": "look", "windows": ["0"]},
    {"type": "look", "windows": 3},
    {"type": "look", "sample": -1},
    {"type": "look", "sample": 2**53 + 1},
    {"type": "look", "sample": "3"},
    {"type": "look", "sample": 1.5},
    {"type": "edit"},
    *({name: value for name, value in EDIT.items() if name != missing} for missing in ("layer", "unit", "value")),
    {**EDIT, "layer": -1},
    {**EDIT, "unit": 2**20 + 1},
    {**EDIT, "source": -1},
    {**EDIT, "source": "bias"},
    {**EDIT, "value": 1.1e6},
    {**EDIT, "value": -1e7},
    {**EDIT, "value": 10**400},
    {**EDIT, "value": float("nan")},
    {**EDIT, "value": float("-inf")},
    {**EDIT, "value": "0.5"},
    {**EDIT, "value": None},
    {**EDIT, "value": True},
    {**EDIT, "weight": 1},
    {"type": "scrub", "place": -1},
    {"type": "scrub", "place": 2**20 + 1},
    {"type": "scrub", "place": 0.5},
    {"type": "scrub", "place": "0"},
    {"type": "scrub", "place": [0]},
    {"type": "scrub", "epoch": 0},
]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
near_misses = st.dictionaries(
    st.sampled_from(["type", "token", "generation", "since", "shown", "neuron", "layer", "value", "place", "other"]),
    st.sampled_from(["hello", "ready", *TRANSPORT, "look", "edit", "scrub"]) | st.integers(-2, 2**53 + 1) | json_values,
)
readies = st.fixed_dictionaries(
    {"type": st.just("ready")}, optional={name: st.integers(-2, 3) for name in ("generation", "since", "shown")}
)
places = st.integers(-2, 3) | st.sampled_from([2**20, 2**20 + 1, 2**53, 2**53 + 1, 1.0, 0.5, True, None, "1"])
lists = st.lists(places, max_size=3) | st.integers(0, MAX_LAYERS + 4).map(lambda count: [0] * count)
LONG = {"typed": "x" * MAX_TYPED, "too long": "x" * (MAX_TYPED + 1), "pixels": "AAAA" * (MAX_PIXELS // 3 + 1)}
texts = st.sampled_from(["", "AAEC", "A", *LONG]).map(lambda text: LONG.get(text, text))  # not in the strategy's repr
looks = st.fixed_dictionaries(
    {"type": st.just("look")},
    optional={
        **dict.fromkeys(["neuron", "map", "windows"], lists | places),
        **dict.fromkeys(["sample", "image", "sequence", "direction", "step"], places),
        **dict.fromkeys(["pixels", "text"], texts | places),
    },
)
edits = st.fixed_dictionaries(
    {"type": st.just("edit"), "layer": places, "unit": places},
    optional={"source": places, "value": places | st.floats() | st.floats(-2e6, 2e6), "other": places},
)
scrubs = st.fixed_dictionaries({"type": st.just("scrub")}, optional={"place": places, "other": places})


def is_message(message: Any) -> bool:
    """Return whether a value is a message, by the protocol as :mod:`playground.live.routes` tells it."""
    match message:
        case {"type": "hello", "token": str(token), **rest}:
            return not rest and len(token) <= 64
        case {"type": "ready", "generation": generation, "since": since, "shown": shown, **rest}:
            counts = [generation, since, shown]
            whole = all(type(count) is int and -1 <= count <= 2**53 for count in counts)
            return not rest and whole and generation >= 0 and since >= 0
        case {"type": kind, **rest} if kind in TRANSPORT:
            return not rest
        case {"type": "look", **rest}:
            return all(name in FITS and FITS[name](value) for name, value in rest.items())
        case {"type": "edit", "layer": layer, "unit": unit, "value": value, **rest}:
            source = rest.pop("source", None)
            in_range = type(value) in (int, float) and -1e6 <= value <= 1e6
            return not rest and is_place(layer) and is_place(unit) and (source is None or is_place(source)) and in_range
        case {"type": "scrub", **rest}:
            place = rest.pop("place", None)
            return not rest and (place is None or is_place(place))
        case {"type": "move", "control": str(control), "stop": stop, **rest}:
            return not rest and len(control) <= 64 and is_place(stop)
    return False


def is_place(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 2**20


def is_count(value: Any) -> bool:
    return value is None or (type(value) is int and 0 <= value <= 2**53)


def is_pair(value: Any) -> bool:
    return value is None or (isinstance(value, list) and len(value) == 2 and all(map(is_place, value)))


def is_base64(value: Any) -> bool:
    try:
        return value is None or (isinstance(value, str) and len(base64.decodebytes(value.encode())) <= MAX_PIXELS)
    except binascii.Error:
        return False


FITS: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(["neuron", "map"], is_pair),
    **dict.fromkeys(["sample", "image", "sequence"], is_count),
    "windows": lambda value: isinstance(value, list) and len(value) <= 66 and all(map(is_place, value)),
    "pixels": is_base64,
    "text": lambda value: value is None or (isinstance(value, str) and len(value) <= MAX_TYPED),
    "direction": is_place,
    "step": lambda value: value is None or is_place(value),
}
"""Which values each part of what a person looks at may have."""


def passes(text: str) -> bool:
    try:
        MESSAGE.validate_json(text)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("message", VALID, ids=json.dumps)
def test_the_known_messages_pass(message: dict[str, Any]) -> None:
    text = json.dumps(message)

    assert len(text) <= MAX_MESSAGE
    assert is_message(message)
    assert json.loads(MESSAGE.validate_json(text).model_dump_json()) == message


@pytest.mark.parametrize(("message", "rest"), SHORT, ids=lambda message: json.dumps(message))
def test_what_is_left_out_is_nothing(message: dict[str, Any], rest: dict[str, Any]) -> None:
    assert is_message(message)
    assert MESSAGE.validate_json(json.dumps(message)).model_dump() == {"type": message["type"], **rest}


@pytest.mark.parametrize("message", WRONG, ids=lambda message: json.dumps(message)[:60])
def test_anything_else_is_refused(message: Any) -> None:
    assert not is_message(message)
    assert not passes(json.dumps(message))


@settings(max_examples=300)
@given(json_values | near_misses | readies | looks | edits | scrubs)
def test_only_messages_pass(message: Any) -> None:
    assert passes(json.dumps(message)) == is_message(message)


@given(st.text(max_size=200))
@example('{"type": "play"')
@example('{"type": "play"}{"type": "play"}')
@example("[" * 1000)
@example('{"type": "hello", "token": "\\ud800"}')
@example("\x00")
def test_other_text_is_refused(text: str) -> None:
    assert not passes(text)


@pytest.mark.parametrize("message", VALID, ids=json.dumps)
@given(data=st.data())
def test_a_message_cut_short_is_refused(message: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(message)

    assert not passes(text[: data.draw(st.integers(0, len(text) - 1))])


def test_drawn_pixels_reach_the_worker_as_they_are() -> None:
    message = MESSAGE.validate_json('{"type": "look", "pixels": "AAEC", "sequence": 3, "direction": 1, "step": 2}')
    command = command_of(message)  # type: ignore[arg-type]
    assert isinstance(command, Look)
    assert command.focus == Focus(pixels=b"\0\1\2", sequence=3, direction=1, step=2)
