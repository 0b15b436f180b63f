"""A page that has nothing but views, as a person has it open in AppTest."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.ui.scripts import open_script

CLASSES = {"data": {"name": "pinwheel3"}}
NUMBERS = {"data": {"name": "plane"}}
FLAT = {"model": {"layers": []}}


def page() -> None:
    import streamlit as st

    from playground.datasets import load
    from playground.experiment import Experiment
    from playground.training.worker.commands import Settings
    from playground.training.worker.runs import RUNS
    from playground.ui.address import begin_address, write_address
    from playground.ui.perceptron.views import show_views, view_choice, view_probes

    begin_address()
    experiment = Experiment.from_json(
        st.session_state.setdefault("experiment", st.query_params.get("experiment", "{}"))
    )
    chosen = view_choice(experiment)
    probes = view_probes(chosen, experiment)
    run = RUNS.create(Settings(experiment, tuple(probes)))
    show_views(chosen, run, load(experiment.data, experiment.seed), experiment)
    st.session_state["result"] = (chosen, probes)
    run.close()
    write_address()


def open_page(experiment: dict[str, Any] | None = None, **address: str) -> AppTest:
    """Open it with the experiment that these parts describe."""
    return open_script(page, experiment=json.dumps(experiment or {}), **address)


def figures(app: AppTest) -> dict[str, dict[str, Any]]:
    """Return what the live figures on the page are told, by what they say they show."""
    return {data["texts"]["alt"]: data for data in _component_data(app, "live_figure")}


def tables(app: AppTest) -> list[dict[str, Any]]:
    """Return the tables of numbers that are open on the page."""
    return [table for data in _component_data(app, "live_table") for table in data["tables"]]


def _component_data(app: AppTest, name: str) -> list[dict[str, Any]]:
    parts = [part.proto for part in app.get("bidi_component")]
    return [json.loads(part.json) for part in parts if part.component_name == name]
