"""The network diagram on a page with the perceptron's controls: what one changes in it, the controls show too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from playground.controls.data import FEATURE_LABELS
from playground.controls.form import MOST_LAYERS, MOST_UNITS, units_key
from playground.controls.perceptron import UNITS
from playground.datasets import Dataset, load
from playground.experiment import Experiment, PlaneData, PointsData, TableData
from playground.experiment.features import FEATURES
from playground.experiment.tables import FEWEST_COLUMNS, TABLES
from playground.training.probes.diagram import MOST_UNITS as MOST_UNITS_SHOWN
from playground.training.worker.runs import Run
from playground.ui.groups import hidden
from playground.ui.perceptron.diagram import Inputs, Limits, network_diagram


def editable_diagram(run: Run, dataset: Dataset, key: str) -> None:
    """Show the diagram of a run whose page has the perceptron's controls."""
    experiment = run.settings.network
    network_diagram(
        run,
        dataset,
        _inputs(experiment, dataset),
        Limits(None, None) if hidden("layers") else Limits(MOST_LAYERS, MOST_UNITS),
        key=key,
        on_change=_change,
    )


def _inputs(experiment: Experiment, dataset: Dataset) -> Inputs:
    """Return the inputs to show: all features of a plane, all columns of a small table; of a large one those in use."""
    data = experiment.data
    if isinstance(data, (PlaneData, PointsData)):
        every = load(data.model_copy(update={"features": FEATURES}), experiment.seed)
        return Inputs(FEATURE_LABELS, data.features, every, may_change=not hidden("features"))
    if isinstance(data, TableData) and len(TABLES[data.name].columns) <= MOST_UNITS_SHOWN:
        names = {name: name for name in TABLES[data.name].columns}
        view = tuple(axis.label for axis in dataset.axes)
        every = load(data.model_copy(update={"columns": (), "view": view}), experiment.seed)
        return Inputs(names, dataset.input_names, every, may_change=not hidden("columns"))
    names = {name: name for name in dataset.input_names}
    return Inputs(names, dataset.input_names, dataset, may_change=False)


def _change(change: Mapping[str, Any]) -> None:
    """Make the controls show what somebody changed in the diagram; what does not fit them is left."""
    match change:
        case {"kind": "layers", "by": 1 | -1 as by}:
            st.session_state["layers"] = min(max(st.session_state["layers"] + by, 0), MOST_LAYERS)
        case {"kind": "units", "layer": int(layer), "by": 1 | -1 as by} if units_key(layer) in st.session_state:
            st.session_state[units_key(layer)] = next_stop(st.session_state[units_key(layer)], by)
        case {"kind": "input", "name": str(name)} if name in FEATURES:
            chosen = set(st.session_state["features"]) ^ {name}
            st.session_state["features"] = [feature for feature in FEATURES if feature in (chosen or {name})]
        case {"kind": "input", "name": str(name)} if name in _columns():
            chosen = set(st.session_state.get("columns") or _columns()) ^ {name}
            if len(chosen) >= FEWEST_COLUMNS:
                st.session_state["columns"] = [column for column in _columns() if column in chosen]


def _columns() -> tuple[str, ...]:
    """Return the columns of the built-in table that the menu of data stands on; none where it does not."""
    return next((table.columns for name, table in TABLES.items() if name == st.session_state["data"]), ())


def next_stop(units: int, by: int) -> int:
    """Return the next number of units that the slider offers, above or below."""
    beyond = [stop for stop in UNITS if (stop > units if by > 0 else stop < units)]
    return (beyond[0] if by > 0 else beyond[-1]) if beyond else units
