"""A population of GANs: those of a comparison, trained at the same time, epoch by epoch."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from playground.experiment.gan import GanExperiment
from playground.training.population.gan_cohort import CURVES, GanCohort, gan_cohorts
from playground.training.population.side_by_side import SideBySide


class GanPopulation(SideBySide[GanCohort]):
    """Trains many GANs side by side; each gets what :class:`playground.training.trainers.gan.GanTrainer` gives it.

    Same first weights, draws and updates, to rounding. A GAN that has diverged at the end of an epoch goes back to the
    weights of the epoch before and rests, while the others train on.

    Parameters
    ----------
    experiments
        One for each GAN, all on the same data.
    device
        Where to train, as PyTorch names it.
    dtype
        Precision of everything.
    """

    def __init__(
        self, experiments: Sequence[GanExperiment], device: str = "cpu", dtype: torch.dtype = torch.float32
    ) -> None:
        super().__init__(experiments, gan_cohorts(experiments, device, dtype), _names(experiments), device)

    @property
    def samples(self) -> int:
        """Data that the discriminators have seen since the start, of all GANs together."""
        trainings = [experiment.training for experiment in self.experiments]
        return self.step * sum(training.batch_size * training.discriminator_steps for training in trainings)


def _names(experiments: Sequence[GanExperiment]) -> tuple[str, ...]:
    """Return the names of the curves: all that is measured of one of them at least."""
    value, on_real, on_generated, *modes = CURVES
    critics = all(experiment.training.loss == "wasserstein" for experiment in experiments)
    has_modes = experiments[0].data.mixture.has_modes
    return (value, *(() if critics else (on_real, on_generated)), *(modes if has_modes else ()))
