"""The choice of values, as a script of its own; the whole page is in tests/pages/test_compare.py."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from playground.experiment.axes import AXES
from playground.experiment.comparison import FEWEST_VALUES, MOST_VALUES
from playground.ui.compare.controls import _parse, values_key
from tests.ui.scripts import open_script, run


def script() -> None:
    import streamlit as st

    from playground.ui.address import begin_address, write_address
    from playground.ui.compare.controls import _values

    begin_address()
    st.session_state["result"] = _values(st.session_state.get("of", "depth"))
    write_address()


def values(app: AppTest) -> Any:
    return app.session_state["result"]


def test_an_axis_begins_with_its_usual_values() -> None:
    app = open_script(script)
    assert values(app) == list(AXES["depth"].default)
    assert app.query_params == {}
    assert app.get_by_key("values_depth").options == [f"{n} hidden layer{'s' * (n != 1)}" for n in range(9)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("5,2", [2, 5]),
        ("2,5,2", [2, 5]),
        ("2,nine,5", [2, 5]),
        ("-1,2,5,99", [2, 5]),
        ("8,7,6,5,4,3,2,1,0", [1, 2, 3, 4, 5, 6, 7, 8]),
    ],
)
def test_values_of_a_link(text: str, read: list[int]) -> None:
    app = open_script(script, values_depth=text)
    assert values(app) == read
    assert app.query_params == {"values_depth": ",".join(map(str, read))}


@pytest.mark.parametrize("text", ["", "2", "2,2", "a,b", "9,10", ",,,"])
def test_fewer_than_two_values_are_none(text: str) -> None:
    app = open_script(script, values_depth=text)
    assert values(app) == list(AXES["depth"].default)
    assert app.query_params == {}


def test_values_stand_in_their_order_however_they_were_clicked() -> None:
    app = open_script(script)
    app.get_by_key("values_depth").set_value([7, 0, 3])
    assert values(run(app)) == [0, 3, 7]
    assert app.query_params == {"values_depth": "0,3,7"}


def test_more_than_eight_are_too_many_and_the_page_says_so() -> None:
    app = open_script(script)
    app.get_by_key("values_depth").set_value(list(range(9)))
    assert values(run(app)) == list(range(MOST_VALUES))
    assert [warning.value for warning in app.warning] == ["Only eight are compared. Left out: 8 hidden layers."]
    assert app.query_params == {"values_depth": "0,1,2,3,4,5,6,7"}


@pytest.mark.parametrize("chosen", [[], [4]])
def test_fewer_may_be_on_and_are_told(chosen: list[int]) -> None:
    app = open_script(script)
    app.get_by_key("values_depth").set_value(chosen)
    assert values(run(app)) == chosen


def test_a_value_that_only_a_link_has_becomes_one_of_the_choice() -> None:
    app = open_script(script, values_learning_rate="0.5,0.01,0.25")
    app.session_state["of"] = "learning_rate"
    assert values(run(app)) == [0.01, 0.25, 0.5]
    assert "γ = 0.25" in app.get_by_key("values_learning_rate").options
    app.get_by_key("values_learning_rate").set_value([0.01, 0.25])
    assert values(run(app)) == [0.01, 0.25]


def test_what_a_link_hides_keeps_its_values() -> None:
    app = open_script(script, values_depth="1,4", hide="axis")
    assert values(app) == [1, 4]
    with pytest.raises(KeyError):
        app.get_by_key("values_depth")


def test_each_axis_remembers_its_own_values() -> None:
    app = open_script(script)
    app.get_by_key("values_depth").set_value([1, 4])
    assert values(run(app)) == [1, 4]
    app.session_state["of"] = "activation"
    assert values(run(app)) == list(AXES["activation"].default)
    app.session_state["of"] = "depth"
    assert values(run(app)) == [1, 4]


@given(st.sampled_from(list(AXES)), st.text(max_size=60) | st.lists(st.text(max_size=8)).map(",".join))
def test_any_text_of_an_address_gives_values_or_none(axis: Any, text: str) -> None:
    try:
        entries = _parse(text, axis)
    except ValueError:
        return
    assert FEWEST_VALUES <= len(entries) == len(set(entries)) <= MOST_VALUES
    assert all(AXES[axis].parse(str(value)) == value for value in entries)


@settings(max_examples=10)
@given(st.text(max_size=30))
def test_any_text_is_harmless_to_the_page(text: str) -> None:
    app = open_script(script, values_depth=text.encode("utf-8", "replace").decode())
    assert 2 <= len(values(app)) <= 8


def reseeding() -> None:
    import streamlit as st

    from playground.experiment.comparison import Comparison
    from playground.ui.address import begin_address
    from playground.ui.compare.controls import _values, take_new_seeds

    begin_address()
    if st.session_state.get("anew"):
        axis = st.session_state["anew"]
        made = {"axis": axis, "values": st.session_state["result"]} if axis == "seed" else {}
        take_new_seeds(Comparison.from_parts(made))
    st.session_state["result"] = _values("seed")


@pytest.mark.parametrize("seeds", [[0, 1, 2, 3], [4, 9]])
def test_new_seeds_are_new_for_every_network(seeds: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.ui.compare.controls.randrange", lambda low, high: 500)
    app = open_script(reseeding, values_seed=",".join(map(str, seeds)))
    assert values(app) == seeds
    app.session_state["anew"] = "seed"
    moved = values(run(app))
    assert moved == [500 + seed - seeds[0] for seed in seeds]
    assert [f"seed {seed}" in app.get_by_key("values_seed").options for seed in moved] == [True] * len(seeds)


def test_a_new_seed_is_that_of_the_network_where_something_else_is_compared() -> None:
    app = open_script(reseeding)
    app.session_state["anew"] = "activation"
    assert values(run(app)) == list(AXES["seed"].default)
    assert app.session_state["seed"] in range(1, 10_000)


def test_keys_of_all_axes_differ() -> None:
    assert len({values_key(axis) for axis in AXES}) == len(AXES)
