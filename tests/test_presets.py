"""What the presets of all pages whose claims are proven by training share: names, texts, and a proof for each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

import pytest

from playground.experiment import Experiment
from playground.presets import PRESETS, Preset
from playground.presets.comparisons import COMPARISONS, ComparisonPreset
from playground.presets.gan import GAN_PRESETS
from playground.presets.images import IMAGE_PRESETS
from playground.presets.preset import GanPreset
from playground.presets.recurrent import RNN_PRESETS
from playground.ui.runs import SPEEDS
from tests import (
    test_presets_comparisons,
    test_presets_comparisons_gan,
    test_presets_comparisons_recurrent,
    test_presets_depth,
    test_presets_generalization,
    test_presets_images,
    test_presets_optimization,
    test_presets_recurrent,
    test_presets_shapes,
)
from tests.presets import test_gan

AnyPreset = Preset | GanPreset | ComparisonPreset

PAGES: Mapping[str, Mapping[str, AnyPreset]] = MappingProxyType(
    {"perceptron": PRESETS, "cnn": IMAGE_PRESETS, "rnn": RNN_PRESETS, "gan": GAN_PRESETS, "compare": COMPARISONS}
)
PROOFS: Mapping[str, tuple[ModuleType, ...]] = MappingProxyType(
    {
        "perceptron": (
            test_presets_shapes,
            test_presets_depth,
            test_presets_generalization,
            test_presets_optimization,
        ),
        "cnn": (test_presets_images,),
        "rnn": (test_presets_recurrent,),
        "gan": (test_gan,),
        "compare": (
            test_presets_comparisons,
            test_presets_comparisons_recurrent,
            test_presets_comparisons_gan,
        ),
    }
)
LONGEST_CLAIM: Mapping[str, int] = MappingProxyType(
    {"perceptron": 100, "cnn": 100, "rnn": 100, "gan": 100, "compare": 110}
)

every = pytest.mark.parametrize(("page", "name"), [(page, name) for page, presets in PAGES.items() for name in presets])


def test_there_are_many_and_the_spiral_comes_first() -> None:
    assert len(PRESETS) >= 10
    assert next(iter(PRESETS)) == "spiral"
    assert PRESETS["spiral"].experiment == Experiment(seed=41)


@every
def test_every_claim_has_its_proof(page: str, name: str) -> None:
    proof = f"test_{name.replace('-', '_')}"
    assert any(hasattr(module, proof) for module in PROOFS[page]), f"no {proof}"


@every
def test_names_are_fit_for_a_link(page: str, name: str) -> None:
    assert name.replace("-", "").isalnum()
    assert name == name.lower()
    assert name.isascii()


@every
def test_everything_is_said_in_whole_sentences(page: str, name: str) -> None:
    preset = PAGES[page][name]
    for sentence in (preset.claim, preset.sentence, preset.answer):
        assert sentence.rstrip()[-1] in ".?"
    assert preset.question.endswith("?")
    assert not preset.label.endswith(".")
    assert len(preset.label) <= 50
    assert len(preset.claim) <= LONGEST_CLAIM[page]


@every
def test_speeds_are_those_of_the_page(page: str, name: str) -> None:
    assert PAGES[page][name].speed in SPEEDS


@pytest.mark.parametrize("text", ["label", "claim", "sentence", "question", "answer"])
@pytest.mark.parametrize("page", PAGES)
def test_no_two_say_the_same(page: str, text: str) -> None:
    texts = [getattr(preset, text) for preset in PAGES[page].values()]
    assert len(set(texts)) == len(texts)
