from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.experiment import Experiment
from playground.training.probes.focus import Focus
from playground.training.probes.hidden_space import HiddenSpace
from playground.training.probes.plane import Accuracy, Losses
from playground.training.probes.view import View
from playground.training.trainers.trainer import Trainer
from playground.ui.perceptron.views import VIEWS
from tests.ui.scripts import open_script, run
from tests.ui.viewing import CLASSES, FLAT, NUMBERS, figures, open_page, tables

ALL = ",".join(VIEWS)
WIDE = {"model": {"layers": [{"type": "dense", "units": 9, "activation": "relu"}, {"type": "dropout"}]}}
NARROW = {"model": {"layers": [{"type": "dense", "units": 1, "activation": "tanh"}]}}


def chosen(app: AppTest) -> list[str]:
    names: list[str] = app.session_state["result"][0]
    return names


def hidden_space(app: AppTest) -> HiddenSpace:
    (probe,) = [probe for probe in app.session_state["result"][1] if isinstance(probe, HiddenSpace)]
    return probe


def tensor_names(app: AppTest, experiment: dict[str, Any]) -> set[str]:
    """Return the names of all that a worker would send to this page."""
    trainer = Trainer(Experiment.from_parts(experiment))
    trainer.train_epoch()
    view = View(trainer, focus=Focus(sample=0))
    probes = [Losses(), Accuracy(), *app.session_state["result"][1]]
    return {name for probe in probes for name in probe.measure(view)}


def test_the_curves_are_there_from_the_start() -> None:
    app = open_page()
    assert chosen(app) == ["curves"]
    assert app.session_state["result"][1] == [], "losses and accuracies are what every page measures"
    assert set(figures(app)) == {"Training and test loss over epochs", "Training and test accuracy over epochs"}
    assert "views" not in app.query_params


def test_any_views_may_be_wanted_in_the_pages_own_order() -> None:
    app = open_page(views="gradients,surface,nonsense")
    assert chosen(app) == ["surface", "gradients"]
    assert len(figures(app)) == 2
    assert app.query_params["views"] == "surface,gradients"


def test_nothing_may_be_wanted_too() -> None:
    app = open_page()
    app.pills(key="views").set_value([])
    run(app)
    assert chosen(app) == []
    assert app.query_params["views"] == "none"
    assert chosen(open_page(views="none")) == []


@pytest.mark.parametrize("text", ["", "nonsense", "CURVES", ",,"])
def test_what_names_no_view_is_as_if_it_were_not_there(text: str) -> None:
    app = open_page(views=text)
    assert chosen(app) == ["curves"]
    assert "views" not in app.query_params


@pytest.mark.parametrize(
    ("experiment", "missing"),
    [(NUMBERS, {"confusion"}), (FLAT, {"hidden"}), (CLASSES, set()), ({**NUMBERS, **FLAT}, {"confusion", "hidden"})],
)
def test_views_that_say_nothing_are_not_offered(experiment: dict[str, Any], missing: set[str]) -> None:
    app = open_page(experiment, views=ALL)
    assert set(chosen(app)) == set(VIEWS) - missing
    assert len(app.pills(key="views").options) == len(VIEWS) - len(missing)


def test_a_view_goes_when_the_experiment_changes_to_one_without_it() -> None:
    app = open_page(CLASSES, views="confusion,hidden,weights")
    app.session_state["experiment"] = json.dumps({**NUMBERS, **FLAT})
    assert chosen(run(app)) == ["weights"]


@pytest.mark.parametrize("experiment", [CLASSES, NUMBERS, FLAT, WIDE, {"data": {"name": "wine"}}], ids=str)
def test_a_worker_sends_what_the_figures_wait_for(experiment: dict[str, Any]) -> None:
    app = open_page(experiment, views=ALL)
    names = tensor_names(app, experiment)
    for alt, data in figures(app).items():
        for binding in data["bindings"]:
            two_classes_only = binding["tensor"].startswith("hidden_separator")
            assert two_classes_only or binding["tensor"] in names, alt
            assert binding["trace"] < len(data["figure"]["data"])


def test_on_two_classes_the_separator_is_sent_too() -> None:
    app = open_page(WIDE, views="hidden")
    (data,) = figures(app).values()
    assert {binding["tensor"] for binding in data["bindings"]} <= tensor_names(app, WIDE)
    assert any("violet line" in caption.value for caption in app.caption)


def test_every_figure_says_what_it_shows_and_has_a_table() -> None:
    app = open_page(CLASSES, views=ALL)
    assert all(len(alt) > 20 for alt in figures(app))
    assert [expander.label for expander in app.expander] == ["Table"] * len(VIEWS)
    assert "live_table" not in {part.proto.component_name for part in app.get("bidi_component")}, (
        "closed ones cost nothing"
    )


@pytest.mark.parametrize("experiment", [CLASSES, NUMBERS, WIDE], ids=str)
def test_an_open_table_has_numbers_that_a_worker_sends(experiment: dict[str, Any]) -> None:
    app = open_page(experiment, views=ALL)
    for name in chosen(app):
        app.session_state[f"table-{name}"] = True
    run(app)
    shown = tables(app)
    assert len(shown) >= len(chosen(app))
    names = tensor_names(app, experiment)
    for table in shown:
        tensors = [column["name"] for column in table["columns"]] if table["kind"] == "columns" else [table["tensor"]]
        assert set(tensors) <= names, table["title"]
        assert table["title"]
    assert len({table["title"] for table in shown}) > len(chosen(app)) - 2


def test_the_confusion_matrix_has_its_classes_beside_it() -> None:
    app = open_page({"data": {"name": "iris"}}, views="confusion")
    app.session_state["table-confusion"] = True
    classes = ["setosa", "versicolor", "virginica"]
    assert [(table["rows"], table["columns"]) for table in tables(run(app))] == [(classes, classes)] * 2


def test_hidden_space_begins_with_the_last_layers_components() -> None:
    app = open_page(views="hidden")
    assert hidden_space(app) == HiddenSpace(2)
    assert app.query_params["views"] == "hidden"
    assert not [key for key in app.query_params if key.startswith("views_")]


def test_another_layer_and_two_units_reach_the_probe_at_once() -> None:
    app = open_page(views="hidden")
    app.segmented_control(key="views_layer").set_value("1")
    app.segmented_control(key="views_axes").set_value("units")
    assert hidden_space(run(app)) == HiddenSpace(1, (0, 1))
    app.selectbox(key="views_first").set_value("7")
    assert hidden_space(run(app)) == HiddenSpace(1, (6, 1))
    assert app.query_params["views_first"] == "7"
    again = open_page(**{key: text for key, text in app.query_params.items() if key != "experiment"})
    assert hidden_space(again) == HiddenSpace(1, (6, 1))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({"views_layer": "9"}, HiddenSpace(2)),
        ({"views_layer": "0"}, HiddenSpace(2)),
        ({"views_layer": "one"}, HiddenSpace(2)),
        ({"views_axes": "three"}, HiddenSpace(2)),
        ({"views_axes": "units", "views_first": "9", "views_second": "-1"}, HiddenSpace(2, (0, 1))),
        ({"views_axes": "units", "views_first": "8", "views_second": "8"}, HiddenSpace(2, (7, 7))),
    ],
)
def test_what_the_network_does_not_have_is_ignored(address: dict[str, str], expected: HiddenSpace) -> None:
    assert hidden_space(open_page(views="hidden", **address)) == expected


def test_choices_that_no_longer_fit_the_network_fall_back() -> None:
    app = open_page(views="hidden", views_axes="units", views_first="8", views_second="3")
    assert hidden_space(app) == HiddenSpace(2, (7, 2))
    layers = [{"type": "dense", "units": 4, "activation": "relu"}]
    app.session_state["experiment"] = json.dumps({"model": {"layers": layers}})
    assert hidden_space(run(app)) == HiddenSpace(1, (0, 2))


def test_a_layer_of_one_unit_has_no_two_units_to_choose() -> None:
    app = open_page(NARROW, views="hidden", views_axes="units")
    assert hidden_space(app) == HiddenSpace(1)
    assert [control.key for control in app.segmented_control] == ["views_layer"]


def test_a_class_link_can_hide_the_choice() -> None:
    app = open_page(views="hidden", hide="views")
    assert chosen(app) == ["hidden"]
    assert not app.pills
    assert not app.segmented_control
    assert len(figures(app)) == 1


def test_the_choice_can_be_read_before_its_controls_are_drawn() -> None:
    def script() -> None:
        import streamlit as st

        from playground.experiment import Experiment
        from playground.ui.perceptron.hidden_space import hidden_space_choice

        st.session_state["result"] = hidden_space_choice(Experiment())

    assert open_script(script, views_layer="1").session_state["result"] == (1, None)


def test_views_are_offered_by_their_labels() -> None:
    assert open_page(CLASSES).pills(key="views").options == [view.label for view in VIEWS.values()]
