"""The runs of a session: one for each page, ended with the session."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from playground.experiment import Experiment
from playground.training.commands import Settings
from playground.training.probes import Probe
from playground.training.runs import RUNS, Run


def live_run(
    page: str, experiment: Experiment, probes: Sequence[Probe], batches_per_second: float | None = None
) -> Run:
    """Return the run of a page, told what to train and to measure.

    A change of learning rate, penalties or speed reaches a running network in place; any other starts a new one.
    ``?autoplay=1`` in the address makes the first one start at once.
    """
    settings = Settings(experiment, tuple(probes), batches_per_second=batches_per_second)
    runs = _session_runs()
    run = runs.get(page)
    if run is None or RUNS.get(run.token) is None:
        run = runs[page] = RUNS.create(settings, playing=st.query_params.get("autoplay") == "1")
    run.configure(settings)
    return run


def _end(runs: dict[str, Run]) -> None:
    for run in runs.values():
        run.close()


@st.cache_resource(scope="session", on_release=_end, show_spinner=False)
def _session_runs() -> dict[str, Run]:
    """Return the runs of this session by page; Streamlit releases them when the session ends."""
    return {}
