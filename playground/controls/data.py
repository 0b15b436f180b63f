"""The sidebar's controls of the data: which, how many, and what the network sees of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from playground import numerals
from playground.controls.form import OWN_POINTS, OWN_TABLE, FormValues
from playground.datasets.drawn import starter_points
from playground.datasets.features import FEATURES
from playground.experiment import OwnTable
from playground.experiment.tables import TABLES, TableName
from playground.i18n import _
from playground.planes import PLANES
from playground.ui.address import note, seed
from playground.ui.groups import hidden
from playground.ui.widgets import pick, several, steps, switch

SAMPLES = (50, 100, 200, 300, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
NOISES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
FEATURE_LABELS: dict[str, str] = {name: entry.label for name, entry in FEATURES.items()}
IN_PLACE_OF_NOTHING: TableName = "iris"
"""The table shown to somebody who has not brought one yet."""
UPLOADED_INPUTS = "own_inputs"
"""Key of the choice of inputs that comes with an upload (:mod:`playground.controls.own_data.table_upload`)."""


def data_controls(defaults: FormValues) -> FormValues:
    """Show the controls of the data and return their values, a person's own data among them.

    Parameters
    ----------
    defaults
        What the address need not say.
    """
    name = pick(_("Data set"), "data", data_labels(), defaults["data"])
    values: FormValues = {"data": name}
    if name in PLANES:
        values |= _plane_controls(defaults)
    elif name == "points":
        points = st.session_state.setdefault(OWN_POINTS, starter_points())
        values |= {OWN_POINTS: points, "features": _features(defaults)}
    else:
        values |= _table_controls(name)
    return values | {
        "train": steps(_("Share for training"), "train", SHARES, defaults["train"], show=percent, bounds=(0.1, 0.9))
    }


def data_labels() -> dict[str, str]:
    """Return what the menu calls all data, by their names."""
    planes: dict[str, str] = {name: _(plane.label) for name, plane in PLANES.items()}
    return planes | {
        "points": _("Your points"),
        "iris": _("Iris (table)"),
        "wine": _("Wine (table)"),
        "breast_cancer": _("Breast cancer (table)"),
        "table": _("Your table"),
    }


def percent(share: float) -> str:
    """Return a share as people write it; different shares differ, as the widget knows its stops by them."""
    return numerals.percent(share) if float(f"{share:.2f}") == share else numerals.compact(share)


def _plane_controls(defaults: FormValues) -> FormValues:
    return {
        "features": _features(defaults),
        "noise": steps(_("Noise"), "noise", NOISES, defaults["noise"], show=percent, bounds=(0.0, 1.0)),
        "samples": steps(_("Samples"), "samples", SAMPLES, defaults["samples"], bounds=(10, 100_000)),
    }


def _features(defaults: FormValues) -> list[str]:
    return several(
        _("Inputs"),
        "features",
        FEATURE_LABELS,
        defaults["features"],
        _("What the network sees of each point."),
    )


def _table_controls(name: str) -> FormValues:
    own = _own_table() if name == "table" else None
    if own is not None:
        values = _column_controls(own.inputs, UPLOADED_INPUTS in st.session_state, _plane_first(own))
        for key in ("columns", "view1", "view2"):
            note(key, "", "")  # the names of a person's columns stay out of the address, like what is in them
        return values | {OWN_TABLE: own}
    if name == "table":
        st.info(_("Upload a file to train on your own table. Until then you see the irises."))
        name = IN_PLACE_OF_NOTHING
    columns = next(table.columns for known, table in TABLES.items() if known == name)
    return {"data": name} | _column_controls(columns)


def _column_controls(
    columns: Sequence[str], chosen_already: bool = False, order: Sequence[str] | None = None
) -> FormValues:
    """Show what the network and the pictures see of a table; inputs chosen with the upload are not asked for again.

    Parameters
    ----------
    order
        The columns with those first that the plane shows best; ``None`` for the table's order.
    """
    inputs = list(columns) if chosen_already else _input_columns(columns)
    view1, view2 = _plane_columns([name for name in order or columns if name in inputs])
    standardize = switch(
        _("Standardize"),
        "standardize",
        default=True,
        help_text=_("Bring each column to mean 0 and standard deviation 1, so that none outweighs the others."),
    )
    return {"columns": inputs, "view1": view1, "view2": view2, "standardize": standardize}


def _plane_first(own: OwnTable) -> list[str]:
    """Return a table's columns, those of two different numbers last: on the plane they are two lines."""
    narrow = {column.name for column in own.columns if len(set(column.values)) <= 2}
    return sorted(own.inputs, key=narrow.__contains__)


def _own_table() -> OwnTable | None:
    """Show the controls of the upload and return the person's table, if there is one yet."""
    from playground.controls.own_data.table_upload import upload_controls

    uploaded = None if hidden("own_upload") else upload_controls()
    if uploaded is not None:
        st.session_state[OWN_TABLE] = uploaded
    table: OwnTable | None = st.session_state.get(OWN_TABLE)
    return table


def _input_columns(columns: Sequence[str]) -> list[str]:
    """Show a table's columns and return those that the network sees, two at least."""
    _forget_strangers("columns", columns)
    chosen = several(
        _("Inputs"),
        "columns",
        {name: name for name in columns},
        columns,
        _("What the network sees of each row."),
    )
    if len(st.session_state["columns"]) >= 2:
        return chosen
    if not hidden("columns"):
        st.caption(_("A network needs two inputs or more here. Until then it sees all columns."))
    note("columns", columns, columns)
    return list(columns)


def _plane_columns(inputs: Sequence[str]) -> tuple[str, str]:
    """Show what lies along the plane's axes, where there is a choice, and return it."""
    first = _axis_choice(_("Horizontal axis"), "view1", inputs, shown=len(inputs) > 2)
    others = [name for name in inputs if name != first]
    return first, _axis_choice(_("Vertical axis"), "view2", others, shown=len(inputs) > 2)


def _axis_choice(label: str, key: str, columns: Sequence[str], shown: bool) -> str:
    _forget_strangers(key, columns)
    if shown:
        return pick(label, key, {name: name for name in columns}, columns[0])
    value = seed(key, columns[0], str, lambda text: text in columns)
    note(key, value, columns[0])
    return value


def _forget_strangers(key: str, columns: Sequence[str]) -> None:
    """Forget what a control had chosen if it is not there to be chosen: it belonged to another table."""
    chosen = st.session_state.get(key, [])
    if set([chosen] if isinstance(chosen, str) else chosen or ()) - set(columns):
        st.session_state[key] = columns[0] if isinstance(chosen, str) else list(columns)
