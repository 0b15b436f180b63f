"""Absolute errors, shortened gradients and outputs of zero in an exported script, and what cannot be exported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from playground.experiment import Experiment
from playground.export import ExportError
from playground.export.pytorch import pytorch_code
from tests.export.scripts import assert_same_numbers, complaints
from tests.training.sequencing import DATA, network_for, recurrent

NUMBERS, CLASSES = {"name": "multi_gaussian", "samples": 60}, {"name": "blobs", "samples": 60}
LAYERS = [{"type": "dense", "units": 6, "activation": "tanh"}]
SETTINGS: dict[str, dict[str, Any]] = {
    "absolute errors": {"data": NUMBERS, "training": {"loss": "mae"}},
    "shortened gradients": {"data": CLASSES, "training": {"clip_norm": 0.9}},
    "shortened with penalties": {"data": CLASSES, "training": {"clip_norm": 0.9, "l1": 0.02, "l2": 0.05}},
    "outputs of zero": {"data": CLASSES, "model": {"layers": LAYERS, "output_start": "zeros"}},
    "all of them": {
        "data": NUMBERS,
        "model": {"layers": LAYERS, "output_start": "zeros", "initializer": "he"},
        "training": {"loss": "mae", "clip_norm": 0.3, "optimizer": {"name": "sgd", "momentum": 0.9}},
    },
    "zeros everywhere": {"data": NUMBERS, "model": {"layers": LAYERS, "output_start": "zeros", "initializer": "zeros"}},
}


@pytest.mark.parametrize("parts", SETTINGS.values(), ids=SETTINGS)
def test_a_script_gives_the_same_numbers(parts: dict[str, Any], tmp_path: Path) -> None:
    experiment = Experiment.from_parts({"model": {"layers": LAYERS}, **parts, "seed": 3})
    assert_same_numbers(experiment, tmp_path)


@pytest.mark.parametrize("parts", SETTINGS.values(), ids=SETTINGS)
def test_it_is_laid_out_as_formatters_would(parts: dict[str, Any]) -> None:
    assert complaints(pytorch_code(Experiment.from_parts({"model": {"layers": LAYERS}, **parts}))) == ""


@pytest.mark.parametrize("name", DATA)
def test_networks_for_sequences_are_refused_in_words(name: str) -> None:
    experiment = recurrent(*network_for(name), name=name)
    message = f"^data: {experiment.data.name}: sequences cannot be written as PyTorch code yet$"
    with pytest.raises(ExportError, match=message):
        pytorch_code(experiment)
