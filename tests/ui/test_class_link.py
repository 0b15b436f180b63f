from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from playground.ui.class_link import LARGE_FONT
from playground.ui.group_list import GROUPS, SECTIONS
from playground.ui.groups import read_hidden, write_hidden
from tests.ui.scripts import open_script, run

FEW = settings(max_examples=12)


def script() -> None:
    import streamlit as st

    from playground.i18n import set_language
    from playground.ui.address import begin_address, write_address
    from playground.ui.class_link import begin_class, class_link_button, large_type
    from playground.ui.groups import cover, enter, hidden
    from playground.ui.widgets import pick, section, several, steps, switch, whole_number

    st.session_state.setdefault("lang", st.query_params.get("lang", "en"))
    set_language(st.session_state["lang"])
    if "as_page" in st.query_params:
        enter(st.query_params["as_page"])
        cover(filter(None, st.query_params.get("covers", "").split(",")))
    begin_class()
    begin_address()
    section("data")
    result = {
        "data": pick("Data", "data", {"spiral": "Spiral", "xor": "XOR", "table": "Table"}, "spiral"),
        "features": several("Inputs", "features", {"x1": "x1", "x2": "x2"}, ["x1", "x2"], None),
        "noise": steps("Noise", "noise", (0.0, 0.1, 0.2), 0.1, bounds=(0.0, 1.0)),
        "samples": steps("Samples", "samples", (100, 200), 100),
        "train": steps("Share", "train", (0.5, 0.7), 0.5),
    }
    section("network")
    result["layers"] = steps("Layers", "layers", range(9), 2)
    result["units1"] = steps("Neurons", "units1", range(1, 9), 8)
    result["drop"] = pick("Dropout", "drop", {"none": "None", "dropout": "Dropout"}, "none", form="segments")
    section("training")
    result["shuffle"] = switch("Shuffle", "shuffle", default=True)
    result["seed"] = whole_number("Seed", "seed", 0, 100, 0)
    write_address()
    st.session_state["result"] = result | {"large": large_type(), "lesson": not hidden("lesson")}
    class_link_button()


HERE = [name for name, group in GROUPS.items() if "perceptron" in group.pages]
"""The groups of a page that does not say which it is."""
SHOWN = ("data", "features", "noise", "samples", "train", "layers", "units1", "drop", "shuffle", "seed")


def result(app: AppTest) -> dict[str, Any]:
    values: dict[str, Any] = app.session_state["result"]
    return values


def shown(app: AppTest) -> list[str]:
    """Return the keys of the controls on the page."""
    return [key for key in SHOWN if has(app, key)]


def has(app: AppTest, key: str) -> bool:
    try:
        app.get_by_key(key)
    except KeyError:
        return False
    return True


def headings(app: AppTest) -> list[str]:
    return [heading.value for heading in app.header]


def open_dialog(app: AppTest) -> AppTest:
    app.button(key="class-link").click()
    return run(app)


def link_of(app: AppTest) -> dict[str, str]:
    """Return the address that the dialog's link opens."""
    return {key: values[-1] for key, values in parse_qs(app.code[0].value.partition("?")[2]).items()}


# The registry


def test_every_group_has_its_section_and_its_keys() -> None:
    for name, group in GROUPS.items():
        assert group.section in SECTIONS
        assert group.keys, name
        assert not [key for key in group.keys if "*" in key[:-1]], "only at the end"


def test_no_control_is_in_two_groups() -> None:
    keys = [key.rstrip("*") + "1" * key.endswith("*") for group in GROUPS.values() for key in group.keys]
    for key in keys:
        assert sum(key in group for group in GROUPS.values()) == 1, key


@given(st.sets(st.sampled_from([*GROUPS, "units1", "l1", "test_points"])))
def test_what_a_link_hides_is_read_as_it_was_written(names: set[str]) -> None:
    assert read_hidden(write_hidden(names)) == names


@given(st.text())
def test_names_are_read_from_any_text(text: str) -> None:
    for name in read_hidden(text):
        assert name in text.split(",")
        assert name.isascii()
    assert read_hidden(f"{text},noise") >= {"noise"}


@pytest.mark.parametrize(
    "text", ["", ",", "*", "units*", "nonsense", "units<b>", "units" + "1" * 100, "NOISE", " noise"]
)
def test_what_is_no_name_hides_nothing(text: str) -> None:
    assert read_hidden(text) == frozenset()


# Hiding


def test_without_a_class_link_everything_is_there() -> None:
    app = open_script(script)
    assert shown(app) == list(SHOWN)
    assert headings(app) == ["Data", "Network", "Training"]
    assert app.query_params == {}
    assert not result(app)["large"]


@pytest.mark.parametrize(
    ("hide", "gone"),
    [
        ("noise", {"noise"}),
        ("layers", {"layers", "units1"}),
        ("units1", {"units1"}),
        ("drop,seed,shuffle", {"drop", "seed", "shuffle"}),
        ("data,features,noise,samples,train", {"data", "features", "noise", "samples", "train"}),
        ("noise,,nonsense,noise", {"noise"}),
    ],
)
def test_what_the_address_hides_is_not_shown(hide: str, gone: set[str]) -> None:
    app = open_script(script, hide=hide)
    assert shown(app) == [key for key in SHOWN if key not in gone]
    assert app.query_params["hide"] == hide
    assert shown(run(app)) == [key for key in SHOWN if key not in gone], "still, when the page runs again"


VALUES = {
    "data": "xor",
    "features": "x2",
    "noise": "0.35",
    "samples": "200",
    "train": "0.7",
    "layers": "5",
    "units1": "3",
    "drop": "dropout",
    "shuffle": "False",
    "seed": "42",
}


def test_hidden_controls_keep_their_values() -> None:
    visible = open_script(script, **VALUES)
    hiding = open_script(script, **VALUES, hide=",".join(GROUPS))
    assert shown(hiding) == []
    values = {key: value for key, value in result(hiding).items() if key != "lesson"}
    assert values == {key: value for key, value in result(visible).items() if key != "lesson"}
    assert values["noise"] == 0.35
    assert {key: hiding.query_params[key] for key in VALUES} == VALUES


def test_a_value_set_by_the_page_reaches_a_hidden_control() -> None:
    app = open_script(script, hide="noise,data")
    app.session_state["noise"] = 0.2
    app.session_state["data"] = "xor"
    assert (result(run(app))["noise"], result(app)["data"]) == (0.2, "xor")
    assert app.query_params["noise"] == "0.2"


def test_a_heading_goes_with_the_last_of_its_groups() -> None:
    data = [name for name in HERE if GROUPS[name].section == "data"]
    assert headings(open_script(script, hide=",".join(data[:-1]))) == ["Data", "Network", "Training"]
    assert headings(open_script(script, hide=",".join(data))) == ["Network", "Training"]


def test_pages_ask_for_their_own_parts() -> None:
    assert result(open_script(script))["lesson"]
    assert not result(open_script(script, hide="lesson"))["lesson"]


@FEW
@given(st.text(max_size=60))
def test_any_text_is_harmless(text: str) -> None:
    app = open_script(script, hide=text.encode("utf-8", "replace").decode())
    assert set(shown(app)) <= set(SHOWN)
    assert result(app)["data"] == "spiral"


@pytest.mark.parametrize("text", ["0", "2", "true", "<b>", ""])
def test_only_one_is_large(text: str) -> None:
    assert not result(open_script(script, large=text))["large"]


def test_large_type() -> None:
    app = open_script(script, large="1")
    assert result(app)["large"]
    assert app.query_params == {"large": "1"}
    assert f"html {{ font-size: {LARGE_FONT}px" in app.get("html")[0].proto.body
    assert LARGE_FONT >= 22
    assert result(run(app))["large"]
    assert not open_script(script).get("html")


# The way out


def test_somebody_curious_finds_everything_again() -> None:
    app = open_script(script, hide="noise,layers", noise="0.2", seed="7")
    assert not has(app, "class-link"), "a hidden page makes no links of its own"
    app.button(key="show-all").click()
    assert shown(run(app)) == list(SHOWN)
    assert result(app)["noise"] == 0.2
    assert "hide" not in app.query_params
    assert app.query_params["seed"] == "7"
    assert has(app, "class-link")


def test_another_page_of_the_session_hides_the_same() -> None:
    app = open_script(script, hide="noise", large="1")
    app.query_params.clear()  # what Streamlit does when somebody goes to another page
    assert not has(run(app), "noise")
    assert app.query_params == {"hide": "noise", "large": "1"}


# The dialog


def test_the_dialog_opens_with_everything_ticked() -> None:
    app = open_dialog(open_script(script, seed="7"))
    assert [box.key for box in app.checkbox] == [f"keep-{name}" for name in HERE]
    assert all(box.value for box in app.checkbox)
    assert link_of(app) == {"seed": "7", "lang": "en"}


@FEW
@given(st.sets(st.sampled_from(HERE)), st.sampled_from(["en", "fr"]), st.booleans())
def test_the_link_opens_exactly_what_was_ticked(names: set[str], code: str, large: bool) -> None:
    app = open_dialog(open_script(script, data="xor", seed="7"))
    for name in set(HERE) - names:
        app.checkbox(key=f"keep-{name}").uncheck()
    app.get_by_key("link-lang").set_value(code)
    app.toggle(key="link-large").set_value(large)
    address = link_of(open_dialog(app))  # AppTest runs the whole page again, a browser only the dialog
    opened = open_script(script, **address)
    assert shown(opened) == [key for key in SHOWN if any(key in GROUPS[name] for name in names)]
    assert result(opened)["large"] == large
    assert opened.session_state["lang"] == code
    assert (result(opened)["data"], result(opened)["seed"]) == ("xor", 7)
    assert read_hidden(address.get("hide", "")) == set(HERE) - names


def test_the_dialog_speaks_the_language_of_its_page() -> None:
    app = open_script(script, lang="fr")
    assert link_of(open_dialog(app))["lang"] == "fr"


def test_own_data_never_enter_the_link() -> None:
    app = open_dialog(open_script(script, data="table"))
    assert link_of(app) == {"data": "table", "lang": "en"}
    assert "never enter a link" in app.caption[0].value
    assert not open_dialog(open_script(script)).caption


def test_a_link_made_on_a_large_page_is_large_only_if_asked() -> None:
    app = open_dialog(open_script(script, large="1"))
    assert "large" not in link_of(app)
