"""The numbers behind a figure, folded away under it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from playground.i18n import _
from playground.live.table import Columns, Matrix, live_table
from playground.training.worker.runs import Run


def folded_table(name: str, tables: Sequence[Columns | Matrix], run: Run) -> None:
    """Show tables that follow a run once somebody opens them.

    Parameters
    ----------
    name
        Tells the tables of a page apart.
    """
    with st.expander(_("Table"), key=f"table-{name}", icon=":material/table:", on_change="rerun") as expander:
        if expander.open:
            live_table(tables, run, key=f"numbers-{name}")
