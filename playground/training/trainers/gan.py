"""The trainer of a generator and a discriminator: steps of the one, steps of the other, and how far they are."""

from __future__ import annotations

from copy import deepcopy

import numpy as np
import torch
from torch import Tensor, nn

from playground.arrays import Float64Array
from playground.experiment.gan import GanExperiment, Player
from playground.training.trainers.curves import Epochs
from playground.training.trainers.gan_losses import GAMES, lipschitz_penalty, r1_penalty
from playground.training.trainers.gan_networks import gan_network, how_far, source
from playground.training.trainers.gan_snapshot import GanSnapshot
from playground.training.trainers.history import History
from playground.training.trainers.snapshot import Progress

MEASURED = 1_000
"""Points, generated and of the data, from which it is measured how far they are."""


class GanTrainer:
    """Trains two networks against each other.

    Not safe to share between threads: one process or thread owns it.

    Parameters
    ----------
    experiment
        What to train.
    device, dtype
        Where, and in which precision.

    Attributes
    ----------
    generator, discriminator
        The networks: noise ``(n, noise)`` to points ``(n, 2)``; points to logits ``(n, 1)``.
    history
        What :attr:`measured` was at the end of each epoch, before the first one too.
    measured
        What :meth:`measure` found when it was last asked.
    epoch, step, samples
        Epochs finished, steps of both, and data that the discriminator has seen, since the start.
    restored
        How often it went to another moment of its past.
    progress
        ``diverged`` once a weight was not finite; the networks are then those of the last epoch's end.
    """

    is_numpy = False

    def __init__(self, experiment: GanExperiment, device: str = "cpu", dtype: torch.dtype = torch.float32) -> None:
        self.experiment, self.device, self.dtype = experiment, device, dtype
        data, generator, discriminator, noise, self._measured_seed = np.random.SeedSequence(experiment.seed).spawn(5)
        model = experiment.model
        self.generator = gan_network(model.generator.noise, model.generator.layers, 2, generator).to(device, dtype)
        self.discriminator = gan_network(2, model.discriminator.layers, 1, discriminator).to(device, dtype)
        self._data, self._noise = np.random.default_rng(data), source(noise)
        looking = torch.randn(MEASURED, model.generator.noise, generator=source(self._measured_seed))
        self._looking_noise = looking.to(device, dtype)
        self._take_data()
        self.optimizers = [self._optimizer(network) for network in (self.generator, self.discriminator)]
        self.adjust(experiment)
        self.batches_per_epoch = experiment.batches_per_epoch
        self.epoch = self.step = self.samples = self.restored = 0
        self.progress = Progress.HEALTHY
        self.measured = self.measure()
        self.history = History(tuple(self.measured))
        self.history.append(self.measured)
        self._finite = self.snapshot()

    def adjust(self, experiment: GanExperiment) -> None:
        """Take the rates, Adam's numbers, penalties, steps and drawn points of another experiment, without a reset.

        Only those may differ from the present one (:func:`playground.training.trainers.changes.is_adjustment`).
        """
        before, self.experiment = self.experiment, experiment
        if before.data != experiment.data:
            self._take_data()
            self.measured = self.measure()
        training = experiment.training
        rates = (training.generator_rate, training.discriminator_rate)
        for optimizer, rate in zip(self.optimizers, rates, strict=True):
            for group in optimizer.param_groups:
                group.update(lr=rate, betas=(training.beta1, training.beta2))

    def train_batch(self) -> None:
        """Let the discriminator take its steps, then the generator one; whichever is frozen rests.

        Does nothing once training has diverged.
        """
        if self.progress is Progress.DIVERGED:
            return
        training = self.experiment.training
        if training.frozen != "discriminator":
            for _ in range(training.discriminator_steps):
                self.step_discriminator()
        if training.frozen != "generator":
            self.step_generator()
        self.step += 1
        if self.step % self.batches_per_epoch == 0:
            self._end_epoch()

    def train_epoch(self) -> None:
        """Train until the present epoch ends."""
        for _ in range(self.batches_per_epoch - self.step % self.batches_per_epoch):
            self.train_batch()

    def train_player(self, player: Player) -> None:
        """Let one network take a step, whether it is frozen or not; steps of both are not counted by it."""
        if self.progress is Progress.DIVERGED:
            return
        (self.step_generator if player == "generator" else self.step_discriminator)()
        self.measured = self.measure()

    def step_discriminator(self) -> None:
        """Let the discriminator learn from one batch of data and of generated points; the generator stays."""
        training = self.experiment.training
        real = self._tensor(self.target.sample(self._data, training.batch_size))
        with torch.no_grad():
            generated = self.generator(self._batch_of_noise())
        loss = GAMES[training.loss].discriminator(self.discriminator(real), self.discriminator(generated))
        if training.r1 and training.loss != "wasserstein":
            loss = loss + training.r1 * r1_penalty(self.discriminator, real)
        if training.gradient_penalty and training.loss == "wasserstein":
            shares = torch.rand(len(real), 1, generator=self._noise).to(real)
            loss = loss + training.gradient_penalty * lipschitz_penalty(self.discriminator, real, generated, shares)
        self._take(self.optimizers[1], loss)
        self.samples += len(real)

    def step_generator(self) -> None:
        """Let the generator learn from one batch of noise; the discriminator stays."""
        logits = self.discriminator(self.generator(self._batch_of_noise()))
        self._take(self.optimizers[0], GAMES[self.experiment.training.loss].generator(logits))

    def real(self) -> Float64Array:
        """Return points ``(1000, 2)`` of the data that are always the same."""
        return self._looking_data.double().cpu().numpy()

    @torch.no_grad()
    def generated(self) -> Float64Array:
        """Return points ``(1000, 2)`` that the generator makes of noise that is always the same."""
        return self.generator(self._looking_noise).double().cpu().numpy()

    @torch.no_grad()
    def measure(self) -> dict[str, float]:
        """Return the value of the game, what D says on average of both, and of targets with modes how many are covered.

        ``value`` is mean log D(x) + mean log(1 - D(G(z))), whatever the loss is; of a Wasserstein critic, which says no
        probabilities, the difference of its means.
        """
        points = self.generator(self._looking_noise)
        real, generated = (self.discriminator(each)[:, 0].double() for each in (self._looking_data, points))
        return how_far(self.experiment.training.loss, self.target, real, generated, points.double())

    def facts(self) -> dict[str, str]:
        """Return what was measured last, as texts."""
        modes = {"modes": str(len(self.target.centres))} if self.target.has_modes else {}
        return modes | {name: repr(value) for name, value in self.measured.items()}

    @property
    def newest(self) -> int:
        """The last epoch that was reached, wherever in the past the networks stand."""
        return len(self.history) - 1

    @property
    def curves(self) -> tuple[str, ...]:
        """The names of the tensors that are curves over epochs."""
        return self.history.names

    def epochs_since(self, epoch: int) -> Epochs:
        """Return the epochs ``(n,)`` from one on of which the curves keep values."""
        return self.history.epochs_since(epoch)

    @property
    def is_healthy(self) -> bool:
        """Whether training can go on."""
        return self.progress is Progress.HEALTHY

    def forget_later(self) -> None:
        """Forget what was measured after the present moment: training goes on from here, another way perhaps."""
        self.history.truncate(self.epoch + 1)
        self._finite = self.snapshot()

    def snapshot(self) -> GanSnapshot:
        """Return this moment."""
        return GanSnapshot(
            self.epoch,
            self.step,
            self.samples,
            self.progress,
            tuple(deepcopy(network.state_dict()) for network in (self.generator, self.discriminator)),
            tuple(deepcopy(optimizer.state_dict()) for optimizer in self.optimizers),
            self._noise.get_state(),
            deepcopy(dict(self._data.bit_generator.state)),
            dict(self.measured),
        )

    def restore(self, moment: GanSnapshot) -> None:
        """Go back to a moment; learning rates and penalties stay those of now."""
        self.epoch, self.step, self.samples = moment.epoch, moment.step, moment.samples
        self.progress, self.measured = moment.progress, dict(moment.measured)
        self.restored += 1
        for network, weights in zip((self.generator, self.discriminator), moment.networks, strict=True):
            network.load_state_dict(weights)
        for optimizer, state in zip(self.optimizers, moment.optimizers, strict=True):
            optimizer.load_state_dict(deepcopy(state))
        self._noise.set_state(moment.noise)
        self._data.bit_generator.state = deepcopy(moment.data)
        self.adjust(self.experiment)

    def _take_data(self) -> None:
        self.target = self.experiment.data.mixture
        random = np.random.default_rng(self._measured_seed)
        self._looking_data = self._tensor(self.target.sample(random, MEASURED))

    def _end_epoch(self) -> None:
        """Note what is measured; keep the networks if they are finite, go back to those kept last if not."""
        if self._is_finite():
            self.epoch += 1
            self.measured = self.measure()
            self.history.append(self.measured)
            self._finite = self.snapshot()
        else:
            self.restore(self._finite)
            self.progress = Progress.DIVERGED

    def _is_finite(self) -> bool:
        weights = [*self.generator.parameters(), *self.discriminator.parameters()]
        return all(bool(each.isfinite().all()) for each in weights)

    def _take(self, optimizer: torch.optim.Optimizer, loss: Tensor) -> None:
        optimizer.zero_grad()
        parameters = [each for group in optimizer.param_groups for each in group["params"]]
        for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
            parameter.grad = gradient
        optimizer.step()

    def _batch_of_noise(self) -> Tensor:
        shape = self.experiment.training.batch_size, self.experiment.model.generator.noise
        return torch.randn(shape, generator=self._noise).to(self.device, self.dtype)

    def _tensor(self, points: Float64Array) -> Tensor:
        return torch.from_numpy(points).to(self.device, self.dtype)

    def _optimizer(self, network: nn.Module) -> torch.optim.Adam:
        return torch.optim.Adam(network.parameters(), lr=1.0)
