"""Any experiment through the controls of the perceptron's page, without the figures, which are most of its cost."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.controls import preset_menu
from playground.controls.form import OWN_POINTS, OWN_TABLE, to_form
from playground.experiment import Experiment
from playground.presets import PRESETS
from tests.pages.opened import Opened
from tests.strategies import own_data
from tests.ui.scripts import open_script
from tests.ui.shown import experiments_at_stops, shown_experiments

MANY = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
SOME = settings(MANY, max_examples=50)
"""Examples through one sidebar: it is as open for each as the one before left it."""


def script() -> None:
    import streamlit as st

    from playground.controls.perceptron import MovedNetwork, perceptron_controls
    from playground.ui.address import begin_address, write_address
    from playground.ui.widgets import stops_of

    begin_address()
    experiment = st.session_state["result"] = perceptron_controls()
    st.session_state["moved"] = MovedNetwork(experiment)
    st.session_state["stops"] = stops_of(st.session_state["moved"].controls)
    write_address()


class Sidebar(Opened):
    """The page's controls alone."""

    def __init__(self) -> None:
        self.app = open_script(script)

    def visit(self, locale: str = "en-US", **address: str) -> Self:
        self.app = open_script(script, **address)
        return self

    @property
    def experiment(self) -> Experiment:
        experiment: Experiment = self.app.session_state["result"]
        return experiment


@pytest.fixture(name="sidebar")
def fixture_sidebar() -> Sidebar:
    return Sidebar()


@MANY
@given(experiment=experiments_at_stops())
def test_any_setting_of_the_controls_is_the_experiment(sidebar: Sidebar, experiment: Experiment) -> None:
    sidebar.hold(to_form(experiment))
    assert not sidebar.app.error
    assert sidebar.experiment == experiment


@SOME
@given(experiment=shown_experiments())
def test_any_experiment_as_a_preset(sidebar: Sidebar, monkeypatch: pytest.MonkeyPatch, experiment: Experiment) -> None:
    presets = {**PRESETS, "any": replace(PRESETS["spiral"], experiment=experiment)}
    monkeypatch.setattr(preset_menu, "PRESETS", presets)
    sidebar.hold({"preset": "zeros"}).hold({"preset": "any"})
    assert sidebar.experiment == experiment
    assert sidebar.again().experiment == experiment


@SOME
@given(experiment=shown_experiments(samples=2000))
def test_any_experiment_in_the_address_comes_back(sidebar: Sidebar, experiment: Experiment) -> None:
    sidebar.visit(experiment=experiment.to_json())
    assert sidebar.experiment == experiment
    assert "experiment" not in sidebar.address
    assert sidebar.again().experiment == experiment
    assert sidebar.visit(**sidebar.address).experiment == experiment, "its address is a link to it"


@SOME
@given(experiment=shown_experiments(data=own_data()))
def test_own_data_in_an_experiment_of_the_address_fill_the_controls(sidebar: Sidebar, experiment: Experiment) -> None:
    sidebar.visit(experiment=experiment.to_json())
    assert not sidebar.app.error
    assert sidebar.experiment == experiment
    assert sidebar.again().experiment == experiment
    held = sidebar.app.session_state.to_dict()
    assert all(held[key] == value for key, value in to_form(experiment).items() if key in (OWN_POINTS, OWN_TABLE))
    assert not {OWN_POINTS, OWN_TABLE, "columns", "view1", "view2"} & set(sidebar.address)


@MANY
@given(experiment=experiments_at_stops(), data=st.data())
def test_what_a_slider_makes_of_the_experiment_is_what_the_page_makes_of_it(
    sidebar: Sidebar, experiment: Experiment, data: st.DataObject
) -> None:
    sidebar.hold(to_form(experiment))
    told: dict[str, tuple[float, ...]] = sidebar.app.session_state["stops"]
    stops = {control: values for control, values in told.items() if sidebar.shows(control)}
    assert {"layers", "learning_rate", "batch", "l1", "l2", "clip"} <= stops.keys()
    control = data.draw(st.sampled_from(sorted(stops)))
    stop = data.draw(st.sampled_from(stops[control]))
    moved = sidebar.app.session_state["moved"].to(control, stop)
    sidebar.hold({control: stop})
    assert moved == sidebar.experiment


def test_a_slider_adds_the_layer_that_was_there_before(sidebar: Sidebar) -> None:
    sidebar.hold({"layers": 3}).hold({"units3": 5, "activation3": "relu"}).hold({"layers": 2})
    moved = sidebar.app.session_state["moved"].to("layers", 3)
    assert moved == sidebar.hold({"layers": 3}).experiment
    assert (moved.model.layers[-1].units, moved.model.layers[-1].activation) == (5, "relu")


def test_sliders_moved_one_after_the_other_add_up(sidebar: Sidebar) -> None:
    moved = sidebar.hold({}).app.session_state["moved"]
    moved.to("layers", 1)
    both = moved.to("units1", 3)
    assert [layer.units for layer in both.model.layers] == [3]


def test_a_slider_goes_nowhere_where_there_is_no_such_experiment(sidebar: Sidebar) -> None:
    moved = sidebar.hold({}).app.session_state["moved"]
    before = moved.to("batch", 20)
    assert moved.to("units1", 100_000) is None
    assert moved.to("batch", 20) == before
