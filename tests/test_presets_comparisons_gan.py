"""What the comparisons of GANs claim, proven by training them side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

from playground.experiment.comparison import Comparison
from playground.experiment.gan import STEPS_AN_EPOCH, GanExperiment
from playground.presets.gan_comparisons import GAN_COMPARISONS
from playground.training.population.gan_population import GanPopulation
from playground.training.trainers.run_to_end import denormals_flushed

LOG_4 = np.log(4)


class Played:
    """The GANs of a comparison, after some steps, by the curves' names and values."""

    def __init__(self, comparison: Comparison, steps: int) -> None:
        self.values = comparison.values
        gans = [gan for row in comparison.experiments for gan in row if isinstance(gan, GanExperiment)]
        self.population = GanPopulation(gans)
        with denormals_flushed():
            for _ in range(steps // STEPS_AN_EPOCH):
                self.population.train_epoch()

    def __call__(self, curve: str, value: object, steps: int | None = None) -> npt.NDArray[np.float32]:
        """Return a curve's number of each seed, after so many steps or at the end."""
        records = self.population.records
        numbers = records.last(curve) if steps is None else records.since(steps // STEPS_AN_EPOCH, curve)[0]
        rows: npt.NDArray[np.float32] = numbers.reshape(len(self.values), -1)[self.values.index(value)]
        return rows


@cache
def played(name: str, steps: int = 1_000) -> Played:
    return Played(GAN_COMPARISONS[name].comparison, steps)


def seeds(numbers: npt.NDArray[np.float32], holds: Callable[[float], bool]) -> int:
    """Return for how many seeds something holds."""
    return sum(map(holds, numbers.tolist()))


def test_each_is_of_five_seeds() -> None:
    assert {preset.comparison.seeds for preset in GAN_COMPARISONS.values()} == {5}
    assert [len(preset.comparison.values) for preset in GAN_COMPARISONS.values()] == [4, 3, 4]


def test_gan_losses() -> None:
    games = played("gan-losses")
    for loss in ("saturating", "least_squares"):
        assert seeds(games("modes_covered", loss), lambda modes: modes >= 7) >= 4
        assert np.median(games("share_within_3_sigma", loss)) > 0.45
    assert (
        np.median(games("share_within_3_sigma", "saturating"))
        > np.median(games("share_within_3_sigma", "non_saturating")) - 0.15
    ), "no worse"
    assert seeds(games("modes_covered", "wasserstein"), lambda modes: modes <= 4) >= 4
    for steps in (500, 1_000):
        assert seeds(games("on_generated", "saturating", steps), lambda said: 0.35 < said < 0.55) >= 4, "hardly sure"


def test_a_critic_with_five_steps_covers_the_ring() -> None:
    base = GAN_COMPARISONS["gan-losses"].comparison.base
    assert isinstance(base, GanExperiment)
    training = base.training.model_copy(update={"loss": "wasserstein", "discriminator_steps": 5})
    comparison = Comparison(
        base=base.model_copy(update={"training": training}), axis="seed", values=(0, 1, 2, 3, 4), seeds=5
    )
    population = Played(comparison, 500).population
    assert seeds(population.records.last("modes_covered"), lambda modes: modes >= 7) >= 4


def test_gan_momentum() -> None:
    games = played("gan-momentum")
    assert seeds(games("modes_covered", 0.0), lambda modes: modes == 8) >= 4
    assert seeds(games("modes_covered", 0.9), lambda modes: modes <= 2) >= 3
    assert np.median(games("modes_covered", 0.9)) <= 2
    assert seeds(games("modes_covered", 0.5), lambda modes: modes == 8) >= 3
    assert seeds(games("modes_covered", 0.0, 500), lambda modes: modes == 8) >= 4
    assert seeds(games("modes_covered", 0.5, 500), lambda modes: modes < 8) >= 1, "later"


def test_gan_rates() -> None:
    games = played("gan-rates")
    for fast in ("0.002/0.0001", "0.001/0.0001"):
        assert seeds(games("modes_covered", fast), lambda modes: modes <= 2) >= 4
        assert seeds(games("on_real", fast), lambda said: abs(said - 0.5) < 0.06) >= 4
        assert seeds(games("value", fast), lambda value: abs(value + LOG_4) < 0.15) >= 4
    slow = "0.0001/0.001"
    assert seeds(games("modes_covered", slow), lambda modes: modes >= 4) >= 4
    assert 0.66 < np.median(games("on_real", slow)) < 0.84
    assert np.median(games("value", slow)) > -LOG_4 + 0.3
    assert seeds(games("modes_covered", "0.001/0.001"), lambda modes: modes >= 6) >= 3
