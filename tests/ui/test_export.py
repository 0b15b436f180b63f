from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from playground.experiment import Experiment
from playground.export.pytorch import pytorch_code
from playground.presets.images import IMAGE_PRESETS
from playground.presets.preset import Preset
from playground.presets.recurrent import RNN_PRESETS
from tests.ui.scripts import run

TABLE = {
    "name": "points",
    "points": [[k / 100, -k / 100, k % 2] for k in range(400)],
}


def script() -> None:
    import streamlit as st

    from playground.experiment import Experiment
    from playground.ui.export import export_controls

    export_controls(Experiment.from_json(st.session_state["experiment"]))


def shown(experiment: Experiment, opened: bool) -> AppTest:
    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["experiment"] = experiment.to_json()
    if opened:
        app.session_state["code_pytorch"] = True
    return run(app)


def test_nothing_is_written_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.export.pytorch_code", pytest.fail)
    app = shown(Experiment(), opened=False)
    assert [expander.label for expander in app.expander] == ["Code for PyTorch"]
    assert not app.code


def test_the_script_can_be_read_and_downloaded() -> None:
    app = shown(Experiment(), opened=True)
    assert [code.value for code in app.code] == [pytorch_code(Experiment()).strip()]
    assert app.code[0].language == "python"
    assert [button.proto.label for button in app.get("download_button")] == ["Download the script"]
    assert not any("experiment.json" in caption.value for caption in app.caption)


def test_a_script_that_reads_a_file_says_so() -> None:
    app = shown(Experiment.from_parts({"data": TABLE}), opened=True)
    assert any("experiment.json" in caption.value for caption in app.caption)


def test_a_refusal_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from playground.export import ExportError

    def refuse(experiment: Experiment, epochs: int) -> str:
        raise ExportError("not this one")

    monkeypatch.setattr("playground.export.pytorch_code", refuse)
    app = shown(Experiment(), opened=True)
    assert [info.value for info in app.info] == ["not this one"]
    assert not app.code


@pytest.mark.parametrize("preset", [IMAGE_PRESETS["tiny"], next(iter(RNN_PRESETS.values()))])
def test_nothing_is_offered_where_it_cannot_be_kept(preset: Preset) -> None:
    assert not shown(preset.experiment, opened=False).expander
