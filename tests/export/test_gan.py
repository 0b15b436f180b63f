"""GANs as PyTorch scripts: they run alone, and give the playground's numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from playground.experiment.gan import GanExperiment
from playground.export import EXPORTERS
from playground.export.pytorch.gan import gan_code
from playground.i18n import set_language
from playground.presets.gan import GAN_PRESETS
from playground.training.trainers.run_to_end import train
from tests.export.scripts import complaints, curves, run_script

TANH = {"layers": [{"type": "dense", "units": 5, "activation": "tanh"}]}
OTHERS: dict[str, dict[str, Any]] = {
    "least squares, no penalty": {"training": {"loss": "least_squares", "r1": 0.0, "discriminator_steps": 3}},
    "saturating": {"training": {"loss": "saturating", "frozen": "discriminator"}, "seed": 7},
    "wasserstein, no penalty": {"training": {"loss": "wasserstein", "gradient_penalty": 0.0, "frozen": "generator"}},
    "line": {"data": {"name": "line"}, "model": {"generator": TANH, "discriminator": {"layers": []}}},
    "drawn": {"data": {"name": "drawn", "points": [[0.5, -1.25], [2, 0]]}, "model": {"generator": {"noise": 3}}},
    "threshold": {
        "model": {"generator": {"layers": [{"type": "dense", "units": 4, "activation": "threshold"}]}},
    },
}
EXPERIMENTS = {name: preset.experiment for name, preset in GAN_PRESETS.items()} | {
    name: GanExperiment.from_parts(parts) for name, parts in OTHERS.items()
}


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_script_gives_the_playgrounds_numbers(name: str, tmp_path: Path) -> None:
    experiment = EXPERIMENTS[name]
    history = curves(run_script(gan_code(experiment, epochs=2), tmp_path)["history"])
    expected = train(experiment, epochs=2, device="cpu").history
    assert history.keys() == expected.keys()
    for curve, values in expected.items():
        assert history[curve] == pytest.approx(values, rel=1e-4, abs=1e-4), curve


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_script_is_written_as_people_write_them(name: str) -> None:
    assert complaints(gan_code(EXPERIMENTS[name])) == ""


def test_the_exporter_takes_them() -> None:
    exporter = EXPORTERS["pytorch"]
    assert exporter.takes(GanExperiment())
    assert exporter.write(GanExperiment(), 3).decode() == gan_code(GanExperiment(), 3)
    assert "STEPS = 60" in gan_code(GanExperiment(), 3)


def test_its_sentences_are_in_the_readers_language() -> None:
    set_language("fr")
    try:
        french = gan_code(GanExperiment())
    finally:
        set_language("en")
    assert french != gan_code(GanExperiment())
    assert [line for line in french.splitlines() if "#" not in line][10:] == [
        line for line in gan_code(GanExperiment()).splitlines() if "#" not in line
    ][10:]
