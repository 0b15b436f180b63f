from __future__ import annotations

from typing import Any

import pytest

from playground.ui.cnn import augmentation_view as module
from tests.ui.scripts import open_script


def script() -> None:
    import streamlit as st

    from playground.presets.images import IMAGE_PRESETS
    from playground.training.worker.commands import Settings
    from playground.training.worker.runs import Runs
    from playground.ui.cnn.augmentation_view import augmentation_view

    experiment = IMAGE_PRESETS[st.query_params["of"]].experiment
    augmentation_view(experiment, Runs(limit=1).create(Settings(experiment, ())))


@pytest.fixture(name="shown")
def fixture_shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    tensors: list[str] = []

    def keep(run: Any, tensor: str, **how: Any) -> None:
        tensors.append(tensor)

    monkeypatch.setattr(module, "live_images", keep)
    return tensors


def test_draws_are_shown_where_there_is_augmentation(shown: list[str]) -> None:
    app = open_script(script, of="augmented")
    assert shown == ["augmented"]
    assert "Twelve draws" in app.caption[0].value


def test_without_it_there_is_no_empty_part_of_the_page(shown: list[str]) -> None:
    app = open_script(script, of="tiny")
    assert shown == []
    assert not [*app.caption, *app.header]
