"""A page of one section on a network for sequences, as a person has it open in AppTest."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.ui.scripts import open_script


def page() -> None:
    import streamlit as st

    from playground.experiment import Experiment, TextSpec
    from playground.training.worker.commands import Settings
    from playground.training.worker.runs import RUNS
    from playground.ui.address import begin_address, write_address
    from playground.ui.groups import cover, enter
    from playground.ui.rnn.forecast_views import forecast_probes, forecast_section
    from playground.ui.rnn.text_views import text_probes, text_section

    enter("rnn")
    cover(st.session_state.get("covered", ()))
    begin_address()
    experiment = Experiment.from_json(
        st.session_state.setdefault("experiment", st.query_params.get("experiment", "{}"))
    )
    writes = isinstance(experiment.data, TextSpec)
    probes = (text_probes if writes else forecast_probes)(experiment)
    run = RUNS.create(Settings(experiment, tuple(probes)))
    (text_section if writes else forecast_section)(run, experiment)
    st.session_state["result"] = probes
    run.close()
    write_address()


def open_section(data: dict[str, Any], **address: str) -> AppTest:
    """Open it with a network for these data."""
    writes = data["name"] in ("communes", "text")
    layers = [{"type": "gru", "units": 4, **({"return_sequences": True} if writes else {})}]
    return open_script(page, experiment=json.dumps({"data": data, "model": {"layers": layers}}), **address)


def component_data(app: AppTest, name: str) -> list[dict[str, Any]]:
    """Return what the components of one kind on the page are told."""
    parts = [part.proto for part in app.get("bidi_component")]
    return [json.loads(part.json) for part in parts if part.component_name == name]


def figure(app: AppTest, begin: str) -> dict[str, Any]:
    """Return what the live figure is told whose description begins so."""
    (data,) = [data for data in component_data(app, "live_figure") if data["texts"]["alt"].startswith(begin)]
    return data


def sentences(app: AppTest) -> str:
    """Return the page's paragraphs and captions."""
    return "\n".join(element.value for element in (*app.markdown, *app.caption))


def address(app: AppTest) -> dict[str, str]:
    """Return what the address says beside the experiment; a test may hold it as lists or as texts."""
    query = {key: value if isinstance(value, str) else value[-1] for key, value in app.query_params.items()}
    return {key: value for key, value in query.items() if key != "experiment"}
