from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from playground.concepts.convolution import PADDINGS
from playground.ui.component_values import read_numbers, written
from playground.ui.convolution.component_values import KernelNumbers, PoolingNumbers, SignalNumbers
from tests.ui.scripts import open_script, run

CELLS = st.floats(-999, 999).map(lambda value: round(value, 10))
NUMBERS = st.builds(
    KernelNumbers,
    cells=st.sampled_from([9, 25, 49]).flatmap(lambda count: st.tuples(*[CELLS] * count)),
    divisor=st.floats(0.001, 9999).map(lambda value: round(value, 10)),
    offset=st.integers(-255, 255).map(float),
    stride=st.integers(1, 4),
    dilation=st.integers(1, 4),
    padding=st.sampled_from(PADDINGS),
    weights=st.tuples(CELLS, CELLS, CELLS),
    at=st.tuples(st.integers(0, 9999), st.integers(0, 9999)).map(lambda at: (at[0] / 10000, at[1] / 10000)),
)
NINE = [0.0] * 9


def script() -> None:
    import streamlit as st

    from playground.ui.address import begin_address, write_address
    from playground.ui.component_values import held
    from playground.ui.convolution.component_values import KernelNumbers

    begin_address()
    st.session_state["result"] = held("x_", KernelNumbers(cells=(0.0,) * 9))
    write_address()


@given(NUMBERS)
def test_an_address_brings_back_the_numbers(numbers: KernelNumbers) -> None:
    app = open_script(script, **{f"x_{name}": written(value) for name, value in numbers})
    assert app.session_state["result"] == numbers
    address = {key: texts[0] if isinstance(texts, list) else texts for key, texts in app.query_params.items()}
    assert open_script(script, **address).session_state["result"] == numbers


def test_what_the_session_should_not_hold_is_replaced() -> None:
    app = open_script(script)
    app.session_state["x_stride"] = 99
    assert run(app).session_state["result"].stride == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"cells": [0.0] * 8},
        {"cells": [0.0] * 16},
        {"cells": [math.nan] + [0.0] * 8},
        {"cells": ["x"] * 9},
        {"cells": None},
        {"cells": NINE, "divisor": 0},
        {"cells": NINE, "divisor": math.inf},
        {"cells": NINE, "stride": 0},
        {"cells": NINE, "stride": 1.5},
        {"cells": NINE, "padding": "wrap"},
        {"cells": NINE, "at": [0.5, 1]},
        {"cells": NINE, "weights": [1, 2]},
        {"cells": NINE, "more": 1},
        {},
        None,
        [],
    ],
)
def test_what_a_browser_may_not_send_is_left(wrong: object) -> None:
    assert read_numbers(KernelNumbers, {"numbers": wrong}) is None


@pytest.mark.parametrize("event", [{}, {"number": 1}, None])
def test_an_event_without_numbers_is_left(event: object) -> None:
    assert read_numbers(PoolingNumbers, event) is None  # type: ignore[arg-type]


def test_what_a_browser_sends_is_taken() -> None:
    assert read_numbers(PoolingNumbers, {"numbers": {"window": 8, "stride": 1, "shift": 0}, "at": 1}) == PoolingNumbers(
        window=8, stride=1, shift=0
    )


@pytest.mark.parametrize("count", [0, 2, 11])
def test_a_signals_kernel_has_a_middle(count: int) -> None:
    with pytest.raises(ValidationError):
        SignalNumbers(cells=(1.0,) * count)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-0.5, "-0.5"),
        (1 / 3, "0.3333333333"),
        (1e-5, "0.00001"),
        ((1.0, 2.5), "1,2.5"),
        (3, "3"),
        ("zero", "zero"),
        (0.0, "0"),
    ],
)
def test_numbers_in_an_address_are_short(value: object, text: str) -> None:
    assert written(value) == text
