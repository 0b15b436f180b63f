"""What the component of small images is given."""

from __future__ import annotations

from typing import Any

import pytest

from playground.experiment import Experiment
from playground.live import images as module
from playground.live.images import live_images
from playground.training.worker.commands import Settings
from playground.training.worker.runs import Runs


def test_it_follows_a_run_and_names_the_tensor_and_the_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(module, "_IMAGES", lambda **what: given.update(what))
    run = Runs(limit=1).create(Settings(Experiment(), ()))
    live_images(run, "wrong", key="mistakes", alt="Mistakes", classes=["cat", "dog"], columns=4, empty="None yet.")
    data = given["data"]
    assert given["key"] == "mistakes"
    assert (data["token"], data["tensor"], data["classes"], data["columns"]) == (run.token, "wrong", ["cat", "dog"], 4)
    assert (data["texts"]["alt"], data["texts"]["empty"]) == ("Mistakes", "None yet.")
    words = {"place": 3, "truth": "cat", "said": "dog", "probability": "90%"}
    assert data["texts"]["name"].format(**words) == "Image 3: cat, taken for dog, 90%. Take it in hand"
    assert data["texts"]["caption"].format(**words) == "says dog"
    assert data["texts"]["truth"].format(**words) == "is cat"
