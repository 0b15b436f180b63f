"""GANs of one shape that train together, each by its own loss, rates, penalties and draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from playground.experiment.gan import STEPS_AN_EPOCH, GanExperiment
from playground.training.population.gan_stack import Stack
from playground.training.trainers.gan import MEASURED
from playground.training.trainers.gan_losses import GAMES, lipschitz_penalty, r1_penalty
from playground.training.trainers.gan_networks import gan_network, how_far, source

MOST_TOGETHER = 8
"""GANs in one cohort: more gain nothing, and nobody is answered before the cohort's step is done."""
CURVES = ("value", "on_real", "on_generated", "modes_covered", "share_within_3_sigma")
"""All that can be measured of a GAN after an epoch."""


@dataclass(frozen=True)
class Draws:
    """The random numbers of all networks that draw the same ones.

    Parameters
    ----------
    data, noise
        From which batches are drawn.
    looking_noise, looking_data
        From what it is measured how far a network is: noise ``(1000, noise)`` and data ``(1000, 2)``.
    """

    data: np.random.Generator
    noise: torch.Generator
    looking_noise: Tensor
    looking_data: Tensor


class GanCohort:
    """GANs that can be computed together (:func:`gan_cohorts`); one process or thread owns it.

    Each draws what :class:`playground.training.trainers.gan.GanTrainer` draws, and takes the same steps to rounding.

    Parameters
    ----------
    experiments
        One for each GAN. Which player rests, and how often the discriminator steps, the first of them says for all.
    device, dtype
        Where, and how precisely, to compute.

    Attributes
    ----------
    generators, discriminators
        The networks.
    alive
        Which GANs ``(n,)`` have not diverged. The others keep the weights of the last epoch at which all were finite.
    """

    is_alone = True
    batches_per_epoch = STEPS_AN_EPOCH

    def __init__(self, experiments: Sequence[GanExperiment], device: str, dtype: torch.dtype) -> None:
        self._device, self._dtype = device, dtype
        self.target = experiments[0].data.mixture
        self.alive = np.ones(len(experiments), dtype=bool)
        generators, discriminators = [], []
        for each in experiments:
            model, (_data, generator, discriminator, *_rest) = each.model, _seeds(each.seed)
            generators.append(gan_network(model.generator.noise, model.generator.layers, 2, generator))
            discriminators.append(gan_network(2, model.discriminator.layers, 1, discriminator))
        self.generators, self.discriminators = (Stack(each, device, dtype) for each in (generators, discriminators))
        keys = [(each.seed, _draws_shares(each)) for each in experiments]
        kinds = list(dict.fromkeys(keys))
        self._draws = [self._drawn(seed, experiments[0].model.generator.noise) for seed, _shares in kinds]
        self._places = [kinds.index(key) for key in keys]
        self._looking_noise, self._looking_data = (
            torch.stack([getattr(draws, name) for draws in self._draws])[self._places].to(device, dtype)
            for name in ("looking_noise", "looking_data")
        )
        self.adjust(experiments)
        self._finite = self._parameters

    def adjust(self, experiments: Sequence[GanExperiment]) -> None:
        """Take the learning rates, Adam's numbers, penalties and turns of other experiments."""
        self.experiments = list(experiments)
        trainings = [each.training for each in self.experiments]
        betas = [(each.beta1, each.beta2) for each in trainings]
        self.generators.set_rates([each.generator_rate for each in trainings], betas)
        self.discriminators.set_rates([each.discriminator_rate for each in trainings], betas)
        places = groupby(range(len(trainings)), lambda place: trainings[place].loss)
        self._losses = [(loss, slice((rows := list(group))[0], rows[-1] + 1)) for loss, group in places]
        critics = [each.loss == "wasserstein" for each in trainings]
        self._r1 = self._penalty([0.0 if critic else each.r1 for critic, each in zip(critics, trainings, strict=True)])
        self._lipschitz = self._penalty(
            [each.gradient_penalty if critic else 0.0 for critic, each in zip(critics, trainings, strict=True)]
        )
        self._shares = {self._places[k]: each for k, each in enumerate(map(_draws_shares, self.experiments))}

    def _penalty(self, strengths: list[float]) -> tuple[Tensor | None, Tensor] | None:
        """Return which networks have a penalty, ``None`` for all, and its strengths; nothing where none has one."""
        rows = [place for place, strength in enumerate(strengths) if strength]
        if not rows:
            return None
        column = torch.tensor([strengths[row] for row in rows], device=self._device, dtype=self._dtype)
        return None if len(rows) == len(strengths) else torch.tensor(rows, device=self._device), column

    def train_batch(self) -> None:
        """Let the discriminators take their steps, then the generators one; whichever is frozen rests."""
        training = self.experiments[0].training
        if training.frozen != "discriminator":
            for _ in range(training.discriminator_steps):
                self._step_discriminators()
        if training.frozen != "generator":
            self._step_generators()

    def _step_discriminators(self) -> None:
        count = self.experiments[0].training.batch_size
        data = [torch.from_numpy(self.target.sample(draws.data, count)) for draws in self._draws]
        real, noise = self._laid_out(data), self._noise()
        shares = self._laid_out(
            [
                torch.rand(count, 1, generator=draws.noise) if self._shares[place] else torch.zeros(count, 1)
                for place, draws in enumerate(self._draws)
            ]
        )
        with torch.no_grad():
            generated = self.generators(noise)
        logits = self.discriminators(torch.cat([real, generated], 1))[:, :, 0]
        loss = sum(
            (rows.stop - rows.start) * GAMES[name].discriminator(logits[rows, :count], logits[rows, count:])
            for name, rows in self._losses
        ) + self._penalties(real, generated, shares)
        self.discriminators.descend(torch.as_tensor(loss))

    def _penalties(self, real: Tensor, generated: Tensor, shares: Tensor) -> Tensor | float:
        total: Tensor | float = 0.0
        if self._r1:
            rows, strengths = self._r1
            penalty = r1_penalty(lambda points: self.discriminators(points, rows), _of(real, rows))
            total = total + strengths @ penalty
        if self._lipschitz:
            rows, strengths = self._lipschitz
            between = [_of(each, rows) for each in (real, generated, shares)]
            penalty = lipschitz_penalty(lambda points: self.discriminators(points, rows), *between)
            total = total + strengths @ penalty
        return total

    def _step_generators(self) -> None:
        logits = self.discriminators(self.generators(self._noise()))[:, :, 0]
        loss = sum((rows.stop - rows.start) * GAMES[name].generator(logits[rows]) for name, rows in self._losses)
        self.generators.descend(torch.as_tensor(loss))

    def _noise(self) -> Tensor:
        first = self.experiments[0]
        shape = first.training.batch_size, first.model.generator.noise
        return self._laid_out([torch.randn(shape, generator=draws.noise) for draws in self._draws])

    @torch.no_grad()
    def measure(self) -> dict[str, npt.NDArray[np.float64]]:
        """Return each of :data:`CURVES` ``(n,)``; NaN for what a loss or the data have not, and where a weight is."""
        points = self.generators(self._looking_noise)
        real, generated = (self.discriminators(each)[:, :, 0].double() for each in (self._looking_data, points))
        measured = {name: np.full(len(self.experiments), np.nan) for name in CURVES}
        finite = self._is_finite()
        for place, experiment in enumerate(self.experiments):
            if finite[place]:
                rows = real[place], generated[place], points[place].double()
                for name, value in how_far(experiment.training.loss, self.target, *rows).items():
                    measured[name][place] = value
        return measured

    def end_epoch(self, measured: dict[str, npt.NDArray[np.float64]]) -> None:
        """Keep the networks that are finite; put the others back, for good: they learn no more."""
        dying = self.alive & ~self._is_finite()
        self.alive &= ~dying
        if dying.any():
            rows = torch.from_numpy(dying).to(self._device)
            for stack, kept in zip((self.generators, self.discriminators), self._finite, strict=True):
                stack.rest(rows, kept)
        self._finite = self._parameters

    @torch.no_grad()
    def generated(self, rows: Sequence[int], count: int) -> Tensor:
        """Return the first points that some generators make of noise that is always the same, ``(rows, count, 2)``."""
        places = torch.tensor(rows, device=self._device)
        return self.generators(self._looking_noise[places, :count], places)

    @torch.no_grad()
    def logits(self, rows: Sequence[int], points: Tensor) -> Tensor:
        """Return what some discriminators say of points ``(n, 2)``, ``(rows, n)``."""
        places = torch.tensor(rows, device=self._device)
        inputs = points.to(self._device, self._dtype).expand(len(rows), -1, -1)
        return self.discriminators(inputs, places)[:, :, 0]

    def _is_finite(self) -> npt.NDArray[np.bool_]:
        both = [stack.parameters.isfinite().all(1) for stack in (self.generators, self.discriminators)]
        finite: npt.NDArray[np.bool_] = (both[0] & both[1]).cpu().numpy()
        return finite

    @property
    def _parameters(self) -> tuple[Tensor, Tensor]:
        return self.generators.parameters.clone(), self.discriminators.parameters.clone()

    def _laid_out(self, each: list[Tensor]) -> Tensor:
        """Return for every network what those who draw as it does have drawn."""
        return torch.stack(each)[self._places].to(self._device, self._dtype)

    def _drawn(self, seed: int, noise: int) -> Draws:
        data, _generator, _discriminator, batches, measured = _seeds(seed)
        return Draws(
            np.random.default_rng(data),
            source(batches),
            torch.randn(MEASURED, noise, generator=source(measured)),
            torch.from_numpy(self.target.sample(np.random.default_rng(measured), MEASURED)),
        )


def gan_cohorts(
    experiments: Sequence[GanExperiment], device: str, dtype: torch.dtype
) -> list[tuple[list[int], GanCohort]]:
    """Group GANs that can be computed together, at most :data:`MOST_TOGETHER`.

    Returns
    -------
    list
        For each cohort the places of its GANs in ``experiments``, and the cohort.
    """
    groups: dict[object, list[int]] = {}
    for place, experiment in enumerate(experiments):
        training = experiment.training
        turns = training.batch_size, training.discriminator_steps, training.frozen
        groups.setdefault((experiment.data, experiment.model, turns), []).append(place)
    result = []
    for places in groups.values():
        places.sort(key=lambda place: (experiments[place].training.loss, experiments[place].training.r1))
        size = -(-len(places) // -(-len(places) // MOST_TOGETHER))
        for start in range(0, len(places), size):
            part = places[start : start + size]
            result.append((part, GanCohort([experiments[place] for place in part], device, dtype)))
    return result


def _seeds(seed: int) -> list[np.random.SeedSequence]:
    return np.random.SeedSequence(seed).spawn(5)


def _draws_shares(experiment: GanExperiment) -> bool:
    """Return whether its penalty draws numbers in between, so that its noise is another one from then on."""
    return experiment.training.loss == "wasserstein" and experiment.training.gradient_penalty > 0


def _of(values: Tensor, rows: Tensor | None) -> Tensor:
    return values if rows is None else values[rows]
