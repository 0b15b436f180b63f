from __future__ import annotations

from types import ModuleType

import pytest

from playground.experiment import Experiment
from playground.presets import PRESETS, Preset
from playground.ui.runs import SPEEDS
from tests import (
    test_presets_depth,
    test_presets_generalization,
    test_presets_optimization,
    test_presets_shapes,
)

PROOFS: tuple[ModuleType, ...] = (
    test_presets_shapes,
    test_presets_depth,
    test_presets_generalization,
    test_presets_optimization,
)


def test_there_are_many_and_the_spiral_comes_first() -> None:
    assert len(PRESETS) >= 10
    assert next(iter(PRESETS)) == "spiral"
    assert PRESETS["spiral"].experiment == Experiment(seed=41)


@pytest.mark.parametrize("name", PRESETS)
def test_every_claim_has_its_proof(name: str) -> None:
    proof = f"test_{name.replace('-', '_')}"
    assert any(hasattr(module, proof) for module in PROOFS), f"no {proof}"


@pytest.mark.parametrize("name", PRESETS)
def test_names_are_fit_for_a_link(name: str) -> None:
    assert name.replace("-", "").isalnum()
    assert name == name.lower()
    assert name.isascii()


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_everything_is_said_in_whole_sentences(preset: Preset) -> None:
    for sentence in (preset.claim, preset.sentence, preset.answer):
        assert sentence.rstrip()[-1] in ".?"
    assert preset.question.endswith("?")
    assert not preset.label.endswith(".")
    assert len(preset.label) <= 50
    assert len(preset.claim) <= 100


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_speeds_are_those_of_the_page(preset: Preset) -> None:
    assert preset.speed in SPEEDS


@pytest.mark.parametrize("text", ["label", "claim", "question", "answer"])
def test_no_two_say_the_same(text: str) -> None:
    said = [getattr(preset, text) for preset in PRESETS.values()]
    assert len(set(said)) == len(said)
