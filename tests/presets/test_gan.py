"""What the presets of the page of GANs claim, from several seeds each."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from playground.experiment.gan import STEPS_AN_EPOCH, GanExperiment
from playground.presets.gan import GAN_PRESETS
from playground.training.population.gan_population import GanPopulation
from playground.training.probes.gan import BestDiscriminator
from playground.training.probes.gan_view import GanView
from playground.training.trainers.gan import GanTrainer
from playground.training.trainers.run_to_end import denormals_flushed

SEEDS = range(5)


class Games:
    """The games of a preset, a seed each, trained side by side."""

    def __init__(self, name: str, count: int = len(SEEDS), **training: Any) -> None:
        experiment = GAN_PRESETS[name].experiment
        self._seeded = [experiment.model_copy(update={"seed": seed}) for seed in range(count)]
        self._population = GanPopulation(self._trained_by(training))

    def _trained_by(self, changes: dict[str, Any]) -> list[GanExperiment]:
        trainings = [each.training.model_copy(update=changes) for each in self._seeded]
        pairs = zip(self._seeded, trainings, strict=True)
        return [each.model_copy(update={"training": training}) for each, training in pairs]

    def adjust(self, **training: Any) -> None:
        """Go on with other numbers."""
        self._population.adjust(self._trained_by(training))

    def play(self, steps: int) -> Games:
        """Train on for so many steps."""
        with denormals_flushed():
            for _ in range(steps // STEPS_AN_EPOCH):
                self._population.train_epoch()
        return self

    def final(self, curve: str) -> np.ndarray:
        """Return the newest value of each seed."""
        return self._population.records.last(curve)

    def curves(self, curve: str) -> np.ndarray:
        """Return all values, a row for each epoch from the untrained network on, a column for each seed."""
        return self._population.records.since(0, curve)


@cache
def games(name: str, steps: int, count: int = len(SEEDS)) -> Games:
    """Return the games of a preset after some steps."""
    return Games(name, count).play(steps)


def test_gan_ring8() -> None:
    played = games("gan-ring8", 1_000)
    at_500 = played.curves("modes_covered")[25]
    assert (at_500 == 8).sum() >= 4
    assert at_500.min() >= 7
    good = (played.final("modes_covered") == 8) & (played.final("share_within_3_sigma") > 0.5)
    assert good.sum() >= 4
    assert np.median(played.final("share_within_3_sigma")) > 0.53


def test_gan_collapse() -> None:
    played = games("gan-collapse", 2_000)
    assert (played.curves("modes_covered")[10:].max(axis=0) <= 2).sum() >= 4
    assert (played.final("modes_covered") <= 2).all()
    looks_right = (abs(played.final("on_real") - 0.5) < 0.05) & (abs(played.final("value") + np.log(4)) < 0.15)
    assert looks_right.sum() >= 4, "although it fails"


def test_gan_r1() -> None:
    assert (games("gan-r1", 1_500).curves("modes_covered")[10:].max(axis=0) <= 2).sum() >= 4


def test_equal_rates_do() -> None:
    equal = Games("gan-r1", generator_rate=1e-3, discriminator_rate=1e-3).play(1_000)
    assert (equal.final("modes_covered") == 8).sum() >= 4


def test_gan_momentum() -> None:
    played = Games("gan-momentum").play(740)
    assert (played.final("modes_covered") <= 3).sum() >= 4
    played.adjust(beta1=0.0)
    assert (played.play(1_000).final("modes_covered") >= 7).sum() >= 4


def test_gan_freeze() -> None:
    experiment = GAN_PRESETS["gan-freeze"].experiment
    for seed in range(3):
        trainer = GanTrainer(experiment.model_copy(update={"seed": seed}))
        before = BestDiscriminator().measure(GanView(trainer))
        for _ in range(20):
            trainer.train_epoch()
        after = BestDiscriminator().measure(GanView(trainer))
        assert after["best_error"][0] < 0.05 < before["best_error"][0]
        assert trainer.measured["value"] == pytest.approx(float(after["best_value"][0]), abs=0.15)


def test_gan_saturating() -> None:
    played = games("gan-saturating", 1_000)
    assert (played.final("modes_covered") == 8).sum() >= 4
    usual = np.median(games("gan-ring8", 1_000).final("share_within_3_sigma"))
    assert np.median(played.final("share_within_3_sigma")) > usual - 0.1


def test_gan_thread() -> None:
    played = games("gan-thread", 1_000)
    assert (played.final("modes_covered") == 8).sum() >= 4
    usual = np.median(games("gan-ring8", 1_000).final("share_within_3_sigma"))
    assert np.median(played.final("share_within_3_sigma")) < usual - 0.03


def test_gan_grid25() -> None:
    played = games("gan-grid25", 2_000, 3)
    found = played.curves("modes_covered").max(axis=0)  # lamps flicker: at one moment 20, 21 and 25 were lit
    assert np.median(found) >= 22
    assert np.median(played.final("share_within_3_sigma")) < 0.33


def test_gan_wasserstein() -> None:
    played = games("gan-wasserstein", 240)
    assert (played.final("modes_covered") == 8).sum() >= 4
    values = played.curves("value")
    assert (values[-1] < 0.5 * values[2:5].max(axis=0)).sum() >= 4, "it falls while the generator gains"


def test_gan_moons() -> None:
    assert (abs(games("gan-moons", 500).final("value") + np.log(4)) < 0.03).sum() >= 4


def test_the_command_line_has_both_names_of_the_contract() -> None:
    assert GAN_PRESETS["gan-ring8"].experiment == GanExperiment()
    assert "gan-collapse" in GAN_PRESETS
